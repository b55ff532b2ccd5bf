// Monte-Carlo returns, as LMRL-Gym has them (Abdulhai et al. 2023, section 5 and its code): Q is regressed on the
// return-to-go of what was done, and the policy is the behaviour moved towards what scores higher. One
// update from top to bottom: behaviour, Q, policy. Q here is Q of the behaviour: nothing is bootstrapped.

import { Room } from '../policy/batch.ts';
import { tf } from '../policy/tf.ts';
import { type Clone, clone } from './clone.ts';
import { type ExtractOptions, type ExtractReport, extract, type Learner } from './extract.ts';
import { NonFiniteLoss } from './ppo.ts';
import type { Trajectory } from './rollout.ts';
import { minibatches } from './samples.ts';
import { layOut, type Transition, takenOf, transitionsOf } from './transitions.ts';

export interface McOptions extends ExtractOptions {
  readonly learningRate: number;
  readonly gamma: number;
  /** Updates at the beginning in which Q is learned and the policy is left as it is, which is faster. */
  readonly criticUpdates: number;
  /** Weight of the conservative term, cross-entropy of the scores Q to what was done; 0: none. */
  readonly cql: number;
}

export const MC: McOptions = {
  learningRate: 1e-3,
  gamma: 0.99,
  criticUpdates: 0,
  beta: 20,
  cql: 0.01,
  minibatch: 512,
  maxGradientNorm: 1,
};

export interface McNetworks {
  readonly policy: Learner;
  /** pi_beta: a clone of whoever played. Without an optimizer it is one already, and is left as it is. */
  readonly behaviour: Clone;
  /** Q is its act head. */
  readonly critic: Learner;
}

export interface McReport extends Partial<ExtractReport> {
  readonly picks: number;
  /** Cross-entropy of the clone, nats a pick; 0 where it did not learn. */
  readonly loss: number;
  readonly qLoss: number;
  readonly conservative: number;
}

/** One pass over logged trajectories, the `update`-th of the run. Throws NonFiniteLoss. */
export const mcUpdate = async (
  { policy, behaviour, critic }: McNetworks,
  trajectories: readonly Trajectory[],
  options: McOptions,
  rng: { shuffle<T>(items: readonly T[]): T[] },
  update: number,
): Promise<McReport> => {
  const rows = transitionsOf(trajectories, options.gamma);

  // pi_beta
  const loss = await clone(behaviour, rows, options, rng);

  // Q(s, a) -> G
  const width = (n: number): number => (rows[n] as Transition).pick.count;
  const batches = minibatches(rows.length, options.minibatch, rng, width);
  const room = new Room();
  const sums = { q: 0, conservative: 0 };
  for (const indices of batches) {
    const picked = indices.map((index) => rows[index] as Transition);
    const laid = layOut(critic.network.shape, picked, options.cql > 0 ? 'all' : 'taken', room);
    const step = await critic.optimizer.step(() => {
      const { logits } = critic.network.score(laid.batch, 'act');
      const target = tf.tensor1d(picked.map((row) => row.return));
      const regression = tf.mean(tf.square(tf.sub(takenOf(logits, laid), target)));
      const conservative = tf.neg(tf.mean(takenOf(tf.logSoftmax(logits), laid)));
      return [tf.add(regression, tf.mul(conservative, options.cql)), regression, conservative];
    }, options.maxGradientNorm);
    const [sum = 0, q = 0, conservative = 0] = step.terms;
    if (!Number.isFinite(sum)) throw new NonFiniteLoss(`the loss of Q is ${sum}`);
    sums.q += q / batches.length;
    sums.conservative += conservative / batches.length;
  }

  // pi_beta exp(beta (Q - V))
  const extracted =
    update >= options.criticUpdates
      ? await extract(policy, behaviour.network, [critic.network], rows, options, rng)
      : {};
  return { picks: rows.length, loss, qLoss: sums.q, conservative: sums.conservative, ...extracted };
};
