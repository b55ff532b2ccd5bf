// How an episode can end, in words.

export const ENDS = {
  gave: 'A gift was made',
  kept: 'The jar stayed empty',
} as const;

export type Reason = keyof typeof ENDS;
