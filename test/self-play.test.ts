// Self-play: weights that reach its threads whole, trajectories that come back as they were, and the same
// episodes from the same seed.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import type { Seat, TurnView } from '../server/episode/seat.ts';
import { DividedSeat } from '../server/learner/divided-seat.ts';
import { pack, unpack } from '../server/learner/pack.ts';
import { planFor } from '../server/learner/plan-for.ts';
import { minibatches } from '../server/learner/samples.ts';
import { SelfPlay, type SelfPlayed } from '../server/learner/self-play.ts';
import { picksBehind } from '../server/learner/watch.ts';
import { newestVersion, publish, shareWeights, weightsAt } from '../server/learner/weights.ts';
import { Encoder } from '../server/policy/encode.ts';
import { initialWeights } from '../server/policy/network.ts';
import { openBackend } from '../server/policy/tf.ts';
import { Agents } from '../server/seats/agents.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';
import { BACKEND } from './doubles/backend.ts';
import { checkpointOf, freshStore, smallShape } from './doubles/checkpoints.ts';
import { fresh } from './doubles/episodes.ts';
import { type Act, echo } from './scenarios/echo/index.ts';

const scenario = echo as Scenario;
const impostor = findScenario('impostor') as Scenario;

beforeAll(async () => {
  await openBackend(BACKEND, { tested: true });
});

/** Self-play of a scenario whose learning roles have untrained weights. */
const selfPlay = (of: Scenario, given: Record<string, unknown>, agents?: Agents): SelfPlay => {
  const plan = planFor(of, { name: 'test', algorithm: 'ppo', seed: 5, ...given });
  const shape = smallShape(of);
  const policies = Object.fromEntries(
    plan.roles.map((role, n) => [
      role,
      { shape, weights: shareWeights(initialWeights(shape, rngFromState([n, 1, 2, 3])), 1) },
    ]),
  );
  return new SelfPlay({ scenario: of, plan, policies, width: 16, ...(agents ? { agents } : {}) });
};

const ECHO = { roles: ['echo'], tables: [{ seats: { caller: 'random', echo: 'learn' } }] };

const actsOf = ({ trajectories }: SelfPlayed): unknown =>
  trajectories.map(({ role, turns }) => [
    role,
    turns.map(({ reward, picks }) => [reward, picks.map(({ index, mu }) => [index, mu])]),
  ]);

describe('weights between threads', () => {
  test('are copied whole while a writer writes as fast as it can', async () => {
    const length = 100_000;
    const shared = shareWeights(new Float32Array(length));
    const writer = new Worker(new URL('./doubles/weights-writer.ts', import.meta.url), {
      workerData: { shared, length },
    });
    await once(writer, 'online');
    const seen = new Set<number>();
    const until = performance.now() + 10_000;
    while (seen.size < 100 && performance.now() < until) {
      const version = newestVersion(shared);
      const copy = weightsAt(shared, version);
      if (!copy) continue; // written over meanwhile
      expect(copy.every((one) => one === version)).toBe(true);
      seen.add(version);
    }
    await writer.terminate();
    expect(seen.size).toBeGreaterThan(20);
  });

  test('of a version that is not there yet, or not any more, are not given', () => {
    const shared = shareWeights(Float32Array.of(4, 4), 4);
    for (const version of [5, 6]) {
      expect(weightsAt(shared, version)).toBeUndefined();
      publish(shared, Float32Array.of(version, version), version);
      expect(weightsAt(shared, version)).toEqual(Float32Array.of(version, version));
      expect(weightsAt(shared, version - 1)).toEqual(Float32Array.of(version - 1, version - 1));
    }
    expect(weightsAt(shared, 4)).toBeUndefined();
  });
});

