// Trajectories as rows for minibatches: every pick carries its turn's advantage and return.

import type { Pick } from '../policy/encode.ts';
import { gae } from './returns.ts';
import type { BeliefSample, Trajectory } from './rollout.ts';

export interface Row {
  readonly pick: Pick;
  readonly index: number;
  /** log mu(a|s) */
  readonly logp: number;
  readonly advantage: number;
  readonly return: number;
  readonly truth: Float32Array;
  readonly speech: boolean;
}

export interface Samples {
  readonly rows: readonly Row[];
  readonly beliefs: readonly BeliefSample[];
  /** Turns that had no behaviour probability and were left out. */
  readonly withoutMu: number;
}

/** Rows with normalised advantages; `values`: V of each trajectory's turns. Turns without mu give beliefs only. */
export const samplesOf = (
  trajectories: readonly Trajectory[],
  allValues: readonly ArrayLike<number>[],
  { gamma, lambda }: { gamma: number; lambda: number },
): Samples => {
  const rows: (Omit<Row, 'advantage'> & { advantage: number })[] = [];
  let withoutMu = 0;
  for (let n = 0; n < trajectories.length; n++) {
    const { turns, truncated } = trajectories[n] as Trajectory;
    const values = allValues[n] as ArrayLike<number>;
    const last = truncated ? (values[turns.length - 1] ?? 0) : 0;
    const rewards = turns.map((turn) => turn.reward);
    const { advantages, returns } = gae(rewards, values, last, gamma, lambda);
    turns.forEach(({ picks, truth, speech = false }, t) => {
      if (picks.some(({ mu }) => mu === undefined)) {
        withoutMu++;
        return;
      }
      for (const { pick, index, mu } of picks)
        rows.push({
          pick,
          index,
          logp: Math.log(Math.max(mu as number, 1e-8)),
          advantage: advantages[t] as number,
          return: returns[t] as number,
          truth,
          speech,
        });
    });
  }
  normalise(rows);
  return { rows, beliefs: trajectories.flatMap((one) => one.beliefs), withoutMu };
};

const normalise = (rows: { advantage: number }[]): void => {
  if (rows.length === 0) return;
  const mean = rows.reduce((sum, row) => sum + row.advantage, 0) / rows.length;
  const variance = rows.reduce((sum, row) => sum + (row.advantage - mean) ** 2, 0) / rows.length;
  const deviation = Math.sqrt(variance) + 1e-8;
  for (const row of rows) row.advantage = (row.advantage - mean) / deviation;
};

/** Rows are padded to the widest of their minibatch, so rows of like width are put together, some minibatches at a time. */
const SORTED_TOGETHER = 8;

/**
 * Indices 0..n-1 in minibatches of at most `size`, all of nearly the same size, in random order. `width`:
 * options of a row.
 */
export const minibatches = (
  n: number,
  size: number,
  rng: { shuffle<T>(items: readonly T[]): T[] },
  width?: (index: number) => number,
): number[][] => {
  const order = rng.shuffle(Array.from({ length: n }, (_, index) => index));
  const count = Math.ceil(n / size);
  /** Where minibatch `m` begins. */
  const start = (m: number): number => Math.floor((Math.min(m, count) * n) / count);
  const batches: number[][] = [];
  for (let from = 0; from < count; from += SORTED_TOGETHER) {
    const part = order.slice(start(from), start(from + SORTED_TOGETHER));
    if (width) part.sort((a, b) => width(a) - width(b));
    for (let m = from; m < Math.min(count, from + SORTED_TOGETHER); m++)
      batches.push(part.slice(start(m) - start(from), start(m + 1) - start(from)));
  }
  return width ? rng.shuffle(batches) : batches;
};
