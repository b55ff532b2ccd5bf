// What a back end must get right before it may train or play: each check compares with plain loops.

import * as tf from '@tensorflow/tfjs-core';
import {
  columnSums,
  flipped,
  type Layers,
  lossAndGradients,
  type Matrix,
  softmaxOf,
  times,
  wavy,
} from './plain.ts';

type Expect = (what: string, got: tf.Tensor, wanted: readonly number[] | Matrix) => Promise<void>;
type Check = (expect: Expect) => Promise<void>;

const matrix = (m: Matrix): tf.Tensor2D => tf.tensor2d(m.map((row) => [...row]));

/** Compares and disposes what it was given. */
const expecting =
  (tolerance: number): Expect =>
  async (what, got, wanted) => {
    const numbers = (wanted as readonly (number | readonly number[])[]).flat();
    const values = await got.data();
    got.dispose();
    if (values.length !== numbers.length)
      throw new Error(`${what}: ${values.length} numbers instead of ${numbers.length}`);
    const scale = Math.max(1e-3, ...numbers.map(Math.abs));
    const worst = Math.max(...numbers.map((x, n) => Math.abs(x - (values[n] as number)) / scale));
    // Written so that NaN fails too.
    if (!(worst <= tolerance))
      throw new Error(`${what}: off by ${worst.toPrecision(2)} of the largest number`);
  };