describe('self-play', () => {
  test('is the same from the same seed and weights, however many episodes go at once', async () => {
    const one = actsOf(await selfPlay(scenario, ECHO).play(0, 12, 1));
    expect(actsOf(await selfPlay(scenario, ECHO).play(0, 12, 1))).toEqual(one);
    const halves = selfPlay(scenario, ECHO);
    const [first, second] = [await halves.play(0, 6, 1), await halves.play(6, 6, 1)];
    const acts = (played: SelfPlayed): unknown =>
      played.trajectories.map(({ turns }) => turns.map(({ picks }) => picks.map(({ index }) => index)));
    const both = { ...first, trajectories: [...first.trajectories, ...second.trajectories] };
    expect(acts(both)).toEqual(acts(await selfPlay(scenario, ECHO).play(0, 12, 1)));
    expect(actsOf(await selfPlay(scenario, { ...ECHO, seed: 6 }).play(0, 12, 1))).not.toEqual(one);
    await expect(halves.play(0, 1, 2)).rejects.toThrow('version 2 of the weights of echo is not there');
  });

  test('trajectories come through a thread as they were', async () => {
    const { trajectories } = await selfPlay(impostor, { tables: [paperTable('scripted:stealth')] }).play(
      0,
      4,
      1,
    );
    expect(trajectories.length).toBeGreaterThan(8);
    expect(trajectories.some(({ beliefs }) => beliefs.length > 0)).toBe(true);
    const packed = pack(trajectories);
    expect(unpack(structuredClone(packed, { transfer: [packed.numbers.buffer] }))).toEqual(trajectories);
    expect(packed.numbers.length).toBe(0);
    expect(unpack(pack([]))).toEqual([]);
  });

  const paperTable = (opponent: string): object => ({
    options: { mode: 'paper', seating: 'paper', cap: 60 },
    seats: { crew: 'learn', impostor: opponent },
  });

  test('every learning seat leaves a trajectory of its own role; fixed seats and opponents leave none', async () => {
    const { trajectories, ends } = await selfPlay(impostor, { tables: [paperTable('random')] }).play(
      0,
      10,
      1,
    );
    expect(ends).toHaveLength(10);
    // Five seats: one impostor, and one crew seat that the paper's seating fixes.
    expect(trajectories.length).toBe(10 * 3);
    for (const { role, version, turns } of trajectories) {
      expect([role, version]).toEqual(['crew', 'u1']);
      for (const { picks } of turns)
        for (const { mu, index, pick } of picks) {
          expect(mu).toBeGreaterThan(0);
          expect(index).toBeLessThan(pick.count);
        }
    }
  });

  test('a seat of another learning role plays without being learned from; so does an earlier checkpoint', async () => {
    const { store } = freshStore();
    store.keep(checkpointOf(impostor, 'impostor', { id: 'earlier' }));
    const agents = new Agents(store, async () => undefined);
    for (const impostorSeat of ['learn:crew', 'agent:earlier']) {
      const table = paperTable(impostorSeat);
      const played = await selfPlay(impostor, { roles: ['crew'], tables: [table] }, agents).play(0, 4, 1);
      expect(new Set(played.trajectories.map(({ role }) => role))).toEqual(new Set(['crew']));
      expect(played.ends.every(({ end }) => end !== 'aborted')).toBe(true);
    }
  });

  test('seats of one role can be given to several, by turns', async () => {
    const given = (crew: string): object => ({
      roles: ['crew'],
      tables: [{ options: { mode: 'standard', cap: 60 }, seats: { crew, impostor: 'scripted:killer' } }],
    });
    const learned = async (crew: string): Promise<number> =>
      (await selfPlay(impostor, { ...given(crew) }).play(0, 6, 1)).trajectories.length;
    expect(await learned('learn')).toBe(6 * 4);
    expect(await learned('learn/scripted:greedy')).toBe(6);
    expect(await learned('scripted:greedy/learn/scripted:greedy/learn')).toBe(6 * 2);
    expect(() => selfPlay(impostor, { ...given('learn/scripted:nobody') })).toThrow('no script "nobody"');
    expect(() => selfPlay(impostor, { ...given('scripted:greedy/random') })).toThrow('sits at no table');
  });

  test('a divided seat acts as one does and talks as the other', async () => {
    const played = async (impostorSeat: string): Promise<unknown[]> => {
      const seats = { crew: 'learn', impostor: impostorSeat };
      const tables = [{ options: { mode: 'standard', cap: 60 }, seats }];
      const { ends } = await selfPlay(impostor, { roles: ['crew'], tables }).play(0, 12, 1);
      return ends;
    };
    const same = await played('scripted:mimic');
    expect(await played('scripted:mimic&scripted:mimic')).toEqual(same);
    expect(await played('scripted:mimic&scripted:random')).not.toEqual(same);
    expect(await played('scripted:random&scripted:mimic')).not.toEqual(same);
  });

  test('whose halves are asked for what is theirs', () => {
    const half = (occupant: string): Seat => ({
      kind: 'scripted',
      occupant,
      decide: () => ({ acts: [occupant] }),
    });
    const seat = new DividedSeat(half('hand'), half('mouth'));
    const asked = ['move', 'speak', 'ballot'].map((kind) => seat.decide({ kind } as TurnView));
    expect(asked).toEqual([{ acts: ['hand'] }, { acts: ['mouth'] }, { acts: ['hand'] }]);
    expect([seat.kind, seat.occupant]).toEqual(['scripted', 'hand&mouth']);
  });

  test('a teacher plays its own script wherever its role sits', async () => {
    const given = {
      algorithm: 'bc',
      roles: ['impostor'],
      teachers: { impostor: 'scripted:killer' },
      tables: [
        { options: { mode: 'paper', players: 5, cap: 80 }, seats: { crew: 'random', impostor: 'learn' } },
      ],
    };
    const { trajectories, ends } = await selfPlay(impostor, given).play(0, 60, 1);
    expect(new Set(trajectories.map(({ seat }) => seat))).toEqual(new Set([0, 1, 2, 3, 4]));
    const random = await selfPlay(impostor, { ...given, teachers: { impostor: 'random' } }).play(0, 60, 1);
    // Who kills on sight is done sooner.
    const ticks = (all: typeof ends): number => all.reduce((sum, end) => sum + (end.metrics.ticks ?? 0), 0);
    expect(ticks(ends)).toBeLessThan(0.8 * ticks(random.ends));
    for (const { turns } of trajectories)
      for (const { picks } of turns) for (const { mu } of picks) expect(mu).toBeUndefined();
  });
});

