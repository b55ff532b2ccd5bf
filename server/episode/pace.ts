// How long a table waits so that people can follow. Waits depend on the public kind of a step and on
// the public length of what was said, never on who moved or on what was hidden.

import type { TurnKind } from '../../shared/scenario.ts';

export type Pace = 'live' | 'fast';

const MOVE_MS = 350;
const BALLOT_MS = 900;
const SPEAK_MS = 900;
const PER_CHARACTER_MS = 18;
const LONGEST_MS = 4500;
/** A bot seems to write for this long before it speaks. */
const TYPING_MS = 900;

/** Reading time after a step. `characters`: length of what was said in it. */
export const pauseAfter = (pace: Pace, kind: TurnKind, characters: number): number => {
  if (pace === 'fast') return 0;
  if (kind === 'move') return MOVE_MS;
  if (kind === 'ballot') return BALLOT_MS;
  return Math.min(LONGEST_MS, SPEAK_MS + PER_CHARACTER_MS * characters);
};

/** Time before a bot decides, where everybody sees that it has to. */
export const pauseBefore = (pace: Pace, kind: TurnKind): number =>
  pace === 'fast' || kind === 'move' ? 0 : TYPING_MS;
