// Whole episodes of booking between scripts, without a server: fast enough for thousands.

import { booking } from '../../scenarios/booking/index.ts';
import { type Act, type Heard, type Observation, type State, USER } from '../../scenarios/booking/types.ts';
import { type Rng, rngFromState } from '../../shared/rng.ts';
import type { Script, ScriptView, SeatId } from '../../shared/scenario.ts';

export type Player = Script<State, Act, Observation>;

const words = (seed: number): readonly [number, number, number, number] => {
  const mix = (salt: number): number => {
    let hash = Math.imul((seed + 1) ^ salt, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    return (hash ^ (hash >>> 13)) | 0;
  };
  return [mix(1), mix(0x51ed270b), mix(0x2545f491), mix(0x7f4a7c15) | 1];
};

/** A generator whose first draws differ from those of its neighbours. */
export const rngOf = (seed: number): Rng => rngFromState(words(seed));

const viewOf = (
  state: State,
  seat: SeatId,
  observation: Observation,
  rng: Rng,
): ScriptView<State, Act, Observation> => ({
  seat,
  kind: 'speak',
  rng,
  observation,
  candidates: (chosen) => booking.candidates(state, seat, chosen),
});

export interface Played {
  readonly state: State;
  /** Acts picked by both seats. */
  readonly decisions: number;
}

/** One episode by text, `say` being how acts are worded. Throws where a script gives an act that is not legal. */
export const playBooking = (
  fields: Record<string, unknown>,
  user: Player,
  agent: Player,
  seed: number,
  say: typeof booking.phrase = booking.phrase,
): Played => {
  const rng = rngOf(seed);
  let state = booking.setup(booking.options.parse(fields), 2, rng);
  let decisions = 0;
  while (state.end === null) {
    const seat = state.mover;
    const observation = booking.observe(state, seat);
    const acts = (seat === USER ? user : agent).decide(viewOf(state, seat, observation, rng));
    for (const act of acts)
      if (!booking.legal(state, seat, act)) throw new Error(`not legal: ${JSON.stringify(act)}`);
    decisions += acts.length;
    const text = say(acts, observation, rng);
    state = booking.step(state, [{ seat, acts, text }], rng).state;
  }
  return { state, decisions };
};

/** A script by its name; throws where there is none. */
export const playerOf = (name: string): Player => {
  const player = booking.scripts[name];
  if (!player) throw new Error(`booking has no script ${name}`);
  return player;
};

/** Utterances of an episode as the user knows them. */
export const asUserKnows = (state: State): readonly Heard[] => booking.observe(state, USER).said;
