// The traits as a distribution: means, spreads and the Cholesky factor of their correlations.

import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { FitDialogue } from './dialogues.ts';

export interface Scale {
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const scale = (name: string, label: string, min: number, max: number, step: number): Scale => ({
  name,
  label,
  min,
  max,
  step,
});

/** The publishers' scales: five factors, moral foundations, basic values, ways to decide, and two numbers. */
export const SCALES: readonly Scale[] = [
  scale('extrovert', 'extraversion', 1, 5, 0.2),
  scale('agreeable', 'agreeableness', 1, 5, 0.2),
  scale('conscientious', 'conscientiousness', 1, 5, 0.2),
  scale('neurotic', 'neuroticism', 1, 5, 0.2),
  scale('open', 'openness', 1, 5, 0.2),
  scale('care', 'care for others', 1, 6, 0.2),
  scale('fairness', 'fairness', 1, 6, 0.25),
  scale('loyalty', 'loyalty', 1, 6, 1 / 3),
  scale('authority', 'authority', 1, 6, 0.2),
  scale('purity', 'purity', 1, 6, 1 / 3),
  scale('freedom', 'freedom', 1, 6, 0.5),
  scale('conform', 'conformity', 1, 6, 1),
  scale('tradition', 'tradition', 1, 6, 1),
  scale('benevolence', 'benevolence', 1, 6, 1),
  scale('universalism', 'universalism', 1, 6, 1),
  scale('self_direction', 'self-direction', 1, 6, 1),
  scale('stimulation', 'stimulation', 1, 6, 1),
  scale('hedonism', 'hedonism', 1, 6, 1),
  scale('achievement', 'achievement', 1, 6, 1),
  scale('power', 'power', 1, 6, 1),
  scale('security', 'security', 1, 6, 1),
  scale('rational', 'deciding by reason', 1, 5, 0.5),
  scale('intuitive', 'deciding by feeling', 1, 5, 0.5),
  scale('age', 'age', 18, 82, 1),
  scale('income', 'income bracket', 1, 12, 1),
];

export interface Norms {
  readonly means: readonly number[];
  readonly spreads: readonly number[];
  readonly cholesky: readonly (readonly number[])[];
  /** People that they were taken from: those with every trait on its scale. */
  readonly n: number;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const normsOf = (dialogues: readonly FitDialogue[]): Norms => {
  const rows = dialogues
    .map(({ traits }) => SCALES.map(({ name }) => traits[name] ?? Number.NaN))
    .filter((row) =>
      row.every((value, at) => value >= (SCALES[at]?.min ?? 0) && value <= (SCALES[at]?.max ?? 0)),
    );
  const columns = SCALES.map((_, at) => rows.map((row) => row[at] ?? 0));
  const means = columns.map(meanOf);
  const spreads = columns.map((column, at) =>
    Math.sqrt(meanOf(column.map((value) => (value - (means[at] ?? 0)) ** 2))),
  );
  const scores = new Matrix(
    rows.map((row) => row.map((value, at) => (value - (means[at] ?? 0)) / (spreads[at] ?? 1))),
  );
  const correlations = scores.transpose().mmul(scores).div(rows.length);
  const factor = new CholeskyDecomposition(correlations).lowerTriangularMatrix.to2DArray();
  return { means, spreads, n: rows.length, cholesky: factor.map((row, at) => row.slice(0, at + 1)) };
};

/** Standard scores of one person; 0 for what is not known of it. */
export const scoresOf = (traits: Readonly<Record<string, number>>, norms: Norms): Float64Array =>
  Float64Array.from(SCALES, ({ name, min, max }, at) => {
    const value = traits[name];
    if (value === undefined || value < min || value > max) return 0;
    return (value - (norms.means[at] ?? 0)) / (norms.spreads[at] ?? 1);
  });
