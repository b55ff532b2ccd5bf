// What everybody reads when a seat changes hands. Made from the log entry alone, so that a restart
// gives the same lines.

import type { SeatEntry } from '../../shared/turn.ts';

export const SEAT_REASONS = ['seated', 'away', 'left', 'back', 'failed', 'spent'] as const;
export type SeatReason = (typeof SEAT_REASONS)[number];

/** `name`: the seat's shown name. Undefined: nothing to tell. */
export const seatLine = (entry: SeatEntry, name: string): string | undefined => {
  if (entry.reason === 'away') return `${name}'s player is away; a bot plays on.`;
  if (entry.reason === 'left') return `${name}'s player has left; a bot plays on.`;
  if (entry.reason === 'back') return `${name}'s player is back.`;
  if (entry.reason === 'failed') return `${name}'s bot has failed; another plays on.`;
  if (entry.reason === 'spent') return `${name}'s language model has used up its tokens; a script plays on.`;
  return undefined;
};
