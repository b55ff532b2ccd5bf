// A linear softmax over sets of binary cues, kept small: fitted once, cut down to the cues that matter most,
// fitted again on those, and rounded to bytes.

import type { Rng } from '../../shared/rng.ts';

export interface Example {
  /** Cues that hold, each a whole number. */
  readonly cues: readonly number[];
  /** Index of the label. */
  readonly label: number;
}

export interface SoftmaxSettings {
  readonly epochs: number;
  /** The weights are the mean over the ends of all epochs from this one on (Polyak and Juditsky 1992). */
  readonly averageFrom: number;
  readonly rate: number;
  /** Weight decay in the gradient. */
  readonly decay: number;
  /** Share of the cues left out of every step at random (Wager, Wang and Liang 2013), against overfitting. */
  readonly dropout: number;
  /** Rare labels count (1 / share) to this power. */
  readonly balance: number;
  /** Cues that stay. */
  readonly cues: number;
}

export interface FittedSoftmax {
  /** Cues of the rows. */
  readonly cues: readonly number[];
  /** [row * labels + label], logits. */
  readonly weights: Float64Array;
}

const probabilities = (weights: Float64Array, rows: readonly number[], labels: number): Float64Array => {
  const out = new Float64Array(labels);
  for (const row of rows)
    for (let at = 0; at < labels; at++) out[at] = (out[at] ?? 0) + (weights[row * labels + at] ?? 0);
  const top = Math.max(...out);
  let sum = 0;
  for (let at = 0; at < labels; at++) {
    out[at] = Math.exp((out[at] ?? 0) - top);
    sum += out[at] ?? 0;
  }
  return out.map((one) => one / sum);
};

/** (labels * share)^-balance of every label. */
const costsOf = (examples: readonly Example[], labels: number, balance: number): Float64Array => {
  const counts = new Float64Array(labels);
  for (const { label } of examples) counts[label] = (counts[label] ?? 0) + 1;
  return counts.map((count) => (examples.length / (labels * Math.max(1, count))) ** balance);
};

/** Stochastic gradient with AdaGrad steps (Duchi et al. 2011). */
const descend = (
  examples: readonly Example[],
  cues: readonly number[],
  labels: number,
  settings: SoftmaxSettings,
  rng: Rng,
): Float64Array => {
  const { epochs, averageFrom, rate, decay, dropout, balance } = settings;
  const rowOf = new Map(cues.map((cue, row) => [cue, row]));
  const cases = examples.map(({ cues: held, label }) => ({
    rows: held.flatMap((cue) => rowOf.get(cue) ?? []),
    label,
  }));
  const costs = costsOf(examples, labels, balance);
  const weights = new Float64Array(cues.length * labels);
  const sums = new Float64Array(weights.length).fill(1e-6);
  const means = new Float64Array(weights.length);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { rows, label } of rng.shuffle(cases)) {
      const kept = rows.filter(() => rng.float() >= dropout);
      const error = probabilities(weights, kept, labels);
      error[label] = (error[label] ?? 0) - 1;
      for (const row of kept)
        for (let one = 0; one < labels; one++) {
          const at = row * labels + one;
          const slope = (costs[label] ?? 1) * (error[one] ?? 0) + decay * (weights[at] ?? 0);
          sums[at] = (sums[at] ?? 0) + slope * slope;
          weights[at] = (weights[at] ?? 0) - (rate * slope) / Math.sqrt(sums[at] ?? 1);
        }
    }
    if (epoch >= averageFrom)
      weights.forEach((one, at) => {
        means[at] = (means[at] ?? 0) + one / (epochs - averageFrom);
      });
  }
  return means;
};

/** Cues by how far their weights spread over the labels, times the root of how often they hold. */
const strongest = (
  cues: readonly number[],
  weights: Float64Array,
  labels: number,
  counts: ReadonlyMap<number, number>,
  most: number,
): number[] => {
  const scored = cues.map((cue, row) => {
    const own = weights.slice(row * labels, (row + 1) * labels);
    const mean = own.reduce((sum, one) => sum + one, 0) / labels;
    const spread = own.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    return { cue, score: Math.sqrt(spread * (counts.get(cue) ?? 0)) };
  });
  const sorted = scored.sort((a, b) => b.score - a.score || a.cue - b.cue);
  return sorted.slice(0, most).map(({ cue }) => cue);
};

/** Fits in two rounds. Deterministic, given the generator. */
export const fitSoftmax = (
  examples: readonly Example[],
  labels: number,
  settings: SoftmaxSettings,
  rng: Rng,
): FittedSoftmax => {
  const counts = new Map<number, number>();
  for (const { cues } of examples) for (const cue of cues) counts.set(cue, (counts.get(cue) ?? 0) + 1);
  const all = [...counts.keys()].sort((a, b) => a - b);
  const first = descend(examples, all, labels, settings, rng);
  const cues = strongest(all, first, labels, counts, settings.cues).sort((a, b) => a - b);
  return { cues, weights: descend(examples, cues, labels, settings, rng) };
};
