// Ratings from results: what a heat is, who comes out above whom, and that only the results count.

import { expect, test } from 'vitest';
import { blocksOf } from '../server/tournament/heats.ts';
import type { GameResult } from '../server/tournament/results.ts';
import { tableOf } from '../server/tournament/table.ts';
import { rngFromState } from '../shared/rng.ts';

const gameOf = (
  game: number,
  block: number,
  sides: Record<string, string>,
  returns: Record<string, number>,
): GameResult => ({
  episode: `e${game}`,
  about: { id: 't', plan: '0123456789abcdef', seed: 1, game, games: 1, block, sides },
  returns,
  won: Object.fromEntries(Object.entries(returns).map(([role, value]) => [role, value > 0])),
});

/** Crew entrants win with these chances against the one impostor there is. */
const played = (chances: Readonly<Record<string, number>>, blocks: number, seed = 1): GameResult[] => {
  const rng = rngFromState([seed, 2, 3, 5]);
  const results: GameResult[] = [];
  for (let block = 0; block < blocks; block++)
    for (const [crew, chance] of Object.entries(chances)) {
      const value = rng.float() < chance ? 1 : -1;
      results.push(
        gameOf(results.length, block, { crew, impostor: 'foe' }, { crew: value, impostor: -value }),
      );
    }
  return results;
};

const rowOf = (results: readonly GameResult[], entrant: string) => {
  const row = tableOf(results).find((one) => one.entrant === entrant);
  if (!row) throw new Error(`no row of ${entrant}`);
  return row;
};

test('games of one deal that differ in one side are a heat, ranked by return', () => {
  const [heats] = blocksOf([
    gameOf(0, 0, { crew: 'a', impostor: 'x' }, { crew: 1, impostor: -1 }),
    gameOf(1, 0, { crew: 'b', impostor: 'x' }, { crew: -1, impostor: 1 }),
    gameOf(2, 0, { crew: 'c', impostor: 'x' }, { crew: 1, impostor: -1 }),
    gameOf(3, 0, { crew: 'a', impostor: 'y' }, { crew: -1, impostor: 1 }),
    gameOf(4, 1, { crew: 'b', impostor: 'y' }, { crew: -1, impostor: 1 }),
  ]);
  expect(heats).toEqual([
    { role: 'crew', entrants: ['a', 'c', 'b'], ranks: [1, 1, 3] },
    { role: 'impostor', entrants: ['y', 'x'], ranks: [1, 2] },
  ]);
});

test('who wins more often is rated higher, and far apart their intervals do not touch', () => {
  const results = played({ strong: 0.9, middle: 0.5, weak: 0.1 }, 120);
  const [strong, middle, weak] = ['strong', 'middle', 'weak'].map((name) => rowOf(results, name));
  expect(strong?.low).toBeGreaterThan(middle?.high ?? Number.NaN);
  expect(middle?.low).toBeGreaterThan(weak?.high ?? Number.NaN);
  expect(strong?.perRole.crew).toMatchObject({ n: 120, heats: 120, mu: strong?.mu });
});

test('equals stay where they began, and whoever is alone in a role is not rated', () => {
  const results = [0, 1, 2, 3, 4, 5].flatMap((block) =>
    ['a', 'b'].map((crew, at) =>
      gameOf(2 * block + at, block, { crew, impostor: 'foe' }, { crew: 0, impostor: 0 }),
    ),
  );
  for (const name of ['a', 'b']) expect(rowOf(results, name)).toMatchObject({ mu: 25, low: 25, high: 25 });
  expect(rowOf(results, 'foe').perRole.impostor).toMatchObject({ mu: 25, heats: 0, n: 12 });
  expect(rowOf(results, 'a').sigma).toBeLessThan(rowOf(results, 'foe').sigma);
});

test('an interval covers what another tournament of the same entrants comes to, mostly', () => {
  const chances = { strong: 0.7, middle: 0.5, weak: 0.3 };
  const first = rowOf(played(chances, 60), 'strong');
  const width = (first.high ?? 0) - (first.low ?? 0);
  const others = [2, 3, 4, 5, 6, 7, 8, 9].map((seed) => rowOf(played(chances, 60, seed), 'strong').mu);
  const inside = others.filter((mu) => Math.abs(mu - first.mu) < width).length;
  expect(inside).toBeGreaterThanOrEqual(7);
  expect(width).toBeLessThan(8);
});

test('the order in which games ended changes nothing', () => {
  const results = played({ a: 0.8, b: 0.5, c: 0.4 }, 20);
  const rng = rngFromState([9, 9, 9, 9]);
  expect(tableOf(rng.shuffle(results))).toEqual(tableOf(results));
});

test('too few deals have ratings but no intervals', () => {
  const row = rowOf(played({ a: 0.8, b: 0.5 }, 4), 'a');
  expect(row.low).toBeNull();
  expect(row.sigma).toBeLessThan(8);
});

test('a role in which nobody is better than anybody does not count in the mean over roles', () => {
  const results = played({ a: 1, b: 0 }, 10).map((one) => ({
    ...one,
    about: { ...one.about, sides: { ...one.about.sides, impostor: 'a' } },
    returns: { crew: one.returns.crew ?? 0, impostor: 0 },
  }));
  const row = rowOf(results, 'a');
  expect(row.perRole.impostor?.heats).toBe(0);
  expect(row.mu).toBe(row.perRole.crew?.mu);
});
