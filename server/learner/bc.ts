// Behaviour cloning: cross-entropy of the policy to what was done, pick by pick (Pomerleau 1989), with
// the listening loss beside. It needs no behaviour probability, so people, scripts and language models
// can be learned from as they are.

import { batchPicks, Room } from '../policy/batch.ts';
import type { Network } from '../policy/network.ts';
import { tf } from '../policy/tf.ts';
import type { Optimizer } from './optimizer.ts';
import { listeningLoss, NonFiniteLoss } from './ppo.ts';
import type { BeliefSample, PickSample } from './rollout.ts';
import { minibatches } from './samples.ts';

export interface BcOptions {
  readonly learningRate: number;
  readonly minibatch: number;
  /** lambda_L; 0: the belief head is not trained. */
  readonly listening: number;
  readonly maxGradientNorm: number;
}

export const BC: BcOptions = { learningRate: 1e-3, minibatch: 512, listening: 0.3, maxGradientNorm: 1 };

export interface BcReport {
  readonly picks: number;
  /** Mean cross-entropy, nats a pick. */
  readonly loss: number;
  readonly accuracy: number;
  readonly beliefLoss: number;
}

/** One epoch over the samples. Throws NonFiniteLoss; the gradient that would do harm is not applied. */
export const bcEpoch = async (
  network: Network,
  optimizer: Optimizer,
  samples: readonly PickSample[],
  beliefs: readonly BeliefSample[],
  options: BcOptions,
  rng: { shuffle<T>(items: readonly T[]): T[] },
  /** Weight of each sample; 1 unless told. */
  weights?: ArrayLike<number>,
): Promise<BcReport> => {
  const batches = minibatches(
    samples.length,
    options.minibatch,
    rng,
    (n) => (samples[n] as PickSample).pick.count,
  );
  const heard = options.listening > 0 ? rng.shuffle(beliefs) : [];
  const [room, roomOfAsked] = [new Room(), new Room()];
  const sums = { loss: 0, right: 0, belief: 0 };
  for (let m = 0; m < batches.length; m++) {
    const indices = batches[m] as number[];
    const rows = indices.map((index) => samples[index] as PickSample);
    const weight = Float32Array.from(indices, (index) => weights?.[index] ?? 1);
    const part = heard.slice(
      Math.floor((m * heard.length) / batches.length),
      Math.floor(((m + 1) * heard.length) / batches.length),
    );
    const batch = batchPicks(
      network.shape,
      rows.map((row) => row.pick),
      room,
    );
    const step = await optimizer.step(() => {
      const { logits } = network.score(batch, 'act');
      const taken = tf.oneHot(
        Int32Array.from(rows, (row) => row.index),
        batch.options,
      );
      const logp = tf.sum(tf.mul(tf.logSoftmax(logits), taken), 1);
      const loss = tf.neg(tf.mean(tf.mul(logp, tf.tensor1d(weight))));
      const hit = tf.equal(
        tf.argMax(logits, 1),
        tf.tensor1d(
          Int32Array.from(rows, (row) => row.index),
          'int32',
        ),
      );
      const belief = part.length > 0 ? listeningLoss(network, part, roomOfAsked) : tf.scalar(0);
      return [
        tf.add(loss, tf.mul(belief, options.listening)),
        loss,
        tf.mean(tf.cast(hit, 'float32')),
        belief,
      ];
    }, options.maxGradientNorm);
    const [total = 0, loss = 0, accuracy = 0, belief = 0] = step.terms;
    if (!Number.isFinite(total)) throw new NonFiniteLoss(`the loss is ${total} at minibatch ${m}`);
    sums.loss += loss * rows.length;
    sums.right += accuracy * rows.length;
    sums.belief += belief / batches.length;
  }
  const n = Math.max(1, samples.length);
  return {
    picks: samples.length,
    loss: sums.loss / n,
    accuracy: sums.right / n,
    beliefLoss: sums.belief,
  };
};
