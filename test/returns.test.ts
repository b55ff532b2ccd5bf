// Returns and advantages against numbers worked out by hand.

import { expect, test } from 'vitest';
import { discounted, gae } from '../server/learner/returns.ts';

const close = (found: ArrayLike<number>, wanted: readonly number[]): void => {
  expect(found.length).toBe(wanted.length);
  for (let index = 0; index < wanted.length; index++)
    expect(found[index]).toBeCloseTo(wanted[index] ?? Number.NaN, 5);
};

test('discounted returns: 1 + .5 (2 + .5 (4 + .5 x 8)) = 4', () => {
  close(discounted([1, 2, 4], 0.5, 8), [4, 6, 8]);
  close(discounted([], 0.9), []);
});

test('with lambda 1 the advantage is the return minus the value', () => {
  const { advantages, returns } = gae([0, 0, 1], [0.5, 0.25, 0.75], 0, 1, 1);
  close(returns, [1, 1, 1]);
  close(advantages, [0.5, 0.75, 0.25]);
});

test('with lambda 0 it is the error of one step', () => {
  const { advantages } = gae([1, 0], [0.5, 2], 4, 0.5, 0);
  close(advantages, [1 + 0.5 * 2 - 0.5, 0 + 0.5 * 4 - 2]);
});

test('in between: delta = [1.5, 0], A_1 = 0, A_0 = 1.5; with a second delta of 2, A_0 = 1.5 + .25 x 2', () => {
  close(gae([1, 0], [0.5, 2], 4, 0.5, 0.5).advantages, [1.5, 0]);
  close(gae([1, 2], [0.5, 2], 4, 0.5, 0.5).advantages, [2, 2]);
});
