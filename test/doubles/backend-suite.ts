// A program: runs every case of the shared suite on the back end named in its arguments and prints the
// errors as one line of JSON. Gradients and values are compared with those of the cpu back end in the same
// process; those of cpu itself with central differences.

import { openBackend, tf } from '../../server/policy/tf.ts';

type Numbers = readonly number[];
interface Case {
  readonly name: string;
  /** Shapes of the inputs. */
  readonly shapes: readonly Numbers[];
  readonly f: (...inputs: tf.Tensor[]) => tf.Tensor;
}

const ids = (...values: number[]): tf.Tensor1D => tf.tensor1d(values, 'int32');
const of =
  (...shapes: Numbers[]) =>
  (name: string, f: Case['f']): Case => ({ name, shapes, f });
const one = of([4, 6]);
const two = of([4, 6], [4, 6]);
const positive = (x: tf.Tensor): tf.Tensor => tf.add(tf.square(x), 0.5);

const input = (shape: Numbers, phase: number): tf.Tensor => {
  const size = shape.reduce((product, n) => product * n, 1);
  const values = Array.from({ length: size }, (_, n) => Math.sin(12.9898 * (n + 1) + 78.233 * phase));
  return tf.tensor(values, [...shape]);
};

const CASES: readonly Case[] = [
  of([5, 7], [7, 3])('matMul', (a, b) => tf.matMul(a, b)),
  of([7, 5], [7, 3])('matMul, left transposed', (a, b) => tf.matMul(a, b, true, false)),
  of([5, 7], [3, 7])('matMul, right transposed', (a, b) => tf.matMul(a, b, false, true)),
  of([7, 5], [3, 7])('matMul, both transposed', (a, b) => tf.matMul(a, b, true, true)),
  of([70, 40], [40, 33])('matMul large enough for the fast route', (a, b) => tf.matMul(a, b)),
  of([3, 30, 20], [3, 20, 25])('batched matMul', (a, b) => tf.matMul(a, b)),
  of([3, 20, 30], [3, 25, 20])('batched matMul, both transposed', (a, b) => tf.matMul(a, b, true, true)),
  // The gradient of a side that is spread over a batch is not summed by the package, so it is a constant.
  of([3, 30, 20])('batched matMul with one right side', (a) => tf.matMul(a, input([1, 20, 25], 3))),
  of([3, 20, 25])('batched matMul with one left side', (b) => tf.matMul(input([1, 30, 20], 3), b)),
  of(
    [6, 7],
    [7, 5],
    [5],
  )('fused matMul with bias and relu', (a, b, bias) =>
    tf.fused.matMul({
      a: a as tf.Tensor2D,
      b: b as tf.Tensor2D,
      bias: bias as tf.Tensor1D,
      activation: 'relu',
    }),
  ),
  of([9, 4])('gather', (x) => tf.gather(x, ids(3, 0, 3, 8, 1))),
  of([4, 9])('gather along columns', (x) => tf.gather(x, ids(3, 0, 3), 1)),
  of([3, 4, 5])('transpose of three dimensions', (x) => tf.transpose(x, [2, 0, 1])),
  one('transpose', (x) => tf.transpose(x)),
  one('sum over rows', (x) => tf.sum(x, 0)),
  one('sum over columns', (x) => tf.sum(x, 1, true)),
  of([3, 4, 5])('sum over the middle', (x) => tf.sum(x, 1)),
  of([3, 4, 5])('sum over the first two', (x) => tf.sum(x, [0, 1])),
  one('mean', (x) => tf.mean(x, -1)),
  one('max', (x) => tf.max(x, 1)),
  one('softmax', (x) => tf.softmax(x)),
  one('logSoftmax', (x) => tf.logSoftmax(x)),
  one('logSumExp', (x) => tf.logSumExp(x, 1)),
  one('exp', (x) => tf.exp(x)),
  one('log', (x) => tf.log(positive(x))),
  one('sqrt', (x) => tf.sqrt(positive(x))),
  one('square', (x) => tf.square(x)),
  one('tanh', (x) => tf.tanh(x)),
  one('sigmoid', (x) => tf.sigmoid(x)),
  one('relu', (x) => tf.relu(x)),
  one('softplus', (x) => tf.softplus(x)),
  one('clip', (x) => tf.clipByValue(x, -0.45, 0.55)),
  one('reshape', (x) => tf.reshape(x, [3, 8])),
  one('slice', (x) => tf.slice(x, [1, 2], [2, 3])),
  one('pad', (x) =>
    tf.pad(x, [
      [1, 0],
      [0, 2],
    ]),
  ),
  one('tile', (x) => tf.tile(x, [2, 1])),
  of([3, 1, 4])('tile of three dimensions', (x) => tf.tile(x, [2, 3, 2])),
  of([4, 5, 1])('tile of single numbers', (x) => tf.tile(x, [1, 2, 6])),
  one('cumsum', (x) => tf.cumsum(x, 1)),
  two('add', (a, b) => tf.add(a, b)),
  two('mul', (a, b) => tf.mul(a, b)),
  two('div', (a, b) => tf.div(a, positive(b))),
  two('minimum', (a, b) => tf.minimum(a, b)),
  two('maximum', (a, b) => tf.maximum(a, b)),
  two('squared difference', (a, b) => tf.squaredDifference(a, b)),
  two('concat', (a, b) => tf.concat([a, b], 1)),
  two('stack', (a, b) => tf.stack([a, b])),
  of([12])('split, of which a part is not used', (x) => {
    const [first, , last] = tf.split(x, [3, 4, 5]);
    return tf.concat([last as tf.Tensor, first as tf.Tensor]);
  }),
  two('where', (a, b) => tf.where(tf.tensor2d([[true], [false], [true], [true]], [4, 1], 'bool'), a, b)),
  of([4, 6], [6])('a bias spread over rows', (a, b) => tf.add(a, b)),
  of([4, 5, 6], [4, 1, 6])('a query spread over options', (a, b) => tf.mul(a, b)),
  of([5, 9])('cross-entropy', (x) => tf.mul(tf.logSoftmax(x), tf.oneHot(ids(8, 0, 3, 3, 1), 9))),
];

