// The algorithms that learn from a log, on a problem whose values can be counted (test/doubles/crossroads.ts).

import { beforeAll, describe, expect, test } from 'vitest';
import { BC, bcEpoch } from '../server/learner/bc.ts';
import type { Learner } from '../server/learner/extract.ts';
import { FBC, fbcUpdate, filtered } from '../server/learner/fbc.ts';
import { ILQL, type IlqlOptions, ilqlUpdate } from '../server/learner/ilql.ts';
import { MC, type McOptions, mcUpdate } from '../server/learner/mc.ts';
import { Optimizer } from '../server/learner/optimizer.ts';
import type { Trajectory } from '../server/learner/rollout.ts';
import { TOPR, type ToprOptions, toprUpdate } from '../server/learner/topr.ts';
import { transitionsOf } from '../server/learner/transitions.ts';
import { initialWeights, Network } from '../server/policy/network.ts';
import { openBackend, tf } from '../server/policy/tf.ts';
import { rngFromState } from '../shared/rng.ts';
import {
  chances,
  crossroads,
  crossroadsShape,
  doors,
  GOOD_DOOR,
  returnsOf,
  scores,
  walkers,
  worth,
} from './doubles/crossroads.ts';

const RATE = 0.01;

const learner = (seed: number, rate = RATE): Learner => {
  const network = new Network(
    crossroadsShape,
    initialWeights(crossroadsShape, rngFromState([seed, 1, 2, 3])),
  );
  return { network, optimizer: new Optimizer(network, rate) };
};

const copyOf = (seed: number): Network => learner(seed).network;

const SMALL = { learningRate: RATE, minibatch: 240, gamma: 1 };
const mcOptions: McOptions = { ...MC, ...SMALL, cql: 0, beta: 30, criticUpdates: 80 };
const ilqlOptions: IlqlOptions = {
  ...ILQL,
  ...mcOptions,
  expectile: 0.95,
  polyak: 0.05,
  criticUpdates: 100,
};

const mc = async (seed: number, options: McOptions, passes = 120) => {
  const networks = { policy: learner(seed), behaviour: learner(seed + 1), critic: learner(seed + 2) };
  const rng = rngFromState([seed, 5, 5, 5]);
  const log = walkers();
  for (let pass = 0; pass < passes; pass++) await mcUpdate(networks, log, options, rng, pass);
  return networks;
};

const ilql = async (seed: number, options: IlqlOptions, passes = 140) => {
  const networks = {
    policy: learner(seed),
    behaviour: learner(seed + 1),
    twins: [learner(seed + 2), learner(seed + 3)] as const,
    targets: [copyOf(seed + 2), copyOf(seed + 3)] as const,
  };
  const rng = rngFromState([seed, 5, 5, 5]);
  const log = walkers();
  for (let pass = 0; pass < passes; pass++) await ilqlUpdate(networks, log, options, rng, pass);
  return networks;
};

const near = (values: readonly number[], wanted: readonly number[], by: number): void => {
  expect(values.length).toBe(wanted.length);
  for (const [n, value] of values.entries())
    expect(Math.abs(value - (wanted[n] as number)), `${values}`).toBeLessThan(by);
};

beforeAll(async () => {
  await openBackend('wasm', { tested: true });
});

test('the walkers of the log earn what was counted', () => {
  const returns = returnsOf(walkers());
  expect(returns.reduce((sum, one) => sum + one, 0) / returns.length).toBeCloseTo(0.35, 6);
});

test('an utterance is one step of time, however many picks it took', () => {
  const turn = (rewards: number, picks: number) => ({
    picks: Array.from({ length: picks }, () => ({ pick: crossroads, index: 0, mu: 0.5 })),
    truth: new Float32Array(0),
    reward: rewards,
  });
  const [first] = walkers() as [Trajectory];
  const rows = transitionsOf([{ ...first, turns: [turn(1, 2), turn(2, 1)] }, first], 0.5);
  expect(rows.map(({ reward }) => reward)).toEqual([0, 1, 2, 0.5]);
  expect(rows.map(({ discount }) => discount)).toEqual([1, 0.5, 0, 0]);
  expect(rows.map((row) => row.return)).toEqual([2, 2, 2, 0.5]);
  expect(rows.map(({ utterance }) => utterance)).toEqual([0, 0, 1, 2]);
  expect(rows.map(({ next }) => next?.state)).toEqual([
    crossroads.state,
    crossroads.state,
    undefined,
    undefined,
  ]);
});

