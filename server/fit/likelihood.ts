// The likelihood of dialogues under the model, with its gradient. A persuadee's inclination is a linear function
// of its traits plus a normal deviate that nobody sees; what it hears adds to it; what it says, exchange by
// exchange, and whether it gives in the end hang on the sum. The deviate is integrated out by Gauss-Hermite
// quadrature. What persuaders choose to say is not modelled: they know nothing of the persuadee but what it said,
// and that is conditioned on.
//
// Annotated and detected dialogues share all of this but the weights of replies: detectors err.

import { type FitDialogue, MOVES } from './dialogues.ts';
import { AT, LOADING, LOG_W, OPTION_COUNT, OPTIONS, Q, replyAt, X } from './parameters.ts';

/** One dialogue, ready to be summed over. */
export interface Case {
  readonly source: 0 | 1;
  readonly scores: Float64Array;
  readonly gave: boolean;
  /** Log cents of the promise above the usual one; null: none. */
  readonly promise: number | null;
  readonly exchanges: readonly {
    /** Move and what its new use counts, after wear. */
    readonly moves: readonly (readonly [number, number])[];
    readonly features: readonly number[] | null;
    readonly chosen: readonly number[];
  }[];
}

export const caseOf = (
  dialogue: FitDialogue,
  scores: Float64Array,
  wearOff: number,
  usualPromise: number,
): Case => ({
  source: dialogue.annotated ? 0 : 1,
  scores,
  gave: dialogue.gift > 0,
  promise: dialogue.promised === null ? null : Math.log(dialogue.promised) - usualPromise,
  exchanges: dialogue.exchanges.map(({ moves, features, chosen }) => ({
    moves: moves.map(([move, before]) => [move, wearOff ** before] as const),
    features,
    chosen,
  })),
});

/** Inclination from traits, without the deviate. */
const fixedPart = (theta: Float64Array, { scores }: Case): number => {
  let sum = theta[AT.intercept] ?? 0;
  for (let at = 0; at < scores.length; at++) sum += (theta[AT.traits + at] ?? 0) * (scores[at] ?? 0);
  return sum;
};

/** What the persuader's words have added by each exchange. */
const courseOf = (theta: Float64Array, one: Case): number[] => {
  let sum = 0;
  return one.exchanges.map(({ moves }) => {
    for (const [move, count] of moves) sum += (theta[AT.moves + move] ?? 0) * count;
    return sum;
  });
};

/** Logits of the options at a level of 0: the part that hangs on the talk alone. */
const baseLogits = (
  theta: Float64Array,
  source: 0 | 1,
  features: readonly number[],
  out: Float64Array,
): void => {
  for (let option = 0; option < OPTION_COUNT; option++) {
    const from = replyAt(source, option);
    let sum = 0;
    for (const feature of features) sum += theta[from + feature] ?? 0;
    out[option] = sum;
  }
};

const BASE = new Float64Array(OPTION_COUNT);
const LOADINGS = new Float64Array(OPTION_COUNT);

/** Log chance of one exchange's replies at a level, from BASE and LOADINGS; writes the options' chances. */
const replyScore = (
  chosen: readonly number[],
  level: number,
  chances: Float64Array,
  from: number,
): number => {
  let score = 0;
  let option = 0;
  for (let slot = 0; slot < OPTIONS.length; slot++) {
    const count = OPTIONS[slot] ?? 0;
    let sum = 1;
    for (let at = option; at < option + count; at++) {
      const weight = Math.exp((BASE[at] ?? 0) + (LOADINGS[at] ?? 0) * level);
      chances[from + at] = weight;
      sum += weight;
    }
    const picked = chosen[slot] ?? -1;
    score += Math.log((picked < 0 ? 1 : (chances[from + option + picked] ?? 0)) / sum);
    for (let at = from + option; at < from + option + count; at++) chances[at] = (chances[at] ?? 0) / sum;
    option += count;
  }
  return score;
};

