// Implicit language Q-learning (Snell et al. 2023) with a pick in the place of a token. Names are the paper's.
//
//   L_Q = (r + gamma V(s') - Q(s,a))^2, for each of two Q
//   L_V = L2^tau(min(Q^1, Q^2)(s,a) - V(s)),  L2^tau(u) = |tau - 1(u < 0)| u^2   (Kostrikov et al. 2022, eq. 5)
//   L_CQL = cross-entropy of softmax(Q(s,.)) to what was done
//
// Q^: targets that follow Q by Polyak averages. One update from top to bottom: behaviour, Q and V, policy.

import { batchPicks, Room } from '../policy/batch.ts';
import type { Network } from '../policy/network.ts';
import { tf } from '../policy/tf.ts';
import { type Clone, clone } from './clone.ts';
import { extract, type Learner } from './extract.ts';
import { MC, type McOptions, type McReport } from './mc.ts';
import { NonFiniteLoss } from './ppo.ts';
import type { Trajectory } from './rollout.ts';
import { minibatches } from './samples.ts';
import { layOut, type Transition, takenOf, transitionsOf } from './transitions.ts';

export interface IlqlOptions extends McOptions {
  /** tau of L_V: .5 is the mean of what was done, towards 1 the best of it. */
  readonly expectile: number;
  /** Share of Q that goes into its target at every step. */
  readonly polyak: number;
}

/** The paper's polyak is .005, over many more steps than a log of some thousand episodes is worth. */
export const ILQL: IlqlOptions = { ...MC, expectile: 0.7, polyak: 0.05 };

export interface IlqlNetworks {
  readonly policy: Learner;
  readonly behaviour: Clone;
  /** Q is the act head of each, V the value head of the first. */
  readonly twins: readonly [Learner, Learner];
  readonly targets: readonly [Network, Network];
}

export interface IlqlReport extends McReport {
  readonly vLoss: number;
}

const NOTHING = new Float32Array(0);

/** One pass over logged trajectories, the `update`-th of the run. Throws NonFiniteLoss. */
export const ilqlUpdate = async (
  { policy, behaviour, twins, targets }: IlqlNetworks,
  trajectories: readonly Trajectory[],
  options: IlqlOptions,
  rng: { shuffle<T>(items: readonly T[]): T[] },
  update: number,
): Promise<IlqlReport> => {
  const rows = transitionsOf(trajectories, options.gamma);
  const { shape } = twins[0].network;

  // pi_beta
  const loss = await clone(behaviour, rows, options, rng);

  // Q and V
  const width = (n: number): number => (rows[n] as Transition).pick.count;
  const batches = minibatches(rows.length, options.minibatch, rng, width);
  const [room, roomOfTaken, roomOfNext] = [new Room(), new Room(), new Room()];
  const sums = { q: 0, v: 0, conservative: 0 };
  for (const indices of batches) {
    const picked = indices.map((index) => rows[index] as Transition);
    const laid = layOut(shape, picked, options.cql > 0 ? 'all' : 'taken', room);
    const done = options.cql > 0 ? layOut(shape, picked, 'taken', roomOfTaken) : laid;
    const nexts = batchPicks(
      shape,
      picked.map(({ next, pick }) => next ?? pick),
      roomOfNext,
    );

    // y = r + gamma V(s'); Q^ = min over the targets
    const [y, lower] = tf.tidy(() => {
      const ahead = twins[0].network.value(twins[0].network.encode(nexts), NOTHING);
      const discount = tf.tensor1d(picked.map((row) => row.discount));
      const reward = tf.tensor1d(picked.map((row) => row.reward));
      const [one, other] = targets.map((target) => takenOf(target.score(done.batch, 'act').logits, done));
      return [
        tf.add(reward, tf.mul(discount, tf.reshape(ahead, [picked.length]))),
        tf.minimum(one as tf.Tensor, other as tf.Tensor),
      ];
    });

    for (const twin of twins) {
      const { network, optimizer } = twin;
      const step = await optimizer.step(() => {
        const { logits, state } = network.score(laid.batch, 'act');
        const qLoss = tf.mean(tf.square(tf.sub(y, takenOf(logits, laid))));
        const conservative = tf.neg(tf.mean(takenOf(tf.logSoftmax(logits), laid)));
        const v = tf.reshape(network.value(state, NOTHING), [picked.length]);
        const vLoss = twin === twins[0] ? expectile(tf.sub(lower, v), options.expectile) : tf.scalar(0);
        return [tf.addN([qLoss, vLoss, tf.mul(conservative, options.cql)]), qLoss, vLoss, conservative];
      }, options.maxGradientNorm);
      const [sum = 0, q = 0, v = 0, conservative = 0] = step.terms;
      if (!Number.isFinite(sum)) throw new NonFiniteLoss(`the loss of Q and V is ${sum}`);
      sums.q += q / 2 / batches.length;
      sums.v += v / batches.length;
      sums.conservative += conservative / 2 / batches.length;
    }
    y.dispose();
    lower.dispose();
    for (const n of [0, 1] as const) follow(targets[n], twins[n].network, options.polyak);
  }

  // pi_beta exp(beta (Q - V))
  const extracted =
    update >= options.criticUpdates
      ? await extract(policy, behaviour.network, targets, rows, options, rng)
      : {};
  const { q: qLoss, v: vLoss, conservative } = sums;
  return { picks: rows.length, loss, qLoss, vLoss, conservative, ...extracted };
};

/** Mean of L2^tau(u). */
const expectile = (u: tf.Tensor, tau: number): tf.Tensor => {
  const [above, below] = [tf.square(tf.relu(u)), tf.square(tf.relu(tf.neg(u)))];
  return tf.mean(tf.add(tf.mul(above, tau), tf.mul(below, 1 - tau)));
};

/** target <- (1 - polyak) target + polyak network */
const follow = (target: Network, { flat }: Network, polyak: number): void =>
  tf.tidy(() => target.assign(tf.add(tf.mul(target.flat, 1 - polyak), tf.mul(flat, polyak))));
