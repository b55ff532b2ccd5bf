// Standard mode is worth playing for both sides at every table size, and what is not given is chosen to
// that end. Fixed seeds: a row fails when play changes, not by chance.

import { expect, test } from 'vitest';
import { MAX_PLAYERS, MIN_PLAYERS, OptionsSchema } from '../scenarios/impostor/options.ts';
import { scripts } from '../scenarios/impostor/scripts.ts';
import { winRate } from './doubles/impostor-play.ts';

const N = 200;
const sizes = Array.from({ length: MAX_PLAYERS - MIN_PLAYERS + 1 }, (_, index) => MIN_PLAYERS + index);

test.each(
  sizes.flatMap((players) => (['stealth', 'mimic'] as const).map((liar) => [players, liar] as const)),
)('%i players: a greedy crew wins between a quarter and three quarters against %s', (players, liar) => {
  const rate = winRate({ players }, scripts.greedy, scripts[liar], N);
  expect(rate).toBeGreaterThan(0.25);
  expect(rate).toBeLessThan(0.75);
});

test("paper mode keeps the paper's base setting at every table size", () => {
  for (const players of sizes)
    expect(OptionsSchema.parse({ mode: 'paper', players })).toMatchObject({
      width: 2,
      height: 2,
      tasks: 4,
      cooldown: 5,
    });
  expect(OptionsSchema.parse({ mode: 'paper' }).players).toBe(5);
});

test('what is given stays as given, and the rest still suits the table', () => {
  const { tasks } = OptionsSchema.parse({ players: 10 });
  expect(OptionsSchema.parse({ players: 10, cooldown: 0, width: 4 })).toMatchObject({
    tasks,
    cooldown: 0,
    width: 4,
    height: 3,
  });
});

test('a cooldown as long as the cap is refused, and so is a ship of one room', () => {
  expect(OptionsSchema.safeParse({ cap: 20, cooldown: 20 }).success).toBe(false);
  expect(OptionsSchema.safeParse({ width: 1, height: 1 }).success).toBe(false);
});