/** Odd sizes, so that blocked kernels meet ragged edges; large enough for their fast routes. */
const matMul: Check = async (expect) => {
  const [a, b] = [wavy(67, 45, 1), wavy(45, 53, 2)];
  const wanted = times(a, b);
  for (const [left, right] of [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const) {
    const got = tf.tidy(() =>
      tf.matMul(matrix(left ? flipped(a) : a), matrix(right ? flipped(b) : b), left, right),
    );
    await expect(`matMul${left ? ' transposeA' : ''}${right ? ' transposeB' : ''}`, got, wanted);
  }
};

const batchedMatMul: Check = async (expect) => {
  const [as, bs] = [[1, 2, 3].map((n) => wavy(21, 33, n)), [4, 5, 6].map((n) => wavy(33, 18, n))];
  const wanted = as.map((a, n) => times(a, bs[n] as Matrix));
  const stack = (all: readonly Matrix[]): tf.Tensor => tf.stack(all.map(matrix));
  await expect(
    'batched matMul',
    tf.tidy(() => tf.matMul(stack(as), stack(bs))),
    wanted.flat(),
  );
  await expect(
    'batched matMul transposeB',
    tf.tidy(() => tf.matMul(stack(as), stack(bs.map(flipped)), false, true)),
    wanted.flat(),
  );
};

const gather: Check = async (expect) => {
  const [table, weight, rows] = [wavy(9, 5, 1), wavy(6, 5, 2), [3, 0, 3, 8, 1, 3]];
  const picked = rows.map((row) => table[row] as readonly number[]);
  const index = tf.tensor1d(rows, 'int32');
  await expect(
    'gather',
    tf.tidy(() => tf.gather(matrix(table), index)),
    picked,
  );
  const slope = tf.grad((x) => tf.sum(tf.mul(tf.gather(x, index), matrix(weight))));
  const wanted = table.map((row, r) =>
    row.map((_, c) => rows.reduce((sum, at, n) => sum + (at === r ? (weight[n]?.[c] as number) : 0), 0)),
  );
  await expect(
    'gradient of gather',
    tf.tidy(() => slope(matrix(table))),
    wanted,
  );
  const hot = rows.map((row) => Array.from({ length: 9 }, (_, n) => (n === row ? 1 : 0)));
  await expect(
    'oneHot',
    tf.tidy(() => tf.cast(tf.oneHot(index, 9), 'float32')),
    hot,
  );
  index.dispose();
};

const shapes: Check = async (expect) => {
  const [a, b] = [wavy(5, 7, 1), wavy(5, 3, 2)];
  const joined = a.map((row, r) => [...row, ...(b[r] ?? [])]);
  await expect(
    'concat',
    tf.tidy(() => tf.concat([matrix(a), matrix(b)], 1)),
    joined,
  );
  await expect(
    'slice',
    tf.tidy(() => tf.slice(matrix(a), [1, 2], [3, 4])),
    a.slice(1, 4).map((row) => row.slice(2, 6)),
  );
  await expect(
    'sum over rows',
    tf.tidy(() => tf.sum(matrix(a), 0)),
    columnSums(a),
  );
  await expect(
    'sum over columns',
    tf.tidy(() => tf.sum(matrix(a), 1)),
    columnSums(flipped(a)),
  );
  await expect(
    'transpose',
    tf.tidy(() => tf.transpose(matrix(a))),
    flipped(a),
  );
  const below = a.map((row) => row.map((x) => (x > 0 ? x : -2)));
  await expect(
    'where',
    tf.tidy(() => tf.where(tf.greater(matrix(a), 0), matrix(a), -2)),
    below,
  );
};

/** Candidates that are not there are pushed out of the softmax by a large negative number. */
const softmax: Check = async (expect) => {
  const scores = wavy(6, 11, 3).map((row) => row.map((x, n) => (n % 4 === 3 ? x - 1e9 : 5 * x)));
  await expect(
    'softmax',
    tf.tidy(() => tf.softmax(matrix(scores))),
    scores.map(softmaxOf),
  );
  const logs = scores.map((row) => {
    const kept = row.filter((x) => x > -1e8);
    const top = Math.max(...kept);
    return kept.map((x) => x - top - Math.log(kept.reduce((sum, y) => sum + Math.exp(y - top), 0)));
  });
  const got = tf.tidy(() => {
    const all = tf.logSoftmax(matrix(scores));
    const kept = tf.tensor1d([0, 1, 2, 4, 5, 6, 8, 9, 10], 'int32');
    return tf.gather(all, kept, 1);
  });
  await expect('logSoftmax', got, logs);
};

const elementwise: Check = async (expect) => {
  const xs = [-2.5, -1, -0.3, 0.2, 0.7, 1.9, 4];
  const through = async (what: string, f: (x: tf.Tensor) => tf.Tensor, wanted: (x: number) => number) =>
    expect(
      what,
      tf.tidy(() => f(tf.tensor1d(xs))),
      xs.map(wanted),
    );
  await through('exp', tf.exp, Math.exp);
  await through('tanh', tf.tanh, Math.tanh);
  await through('sigmoid', tf.sigmoid, (x) => 1 / (1 + Math.exp(-x)));
  await through('relu', tf.relu, (x) => Math.max(0, x));
  await through(
    'log',
    (x) => tf.log(tf.square(x)),
    (x) => Math.log(x * x),
  );
  // The clipped objective of PPO: no slope where the clip holds.
  const clipped = tf.grad((x) => tf.sum(tf.minimum(tf.mul(x, 2), tf.clipByValue(x, 0.8, 1.2))));
  await through('gradient of a clipped minimum', clipped, (x) =>
    2 * x <= Math.min(1.2, Math.max(0.8, x)) ? 2 : x < 1.2 && x > 0.8 ? 1 : 0,
  );
};

const LAYERS: Layers = {
  w1: wavy(13, 24, 5),
  b1: wavy(1, 24, 6)[0] ?? [],
  w2: wavy(24, 5, 7),
  b2: wavy(1, 5, 8)[0] ?? [],
};
const X = wavy(40, 13, 4);
const LABELS = X.map((_, n) => (n * 7) % 5);

type Weights = Record<keyof Layers, tf.Variable>;

/** In a tidy, since a variable copies what it is made from. */
const variables = (): Weights =>
  tf.tidy(() => ({
    w1: tf.variable(matrix(LAYERS.w1)),
    b1: tf.variable(tf.tensor1d([...LAYERS.b1])),
    w2: tf.variable(matrix(LAYERS.w2)),
    b2: tf.variable(tf.tensor1d([...LAYERS.b2])),
  }));

const lossOf = (weights: Weights) => (): tf.Scalar => {
  const hidden = tf.relu(tf.add(tf.matMul(matrix(X), weights.w1), weights.b1));
  const logits = tf.add(tf.matMul(hidden, weights.w2), weights.b2);
  const hot = tf.oneHot(tf.tensor1d(LABELS, 'int32'), 5);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), hot), -1)));
};

