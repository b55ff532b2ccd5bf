// The policy network: one shape for every scenario, since it scores candidates instead of having an
// output a fixed act.
//
//   s = relu(W_s [relu(W_f features); attention over the history; chosen])
//   logit(c) = v . relu(W_u s + W_c c) + (W_q s) . (W_k c)   (candidates, and answers with weights of their own)
//   value    = w . relu(W_v [s; truth])
//
// The history is read by one head of attention (Vaswani et al. 2017, eq. 1) whose query is the present
// observation: no recurrence, so that a batch costs a few large products and not one a turn.

import type { Batch } from './batch.ts';
import { answerWidth, chosenWidth, entryWidth, type Shape, truthWidth } from './shape.ts';
import { tf } from './tf.ts';

type Tensor2D = tf.Tensor2D;

/** Width of the product that finds the option that matches what is remembered: narrow, for it is paid per option. */
const KEY = 8;

/** Weights by name, in the order in which they are stored. [rows, columns]; rows 1: a bias. */
export const weightSizes = (shape: Shape): readonly (readonly [string, number, number])[] => {
  const h = shape.hidden;
  const scorer = (name: string, width: number): [string, number, number][] => [
    [`${name}.state`, h, h],
    [`${name}.bias`, 1, h],
    [`${name}.option`, width, h],
    [`${name}.out`, h, 1],
    [`${name}.query`, h, KEY],
    [`${name}.key`, width, KEY],
  ];
  return [
    ['features', shape.features, h],
    ['features.bias', 1, h],
    ['history', entryWidth(shape), h],
    ['history.bias', 1, h],
    ['history.query', h, h],
    ['state', 2 * h + chosenWidth(shape), h],
    ['state.bias', 1, h],
    ...scorer('act', shape.act),
    ...scorer('belief', answerWidth(shape)),
    ['value', h + truthWidth(shape), h],
    ['value.bias', 1, h],
    ['value.out', h, 1],
    ['value.out.bias', 1, 1],
  ];
};

export const weightCount = (shape: Shape): number =>
  weightSizes(shape).reduce((sum, [, rows, columns]) => sum + rows * columns, 0);

/** He et al. 2015 for hidden layers; the outputs begin near zero, so that play begins near uniform. */
export const initialWeights = (shape: Shape, rng: { float(): number }): Float32Array => {
  const flat = new Float32Array(weightCount(shape));
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - rng.float())) * Math.cos(2 * Math.PI * rng.float());
  let at = 0;
  for (const [name, rows, columns] of weightSizes(shape)) {
    const quiet = name.endsWith('.out') || name.endsWith('.query') ? 0.1 : 1;
    const scale = rows === 1 ? 0 : quiet * Math.sqrt(2 / rows);
    for (let index = 0; index < rows * columns; index++) flat[at++] = scale * normal();
  }
  return flat;
};

// The library's gradient of a sum multiplies by an array of ones as large as what was summed; these two
// say what their gradients are.

/** [B, N, w], [B, 1, w] -> [B, N]: the product of every row with the one of its batch. */
const products = tf.customGrad((...given) => {
  const [rows, one, save] = given as [tf.Tensor, tf.Tensor, (tensors: tf.Tensor[]) => void];
  save([rows, one]);
  return {
    value: tf.sum(tf.mul(rows, one), -1),
    gradFunc: (dy, [all, single]) => {
      const slope = tf.expandDims(dy as tf.Tensor, -1);
      return [tf.mul(slope, single as tf.Tensor), tf.sum(tf.mul(slope, all as tf.Tensor), 1, true)];
    },
  };
});

/** [B, N, w], [B, N, 1] -> [B, w]: the rows of a batch, added up with these weights. */
const blend = tf.customGrad((...given) => {
  const [rows, weights, save] = given as [tf.Tensor, tf.Tensor, (tensors: tf.Tensor[]) => void];
  save([rows, weights]);
  return {
    value: tf.sum(tf.mul(rows, weights), 1),
    gradFunc: (dy, [all, parts]) => {
      const slope = tf.expandDims(dy as tf.Tensor, 1);
      return [tf.mul(slope, parts as tf.Tensor), tf.sum(tf.mul(slope, all as tf.Tensor), -1, true)];
    },
  };
});

export interface Scores {
  /** [B, C]; -1e9 where there is no option. */
  readonly logits: Tensor2D;
  /** [B, H] */
  readonly state: Tensor2D;
}

/** A variable of so many zeros. Tidied, for it keeps what it is made from otherwise. */
export const zeros = (size: number): tf.Variable<tf.Rank.R1> =>
  tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([size])));

export class Network {
  readonly shape: Shape;
  /** All weights, in the order of weightSizes. */
  readonly flat: tf.Variable<tf.Rank.R1>;
  readonly #sizes: ReturnType<typeof weightSizes>;
  readonly #index: ReadonlyMap<string, number>;
  /** Matrices cut from `flat`, kept until it changes. */
  #parts: readonly Tensor2D[] | undefined;

  constructor(shape: Shape, weights: Float32Array) {
    this.shape = shape;
    this.#sizes = weightSizes(shape);
    this.#index = new Map(this.#sizes.map(([name], index) => [name, index]));
    this.flat = zeros(weightCount(shape));
    this.load(weights);
  }