test('cloning does as the walkers do', async () => {
  const me = learner(1);
  const rng = rngFromState([1, 5, 5, 5]);
  const picks = walkers().flatMap(({ turns }) => turns.flatMap((turn) => turn.picks));
  for (let pass = 0; pass < 60; pass++)
    await bcEpoch(me.network, me.optimizer, picks, [], { ...BC, minibatch: 240 }, rng);
  near(await chances(me.network, crossroads), [1 / 3, 1 / 3, 1 / 3], 0.05);
  expect(await worth(me.network)).toBeCloseTo(0.35, 1);
});

test('cloning the best tenth of them gambles, since the luckiest did', async () => {
  const best = filtered(walkers(), { fraction: 0.1, gamma: 1 });
  expect(new Set(returnsOf(best))).toEqual(new Set([1, 3]));
  expect(filtered(walkers(), { fraction: 1 / 30, gamma: 1 }).length).toBe(12);
  const me = learner(2);
  const rng = rngFromState([2, 5, 5, 5]);
  const luckiest = filtered(walkers(), { fraction: 1 / 30, gamma: 1 });
  const options = { ...FBC, minibatch: 12, learningRate: RATE };
  for (let pass = 0; pass < 100; pass++) await fbcUpdate(me, luckiest, options, rng);
  expect(await worth(me.network)).toBeCloseTo(0.3, 1);
  expect((await chances(me.network, crossroads))[2]).toBeGreaterThan(0.9);
});

describe('Monte-Carlo returns', () => {
  test('know what each way is worth to the walkers, and take the surest, from three seeds', async () => {
    for (const seed of [10, 20, 30]) {
      const { policy, behaviour, critic } = await mc(seed, mcOptions);
      near(await scores(critic.network, crossroads), [0.5, 0.25, 0.3], 0.08);
      near(await chances(behaviour.network, crossroads), [1 / 3, 1 / 3, 1 / 3], 0.06);
      expect((await chances(policy.network, crossroads))[0]).toBeGreaterThan(0.9);
      expect((await chances(policy.network, doors))[GOOD_DOOR]).toBeGreaterThan(0.9);
    }
  }, 120_000);

  test('take the worst where the sign is turned', async () => {
    const { policy } = await mc(10, { ...mcOptions, beta: -30 });
    expect((await chances(policy.network, crossroads))[0]).toBeLessThan(0.1);
    expect((await chances(policy.network, doors))[GOOD_DOOR]).toBeLessThan(0.05);
  }, 120_000);

  test('leave the policy alone while the critic learns, and a clone that was given alone for good', async () => {
    const networks = { policy: learner(4), behaviour: { network: copyOf(5) }, critic: learner(6) };
    const rng = rngFromState([4, 5, 5, 5]);
    const before = await networks.policy.network.weights();
    const given = await networks.behaviour.network.weights();
    const options = { ...mcOptions, criticUpdates: 1 };
    const first = await mcUpdate(networks, walkers(), options, rng, 0);
    expect(first.moved).toBeUndefined();
    expect(await networks.policy.network.weights()).toEqual(before);
    const second = await mcUpdate(networks, walkers(), options, rng, 1);
    expect(second.moved).toBeGreaterThanOrEqual(0);
    expect(await networks.policy.network.weights()).not.toEqual(before);
    expect(await networks.behaviour.network.weights()).toEqual(given);
  });

  test('think less of what nobody did, the more the conservative term weighs', async () => {
    const log = walkers().filter(({ turns }) => turns[0]?.picks[0]?.index !== 1);
    const scoreOfRight = async (cql: number): Promise<number> => {
      const networks = { policy: learner(7), behaviour: learner(8), critic: learner(9) };
      const rng = rngFromState([7, 5, 5, 5]);
      const options = { ...mcOptions, cql, criticUpdates: 1000 };
      for (let pass = 0; pass < 100; pass++) await mcUpdate(networks, log, options, rng, pass);
      return (await scores(networks.critic.network, crossroads))[1] as number;
    };
    expect(await scoreOfRight(0.1)).toBeLessThan((await scoreOfRight(0)) - 0.2);
  }, 120_000);
});

