// Intervals and summaries that every result is printed with.

/** A share of `n` trials with Wilson's 95% interval (Wilson 1927). */
export interface Share {
  readonly wins: number;
  readonly n: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

const Z95 = 1.959964;

/** Wilson score interval; for n = 0 the rate is 0 and the interval the whole of [0, 1]. */
export const share = (wins: number, n: number): Share => {
  if (n === 0) return { wins, n, rate: 0, low: 0, high: 1 };
  const rate = wins / n;
  const z2 = Z95 * Z95;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 / (1 + z2 / n)) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n));
  return { wins, n, rate, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
};

/** A mean over `n` episodes with its 95% interval. */
export interface Mean {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** From the sum of the values and of their squares; by the normal approximation, so for n in the hundreds. */
export const meanOf = (sum: number, squares: number, n: number): Mean => {
  const value = n === 0 ? 0 : sum / n;
  const variance = n < 2 ? 0 : Math.max(0, (squares - n * value * value) / (n - 1));
  const half = n === 0 ? 0 : Z95 * Math.sqrt(variance / n);
  return { value, low: value - half, high: value + half, n };
};

/** The value below which a share `q` of the values lies (nearest rank); NaN for none. */
export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);