/** A fixed weight on every output makes one number of them, so that each has a slope of its own. */
const total = (f: Case['f'], inputs: tf.Tensor[]): tf.Scalar => {
  const out = f(...inputs);
  return tf.sum(tf.mul(out, input(out.shape, 9)));
};

interface Answers {
  readonly value: Float32Array;
  readonly slopes: Float32Array;
}

const concatenated = (parts: readonly Float32Array[]): Float32Array =>
  Float32Array.from(parts.flatMap((part) => [...part]));

const answers = async ({ f, shapes }: Case): Promise<Answers> => {
  const results = tf.tidy(() => {
    const inputs = shapes.map((shape, n) => input(shape, n));
    const { value, grads } = tf.valueAndGrads((...given) => total(f, given))(inputs);
    value.dispose();
    return [f(...inputs), ...grads];
  });
  const numbers = await Promise.all(results.map((result) => result.data<'float32'>()));
  tf.dispose(results);
  const [value = new Float32Array(), ...slopes] = numbers;
  return { value, slopes: concatenated(slopes) };
};

/** Slopes by central differences, input by input. */
const differences = async ({ f, shapes }: Case): Promise<Float32Array> => {
  const step = 1e-2;
  const flat = await Promise.all(shapes.map((shape, n) => input(shape, n).data<'float32'>()));
  const at = (which: number, index: number, by: number): number =>
    tf.tidy(() => {
      const inputs = flat.map((values, n) => {
        const moved = Float32Array.from(values);
        if (n === which) moved[index] = (moved[index] as number) + by;
        return tf.tensor(moved, [...(shapes[n] as Numbers)]);
      });
      return total(f, inputs).dataSync<'float32'>()[0] as number;
    });
  const slopes = flat.map((values, which) =>
    values.map((_, index) => (at(which, index, step) - at(which, index, -step)) / (2 * step)),
  );
  return concatenated(slopes);
};

/** The largest difference, as a part of the largest number; NaN counts as infinite. */
const off = (got: Float32Array, wanted: Float32Array): number => {
  if (got.length !== wanted.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(1e-3, ...wanted.map(Math.abs));
  return wanted.reduce((worst, x, n) => {
    const error = Math.abs(x - (got[n] as number)) / scale;
    return Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
  }, 0);
};

const name = process.argv[2] ?? '';
await openBackend('cpu', { tested: true });
const known: Answers[] = [];
for (const one of CASES) known.push(await answers(one));
const errors: Record<string, number> = {};
let grown = 0;
if (name === 'cpu') {
  for (const [n, one] of CASES.entries())
    if ((known[n] as Answers).slopes.length < 400)
      errors[one.name] = off((known[n] as Answers).slopes, await differences(one));
} else {
  await openBackend(name, { tested: true });
  for (const [n, one] of CASES.entries()) {
    const before = tf.memory().numTensors;
    const got = await answers(one);
    grown += tf.memory().numTensors - before;
    const wanted = known[n] as Answers;
    errors[one.name] = Math.max(off(got.value, wanted.value), off(got.slopes, wanted.slopes));
  }
}
process.stdout.write(`\n${JSON.stringify({ backend: tf.getBackend(), errors, grown })}\n`);
process.exit();
