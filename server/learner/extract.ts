// From values to a policy that can be seated. Snell et al. 2023 (ILQL, section 4.2) act by
//
//   pi(a|s)  proportional to  pi_beta(a|s) exp(beta (Q(s,a) - V(s)))
//
// with several networks at every decision. Here one network learns these probabilities, over all options of
// every logged decision (cross-entropy to them), so that what is kept is a checkpoint like any other.
// V(s) is the same for all options and falls out of the softmax.

import { Room } from '../policy/batch.ts';
import type { Network } from '../policy/network.ts';
import { tf } from '../policy/tf.ts';
import type { Optimizer } from './optimizer.ts';
import { NonFiniteLoss } from './ppo.ts';
import { minibatches } from './samples.ts';
import { layOut, type Transition } from './transitions.ts';

/** A network in training. */
export interface Learner {
  readonly network: Network;
  readonly optimizer: Optimizer;
}

export interface ExtractOptions {
  /** How far values move the policy away from what was done; values are in deviations of the log's returns. */
  readonly beta: number;
  readonly minibatch: number;
  readonly maxGradientNorm: number;
}

export interface ExtractReport {
  /** Mean KL(wanted || policy), nats a pick: what the one network leaves out of the several. */
  readonly distance: number;
  /** Mean KL(wanted || pi_beta): how far the values move it. */
  readonly moved: number;
}

/** sum p (log p - log q), mean over rows; options that are not there have p = 0. */
const divergence = (logP: tf.Tensor, logQ: tf.Tensor): tf.Tensor =>
  tf.mean(tf.sum(tf.mul(tf.exp(logP), tf.sub(tf.maximum(logP, -50), tf.maximum(logQ, -50))), 1));

/** One pass over the rows. `critics`: twins, of which the lower value counts. */
export const extract = async (
  policy: Learner,
  behaviour: Network,
  critics: readonly Network[],
  rows: readonly Transition[],
  options: ExtractOptions,
  rng: { shuffle<T>(items: readonly T[]): T[] },
): Promise<ExtractReport> => {
  const batches = minibatches(rows.length, options.minibatch, rng, (n) => (rows[n] as Transition).pick.count);
  const room = new Room();
  const sums = { distance: 0, moved: 0 };
  for (const indices of batches) {
    const picked = indices.map((index) => rows[index] as Transition);
    const { batch } = layOut(policy.network.shape, picked, 'all', room);
    const [wanted, before] = tf.tidy(() => {
      const logBeta = tf.logSoftmax(behaviour.score(batch, 'act').logits);
      const q = critics
        .map((critic): tf.Tensor => critic.score(batch, 'act').logits)
        .reduce((a, b) => tf.minimum(a, b));
      return [tf.logSoftmax(tf.add(logBeta, tf.mul(tf.maximum(q, -1e6), options.beta))), logBeta];
    });
    const step = await policy.optimizer.step(() => {
      const logPi = tf.logSoftmax(policy.network.score(batch, 'act').logits);
      return [divergence(wanted, logPi), divergence(wanted, before)];
    }, options.maxGradientNorm);
    wanted.dispose();
    before.dispose();
    const [distance = 0, moved = 0] = step.terms;
    if (!Number.isFinite(distance))
      throw new NonFiniteLoss(`the distance to the wanted policy is ${distance}`);
    sums.distance += distance / batches.length;
    sums.moved += moved / batches.length;
  }
  return sums;
};
