// Filtered behaviour cloning (%BC in Chen et al. 2021 and LMRL-Gym, Abdulhai et al. 2023): cloning, but only of
// what went best. Nothing is learned of why it went well: a lucky episode is cloned with all its acts.

import { BC, type BcOptions, type BcReport, bcEpoch } from './bc.ts';
import type { Learner } from './extract.ts';
import { discounted } from './returns.ts';
import type { Trajectory } from './rollout.ts';

export interface FbcOptions extends BcOptions {
  readonly gamma: number;
  /** Share of the trajectories that is cloned, best first, those that did as well as the last of them included. */
  readonly fraction: number;
}

export const FBC: FbcOptions = { ...BC, gamma: 1, fraction: 0.1 };

const returnOf = ({ turns }: Trajectory, gamma: number): number =>
  discounted(
    turns.map(({ reward }) => reward),
    gamma,
  )[0] ?? 0;

/** The best of them by their return. */
export const filtered = (
  trajectories: readonly Trajectory[],
  { fraction, gamma }: Pick<FbcOptions, 'fraction' | 'gamma'>,
): Trajectory[] => {
  const returns = trajectories.map((one) => returnOf(one, gamma));
  const sorted = [...returns].sort((a, b) => b - a);
  const last = sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? 0;
  return trajectories.filter((_, n) => (returns[n] as number) >= last);
};

/** One pass over trajectories that were filtered before. */
export const fbcUpdate = (
  { network, optimizer }: Learner,
  best: readonly Trajectory[],
  options: FbcOptions,
  rng: { shuffle<T>(items: readonly T[]): T[] },
): Promise<BcReport> => {
  const picks = best.flatMap(({ turns }) => turns.flatMap((turn) => turn.picks));
  const beliefs = best.flatMap((one) => one.beliefs);
  return bcEpoch(network, optimizer, picks, beliefs, options, rng);
};
