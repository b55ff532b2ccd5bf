// Adam (Kingma and Ba 2015) over one network's weights, with the gradient cut to a length. Its moments
// travel with the checkpoint, so that a resumed run goes on as if it had not stopped.

import { type Network, zeros } from '../policy/network.ts';
import { tf } from '../policy/tf.ts';

export interface Step {
  /** The terms that the loss function returned; the first is what was minimised. */
  readonly terms: readonly number[];
  /** Length of the gradient before it was cut. */
  readonly norm: number;
}

export class Optimizer {
  readonly #network: Network;
  readonly #first: tf.Variable<tf.Rank.R1>;
  readonly #second: tf.Variable<tf.Rank.R1>;
  /** Learning rate of the next step. */
  rate: number;
  /** Steps so far. */
  steps = 0;

  constructor(network: Network, learningRate: number) {
    this.#network = network;
    this.rate = learningRate;
    this.#first = zeros(network.flat.size);
    this.#second = zeros(network.flat.size);
  }

  /** One step down the first of the terms. Where that or its gradient is not finite nothing changes. */
  async step(terms: () => readonly tf.Tensor[], maxNorm: number): Promise<Step> {
    const [report, gradient] = tf.tidy(() => {
      const all = this.#network.differentiate(terms);
      const slope = all.pop() as tf.Tensor1D;
      const stacked = tf.stack([tf.sqrt(tf.sum(tf.square(slope))), ...all]);
      for (const term of all) term.dispose();
      return [stacked, slope];
    });
    const [norm = Number.NaN, ...values] = await report.data();
    if (Number.isFinite(norm) && Number.isFinite(values[0]))
      tf.tidy(() => this.#apply(gradient, Math.min(1, maxNorm / (norm + 1e-8))));
    report.dispose();
    gradient.dispose();
    return { terms: values, norm };
  }

  #apply(gradient: tf.Tensor1D, cut: number): void {
    const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-5];
    this.steps++;
    const rate = (this.rate * Math.sqrt(1 - beta2 ** this.steps)) / (1 - beta1 ** this.steps);
    const [m, v] = [this.#first, this.#second];
    m.assign(tf.add(tf.mul(m, beta1), tf.mul(gradient, (1 - beta1) * cut)));
    v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), (1 - beta2) * cut * cut)));
    const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), epsilon)), rate);
    this.#network.assign(tf.sub(this.#network.flat, change));
  }

  /** Moments as one array: all first ones, then all second ones, in the order of the weights. */
  async moments(): Promise<Float32Array> {
    const [first, second] = await Promise.all([this.#first.data(), this.#second.data()]);
    const both = new Float32Array(first.length + second.length);
    both.set(first as Float32Array);
    both.set(second as Float32Array, first.length);
    return both;
  }

  /** Throws RangeError where the number of moments is not the network's. */
  load(moments: Float32Array, steps: number): void {
    const { size } = this.#first;
    if (moments.length !== 2 * size)
      throw new RangeError(`${moments.length} moments do not fit this network`);
    const [first, second] = [tf.tensor1d(moments.slice(0, size)), tf.tensor1d(moments.slice(size))];
    this.#first.assign(first);
    this.#second.assign(second);
    first.dispose();
    second.dispose();
    this.steps = steps;
  }

  dispose(): void {
    this.#first.dispose();
    this.#second.dispose();
  }
}
