// Everything that one seat may know, and nothing else: the persuader hears what is said, the persuadee also
// knows itself. The gift is known to both once the jar is open.

import type { SeatId } from '../../shared/scenario.ts';
import { roleOf } from './acts.ts';
import { PERSUADER_NAME } from './setup.ts';
import { type Observation, PERSUADEE, PERSUADER, type State } from './types.ts';

export const seatName = ({ name }: { readonly name: string }, seat: SeatId): string =>
  seat === PERSUADER ? PERSUADER_NAME : name;

/** Utterances that a seat still has, if nobody closes the talk. */
export const leftOf = ({ phase, options, said }: State, seat: SeatId): number => {
  if (phase !== 'talk') return 0;
  const made = seat === PERSUADER ? (said.length + 1) >> 1 : said.length >> 1;
  return options.turns - made;
};

export const observe = (state: State, seat: SeatId): Observation => {
  const own = seat === PERSUADEE;
  return {
    seat,
    role: roleOf(seat),
    phase: state.phase,
    said: state.said,
    turns: state.options.turns,
    left: leftOf(state, seat),
    promised: state.promised,
    persona: own ? state.persona : null,
    mind: own ? state.mind : null,
    name: state.name,
    gift: state.gift,
  };
};
