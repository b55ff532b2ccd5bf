// How an episode can end, in words.

export const ENDS = {
  ejection: 'The impostor is out',
  tasks: 'Every task is done',
  parity: 'The ship is lost',
  cap: 'Time is up',
} as const;

export type Reason = keyof typeof ENDS;
