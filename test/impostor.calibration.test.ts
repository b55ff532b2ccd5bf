// Paper mode against the win rates of the environment that Sarkar et al. 2025 released, measured there
// with random and scripted players (n = 10,000 to 20,000 a row; 6,000 for the scripted crews). Fixed
// seeds: a row fails when the rules change, not by chance.

import { expect, test } from 'vitest';
import { scripts } from '../scenarios/impostor/scripts.ts';
import { scenarios } from '../scenarios/index.ts';
import { playJob } from '../server/cli/play-job.ts';
import { type Player, winRate as share } from './doubles/impostor-play.ts';

const winRate = (fields: Record<string, unknown>, crew: Player, n: number): number =>
  share({ mode: 'paper', ...fields }, crew, scripts.random, n);

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

test.each([
  ['base setting', {}, ['random'], 0.136, 10_000],
  ...scripted
    .slice(1)
    .map(
      ([name, source]) =>
        [name, { seating: 'paper' }, ['impostor=random', `crew=scripted:${name}`], source, N] as const,
    ),
] as const)(
  'the %s as the command line plays it wins as often as in the source',
  async (_name, fields, seats, source, n) => {
    const { impostor } = scenarios;
    const options = impostor.options.parse({ mode: 'paper', ...fields });
    const job = { scenario: impostor.id, options, seats, hashing: false, seed: 1, episodes: n, log: false };
    const { rate = 0 } = (await playJob(job, 1)).counter.results().crew ?? {};
    expect(Math.abs(rate - source), `crew wins ${rate}`).toBeLessThanOrEqual(tolerance(source, n, N));
  },
);
