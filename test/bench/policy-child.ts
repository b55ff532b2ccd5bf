// A program: times the policy network on the back end named in its arguments, and prints milliseconds of
// a training step and microseconds of inference a row, at 1 row and at 64.

import { scenarios } from '../../scenarios/index.ts';
import { Optimizer } from '../../server/learner/optimizer.ts';
import type { Batch } from '../../server/policy/batch.ts';
import { Network, weightCount } from '../../server/policy/network.ts';
import { chosenWidth, entryWidth, shapeOf, truthWidth } from '../../server/policy/shape.ts';
import { openBackend, tf } from '../../server/policy/tf.ts';
import { POLICY } from './policy-sizes.ts';

const shape = shapeOf(scenarios.impostor, { hidden: POLICY.hidden });
const noise = (count: number, scale = 1): Float32Array =>
  Float32Array.from({ length: count }, (_, n) => scale * Math.sin(12.9898 * (n + 1)));

const batchOf = (rows: number): Batch => {
  const { entries, options } = POLICY;
  return {
    rows,
    entries,
    options,
    features: noise(rows * shape.features),
    history: noise(rows * entries * entryWidth(shape)),
    heard: new Float32Array(rows * entries).fill(1),
    chosen: noise(rows * chosenWidth(shape)),
    rowsOfOptions: noise(rows * options * shape.act),
    mask: new Float32Array(rows * options),
  };
};

/** The clipped objective with a value and an entropy term, as the learner has it. */
const terms = (network: Network, batch: Batch, truth: Float32Array) => (): tf.Tensor[] => {
  const { rows, options } = batch;
  const { logits, state } = network.score(batch, 'act');
  const logAll = tf.logSoftmax(logits);
  const taken = tf.oneHot(new Int32Array(rows), options);
  const ratio = tf.exp(tf.add(tf.sum(tf.mul(logAll, taken), 1), Math.log(options)));
  const advantage = tf.tensor1d(noise(rows));
  const clipped = tf.mul(tf.clipByValue(ratio, 0.8, 1.2), advantage);
  const policy = tf.neg(tf.mean(tf.minimum(tf.mul(ratio, advantage), clipped)));
  const value = tf.mean(tf.square(tf.sub(tf.reshape(network.value(state, truth), [rows]), advantage)));
  const entropy = tf.neg(tf.mean(tf.sum(tf.mul(tf.exp(logAll), logAll), 1)));
  return [tf.sub(tf.add(policy, tf.mul(value, 0.5)), tf.mul(entropy, 0.01)), policy, value, entropy];
};

/** Milliseconds of a run that nothing interrupts: the tenth percentile of a second and a half's runs. */
const undisturbed = async (run: () => Promise<unknown>): Promise<number> => {
  for (let n = 0; n < 2; n++) await run();
  const times: number[] = [];
  const until = performance.now() + 1500;
  while (times.length < 3 || performance.now() < until) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 10)] as number;
};

await openBackend(process.argv[2], { tested: true });
const network = new Network(shape, noise(weightCount(shape), 0.05));
const optimizer = new Optimizer(network, 1e-3);
const batch = batchOf(POLICY.rows);
const truth = noise(POLICY.rows * truthWidth(shape));
const step = await undisturbed(() => optimizer.step(terms(network, batch, truth), 0.5));
const inference: Record<string, number> = {};
for (const rows of [1, 64]) {
  const asked = batchOf(rows);
  const ms = await undisturbed(async () => {
    const p = tf.tidy(() => tf.softmax(network.score(asked, 'act').logits));
    await p.data();
    p.dispose();
  });
  inference[rows] = (1000 * ms) / rows;
}
process.stdout.write(`\n${JSON.stringify({ step, inference })}\n`);
process.exit();