describe('ILQL', () => {
  test('knows what each way is worth to the best of the walkers, and goes right, from three seeds', async () => {
    for (const seed of [10, 20, 30]) {
      const { policy, twins } = await ilql(seed, ilqlOptions);
      const [left = 0, right = 0, gamble = 0] = await scores(twins[0].network, crossroads);
      near([left, gamble], [0.5, 0.3], 0.1);
      expect(right).toBeGreaterThan(0.7);
      expect(await worth(policy.network)).toBeGreaterThan(0.85);
    }
  }, 240_000);

  test('with an expectile of a half values what the walkers do on average, as Monte-Carlo returns', async () => {
    const { twins } = await ilql(10, { ...ilqlOptions, expectile: 0.5 });
    near(await scores(twins[0].network, crossroads), [0.5, 0.25, 0.3], 0.1);
  }, 120_000);

  test('does worse than the walkers where the sign is turned', async () => {
    const { policy } = await ilql(10, { ...ilqlOptions, beta: -30 });
    expect(await worth(policy.network)).toBeLessThan(0.35);
  }, 120_000);
});

describe('TOPR', () => {
  /** Only the doors: there is no luck in them. */
  const atTheDoors = (known: boolean): Trajectory[] =>
    walkers({ known }).flatMap(({ turns: [, last], ...walk }) => (last ? [{ ...walk, turns: [last] }] : []));

  const topr = async (seed: number, known: boolean, options: ToprOptions) => {
    const networks = { policy: learner(seed, options.learningRate), behaviour: learner(seed + 1) };
    const rng = rngFromState([seed, 5, 5, 5]);
    let report = await toprUpdate(networks, atTheDoors(known), options, rng);
    for (let pass = 1; pass < 120; pass++)
      report = await toprUpdate(networks, atTheDoors(known), options, rng);
    return { good: (await chances(networks.policy.network, doors))[GOOD_DOOR] as number, report };
  };
  const options: ToprOptions = { ...TOPR, ...SMALL, minibatch: 60 };

  test('finds the door, from three seeds, and lets go of the others as it stops trying them', async () => {
    for (const seed of [10, 20, 30]) {
      const { good, report } = await topr(seed, true, options);
      expect(good).toBeGreaterThan(0.95);
      expect(report.taper).toBeLessThan(0.2);
      expect(report.estimated).toBe(0);
    }
  }, 120_000);

  test('learns from what went worse alone: everything else is pushed down until it is rare, and no further', async () => {
    const { good, report } = await topr(10, true, { ...options, positive: 0 });
    expect(good).toBeGreaterThan(0.9);
    expect(report.taper).toBeLessThan(0.3);
  }, 120_000);

  test('takes a clone for the probabilities that the log does not have, and says so', async () => {
    const { good, report } = await topr(10, false, options);
    expect(good).toBeGreaterThan(0.95);
    expect(report.estimated).toBe(1);
    expect(report.cloneLoss).toBeCloseTo(Math.log(4), 1);
  }, 120_000);

  test('never opens it where the sign of the update is turned', async () => {
    const { good } = await topr(10, true, { ...options, learningRate: -RATE });
    expect(good).toBeLessThan(0.05);
  }, 120_000);
});

test('nothing is left on the device from one update to the next', async () => {
  const rng = rngFromState([4, 5, 5, 5]);
  const mcNetworks = { policy: learner(4), behaviour: learner(5), critic: learner(6) };
  const ilqlNetworks = {
    ...mcNetworks,
    twins: [learner(7), learner(8)] as const,
    targets: [copyOf(7), copyOf(8)] as const,
  };
  const counts: number[] = [];
  for (let update = 0; update < 4; update++) {
    await mcUpdate(mcNetworks, walkers(), mcOptions, rng, update);
    await ilqlUpdate(ilqlNetworks, walkers(), ilqlOptions, rng, update);
    await toprUpdate(mcNetworks, walkers(), { ...TOPR, ...SMALL }, rng);
    counts.push(tf.memory().numTensors);
  }
  expect(new Set(counts.slice(1)).size).toBe(1);
});
