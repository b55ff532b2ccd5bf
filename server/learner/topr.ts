// REINFORCE with tapered importance weights: TOPR (Le Roux et al. 2025, eq. 7). What went better than the baseline
// is pushed up as it is; what went worse is pushed down only as far as the policy would still do it:
//
//   grad J = sum_(R >= 0) R grad log pi(y|x) + sum_(R < 0) [pi(y|x) / mu(y|x)]_0^1 R grad log pi(y|x)
//
// y is an utterance, whose probability is the product over its picks; R its return-to-go less the baseline.
// Where the log has no mu (scripts, people), that of a clone stands in for it, and is counted in the report.

import { Room } from '../policy/batch.ts';
import type { Network } from '../policy/network.ts';
import { tf } from '../policy/tf.ts';
import { type Clone, clone } from './clone.ts';
import type { Learner } from './extract.ts';
import { NonFiniteLoss } from './ppo.ts';
import type { Trajectory } from './rollout.ts';
import { minibatches } from './samples.ts';
import { type Laid, layOut, type Transition, takenOf, transitionsOf } from './transitions.ts';

export interface ToprOptions {
  readonly learningRate: number;
  readonly gamma: number;
  /** Share of the utterances that count as good: sets the baseline (the paper finds .1 to .2 best). */
  readonly positive: number;
  readonly minibatch: number;
  readonly maxGradientNorm: number;
}

export const TOPR: ToprOptions = {
  learningRate: 1e-3,
  gamma: 0.99,
  positive: 0.2,
  minibatch: 512,
  maxGradientNorm: 1,
};

export interface ToprNetworks {
  readonly policy: Learner;
  /** Stands in for mu where nobody knows it. */
  readonly behaviour: Clone;
}

export interface ToprReport {
  readonly picks: number;
  readonly loss: number;
  /** Mean tapered weight of what went worse. */
  readonly taper: number;
  /** Share of the picks whose mu is an estimate. */
  readonly estimated: number;
  /** Cross-entropy of the clone, nats a pick; 0 where it did not learn. */
  readonly cloneLoss: number;
}

/** One pass over logged trajectories. Throws NonFiniteLoss. */
export const toprUpdate = async (
  { policy, behaviour }: ToprNetworks,
  trajectories: readonly Trajectory[],
  options: ToprOptions,
  rng: { shuffle<T>(items: readonly T[]): T[] },
): Promise<ToprReport> => {
  const rows = transitionsOf(trajectories, options.gamma);
  const { shape } = policy.network;

  // mu, where the log does not have it
  const unknown = rows.filter(({ mu }) => mu === undefined);
  const cloneLoss = unknown.length > 0 ? await clone(behaviour, rows, options, rng) : 0;

  // The baseline: as many utterances as wanted lie above it.
  const utterances = byUtterance(rows);
  const sorted = utterances.map(([first]) => (first as Transition).return).sort((a, b) => b - a);
  const baseline = sorted[Math.floor(options.positive * sorted.length)] ?? 0;

  const size = Math.max(1, Math.round((options.minibatch * utterances.length) / rows.length));
  const batches = minibatches(utterances.length, size, rng);
  const room = new Room();
  const sums = { loss: 0, taper: 0, negative: 0 };
  for (const indices of batches) {
    const picked = indices.flatMap((index) => utterances[index] as Transition[]);
    const laid = layOut(shape, picked, 'all', room);
    const logMu = await logProbabilities(behaviour.network, laid);
    picked.forEach(({ mu }, n) => {
      if (mu !== undefined) logMu[n] = Math.log(Math.max(mu, 1e-8));
    });
    const logPi = await logProbabilities(policy.network, laid);

    // [pi / mu]_0^1, one ratio an utterance
    const logRatio = new Map<number, number>();
    picked.forEach(({ utterance }, n) => {
      const change = (logPi[n] as number) - (logMu[n] as number);
      logRatio.set(utterance, (logRatio.get(utterance) ?? 0) + change);
    });
    const weights = Float32Array.from(picked, ({ utterance, return: g }) => {
      const r = g - baseline;
      if (r >= 0) return r;
      const taper = Math.min(1, Math.exp(logRatio.get(utterance) as number));
      sums.taper += taper;
      sums.negative++;
      return taper * r;
    });

    const step = await policy.optimizer.step(() => {
      const log = tf.logSoftmax(policy.network.score(laid.batch, 'act').logits);
      return [tf.neg(tf.mean(tf.mul(takenOf(log, laid), tf.tensor1d(weights))))];
    }, options.maxGradientNorm);
    const [loss = 0] = step.terms;
    if (!Number.isFinite(loss)) throw new NonFiniteLoss(`the loss is ${loss}`);
    sums.loss += loss / batches.length;
  }
  return {
    picks: rows.length,
    loss: sums.loss,
    taper: sums.taper / Math.max(1, sums.negative),
    estimated: unknown.length / Math.max(1, rows.length),
    cloneLoss,
  };
};

const byUtterance = (rows: readonly Transition[]): Transition[][] => {
  const lists: Transition[][] = [];
  for (const row of rows) {
    const list = lists[row.utterance] ?? [];
    lists[row.utterance] = list;
    list.push(row);
  }
  return lists.filter((list) => list !== undefined);
};

/** log p(a|s) of what was taken. */
const logProbabilities = async (network: Network, laid: Laid): Promise<Float32Array> => {
  const logp = tf.tidy(() => takenOf(tf.logSoftmax(network.score(laid.batch, 'act').logits), laid));
  const numbers = Float32Array.from(await logp.data());
  logp.dispose();
  return numbers;
};
