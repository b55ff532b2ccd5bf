// Draws with weights.

import type { Rng } from '../../../shared/rng.ts';

/** One of the items, each drawn in proportion to its weight; the list must not be empty. */
export const weighted = <T>(rng: Rng, items: readonly T[], weights: readonly number[]): T => {
  let left = rng.float() * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return items.at(at) as T;
};

export const chance = (rng: Rng, share: number): boolean => rng.float() < share;
