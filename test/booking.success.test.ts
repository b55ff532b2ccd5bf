// How often the rule agent serves the simulated users, by text alone. Seeds are fixed: a bound breaks when play
// changes, not by chance.

import { describe, expect, test } from 'vitest';
import { booking } from '../scenarios/booking/index.ts';
import { goalsOf, multiwoz, worldOf } from '../scenarios/booking/world/index.ts';
import { readMultiwoz } from '../server/corpora/multiwoz-world.ts';
import { share } from '../server/stats.ts';
import { playBooking, playerOf } from './doubles/booking-episodes.ts';
import { describeWithData, outsideData } from './doubles/outside-data.ts';

interface Result {
  readonly success: ReturnType<typeof share>;
  readonly inform: number;
  readonly book: number;
  readonly turns: number;
  readonly contradictions: number;
  readonly decisionsPerSecond: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** One episode a goal (null: drawn); seeds are their places in the list. */
const measure = (
  user: string,
  agent: string,
  fields: Record<string, unknown>,
  goals: readonly (string | null)[],
): Result => {
  const start = performance.now();
  let decisions = 0;
  const all = goals.map((goal, seed) => {
    const played = playBooking({ ...fields, goal }, playerOf(user), playerOf(agent), seed);
    decisions += played.decisions;
    return booking.metrics(played.state);
  });
  const of = (name: string): number[] => all.flatMap((one) => one[name] ?? []);
  return {
    success: share(of('success').filter((one) => one === 1).length, all.length),
    inform: mean(of('inform')),
    book: mean(of('book')),
    turns: mean(of('turns')),
    contradictions: mean(of('contradictions')),
    decisionsPerSecond: (1000 * decisions) / (performance.now() - start),
  };
};

/** The lower end of the interval, and the shares, stay above the bounds; the message has it all. */
const expectAtLeast = (result: Result, success: number, inform: number, book: number): void => {
  const found = JSON.stringify(result);
  if (process.env.PARLOR_PRINT) console.info(found);
  expect(result.success.low, found).toBeGreaterThan(success);
  expect(result.inform, found).toBeGreaterThan(inform);
  expect(result.book, found).toBeGreaterThan(book);
  expect(result.contradictions, found).toBe(0);
};

const drawn = (n: number): null[] => Array.from({ length: n }, () => null);

describe('on the town', () => {
  test.each([
    ['agenda', 2000, {}, 0.98, 0.98, 0.98],
    ['agenda', 1000, { noise: 0.1 }, 0.7, 0.86, 0.84],
    ['agenda', 1000, { noise: 0.1, channel: 'words' }, 0.7, 0.85, 0.83],
    ['agenda', 1000, { vague: 0.5 }, 0.97, 0.98, 0.98],
    ['impatient', 1000, {}, 0.97, 0.98, 0.98],
    ['rambling', 1000, {}, 0.97, 0.98, 0.98],
  ] as const)('%s is served by rule in %i episodes, options %j', (user, n, fields, success, inform, book) => {
    expectAtLeast(measure(user, 'rule', fields, drawn(n)), success, inform, book);
  });

  test('an agent that never asks fails users who keep wishes to themselves, and rule does not', () => {
    const asking = measure('agenda', 'rule', { vague: 0.7 }, drawn(500));
    const silent = measure('agenda', 'silent', { vague: 0.7 }, drawn(500));
    expect(asking.success.low).toBeGreaterThan(silent.success.high + 0.3);
  });

  test('careful serves more users than rule where acts are misheard, in fewer turns', () => {
    const rule = measure('agenda', 'rule', { noise: 0.1 }, drawn(1500));
    const careful = measure('agenda', 'careful', { noise: 0.1 }, drawn(1500));
    const found = JSON.stringify({ rule, careful });
    if (process.env.PARLOR_PRINT) console.info(found);
    expect(careful.success.low, found).toBeGreaterThan(rule.success.high);
    expect(careful.turns, found).toBeLessThan(rule.turns - 1);
  });

  test('a random agent serves almost nobody', () => {
    expect(measure('agenda', 'random', {}, drawn(300)).success.high).toBeLessThan(0.2);
  });
});

describeWithData("MultiWOZ's 999 goals", () => {
  const goals = (): string[] => {
    const { content } = multiwoz.convert(readMultiwoz(outsideData('multiwoz')).given);
    multiwoz.load(JSON.parse(JSON.stringify(content)));
    return goalsOf(worldOf('multiwoz')).map(({ id }) => id);
  };

  test.each([
    ['agenda', { wording: 'known' }, 0.97, 0.98, 0.98],
    ['agenda', { wording: 'all' }, 0.96, 0.98, 0.98],
    ['agenda', { wording: 'known', noise: 0.1 }, 0.74, 0.88, 0.86],
    ['agenda', { wording: 'all', noise: 0.1 }, 0.7, 0.86, 0.84],
    ['impatient', { wording: 'all' }, 0.95, 0.97, 0.97],
    ['rambling', { wording: 'all' }, 0.96, 0.97, 0.97],
  ] as const)('%s is served by rule, options %j', (user, fields, success, inform, book) => {
    const ids = goals();
    expect(ids.length).toBe(999);
    expectAtLeast(measure(user, 'rule', { world: 'multiwoz', ...fields }, ids), success, inform, book);
  });
});
