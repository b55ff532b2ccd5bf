import { expect, test } from 'vitest';
import { keyFromSeed, randomKey, stream } from '../server/episode/streams.ts';
import { rngFromState } from '../shared/rng.ts';

test('a stream is fixed by key, purpose and turn, and differs with each of them', () => {
  const draw = (key: string, purpose: string, turn: number): string =>
    Array.from({ length: 4 }, () => stream(key, purpose, turn).int(1 << 20)).join();
  const key = keyFromSeed(1, 0);
  expect(draw(key, 'rules', 3)).toBe(draw(key, 'rules', 3));
  const others = [
    draw(key, 'rules', 4),
    draw(key, 'seat:0', 3),
    draw(keyFromSeed(1, 1), 'rules', 3),
    draw(keyFromSeed(2, 0), 'rules', 3),
  ];
  expect(new Set([...others, draw(key, 'rules', 3)]).size).toBe(5);
});

test('keys have 128 bits', () => {
  expect(randomKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(keyFromSeed(0, 0)).toMatch(/^[0-9a-f]{32}$/);
  expect(randomKey()).not.toBe(randomKey());
});

test('integers are uniform: chi-squared over bounds of every kind, across streams and within one', () => {
  for (const bound of [2, 3, 5, 7, 16, 100]) {
    const n = 2000 * bound;
    const counts = new Array<number>(bound).fill(0);
    const rng = rngFromState([1, 2, 3, 4]);
    for (let index = 0; index < n; index++) {
      const value = index % 2 ? rng.int(bound) : stream(keyFromSeed(9, 0), 'x', index).int(bound);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    const chi = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chi, `bound ${bound}`).toBeLessThan(bound - 1 + 5 * Math.sqrt(2 * (bound - 1)) + 5);
  }
});

test('a shuffle keeps every element and reaches every order', () => {
  const rng = rngFromState([5, 6, 7, 8]);
  const orders = new Set(Array.from({ length: 500 }, () => rng.shuffle([1, 2, 3]).join()));
  expect(orders.size).toBe(6);
});

test('impossible draws are refused', () => {
  const rng = rngFromState([1, 2, 3, 4]);
  expect(() => rng.int(0)).toThrow(RangeError);
  expect(() => rng.int(2 ** 31)).toThrow(RangeError);
  expect(() => rng.pick([])).toThrow(RangeError);
});
