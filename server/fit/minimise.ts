// A limited-memory quasi-Newton minimiser (L-BFGS, Liu and Nocedal 1989) with backtracking: deterministic, and
// enough for smooth objectives of some hundred parameters.

/** Value at `x`; writes the gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

const MEMORY = 12;
const ENOUGH_DECREASE = 1e-4;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
};

/** y += by * x */
const add = (y: Float64Array, by: number, x: Float64Array): void => {
  for (let i = 0; i < y.length; i++) y[i] = (y[i] ?? 0) + by * (x[i] ?? 0);
};

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

/** The two-loop recursion: the inverse Hessian, as the pairs tell it, times the gradient. */
const direction = (gradient: Float64Array, pairs: readonly Pair[]): Float64Array => {
  const q = Float64Array.from(gradient);
  const alphas: number[] = [];
  for (const { step, change, rho } of pairs.toReversed()) {
    const alpha = rho * dot(step, q);
    alphas.push(alpha);
    add(q, -alpha, change);
  }
  const last = pairs.at(-1);
  const scale = last ? dot(last.step, last.change) / dot(last.change, last.change) : 0.01;
  for (let i = 0; i < q.length; i++) q[i] = (q[i] ?? 0) * scale;
  for (const { step, change, rho } of pairs) add(q, (alphas.pop() ?? 0) - rho * dot(change, q), step);
  return q;
};

interface Point {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

const evaluate = (objective: Objective, x: Float64Array): Point => {
  const gradient = new Float64Array(x.length);
  const value = objective(x, gradient);
  return { x, gradient, value };
};

/** The first point along the direction that is low enough; undefined: no such point. */
const search = (objective: Objective, from: Point, down: Float64Array): Point | undefined => {
  const slope = -dot(from.gradient, down);
  for (let rate = 1; rate > 1e-8; rate /= 2) {
    const x = Float64Array.from(from.x);
    add(x, -rate, down);
    const next = evaluate(objective, x);
    if (next.value <= from.value + ENOUGH_DECREASE * rate * slope) return next;
  }
  return undefined;
};

/** A local minimum near `start`: stops after `rounds`, or when a round gains less than `tolerance`. */
export const minimise = (
  objective: Objective,
  start: Float64Array,
  { rounds = 200, tolerance = 1e-7 } = {},
): Point => {
  let here = evaluate(objective, start);
  let pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const next = search(objective, here, direction(here.gradient, pairs));
    if (!next) {
      if (pairs.length === 0) return here;
      pairs = [];
      continue;
    }
    const step = Float64Array.from(next.x);
    add(step, -1, here.x);
    const change = Float64Array.from(next.gradient);
    add(change, -1, here.gradient);
    const curvature = dot(step, change);
    if (curvature > 1e-12) pairs = [...pairs.slice(1 - MEMORY), { step, change, rho: 1 / curvature }];
    const gained = here.value - next.value;
    here = next;
    if (gained < tolerance * Math.max(1, Math.abs(here.value))) return here;
  }
  return here;
};