const network: Check = async (expect) => {
  const known = lossAndGradients(X, LABELS, LAYERS);
  const weights = variables();
  const { value, grads } = tf.variableGrads(lossOf(weights), Object.values(weights));
  await expect('loss of a small network', value, [known.loss]);
  for (const part of Object.keys(weights) as (keyof Layers)[])
    await expect(`gradient of ${part}`, grads[weights[part].name] as tf.Tensor, known.gradients[part]);
  tf.dispose(Object.values(weights));
};

/** Adam's first step moves every weight by the learning rate against its gradient's sign. */
const adam: Check = async (expect) => {
  const weights = variables();
  const optimizer = tf.train.adam(0.01);
  const step = (): void => {
    optimizer.minimize(lossOf(weights), false, Object.values(weights));
  };
  step();
  const { gradients } = lossAndGradients(X, LABELS, LAYERS);
  const moved = LAYERS.w2.map((row, r) =>
    row.map((x, c) => x - 0.01 * Math.sign(gradients.w2[r]?.[c] as number)),
  );
  await expect('a step of Adam', weights.w2.clone(), moved);
  step();
  const before = tf.memory().numTensors;
  for (let n = 0; n < 5; n++) step();
  const grown = tf.memory().numTensors - before;
  optimizer.dispose();
  tf.dispose(Object.values(weights));
  if (grown !== 0) throw new Error(`5 training steps left ${grown} tensors behind`);
};

const CHECKS: readonly Check[] = [matMul, batchedMatMul, gather, shapes, softmax, elementwise, network, adam];

/**
 * Runs every check on the back end in force.
 * @param tolerance allowed error as a part of the largest number of a result
 * @returns one clause for each check that failed
 */
export const selfTest = async (tolerance: number): Promise<string[]> => {
  const failures: string[] = [];
  const expect = expecting(tolerance);
  const before = tf.memory().numTensors;
  for (const check of CHECKS)
    try {
      await check(expect);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  const left = tf.memory().numTensors - before;
  if (failures.length === 0 && left !== 0) failures.push(`the checks left ${left} tensors behind`);
  return failures;
};

/** GFLOP/s of float32 products of two n x n matrices, and the seconds that one takes. */
const rateAt = async (n: number, budget: number): Promise<{ rate: number; seconds: number }> => {
  const [a, b] = tf.tidy(() => [tf.randomUniform([n, n]), tf.randomUniform([n, n])] as const);
  const until = performance.now() + budget;
  let [best, chain, once] = [0, 1, Number.POSITIVE_INFINITY];
  // The first round compiles or packs what it needs and does not count.
  for (let round = 0; round < 2 || performance.now() < until; round++) {
    const start = performance.now();
    const last = tf.tidy(() => {
      let product: tf.Tensor = a;
      for (let k = 0; k < chain; k++) product = tf.matMul(product, b);
      return tf.slice(product, [0, 0], [1, 1]);
    });
    await last.data();
    last.dispose();
    const seconds = (performance.now() - start) / 1000;
    if (round > 0) best = Math.max(best, (2 * n ** 3 * chain) / seconds / 1e9);
    once = Math.min(once, seconds / chain);
    // A chain so long that reading the answer back does not count.
    if (seconds < 0.02) chain *= 2;
  }
  tf.dispose([a, b]);
  return { rate: best, seconds: once };
};

/** Best rate of float32 matrix products in GFLOP/s, over sizes as large as are quickly done here. */
export const matMulRate = async (): Promise<number> => {
  let best = 0;
  for (const n of [64, 384, 2048]) {
    const { rate, seconds } = await rateAt(n, 150);
    best = Math.max(best, rate);
    if (seconds * 6 ** 3 > 0.25) break;
  }
  return best;
};
