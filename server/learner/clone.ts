// pi_beta, the behaviour that a log comes from, as a clone of whoever played (bc.ts).

import type { Network } from '../policy/network.ts';
import { BC, type BcOptions, bcEpoch } from './bc.ts';
import type { Optimizer } from './optimizer.ts';
import type { Transition } from './transitions.ts';

export interface Clone {
  readonly network: Network;
  /** Absent: it is a clone already, and stays as it is. */
  readonly optimizer?: Optimizer;
}

/** One pass over the rows; returns the cross-entropy, nats a pick, 0 where nothing is learned. */
export const clone = async (
  { network, optimizer }: Clone,
  rows: readonly Transition[],
  options: Pick<BcOptions, 'minibatch' | 'maxGradientNorm'>,
  rng: { shuffle<T>(items: readonly T[]): T[] },
): Promise<number> =>
  optimizer ? (await bcEpoch(network, optimizer, rows, [], { ...BC, ...options }, rng)).loss : 0;
