// Proximal policy optimisation (Schulman et al. 2017) with generalised advantages, as CleanRL writes it:
// one update from top to bottom. Names are the paper's. Two terms are added, both off at 0:
// lambda_L, listening: cross-entropy of the belief head to the truth (Sarkar et al. 2025, eq. 2-3), and
// kl, distance to a reference policy, estimated by k3 = r - 1 - log r (Schulman 2020), r = pi_ref / pi; of
// talk alone with klSpeech (lambda_NL of Sarkar et al. 2025, eq. 1, as their code has it).

import { batchAsked, batchPicks, Room } from '../policy/batch.ts';
import type { Pick } from '../policy/encode.ts';
import type { Network } from '../policy/network.ts';
import { truthWidth } from '../policy/shape.ts';
import { tf } from '../policy/tf.ts';
import type { Optimizer } from './optimizer.ts';
import type { BeliefSample, Trajectory, TurnSample } from './rollout.ts';
import { minibatches, type Row, samplesOf } from './samples.ts';

export interface PpoOptions {
  readonly learningRate: number;
  readonly gamma: number;
  readonly lambda: number;
  /** epsilon of the clipped objective (eq. 7). */
  readonly clip: number;
  readonly epochs: number;
  readonly minibatch: number;
  readonly valueCoefficient: number;
  readonly entropyCoefficient: number;
  /** lambda_L; 0: the belief head is not trained. */
  readonly listening: number;
  /** Weight of the distance to `reference` in every pick; 0: none. */
  readonly kl: number;
  /** The same, in talk only. */
  readonly klSpeech: number;
  readonly maxGradientNorm: number;
  /** Epochs end early once the mean KL to the behaviour policy passes this. */
  readonly targetKl: number;
}

export const PPO: PpoOptions = {
  learningRate: 1e-3,
  gamma: 0.99,
  lambda: 0.95,
  clip: 0.2,
  epochs: 3,
  minibatch: 512,
  valueCoefficient: 0.5,
  entropyCoefficient: 0.01,
  listening: 0.3,
  kl: 0,
  klSpeech: 0,
  maxGradientNorm: 0.5,
  targetKl: 0.05,
};

export interface UpdateReport {
  readonly picks: number;
  readonly withoutMu: number;
  readonly loss: number;
  readonly policyLoss: number;
  readonly valueLoss: number;
  readonly entropy: number;
  readonly beliefLoss: number;
  /** Mean KL between behaviour and new policy over the last epoch (k3). */
  readonly kl: number;
  readonly clipped: number;
  readonly gradientNorm: number;
  readonly epochs: number;
}

export class NonFiniteLoss extends Error {}

/** One update on what the current policy played. The network and the optimizer change; nothing is kept. */
export const ppoUpdate = async (
  network: Network,
  optimizer: Optimizer,
  trajectories: readonly Trajectory[],
  options: PpoOptions,
  rng: { shuffle<T>(items: readonly T[]): T[] },
  reference?: Network,
): Promise<UpdateReport> => {
  const { shape } = network;
  const width = truthWidth(shape);

  // Values of every turn under the present weights, then advantages and returns.
  const values = await valuesOf(network, trajectories);
  const { rows, beliefs, withoutMu } = samplesOf(trajectories, values, options);
  const held = options.kl > 0 || options.klSpeech > 0;
  const logReference = held && reference ? await logProbabilities(reference, rows) : undefined;

  const [room, roomOfAsked] = [new Room(), new Room()];
  const sums = { loss: 0, policy: 0, value: 0, entropy: 0, belief: 0, kl: 0, clipped: 0, norm: 0 };
  let steps = 0;
  let epoch = 0;
  for (; epoch < options.epochs; epoch++) {
    const batches = minibatches(rows.length, options.minibatch, rng, (n) => (rows[n] as Row).pick.count);
    const listening = options.listening > 0 ? rng.shuffle(beliefs) : [];
    let kl = 0;
    for (let m = 0; m < batches.length; m++) {
      const picked = (batches[m] as number[]).map((index) => rows[index] as Row);
      const heard = slice(listening, m, batches.length);
      const batch = batchPicks(
        shape,
        picked.map((row) => row.pick),
        room,
      );
      const truth = new Float32Array(picked.length * width);
      for (let n = 0; n < picked.length; n++) truth.set((picked[n] as Row).truth, n * width);
      const old = Float32Array.from(picked, (row) => row.logp);
      const anchors =
        logReference && Float32Array.from(batches[m] as number[], (n) => logReference[n] as number);

      const step = await optimizer.step(() => {
        const { logits, state } = network.score(batch, 'act');
        const logAll = tf.logSoftmax(logits);
        const taken = tf.oneHot(
          Int32Array.from(picked, (row) => row.index),
          batch.options,
        );
        const logp = tf.sum(tf.mul(logAll, taken), 1);
        const logRatio = tf.sub(logp, tf.tensor1d(old));
        const ratio = tf.exp(tf.clipByValue(logRatio, -20, 20));
        const advantage = tf.tensor1d(Float32Array.from(picked, (row) => row.advantage));

        // L^CLIP (eq. 7)
        const surrogate = tf.minimum(
          tf.mul(ratio, advantage),
          tf.mul(tf.clipByValue(ratio, 1 - options.clip, 1 + options.clip), advantage),
        );
        const policyLoss = tf.neg(tf.mean(surrogate));

        // (V - R)^2
        const v = tf.reshape(network.value(state, truth), [picked.length]);
        const target = tf.tensor1d(Float32Array.from(picked, (row) => row.return));
        const valueLoss = tf.mean(tf.square(tf.sub(v, target)));

        // Entropy; options that are not there have probability 0 and add nothing.
        const p = tf.exp(logAll);
        const entropy = tf.neg(tf.mean(tf.sum(tf.mul(p, tf.maximum(logAll, -50)), 1)));

        const beliefLoss = heard.length > 0 ? listeningLoss(network, heard, roomOfAsked) : tf.scalar(0);
        const hold = Float32Array.from(picked, ({ speech }) => options.kl + (speech ? options.klSpeech : 0));
        const drift = anchors
          ? tf.mean(tf.mul(k3(tf.sub(tf.tensor1d(anchors), logp)), tf.tensor1d(hold)))
          : tf.scalar(0);
        const loss = tf.addN([
          policyLoss,
          tf.mul(valueLoss, options.valueCoefficient),
          tf.mul(entropy, -options.entropyCoefficient),
          tf.mul(beliefLoss, options.listening),
          drift,
        ]);
        const outside = tf.mean(tf.cast(tf.greater(tf.abs(tf.sub(ratio, 1)), options.clip), 'float32'));
        const behaviourKl = tf.mean(k3(tf.neg(logRatio)));
        return [loss, policyLoss, valueLoss, entropy, beliefLoss, behaviourKl, outside];
      }, options.maxGradientNorm);

      const [loss = 0, policy = 0, value = 0, entropy = 0, belief = 0, moved = 0, clipped = 0] = step.terms;
      if (!Number.isFinite(loss))
        throw new NonFiniteLoss(`the loss is ${loss} at minibatch ${m} of epoch ${epoch}`);
      sums.loss += loss;
      sums.policy += policy;
      sums.value += value;
      sums.entropy += entropy;
      sums.belief += belief;
      sums.clipped += clipped;
      sums.norm += step.norm;
      kl += moved / batches.length;
      steps++;
    }
    sums.kl = kl;
    if (kl > options.targetKl) {
      epoch++;
      break;
    }
  }
  const of = (sum: number): number => (steps > 0 ? sum / steps : 0);
  return {
    picks: rows.length,
    withoutMu,
    loss: of(sums.loss),
    policyLoss: of(sums.policy),
    valueLoss: of(sums.value),
    entropy: of(sums.entropy),
    beliefLoss: of(sums.belief),
    kl: sums.kl,
    clipped: of(sums.clipped),
    gradientNorm: of(sums.norm),
    epochs: epoch,
  };
};

