// Ridge logistic regression by Newton's method, and the choice of its penalty by cross-validation: the plain
// models that the fitted one is compared with.

import { Matrix, solve } from 'ml-matrix';

export interface Logistic {
  /** Intercept first. */
  readonly weights: readonly number[];
}

const ROUNDS = 25;

export const chanceOf = ({ weights }: Logistic, row: ArrayLike<number>): number => {
  let logit = weights[0] ?? 0;
  for (let at = 0; at < row.length; at++) logit += (weights[at + 1] ?? 0) * (row[at] ?? 0);
  return 1 / (1 + Math.exp(-logit));
};

/** Log-likelihood of an outcome, nats. */
export const logScore = (gave: boolean, p: number): number => Math.log(gave ? p : 1 - p);

/** Fits with a penalty of weight^2 / (2 variance) on all but the intercept. */
export const fitLogistic = (
  rows: readonly ArrayLike<number>[],
  gave: readonly boolean[],
  variance: number,
): Logistic => {
  const width = (rows[0]?.length ?? 0) + 1;
  const design = new Matrix(rows.map((row) => [1, ...Array.from(row)]));
  const ridge = Matrix.diag(Array.from({ length: width }, (_, at) => (at === 0 ? 1e-9 : 1 / variance)));
  let weights = Matrix.zeros(width, 1);
  for (let round = 0; round < ROUNDS; round++) {
    const p = design
      .mmul(weights)
      .to1DArray()
      .map((logit) => 1 / (1 + Math.exp(-logit)));
    const residual = Matrix.columnVector(p.map((one, at) => (gave[at] ? 1 : 0) - one));
    const slope = design.transpose().mmul(residual).sub(ridge.mmul(weights));
    const weighted = design.clone().mulColumnVector(p.map((one) => one * (1 - one)));
    const step = solve(design.transpose().mmul(weighted).add(ridge), slope);
    weights = weights.add(step);
    if (step.norm() < 1e-9) break;
  }
  return { weights: weights.to1DArray() };
};

const FOLDS = 5;
const VARIANCES = [0.001, 0.003, 0.01, 0.03, 0.1];

/** The variance of the prior that predicts best across folds (every fifth row). */
export const chooseVariance = (rows: readonly ArrayLike<number>[], gave: readonly boolean[]): number => {
  let best = { variance: VARIANCES[0] ?? 0.01, score: Number.NEGATIVE_INFINITY };
  for (const variance of VARIANCES) {
    let score = 0;
    for (let fold = 0; fold < FOLDS; fold++) {
      const inside = rows.map((_, at) => at % FOLDS !== fold);
      const fitted = fitLogistic(
        rows.filter((_, at) => inside[at]),
        gave.filter((_, at) => inside[at]),
        variance,
      );
      rows.forEach((row, at) => {
        if (!inside[at]) score += logScore(gave[at] ?? false, chanceOf(fitted, row));
      });
    }
    if (score > best.score) best = { variance, score };
  }
  return best.variance;
};
