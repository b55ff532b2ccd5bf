// Known answers: the arithmetic of a small network written out in plain loops over doubles, so that a
// back end is compared with something that shares nothing with it.

export type Matrix = readonly (readonly number[])[];

/** Fixed numbers between -1 and 1 that look like noise; the same everywhere. */
export const wavy = (rows: number, columns: number, phase: number): Matrix =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => Math.sin(12.9898 * (r + 1) + 78.233 * (c + 1) + phase)),
  );

export const flipped = (m: Matrix): Matrix => (m[0] ?? []).map((_, c) => m.map((row) => row[c] as number));

/** a [m, k] times b [k, n]. */
export const times = (a: Matrix, b: Matrix): Matrix => {
  const columns = flipped(b);
  return a.map((row) =>
    columns.map((column) => row.reduce((sum, x, n) => sum + x * (column[n] as number), 0)),
  );
};

export const columnSums = (m: Matrix): readonly number[] =>
  flipped(m).map((column) => column.reduce((sum, x) => sum + x, 0));

export const softmaxOf = (row: readonly number[]): readonly number[] => {
  const top = Math.max(...row);
  const powers = row.map((x) => Math.exp(x - top));
  const sum = powers.reduce((total, x) => total + x, 0);
  return powers.map((x) => x / sum);
};

export interface Layers {
  readonly w1: Matrix;
  readonly b1: readonly number[];
  readonly w2: Matrix;
  readonly b2: readonly number[];
}

/** Mean cross-entropy of softmax(relu(x w1 + b1) w2 + b2) against labels, and its gradients. */
export const lossAndGradients = (
  x: Matrix,
  labels: readonly number[],
  { w1, b1, w2, b2 }: Layers,
): { loss: number; gradients: Layers } => {
  const added = (m: Matrix, bias: readonly number[]): Matrix =>
    m.map((row) => row.map((value, n) => value + (bias[n] as number)));
  const hidden = added(times(x, w1), b1).map((row) => row.map((value) => Math.max(0, value)));
  const p = added(times(hidden, w2), b2).map(softmaxOf);
  const loss = -p.reduce((sum, row, n) => sum + Math.log(row[labels[n] as number] as number), 0) / x.length;
  const dz = p.map((row, n) => row.map((value, c) => (value - (c === labels[n] ? 1 : 0)) / x.length));
  const dh = times(dz, flipped(w2)).map((row, r) =>
    row.map((value, c) => ((hidden[r]?.[c] as number) > 0 ? value : 0)),
  );
  return {
    loss,
    gradients: {
      w1: times(flipped(x), dh),
      b1: columnSums(dh),
      w2: times(flipped(hidden), dz),
      b2: columnSums(dz),
    },
  };
};
