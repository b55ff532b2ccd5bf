// How an episode can end, in words.

export const ENDS = {
  served: 'Served',
  unserved: 'Not served',
  cap: 'Closing time',
} as const;

export type Reason = keyof typeof ENDS;
