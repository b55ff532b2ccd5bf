// The policy network: its gradient is that of its loss, and batches do not depend on what lay there before.

import { beforeAll, expect, test } from 'vitest';
import { batchAsked, batchPicks, Room } from '../server/policy/batch.ts';
import type { Asked, Encoded, Pick } from '../server/policy/encode.ts';
import { initialWeights, Network } from '../server/policy/network.ts';
import { answerWidth, chosenWidth, entryWidth, shapeOf, truthWidth } from '../server/policy/shape.ts';
import { openBackend, tf } from '../server/policy/tf.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';
import { BACKEND } from './doubles/backend.ts';
import { echo } from './scenarios/echo/index.ts';

const shape = shapeOf(echo as Scenario, { hidden: 6, turns: 3 });
const rng = rngFromState([3, 1, 4, 1]);
/** Every so manieth weight is moved; a GPU answers one at a time slowly, one in software very slowly. */
const STRIDE = BACKEND === 'webgpu' ? 101 : 3;
const noise = (length: number): Float32Array => Float32Array.from({ length }, () => 2 * rng.float() - 1);

beforeAll(async () => {
  await openBackend(BACKEND, { tested: true });
});

const state = (heard: number): Encoded => ({
  features: noise(shape.features),
  history: noise(heard * entryWidth(shape)),
  heard,
});
const pick = (heard: number, count: number): Pick => ({
  state: state(heard),
  chosen: noise(chosenWidth(shape)),
  candidates: noise(count * shape.act),
  count,
});
const asked = (heard: number, count: number): Asked => ({
  state: state(heard),
  answers: noise(count * answerWidth(shape)),
  count,
});

test('the gradient is what a small change of each weight does to the loss', async () => {
  const weights = initialWeights(shape, rng);
  for (let n = 0; n < weights.length; n++) weights[n] = (weights[n] as number) + 0.3 * (2 * rng.float() - 1);
  const network = new Network(shape, weights);
  const picks = batchPicks(shape, [pick(0, 3), pick(2, 1), pick(3, 5)]);
  const questions = batchAsked(shape, [asked(1, 4), asked(3, 2)]);
  const truth = noise(3 * truthWidth(shape));
  const loss = (): tf.Tensor => {
    const { logits, state: known } = network.score(picks, 'act');
    const beliefs = tf.logSoftmax(network.score(questions, 'belief').logits);
    const told = tf.sum(tf.mul(beliefs, tf.oneHot(Int32Array.of(2, 1), questions.options)));
    const chosen = tf.sum(tf.mul(tf.softmax(logits), tf.oneHot(Int32Array.of(1, 0, 4), picks.options)));
    return tf.addN([told, tf.mul(chosen, 3), tf.sum(tf.square(network.value(known, truth)))]);
  };
  const [value, gradient] = tf.tidy(() => network.differentiate(() => [loss()]));
  const slopes = (await gradient?.data()) as Float32Array;
  expect((await value?.data())?.[0]).toBeCloseTo((await tf.tidy(loss).data())[0] as number, 4);
  const at = async (n: number, by: number): Promise<number> => {
    network.load(weights.map((one, index) => (index === n ? one + by : one)));
    const out = tf.tidy(loss);
    const [number = Number.NaN] = await out.data();
    out.dispose();
    return number;
  };
  const scale = Math.max(...slopes.map(Math.abs));
  const step = 4e-3;
  let moved = 0;
  for (let n = 0; n < weights.length; n += STRIDE) {
    const slope = ((await at(n, step)) - (await at(n, -step))) / (2 * step);
    expect(Math.abs(slope - (slopes[n] as number)) / scale, `weight ${n}`).toBeLessThan(0.01);
    if (Math.abs(slope) > 0.01 * scale) moved++;
  }
  expect(moved).toBeGreaterThan(250 / STRIDE);
});

test('a batch laid out where a larger one was is the same as one of its own', () => {
  const [large, small] = [
    [pick(3, 9), pick(3, 9), pick(3, 9)],
    [pick(0, 2), pick(2, 1)],
  ];
  const [many, few] = [
    [asked(3, 6), asked(3, 6), asked(3, 6)],
    [asked(1, 2), asked(0, 3)],
  ];
  const room = new Room();
  batchPicks(shape, large as Pick[], room);
  expect(batchPicks(shape, small as Pick[], room)).toEqual(batchPicks(shape, small as Pick[]));
  batchAsked(shape, many as Asked[], room);
  expect(batchAsked(shape, few as Asked[], room)).toEqual(batchAsked(shape, few as Asked[]));
});

test('weights come back as they went in, and other numbers of weights are refused', async () => {
  const weights = initialWeights(shape, rng);
  const network = new Network(shape, weights);
  expect(await network.weights()).toEqual(weights);
  expect(() => network.load(weights.subarray(1))).toThrow(RangeError);
  const before = tf.memory().numTensors;
  network.load(weights);
  expect(tf.memory().numTensors).toBe(before);
  network.dispose();
  expect(tf.memory().numTensors).toBe(before - 1);
});