describe('the picks behind an utterance', () => {
  const encoder = new Encoder(scenario, smallShape(scenario));
  const episode = (): ReturnType<typeof fresh> => {
    const one = fresh(scenario, 3);
    while (one.open[0]?.seat !== 1) {
      const turn = one.open[0] as NonNullable<(typeof one.open)[0]>;
      one.submit(turn.turn, { acts: turn.candidates([]).slice(0, 1) });
      one.close();
    }
    return one;
  };
  const behind = (acts: readonly Act[], kind: 'speak' | 'ballot' = 'speak') => {
    const open = episode().openFor(1);
    if (!open) throw new Error('the echo has no turn');
    const { observation } = open;
    const candidates = (chosen: readonly unknown[]): readonly unknown[] => open.candidates(chosen);
    return picksBehind(scenario, encoder, { seat: 1, seats: 2, kind, observation, candidates }, acts);
  };
  const word = (index: number): Act => ({ type: 'word', word: index });

  test('are one an act, and the closing one where it was left unsaid', () => {
    // Candidates: four words, then done.
    const said = behind([word(2), word(0), { type: 'done' }]);
    expect(said.map(({ index, pick }) => [index, pick.count])).toEqual([
      [2, 5],
      [0, 5],
      [4, 5],
    ]);
    expect(behind([word(2), word(0)])).toEqual(said);
    expect(said[1]?.pick.chosen.at(-1)).toBeCloseTo(1 / 6);
    expect(behind([word(2)], 'ballot')).toHaveLength(1);
  });

  test('count an act that was legal without being offered among the candidates', () => {
    const [pick] = behind([{ type: 'um' }]);
    expect([pick?.index, pick?.pick.count]).toEqual([5, 6]);
    const width = smallShape(scenario).act;
    expect([...(pick?.pick.candidates.subarray(5 * width) ?? [])]).toEqual([0, 0, 0, 0, 1, 0]);
  });

  test('are none for a remark', () => {
    expect(behind([])).toEqual([]);
  });
});

test('minibatches hold every row once, all of about the size asked for', () => {
  const rng = rngFromState([1, 2, 3, 4]);
  for (const [rows, size] of [
    [1, 8],
    [8, 8],
    [9, 8],
    [100, 8],
    [1000, 64],
  ] as const) {
    const width = (index: number): number => index % 7;
    for (const batches of [minibatches(rows, size, rng), minibatches(rows, size, rng, width)]) {
      expect(batches.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, index) => index));
      const sizes = batches.map(({ length }) => length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(size);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(Math.min(rows, size / 2));
    }
  }
});
