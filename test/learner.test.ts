// The algorithms on a problem whose best value is known (test/scenarios/echo): the echo must remember a
// word that only its history holds. Uniform play scores below .45, the best score is 1.

import { beforeAll, describe, expect, test } from 'vitest';
import { keyFromSeed } from '../server/episode/streams.ts';
import { BC, bcEpoch } from '../server/learner/bc.ts';
import { type Casting, type Collected, collect } from '../server/learner/collect.ts';
import { Optimizer } from '../server/learner/optimizer.ts';
import { NonFiniteLoss, PPO, type PpoOptions, ppoUpdate } from '../server/learner/ppo.ts';
import { watch } from '../server/learner/watch.ts';
import { Encoder, type Pick } from '../server/policy/encode.ts';
import { Inference } from '../server/policy/inference.ts';
import { initialWeights, Network } from '../server/policy/network.ts';
import { shapeOf } from '../server/policy/shape.ts';
import { openBackend, tf } from '../server/policy/tf.ts';
import type { Playing } from '../server/seats/agent-seat.ts';
import { ScriptedSeat } from '../server/seats/scripted-seat.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';
import { BACKEND } from './doubles/backend.ts';
import { echo } from './scenarios/echo/index.ts';

const scenario = echo as Scenario;

interface Learner extends Playing {
  readonly network: Network;
}

const learner = (seed: number): Learner => {
  const shape = shapeOf(scenario, { hidden: 16, turns: 4, privileged: true });
  const network = new Network(shape, initialWeights(shape, rngFromState([seed, 1, 2, 3])));
  return { network, encoder: new Encoder(scenario, shape), inference: new Inference(network, 'test') };
};

const sit =
  (playing: Playing): Casting =>
  (role) =>
    role === 'echo' ? playing : new ScriptedSeat(scenario, 'random', role);

const play = (cast: Casting, seed: number, episodes: number): Promise<Collected> =>
  collect(
    { scenario, options: {}, cast, width: 64 },
    Array.from({ length: episodes }, (_, index) => keyFromSeed(seed, index)),
  );

const meanScore = ({ ends }: Collected): number =>
  ends.reduce((sum, end) => sum + (end.metrics.score ?? 0), 0) / ends.length;

const train = async (seed: number, updates: number, options: PpoOptions): Promise<number> => {
  const me = learner(seed);
  const optimizer = new Optimizer(me.network, options.learningRate);
  const rng = rngFromState([seed, 9, 9, 9]);
  for (let update = 0; update < updates; update++) {
    const { trajectories } = await play(sit(me), seed * 1000 + update, 128);
    await ppoUpdate(me.network, optimizer, trajectories, options, rng);
  }
  return meanScore(await play(sit(me), 77, 400));
};

const quick: PpoOptions = { ...PPO, learningRate: 5e-3, minibatch: 128, targetKl: 1 };

beforeAll(async () => {
  await openBackend(BACKEND, { tested: true });
});

