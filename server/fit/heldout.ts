// How well giving is foretold in the fifth of the dialogues that nothing was fitted to.

import type { Rng } from '../../shared/rng.ts';
import { meanOf } from './amounts.ts';
import { bootstrap, type Estimate } from './bootstrap.ts';
import { type Case, predict } from './likelihood.ts';
import { chanceOf, fitLogistic, logScore } from './logistic.ts';

const PERMUTATIONS = 200;

export interface HeldOutFigures {
  readonly n: number;
  /** Mean log-likelihood of giving or not, nats a dialogue. */
  readonly base: number;
  readonly persona: number;
  readonly model: number;
  /** Of the model over the share of givers, and over a ridge logistic regression on the persona. */
  readonly overBase: Estimate;
  readonly overPersona: Estimate;
  readonly permutation: {
    readonly permutations: number;
    /** The model's mean with the persuaders' moves exchanged between dialogues; its own less that; and the share of
     * permutations that do at least as well. */
    readonly mean: number;
    readonly loss: number;
    readonly asGood: number;
  };
}

const movesFrom = (one: Case, other: Case): Case => ({
  ...one,
  exchanges: one.exchanges.map((exchange, turn) => ({
    ...exchange,
    moves: other.exchanges[turn]?.moves ?? [],
  })),
});

const permutedMean = (theta: Float64Array, cases: readonly Case[], rng: Rng): number => {
  const others = rng.shuffle(cases);
  return meanOf(
    cases.map((one, at) => logScore(one.gave, predict(theta, movesFrom(one, others[at] ?? one)))),
  );
};

interface Row {
  readonly base: number;
  readonly persona: number;
  readonly model: number;
}

/** Scores of one held-out fold, by dialogue and by permutation (a sum over its dialogues). */
export interface FoldScores {
  readonly rows: readonly Row[];
  readonly permuted: readonly number[];
}

/** Scores of held-out cases; `train` is what `theta` was fitted to. */
export const scoreFold = (
  theta: Float64Array,
  train: readonly Case[],
  heldOut: readonly Case[],
  traitVariance: number,
  rng: Rng,
): FoldScores => {
  const share = meanOf(train.map(({ gave }) => (gave ? 1 : 0)));
  const logistic = fitLogistic(
    train.map(({ scores }) => scores),
    train.map(({ gave }) => gave),
    traitVariance,
  );
  return {
    rows: heldOut.map((one) => ({
      base: logScore(one.gave, share),
      persona: logScore(one.gave, chanceOf(logistic, one.scores)),
      model: logScore(one.gave, predict(theta, one)),
    })),
    permuted: Array.from({ length: PERMUTATIONS }, () => permutedMean(theta, heldOut, rng) * heldOut.length),
  };
};

/** Figures over one fold or several. */
export const judge = (folds: readonly FoldScores[], rng: Rng): HeldOutFigures => {
  const rows = folds.flatMap((fold) => fold.rows);
  const model = meanOf(rows.map((row) => row.model));
  const scores = Array.from({ length: PERMUTATIONS }, (_, draw) =>
    folds.reduce((sum, { permuted }) => sum + (permuted[draw] ?? 0) / rows.length, 0),
  );
  const gain = (over: 'base' | 'persona'): Estimate =>
    bootstrap(rows, (some) => meanOf(some.map((row) => row.model - row[over])), rng);
  return {
    n: rows.length,
    base: meanOf(rows.map((row) => row.base)),
    persona: meanOf(rows.map((row) => row.persona)),
    model,
    overBase: gain('base'),
    overPersona: gain('persona'),
    permutation: {
      permutations: PERMUTATIONS,
      mean: meanOf(scores),
      loss: model - meanOf(scores),
      asGood: meanOf(scores.map((score) => (score >= model ? 1 : 0))),
    },
  };
};