  /** Replaces all weights. Throws RangeError where their number is not the shape's. */
  load(weights: Float32Array): void {
    if (weights.length !== this.flat.size)
      throw new RangeError(`${weights.length} weights for a network of ${this.flat.size}`);
    const next = tf.tensor1d(weights);
    this.assign(next);
    next.dispose();
  }

  /** As load, with weights that are on the device already. */
  assign(weights: tf.Tensor1D): void {
    this.flat.assign(weights);
    this.#forget();
  }

  /** All weights in one array, in the order of weightSizes. Waits for the device. */
  async weights(): Promise<Float32Array> {
    return (await this.flat.data()) as Float32Array;
  }

  /**
   * The terms of a loss and the gradient of the first with respect to all weights, as a list whose last
   * is the gradient. Call inside tf.tidy.
   */
  differentiate(terms: () => readonly tf.Tensor[]): tf.Tensor[] {
    let rest: tf.Tensor[] = [];
    const before = this.#parts;
    const { value, grad } = tf.valueAndGrad((flat) => {
      this.#parts = this.#cut(flat as tf.Tensor1D);
      const [loss, ...others] = terms().map((term) => tf.reshape(term, []));
      rest = others.map((one) => tf.keep(one));
      return loss as tf.Tensor;
    })(this.flat);
    this.#parts = before;
    return [value, ...rest, grad];
  }

  dispose(): void {
    this.#forget();
    this.flat.dispose();
  }

  #forget(): void {
    for (const part of this.#parts ?? []) part.dispose();
    this.#parts = undefined;
  }

  #cut(flat: tf.Tensor1D): Tensor2D[] {
    const lengths = this.#sizes.map(([, rows, columns]) => rows * columns);
    const rows = tf.split(flat, lengths);
    return this.#sizes.map(([, r, c], n) => tf.reshape(rows[n] as tf.Tensor, [r, c]));
  }

  #w(name: string): Tensor2D {
    this.#parts ??= tf.tidy(() => this.#cut(this.flat)).map((part) => tf.keep(part));
    return this.#parts[this.#index.get(name) as number] as Tensor2D;
  }

  /** [B, H]: what the seat knows, and what it has picked so far. Call inside tf.tidy. */
  encode(batch: Batch): Tensor2D {
    const { shape } = this;
    const { rows, entries } = batch;
    const features = tf.tensor2d(batch.features, [rows, shape.features]);
    const now = tf.relu(tf.add(tf.matMul(features, this.#w('features')), this.#w('features.bias')));
    const history = tf.tensor2d(batch.history, [rows * entries, entryWidth(shape)]);
    const heard = tf.tensor2d(batch.heard, [rows, entries]);
    const past = tf.relu(tf.add(tf.matMul(history, this.#w('history')), this.#w('history.bias')));
    const past3 = tf.reshape(past, [rows, entries, shape.hidden]);
    const query = tf.reshape(tf.matMul(now, this.#w('history.query')), [rows, 1, shape.hidden]);
    const fit = tf.div(products(past3, query), Math.sqrt(shape.hidden));
    // Rows that have heard nothing attend to nothing: their weights are zeroed after the softmax.
    const weight = tf.mul(tf.softmax(tf.add(fit, tf.mul(tf.sub(heard, 1), 1e9))), heard);
    const context = blend(past3, tf.reshape(weight, [rows, entries, 1]));
    const chosen = tf.tensor2d(batch.chosen, [rows, chosenWidth(shape)]);
    const all = tf.concat([now, context, chosen], 1);
    return tf.relu(tf.add(tf.matMul(all, this.#w('state')), this.#w('state.bias'))) as Tensor2D;
  }

  /** Scores candidates ("act") or answers ("belief"). Call inside tf.tidy. */
  score(batch: Batch, head: 'act' | 'belief'): Scores {
    const { hidden } = this.shape;
    const { rows, options } = batch;
    const state = this.encode(batch);
    const option = tf.tensor2d(batch.rowsOfOptions, [
      rows * options,
      batch.rowsOfOptions.length / (rows * options),
    ]);
    const from = tf.add(tf.matMul(state, this.#w(`${head}.state`)), this.#w(`${head}.bias`));
    const of = tf.reshape(tf.matMul(option, this.#w(`${head}.option`)), [rows, options, hidden]);
    const met = tf.relu(tf.add(of, tf.reshape(from, [rows, 1, hidden])));
    const summed = tf.matMul(tf.reshape(met, [rows * options, hidden]), this.#w(`${head}.out`));
    const key = tf.reshape(tf.matMul(option, this.#w(`${head}.key`)), [rows, options, KEY]);
    const query = tf.reshape(tf.matMul(state, this.#w(`${head}.query`)), [rows, 1, KEY]);
    const match = products(key, query);
    const mask = tf.tensor2d(batch.mask, [rows, options]);
    const logits = tf.add(tf.add(tf.reshape(summed, [rows, options]), match), mask) as Tensor2D;
    return { logits, state };
  }

  /** [B, 1]; truth [B * truthWidth], zeros where it is not known. Call inside tf.tidy. */
  value(state: Tensor2D, truth: Float32Array): Tensor2D {
    const rows = state.shape[0];
    const width = truthWidth(this.shape);
    const seen = width > 0 ? tf.concat([state, tf.tensor2d(truth, [rows, width])], 1) : state;
    const hidden = tf.relu(tf.add(tf.matMul(seen, this.#w('value')), this.#w('value.bias')));
    return tf.add(tf.matMul(hidden, this.#w('value.out')), this.#w('value.out.bias')) as Tensor2D;
  }
}