/** Logits of giving at the end of the talk, at a level. */
const givingAt = (theta: Float64Array, { source, promise }: Case, level: number): number =>
  promise === null ? level : level + (theta[AT.promised + source] ?? 0) + (theta[AT.size] ?? 0) * promise;

const logChance = (logit: number): number =>
  logit > 0 ? -Math.log1p(Math.exp(-logit)) : logit - Math.log1p(Math.exp(logit));

const levelAt = (theta: Float64Array, fixed: number, node: number): number =>
  fixed + Math.exp(theta[AT.logSpread] ?? 0) * (X[node] ?? 0);

const chancesAt = (turn: number, node: number): number => (turn * Q + node) * OPTION_COUNT;

/**
 * Log-likelihood of what was said, at every node, times the node's weight; and the chances of all that could have
 * been said, by chancesAt.
 */
const saidScores = (
  theta: Float64Array,
  one: Case,
  course: readonly number[],
  until: number,
): { scores: Float64Array; chances: Float64Array } => {
  const fixed = fixedPart(theta, one);
  const scores = Float64Array.from(LOG_W);
  const chances = new Float64Array(chancesAt(one.exchanges.length, 0));
  for (let option = 0; option < OPTION_COUNT; option++)
    LOADINGS[option] = theta[replyAt(one.source, option) + LOADING] ?? 0;
  one.exchanges.forEach(({ features, chosen }, turn) => {
    if (!features || turn >= until) return;
    baseLogits(theta, one.source, features, BASE);
    for (let node = 0; node < Q; node++) {
      const level = levelAt(theta, fixed, node) + (course[turn] ?? 0);
      scores[node] = (scores[node] ?? 0) + replyScore(chosen, level, chances, chancesAt(turn, node));
    }
  });
  return { scores, chances };
};

/** Weights that sum to 1, and the log of the sum. */
const normalise = (scores: Float64Array): { weights: Float64Array; log: number } => {
  const top = Math.max(...scores);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - top);
  const log = top + Math.log(sum);
  return { weights: scores.map((score) => Math.exp(score - log)), log };
};

export interface Look {
  /** Exchanges whose replies are known; Infinity: all. */
  readonly until?: number;
  /** Whether a promise made in them is known. */
  readonly promise?: boolean;
}

/** Chance of giving, told who the persuadee is, what it heard, and what it said in the first `until` exchanges. */
export const predict = (
  theta: Float64Array,
  one: Case,
  { until = Infinity, promise = true }: Look = {},
): number => {
  const course = courseOf(theta, one);
  const { weights } = normalise(saidScores(theta, one, course, until).scores);
  const fixed = fixedPart(theta, one);
  const end = course.at(-1) ?? 0;
  const known = promise ? one : { ...one, promise: null };
  let chance = 0;
  weights.forEach((weight, node) => {
    chance += weight * Math.exp(logChance(givingAt(theta, known, levelAt(theta, fixed, node) + end)));
  });
  return chance;
};

/** Adds one exchange's share of the gradient, and writes the slopes in the level, by node. */
const replyGradient = (
  theta: Float64Array,
  one: Case,
  turn: number,
  levels: (node: number) => number,
  chances: Float64Array,
  weights: Float64Array,
  gradient: Float64Array,
  slopes: Float64Array,
): void => {
  const exchange = one.exchanges[turn];
  const features = exchange?.features;
  if (!exchange || !features) return;
  const picked = pickedOf(exchange.chosen);
  const residual = new Float64Array(OPTION_COUNT);
  for (let node = 0; node < Q; node++) {
    const level = levels(node);
    const from = chancesAt(turn, node);
    let slope = 0;
    for (let option = 0; option < OPTION_COUNT; option++) {
      const off = (picked[option] ?? 0) - (chances[from + option] ?? 0);
      const loading = replyAt(one.source, option) + LOADING;
      slope += off * (theta[loading] ?? 0);
      gradient[loading] = (gradient[loading] ?? 0) + (weights[node] ?? 0) * off * level;
      residual[option] = (residual[option] ?? 0) + (weights[node] ?? 0) * off;
    }
    slopes[node] = slope;
  }
  for (let option = 0; option < OPTION_COUNT; option++)
    for (const feature of features) {
      const at = replyAt(one.source, option) + feature;
      gradient[at] = (gradient[at] ?? 0) + (residual[option] ?? 0);
    }
};