/** r - 1 - log r of each row: not negative, and 0 only where both agree. */
const k3 = (logRatio: tf.Tensor): tf.Tensor => {
  const bounded = tf.clipByValue(logRatio, -20, 20);
  return tf.sub(tf.sub(tf.exp(bounded), 1), bounded);
};

/** L_L = -log pi(q | tau) (Sarkar et al. 2025, eq. 2). */
export const listeningLoss = (network: Network, samples: readonly BeliefSample[], room: Room): tf.Tensor => {
  const batch = batchAsked(
    network.shape,
    samples.map((one) => one.asked),
    room,
  );
  const { logits } = network.score(batch, 'belief');
  const truth = tf.oneHot(
    Int32Array.from(samples, (one) => one.truth),
    batch.options,
  );
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), truth), 1)));
};

const slice = <T>(items: readonly T[], part: number, parts: number): readonly T[] =>
  items.slice(Math.floor((part * items.length) / parts), Math.floor(((part + 1) * items.length) / parts));

const CHUNK = 2048;

/** V of every turn, as its first pick saw it. */
const valuesOf = async (network: Network, trajectories: readonly Trajectory[]): Promise<Float32Array[]> => {
  const width = truthWidth(network.shape);
  const turns = trajectories.flatMap((one) => one.turns);
  const flat = new Float32Array(turns.length);
  const room = new Room();
  for (let from = 0; from < turns.length; from += CHUNK) {
    const part = turns.slice(from, from + CHUNK);
    const truth = new Float32Array(part.length * width);
    for (let n = 0; n < part.length; n++) truth.set((part[n] as TurnSample).truth, n * width);
    const batch = batchPicks(
      network.shape,
      part.map((turn) => (turn.picks[0] as { pick: Pick }).pick),
      room,
    );
    const values = tf.tidy(() => network.value(network.encode(batch), truth));
    flat.set(await values.data(), from);
    values.dispose();
  }
  let at = 0;
  return trajectories.map(({ turns: { length } }) => {
    at += length;
    return flat.subarray(at - length, at);
  });
};

/** log pi(a|s) of each row under another network. */
const logProbabilities = async (network: Network, rows: readonly Row[]): Promise<Float32Array> => {
  const flat = new Float32Array(rows.length);
  const room = new Room();
  for (let from = 0; from < rows.length; from += CHUNK) {
    const part = rows.slice(from, from + CHUNK);
    const batch = batchPicks(
      network.shape,
      part.map((row) => row.pick),
      room,
    );
    const logp = tf.tidy(() => {
      const taken = tf.oneHot(
        Int32Array.from(part, (row) => row.index),
        batch.options,
      );
      return tf.sum(tf.mul(tf.logSoftmax(network.score(batch, 'act').logits), taken), 1);
    });
    flat.set(await logp.data(), from);
    logp.dispose();
  }
  return flat;
};
