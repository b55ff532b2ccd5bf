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

const permuted = (theta: Float64Array, cases: readonly Case[], rng: Rng): number => {
  const others = rng.shuffle(cases);
  return meanOf(
    cases.map((one, at) => logScore(one.gave, predict(theta, movesFrom(one, others[at] ?? one)))),
  );
};

/** Scores of the held-out cases; `train` is what `theta` was fitted to. */
export const judgeHeldOut = (
  theta: Float64Array,
  train: readonly Case[],
  heldOut: readonly Case[],
  traitVariance: number,
  rng: Rng,
): HeldOutFigures => {
  const share = meanOf(train.map(({ gave }) => (gave ? 1 : 0)));
  const logistic = fitLogistic(
    train.map(({ scores }) => scores),
    train.map(({ gave }) => gave),
    traitVariance,
  );
  const rows = heldOut.map((one) => ({
    base: logScore(one.gave, share),
    persona: logScore(one.gave, chanceOf(logistic, one.scores)),
    model: logScore(one.gave, predict(theta, one)),
  }));
  const model = meanOf(rows.map((row) => row.model));
  const scores = Array.from({ length: PERMUTATIONS }, () => permuted(theta, heldOut, rng));
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
