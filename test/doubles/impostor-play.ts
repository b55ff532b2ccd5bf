// Whole episodes of impostor between scripts, without a server: fast enough for thousands.

import { candidates, toMove } from '../../scenarios/impostor/candidates.ts';
import { observe } from '../../scenarios/impostor/observe.ts';
import { OptionsSchema } from '../../scenarios/impostor/options.ts';
import { scripts } from '../../scenarios/impostor/scripts.ts';
import { setup } from '../../scenarios/impostor/setup.ts';
import { playerAt, type State } from '../../scenarios/impostor/state.ts';
import { step } from '../../scenarios/impostor/step.ts';
import type { Act, Observation, Options } from '../../scenarios/impostor/types.ts';
import { type Rng, rngFromState } from '../../shared/rng.ts';
import type { Mover, Script, ScriptView } from '../../shared/scenario.ts';

export type Player = Script<State, Act, Observation>;

const words = (seed: number): readonly [number, number, number, number] => {
  const mix = (salt: number): number => {
    let hash = Math.imul((seed + 1) ^ salt, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    return (hash ^ (hash >>> 13)) | 0;
  };
  return [mix(1), mix(0x51ed270b), mix(0x2545f491), mix(0x7f4a7c15) | 1];
};

const viewOf = (state: State, mover: Mover, rng: Rng): ScriptView<State, Act, Observation> => ({
  seat: mover.seat,
  kind: mover.kind,
  rng,
  get observation() {
    return observe(state, mover.seat);
  },
  candidates: (chosen) => candidates(state, mover.seat, chosen),
});

const crewWins = (options: Options, crew: Player, impostor: Player, seed: number): boolean => {
  const rng = rngFromState(words(seed));
  let state = setup(options, options.players, rng);
  const driver = (seat: number): Player => {
    if (options.seating === 'paper' && seat === state.frozen) return scripts.reporter;
    return playerAt(state, seat).role === 'crew' ? crew : impostor;
  };
  for (;;) {
    const movers = toMove(state);
    if (movers.length === 0) break;
    const now = state;
    const moves = movers.map((mover) => ({
      seat: mover.seat,
      acts: driver(mover.seat).decide(viewOf(now, mover, rng)),
      text: '',
    }));
    state = step(state, moves, rng).state;
  }
  return state.end?.reason === 'ejection' || state.end?.reason === 'tasks';
};

/** Share of `n` episodes, seeds 0 to n - 1, that the crew wins. */
export const winRate = (
  fields: Record<string, unknown>,
  crew: Player,
  impostor: Player,
  n: number,
): number => {
  const options = OptionsSchema.parse(fields);
  let wins = 0;
  for (let seed = 0; seed < n; seed++) if (crewWins(options, crew, impostor, seed)) wins++;
  return wins / n;
};
