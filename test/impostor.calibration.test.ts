// Paper mode against the win rates of the environment that Sarkar et al. 2025 released, measured there
// with random and scripted players (n = 10,000 to 20,000 a row; 6,000 for the scripted crews). Fixed
// seeds: a row fails when the rules change, not by chance.

import { expect, test } from 'vitest';
import { candidates, toMove } from '../scenarios/impostor/candidates.ts';
import { observe } from '../scenarios/impostor/observe.ts';
import { OptionsSchema } from '../scenarios/impostor/options.ts';
import { scripts } from '../scenarios/impostor/scripts.ts';
import { setup } from '../scenarios/impostor/setup.ts';
import { playerAt, type State } from '../scenarios/impostor/state.ts';
import { step } from '../scenarios/impostor/step.ts';
import type { Act, Observation, Options } from '../scenarios/impostor/types.ts';
import { type Rng, rngFromState } from '../shared/rng.ts';
import type { Mover, Script, ScriptView } from '../shared/scenario.ts';

type Player = Script<State, Act, Observation>;

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

const crewWins = (options: Options, crew: Player, seed: number): boolean => {
  const rng = rngFromState(words(seed));
  let state = setup(options, options.players, rng);
  const driver = (seat: number): Player => {
    if (options.seating === 'paper' && seat === state.frozen) return scripts.reporter;
    return playerAt(state, seat).role === 'crew' ? crew : scripts.random;
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

const winRate = (fields: Record<string, unknown>, crew: Player, n: number): number => {
  const options = OptionsSchema.parse({ mode: 'paper', ...fields });
  let wins = 0;
  for (let seed = 0; seed < n; seed++) if (crewWins(options, crew, seed)) wins++;
  return wins / n;
};

const N = 6000;

/** Three standard errors of the difference between two rates measured with n and m episodes. */
const tolerance = (rate: number, n: number, m: number): number =>
  3 * Math.sqrt(rate * (1 - rate) * (1 / n + 1 / m));

test('random play in the base setting: the crew wins 0.136 within 0.012 of 10,000 episodes', () => {
  expect(Math.abs(winRate({}, scripts.random, 10_000) - 0.136)).toBeLessThanOrEqual(0.012);
});

const randomRows: readonly [string, Record<string, unknown>, number][] = [
  ['2 x 1 rooms', { width: 2, height: 1 }, 0.174],
  ['1 x 3 rooms', { width: 1, height: 3 }, 0.153],
  ['2 x 3 rooms', { width: 2, height: 3 }, 0.126],
  ['3 x 2 rooms', { width: 3, height: 2 }, 0.131],
  ['2 tasks', { tasks: 2 }, 0.206],
  ['3 tasks', { tasks: 3 }, 0.154],
  ['5 tasks', { tasks: 5 }, 0.138],
  ['6 tasks', { tasks: 6 }, 0.123],
  ['4 players', { players: 4 }, 0.07],
  ['6 players', { players: 6 }, 0.191],
  ['cooldown 6', { cooldown: 6 }, 0.152],
];

test.each(randomRows)('random play with %s wins as often as in the source', (_name, fields, source) => {
  const rate = winRate(fields, scripts.random, N);
  expect(Math.abs(rate - source), `crew wins ${rate}`).toBeLessThanOrEqual(tolerance(source, N, 10_000));
});

test('a crew that always reports wins as often as in the source', () => {
  const rate = winRate({}, scripts.reporter, N);
  expect(Math.abs(rate - 0.198), `crew wins ${rate}`).toBeLessThanOrEqual(tolerance(0.198, N, 10_000));
});

const scripted: readonly [keyof typeof scripts, number][] = [
  ['reporter', 0.191],
  ['witness', 0.458],
  ['shared-witness', 0.597],
  ['greedy', 0.717],
];

test.each(scripted)("a %s crew in the paper's seating wins as often as in the source", (name, source) => {
  const rate = winRate({ seating: 'paper' }, scripts[name], N);
  expect(Math.abs(rate - source), `crew wins ${rate}`).toBeLessThanOrEqual(tolerance(source, N, 6000));
});

test('a cooldown three times as long is told apart from the base setting', () => {
  expect(winRate({ cooldown: 15 }, scripts.random, N)).toBeGreaterThan(0.136 + 0.03);
});
