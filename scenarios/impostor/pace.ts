// How long things take, in ticks, by mode.
//
// paper: the readings of the released environment that reproduce its random-play table (the source's
// own clock says 3 ticks; between two decisions of a player that acts on its own it comes to these).
// standard: everybody decides on the same beat, and nothing about when a seat is asked tells its role.

import type { Options } from './types.ts';

export interface Pace {
  readonly travel: number;
  readonly task: number;
  readonly wait: number;
  readonly kill: number;
  /** Added to the cooldown. */
  readonly cooling: number;
  /** A waiting seat is asked again as soon as what it sees changes. */
  readonly interrupts: boolean;
  /** Meetings begin at the next multiple of this tick. */
  readonly alignment: number;
  /** Ticks that a meeting takes for each living seat. */
  readonly talk: number;
  /** Kills strike before anybody moves, so that nobody slips away in the same beat. */
  readonly killsFirst: boolean;
  /** The impostor can report and has pretended tasks; working shows. */
  readonly mended: boolean;
}

const PAPER: Pace = {
  travel: 5,
  task: 5,
  wait: 3,
  kill: 1,
  cooling: 1,
  interrupts: true,
  alignment: 50,
  talk: 5.7,
  killsFirst: false,
  mended: false,
};

const STANDARD: Pace = {
  travel: 1,
  task: 5,
  wait: 1,
  kill: 1,
  cooling: 0,
  interrupts: false,
  alignment: 1,
  talk: 0,
  killsFirst: true,
  mended: true,
};

export const paceOf = (mode: Options['mode']): Pace => (mode === 'paper' ? PAPER : STANDARD);