describe('PPO', () => {
  test('finds the best play of a problem that needs memory, from three seeds', async () => {
    expect(meanScore(await play(sit(learner(1)), 5, 400))).toBeLessThan(0.45);
    for (const seed of [1, 2, 3]) expect(await train(seed, 25, quick)).toBeGreaterThan(0.9);
  }, 60_000);

  test('walks away from it when the sign of the update is turned', async () => {
    expect(await train(1, 25, { ...quick, learningRate: -quick.learningRate })).toBeLessThan(0.3);
  }, 30_000);

  test('stays close to a reference in talk alone, where it is told so', async () => {
    /** The score that it comes to when it is held in its talk; whether its turns count as talk. */
    const held = async (speech: boolean): Promise<number> => {
      const [me, reference] = [learner(2), learner(2)];
      const optimizer = new Optimizer(me.network, quick.learningRate);
      const rng = rngFromState([2, 9, 9, 9]);
      for (let update = 0; update < 25; update++) {
        const { trajectories } = await play(sit(me), 2000 + update, 128);
        const told = trajectories.map((one) => ({
          ...one,
          turns: one.turns.map((turn) => ({ ...turn, speech })),
        }));
        await ppoUpdate(me.network, optimizer, told, { ...quick, klSpeech: 100 }, rng, reference.network);
      }
      return meanScore(await play(sit(me), 77, 400));
    };
    expect(await held(true)).toBeLessThan(0.55);
    expect(await held(false)).toBeGreaterThan(0.9);
  }, 60_000);

  test('keeps no tensor from one update to the next', async () => {
    const me = learner(4);
    const optimizer = new Optimizer(me.network, 1e-3);
    const rng = rngFromState([4, 4, 4, 4]);
    const counts: number[] = [];
    for (let update = 0; update < 4; update++) {
      const { trajectories } = await play(sit(me), update, 32);
      await ppoUpdate(me.network, optimizer, trajectories, { ...quick, kl: 0.1 }, rng, me.network);
      counts.push(tf.memory().numTensors);
    }
    expect(new Set(counts).size).toBe(1);
  });
});

describe('behaviour cloning', () => {
  const demonstrations = async (): Promise<Collected> => {
    const watching = learner(9);
    return play(
      (role) => {
        if (role !== 'echo') return new ScriptedSeat(scenario, 'random', role);
        return watch(watching.encoder, new ScriptedSeat(scenario, 'right', role));
      },
      3,
      256,
    );
  };

  test('learns what the player of the right word does, and to hear which word it was', async () => {
    const { trajectories } = await demonstrations();
    const picks = trajectories.flatMap((one) => one.turns.flatMap((turn) => turn.picks));
    const beliefs = trajectories.flatMap((one) => one.beliefs);
    expect(picks.length).toBe(256 * 2);
    const me = learner(5);
    const optimizer = new Optimizer(me.network, 5e-3);
    const rng = rngFromState([5, 5, 5, 5]);
    let report = await bcEpoch(me.network, optimizer, picks, beliefs, { ...BC, minibatch: 64 }, rng);
    const first = report;
    for (let epoch = 0; epoch < 29; epoch++)
      report = await bcEpoch(me.network, optimizer, picks, beliefs, { ...BC, minibatch: 64 }, rng);
    expect(first.loss).toBeGreaterThan(report.loss * 3);
    expect(report.accuracy).toBeGreaterThan(0.98);
    expect(report.beliefLoss).toBeLessThan(0.1);
    expect(meanScore(await play(sit(me), 88, 300))).toBeGreaterThan(0.95);
  }, 30_000);
});

test('a loss that is not a number stops the update, and the weights stay as they were', async () => {
  const me = learner(6);
  const optimizer = new Optimizer(me.network, 1e-2);
  const { trajectories } = await play(sit(me), 1, 16);
  for (const trajectory of trajectories) for (const turn of trajectory.turns) turn.reward = Number.NaN;
  const before = await me.network.weights();
  await expect(
    ppoUpdate(me.network, optimizer, trajectories, quick, rngFromState([1, 1, 1, 1])),
  ).rejects.toThrow(NonFiniteLoss);
  expect(await me.network.weights()).toEqual(before);
});

test('picks scored together are scored as picks alone', async () => {
  const me = learner(8);
  const { trajectories } = await play(sit(me), 2, 12);
  const picks = trajectories.flatMap((one) =>
    one.turns.flatMap((turn) => turn.picks.map(({ pick }) => pick)),
  );
  const together = await Promise.all(picks.map((pick) => me.inference.score(pick)));
  for (let n = 0; n < picks.length; n++) {
    const alone = await me.inference.score(picks[n] as Pick);
    expect(alone.p.length).toBe(together[n]?.p.length);
    for (let index = 0; index < alone.p.length; index++)
      expect(alone.p[index]).toBeCloseTo(together[n]?.p[index] ?? -1, 5);
  }
  expect(me.inference.counts.calls).toBeLessThan(me.inference.counts.rows);
});