/** 1 for each option that was said. */
const pickedOf = (chosen: readonly number[]): Float64Array => {
  const out = new Float64Array(OPTION_COUNT);
  let option = 0;
  OPTIONS.forEach((count, slot) => {
    const picked = chosen[slot] ?? -1;
    if (picked >= 0) out[option + picked] = 1;
    option += count;
  });
  return out;
};

/** Adds the slope of the log-likelihood in one exchange's level to the parameters that the level is made of. */
const passDown = (
  theta: Float64Array,
  one: Case,
  uses: Float64Array,
  slopes: Float64Array,
  weights: Float64Array,
  gradient: Float64Array,
): void => {
  const spread = Math.exp(theta[AT.logSpread] ?? 0);
  let sum = 0;
  for (let node = 0; node < Q; node++) {
    const slope = (weights[node] ?? 0) * (slopes[node] ?? 0);
    sum += slope;
    gradient[AT.logSpread] = (gradient[AT.logSpread] ?? 0) + slope * spread * (X[node] ?? 0);
  }
  gradient[AT.intercept] = (gradient[AT.intercept] ?? 0) + sum;
  for (let at = 0; at < one.scores.length; at++)
    gradient[AT.traits + at] = (gradient[AT.traits + at] ?? 0) + sum * (one.scores[at] ?? 0);
  for (let move = 0; move < uses.length; move++)
    gradient[AT.moves + move] = (gradient[AT.moves + move] ?? 0) + sum * (uses[move] ?? 0);
};

/**
 * Adds one dialogue: the log chance of giving, told what was said, plus `share` of the log-likelihood of what was
 * said; and its gradient. With a share of 1 this is the likelihood of everything. A small one (multi-conditional
 * learning, McCallum et al. 2006) keeps the deviate to what tells of giving: thousands of replies would else make
 * it whatever people differ in most, such as how many questions they ask.
 */
export const addDialogue = (
  theta: Float64Array,
  one: Case,
  share: number,
  gradient: Float64Array,
): number => {
  const course = courseOf(theta, one);
  const fixed = fixedPart(theta, one);
  const end = course.at(-1) ?? 0;
  const { scores: said, chances } = saidScores(theta, one, course, Infinity);
  const scores = Float64Array.from(said);
  const slopes = new Float64Array(Q);
  for (let node = 0; node < Q; node++) {
    const logit = givingAt(theta, one, levelAt(theta, fixed, node) + end);
    scores[node] = (scores[node] ?? 0) + logChance(one.gave ? logit : -logit);
    slopes[node] = (one.gave ? 1 : 0) - Math.exp(logChance(logit));
  }
  const all = normalise(scores);
  const without = normalise(said);
  const mixed = all.weights.map((weight, node) => weight - (1 - share) * (without.weights[node] ?? 0));
  const uses = new Float64Array(MOVES.length);
  const replySlopes = new Float64Array(Q);
  one.exchanges.forEach(({ moves, features }, turn) => {
    for (const [move, count] of moves) uses[move] = (uses[move] ?? 0) + count;
    if (!features) return;
    const levels = (node: number): number => levelAt(theta, fixed, node) + (course[turn] ?? 0);
    replyGradient(theta, one, turn, levels, chances, mixed, gradient, replySlopes);
    passDown(theta, one, uses, replySlopes, mixed, gradient);
  });
  passDown(theta, one, uses, slopes, all.weights, gradient);
  if (one.promise !== null) {
    const sum = all.weights.reduce((total, weight, node) => total + weight * (slopes[node] ?? 0), 0);
    gradient[AT.promised + one.source] = (gradient[AT.promised + one.source] ?? 0) + sum;
    gradient[AT.size] = (gradient[AT.size] ?? 0) + sum * one.promise;
  }
  return all.log - (1 - share) * without.log;
};
