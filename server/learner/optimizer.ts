// Adam (Kingma and Ba 2015) over one network's weights, with the gradient cut to a length. Its moments
// travel with the checkpoint, so that a resumed run goes on as if it had not stopped.

import type { Network } from '../policy/network.ts';
import { tf } from '../policy/tf.ts';

export interface Step {
  /** The terms that the loss function returned; the first is what was minimised. */
  readonly terms: Promise<number[]>;
  /** Length of the gradient before it was cut. */
  readonly norm: Promise<number>;
}

export class Optimizer {
  readonly #network: Network;
  readonly #first: tf.Variable[];
  readonly #second: tf.Variable[];
  readonly #rate: number;
  /** Steps so far. */
  steps = 0;

  constructor(network: Network, learningRate: number) {
    this.#network = network;
    this.#rate = learningRate;
    const zeros = (): tf.Variable[] => network.variables.map((one) => tf.variable(tf.zerosLike(one), false));
    this.#first = zeros();
    this.#second = zeros();
  }

  /** One step down the first of the terms. A gradient that is not finite changes nothing. */
  step(terms: () => tf.Tensor[], maxNorm: number): Step {
    const [all, norm] = tf.tidy(() => {
      let kept: tf.Tensor[] = [];
      const variables = [...this.#network.variables];
      const { value, grads } = tf.variableGrads(() => {
        const list = terms();
        kept = list.slice(1).map((term) => tf.keep(tf.reshape(term, [])));
        return tf.reshape(list[0] as tf.Tensor, []) as tf.Scalar;
      }, variables);
      // A head that this loss does not use has no gradient.
      const flat = variables.map((one) => (grads[one.name] as tf.Tensor | null) ?? tf.zerosLike(one));
      const length = tf.sqrt(tf.addN(flat.map((gradient) => tf.sum(tf.square(gradient)))));
      const stacked = tf.stack([value, ...kept]);
      for (const term of kept) term.dispose();
      this.#apply(flat, tf.minimum(tf.div(maxNorm, tf.add(length, 1e-8)), 1), tf.isFinite(length));
      return [stacked, length];
    });
    const read = async (tensor: tf.Tensor): Promise<number[]> => {
      const data = await tensor.data();
      tensor.dispose();
      return [...data] as number[];
    };
    return { terms: read(all), norm: read(norm).then(([length]) => length ?? 0) };
  }

  #apply(gradients: readonly tf.Tensor[], scale: tf.Tensor, finite: tf.Tensor): void {
    const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-5];
    this.steps++;
    const rate = (this.#rate * Math.sqrt(1 - beta2 ** this.steps)) / (1 - beta1 ** this.steps);
    this.#network.variables.forEach((variable, n) => {
      const raw = gradients[n] as tf.Tensor;
      const gradient = tf.where(finite, tf.mul(raw, scale), tf.zerosLike(raw));
      const [m, v] = [this.#first[n] as tf.Variable, this.#second[n] as tf.Variable];
      m.assign(tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1)));
      v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
      const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), epsilon)), rate);
      variable.assign(tf.sub(variable, change) as typeof variable);
    });
  }

  /** Moments as one array: all first ones, then all second ones. */
  async moments(): Promise<Float32Array> {
    const parts = await Promise.all([...this.#first, ...this.#second].map((one) => one.data()));
    const flat = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      flat.set(part as Float32Array, at);
      at += part.length;
    }
    return flat;
  }

  /** Throws RangeError where the number of moments is not the network's. */
  load(moments: Float32Array, steps: number): void {
    const slots = [...this.#first, ...this.#second];
    if (moments.length !== slots.reduce((sum, slot) => sum + slot.size, 0))
      throw new RangeError(`${moments.length} moments do not fit this network`);
    let at = 0;
    for (const slot of slots) {
      const part = tf.tensor(moments.slice(at, at + slot.size), slot.shape);
      slot.assign(part);
      part.dispose();
      at += slot.size;
    }
    this.steps = steps;
  }

  dispose(): void {
    for (const slot of [...this.#first, ...this.#second]) slot.dispose();
  }
}
