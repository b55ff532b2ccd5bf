// Percentile bootstrap (Efron 1979): whole dialogues are drawn again, with replacement.

import type { Rng } from '../../shared/rng.ts';

/** A figure with its 95% interval over `n` dialogues. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

const DRAWS = 2000;

/** `statistic` of the items, and where 95% of its redrawn values lie; draws without a value are left out. */
export const bootstrap = <T>(
  items: readonly T[],
  statistic: (items: readonly T[]) => number,
  rng: Rng,
  draws = DRAWS,
): Estimate => {
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const value = statistic(items.map(() => rng.pick(items)));
    if (Number.isFinite(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (q: number): number =>
    values[Math.min(values.length - 1, Math.floor(q * values.length))] ?? Number.NaN;
  return { value: statistic(items), low: at(0.025), high: at(0.975), n: items.length };
};

export const within = (value: number, { low, high }: Estimate): boolean => value >= low && value <= high;
