// Ballots by belief: a seat that votes takes the likeliest of its answers that can be voted for, and logs no probability
// that it drew with, for it drew nothing.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Observation } from '../scenarios/impostor/types.ts';
import { findScenario } from '../scenarios/index.ts';
import type { TurnView } from '../server/episode/seat.ts';
import { planFor } from '../server/learner/plan-for.ts';
import { openPolicy } from '../server/learner/policies.ts';
import { SelfPlay } from '../server/learner/self-play.ts';
import { shareWeights } from '../server/learner/weights.ts';
import { Encoder } from '../server/policy/encode.ts';
import type { Inference } from '../server/policy/inference.ts';
import { initialWeights } from '../server/policy/network.ts';
import { type Shape, shapeOf } from '../server/policy/shape.ts';
import { openBackend } from '../server/policy/tf.ts';
import { AgentSeat } from '../server/seats/agent-seat.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';
import { BACKEND } from './doubles/backend.ts';
import { checkpointOf, smallShape } from './doubles/checkpoints.ts';
import { fresh } from './doubles/episodes.ts';

const impostor = findScenario('impostor') as Scenario;
const donation = findScenario('donation') as Scenario;

/** A ballot of seat 1 among seats 0 to 3; seat 4 is dead. */
const view = (changed: Partial<Observation>): TurnView => {
  const observation = impostor.observe(fresh(impostor).state, 1) as Observation;
  return {
    seat: 1,
    kind: 'ballot',
    rng: rngFromState([1, 2, 3, 4]),
    observation: { ...observation, seat: 1, role: 'crew', phase: 'vote', living: [0, 1, 2, 3], ...changed },
    candidates: () => [
      { type: 'vote', for: 0 },
      { type: 'vote', for: null },
    ],
  } as unknown as TurnView;
};

/** Believes what it is told to, and picks the last candidate otherwise. */
const seat = (believed: readonly number[], ballots: Partial<Shape>): AgentSeat => {
  const inference = {
    version: 'v7',
    believe: async () => Float32Array.from(believed),
    score: async () => ({ p: Float32Array.of(0, 1), value: undefined, version: 'v7' }),
  } as unknown as Inference;
  const encoder = new Encoder(impostor, { ...shapeOf(impostor), ...ballots });
  return new AgentSeat({
    scenario: impostor,
    occupant: 'x',
    policy: () => ({ encoder, inference }),
    seats: 5,
  });
};

describe('a ballot by belief', () => {
  const sure = [0.2, 0.4, 0.3, 0, 0.1];

  test('is for the likeliest of those who can be voted for: neither oneself nor the dead', async () => {
    const decided = await seat(sure, { ballots: 'belief' }).decide(view({}));
    expect(decided).toEqual({ acts: [{ type: 'vote', for: 2 }], checkpoint: 'v7' });
    const dead = await seat([0.1, 0, 0.2, 0, 0.7], { ballots: 'belief' }).decide(view({}));
    expect(dead.acts).toEqual([{ type: 'vote', for: 2 }]);
  });

  test("is none of a policy's without the mark, of an impostor's, nor of talk", async () => {
    const picked = { acts: [{ type: 'vote', for: null }], mu: [1], checkpoint: 'v7' };
    expect(await seat(sure, {}).decide(view({}))).toEqual(picked);
    const marked = seat(sure, { ballots: 'belief' });
    expect(await marked.decide(view({ role: 'impostor' }))).toEqual(picked);
    expect((await marked.decide(view({ phase: 'ship' }))).mu).toEqual([1]);
  });

  test('is what a plan asks for, where the scenario has such ballots', () => {
    const given = { name: 'x', algorithm: 'ppo', seed: 1, ballots: 'belief' };
    expect(shapeOf(impostor, planFor(impostor, given)).ballots).toBe('belief');
    expect(shapeOf(impostor, planFor(impostor, { ...given, ballots: 'policy' }))).not.toHaveProperty(
      'ballots',
    );
    expect(() => planFor(donation, given)).toThrow('has no ballots that only say what a seat believes');
    expect(() => planFor(impostor, { ...given, ballots: 'coin' })).toThrow('wrong at ballots');
  });
});

describe('a policy that goes on from a checkpoint', () => {
  beforeAll(async () => {
    await openBackend(BACKEND, { tested: true });
  });

  test.each<[object, Partial<Shape>]>([
    [{}, { ballots: 'belief', avoids: ['invention'] }],
    [{ ballots: 'policy' }, { avoids: ['invention'] }],
    [{ avoids: [] }, { ballots: 'belief' }],
    [{ avoids: [], ballots: 'policy' }, {}],
  ])('decides as that did where its plan says nothing: %j', (given, habits) => {
    const shape: Shape = { ...smallShape(impostor), ballots: 'belief', avoids: ['invention'] };
    const plan = planFor(impostor, { name: 'x', algorithm: 'ppo', seed: 1, ...given });
    const { network, optimizer } = openPolicy(plan, 'crew', {
      from: checkpointOf(impostor, 'crew', { shape }),
      resume: false,
      learningRate: 0.001,
      shape: shapeOf(impostor, plan),
      anchor: undefined,
    });
    expect(network.shape).toEqual({ ...smallShape(impostor), ...habits });
    optimizer.dispose();
    network.dispose();
  });
});

describe('self-play with ballots by belief', () => {
  beforeAll(async () => {
    await openBackend(BACKEND, { tested: true });
  });

  test('learns from everything but the ballots', async () => {
    const turnsOf = async (ballots: string): Promise<number[]> => {
      const plan = planFor(impostor, {
        ...{ name: 'x', algorithm: 'ppo', seed: 4, ballots },
        tables: [{ options: { mode: 'standard' }, seats: { crew: 'learn', impostor: 'scripted:killer' } }],
      });
      const shape = { ...smallShape(impostor), ...(ballots === 'belief' ? { ballots } : {}) } as Shape;
      const weights = shareWeights(initialWeights(shape, rngFromState([1, 2, 3, 4])), 1);
      const policies = { crew: { shape, weights } };
      const { trajectories, ends } = await new SelfPlay({
        scenario: impostor,
        plan,
        policies,
        width: 8,
      }).play(0, 24, 1);
      expect(ends.every(({ end }) => end === 'terminated' || end === 'truncated')).toBe(true);
      const widths = trajectories.flatMap(({ turns }) =>
        turns.map(({ picks }) => (picks[0] as { pick: { count: number } }).pick.count),
      );
      return [trajectories.length, widths.length];
    };
    const [seats, all = 0] = await turnsOf('policy');
    const [same, fewer = 0] = await turnsOf('belief');
    expect(same).toBe(seats);
    expect(fewer).toBeLessThan(all);
  });
});
