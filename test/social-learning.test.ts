// What training adds to an episode's own rewards, and whom a policy trains against: pay for talk that
// convinces, rewards that a scenario names, and a league of past selves.

import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { League } from '../server/learner/league.ts';
import { PastSeats } from '../server/learner/past-seats.ts';
import { planFor } from '../server/learner/plan-for.ts';
import { SelfPlay } from '../server/learner/self-play.ts';
import { type Played, SPEAKING, shaped } from '../server/learner/shaping.ts';
import { shareWeights } from '../server/learner/weights.ts';
import { initialWeights } from '../server/policy/network.ts';
import { openBackend } from '../server/policy/tf.ts';
import { RejectionError } from '../shared/result.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Question, Scenario } from '../shared/scenario.ts';
import type { Belief, StepEntry } from '../shared/turn.ts';
import { BACKEND } from './doubles/backend.ts';
import { checkpointOf, freshStore, smallShape } from './doubles/checkpoints.ts';
import { fresh } from './doubles/episodes.ts';
import { turn } from './doubles/log-entries.ts';

const impostor = findScenario('impostor') as Scenario;

/** Seat 2 is the one that the others look for. */
const who: Question = {
  id: 'who',
  text: 'Who is it?',
  asked: [0, 1, 2],
  answers: ['0', '1', '2'],
  truth: 2,
  sign: (seat) => (seat === 2 ? -1 : 1),
};

const step = (beliefs?: readonly Belief[]): StepEntry => ({
  type: 'step',
  step: 0,
  turn: 0,
  rewards: [0, 0, 0],
  ...(beliefs ? { beliefs: { who: [...beliefs] } } : {}),
});

const sure = (seat: number, p: number): Belief => ({ seat, p: [(1 - p) / 2, (1 - p) / 2, p] });

describe('pay for speaking', () => {
  const paid = (speaker: number, before: readonly Belief[], after: readonly Belief[]): readonly number[] => {
    const episode: Played = { scenario: impostor, state: {}, questions: [who], totals: [0, 0, 0] };
    const extra = shaped(episode, { [SPEAKING]: 2 });
    expect(extra(step(before))).toEqual([0, 0, 0]);
    expect(extra(turn(3, { seat: speaker }))).toBeUndefined();
    return extra(step(after)) ?? [];
  };

  test('is the gain of all who are to be convinced, the speaker among them', () => {
    const [talker, ...others] = paid(0, [sure(0, 0.2), sure(1, 0.4)], [sure(0, 0.3), sure(1, 0.9)]);
    expect(talker).toBeCloseTo(2 * (1.2 - 0.6));
    expect(others).toEqual([0, 0]);
  });

  test('is its negative for the other side, whose own belief counts for nothing', () => {
    const rewards = paid(2, [sure(0, 0.2), sure(2, 0)], [sure(0, 0.5), sure(2, 1)]);
    expect(rewards[2]).toBeCloseTo(-2 * 0.3);
  });

  test('is nothing where nobody said what it believes', () => {
    expect(paid(0, [], [])).toEqual([0, 0, 0]);
  });

  test('does not reach from one discussion into the next', () => {
    let questions: readonly Question[] = [who];
    const episode: Played = {
      scenario: impostor,
      state: {},
      totals: [0, 0, 0],
      get questions() {
        return questions;
      },
    };
    const extra = shaped(episode, { [SPEAKING]: 1 });
    extra(step([sure(0, 0.1)]));
    questions = [];
    extra(step());
    questions = [who];
    extra(turn(3, { seat: 0 }));
    expect(extra(step([sure(0, 0.9)]))).toEqual([0, 0, 0]);
  });
});

describe('self-play', () => {
  beforeAll(async () => {
    await openBackend(BACKEND, { tested: true });
  });
  const shape = smallShape(impostor);
  const weights = (seed: number): Float32Array => initialWeights(shape, rngFromState([seed, 1, 2, 3]));
  const OPTIONS = { mode: 'paper', seating: 'paper', cap: 120 };
  const play = async (
    shaping: Record<string, number>,
    given: object = {},
    past = {},
  ): Promise<{ rewards: number[]; turns: unknown }> => {
    const plan = planFor(impostor, {
      name: 'test',
      algorithm: 'ppo',
      seed: 5,
      tables: [{ options: OPTIONS, seats: { crew: 'learn', impostor: 'scripted:killer' } }],
      ...given,
      shaping: { task: 0, report: 0, ...shaping },
    });
    const policies = Object.fromEntries(
      plan.roles.map((role) => [role, { shape, weights: shareWeights(weights(1), 1) }]),
    );
    const { trajectories } = await new SelfPlay({ scenario: impostor, plan, policies, width: 16 }).play(
      0,
      10,
      1,
      past,
    );
    const turns = trajectories.flatMap((one) => one.turns);
    return {
      rewards: turns.map(({ reward }) => reward),
      turns: turns.map(({ picks }) => picks.map(({ index }) => index)),
    };
  };
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

  test('plays the same with other shaping, and pays for what the plan weighs', async () => {
    const [plain, tasks, all] = await Promise.all([
      play({}),
      play({ task: 0.25 }),
      play({ report: 10, ballot: 1 }),
    ]);
    expect(tasks?.turns).toEqual(plain?.turns);
    expect(all?.turns).toEqual(plain?.turns);
    const extra = sum(tasks?.rewards ?? []) - sum(plain?.rewards ?? []);
    expect(extra).toBeGreaterThan(0);
    expect((extra / 0.25) % 1).toBeCloseTo(0);
    expect(sum(all?.rewards ?? []) - sum(plain?.rewards ?? [])).toBeGreaterThan(0);
  });

  test('pays talkers by what learning seats believe', async () => {
    const [plain, spoken] = await Promise.all([play({}), play({ speaking: 1 })]);
    expect(spoken?.turns).toEqual(plain?.turns);
    const extra = (spoken?.rewards ?? []).map((reward, at) => reward - (plain?.rewards[at] ?? 0));
    expect(extra.filter((one) => Math.abs(one) > 1e-6).length).toBeGreaterThan(10);
  });

  test('against past selves differs with who they were, and is the same again with the same', async () => {
    const tables = [{ options: OPTIONS, seats: { crew: 'learn', impostor: 'past:impostor' } }];
    const given = {
      roles: ['crew', 'impostor'],
      league: 2,
      tables: [...tables, { seats: { impostor: 'learn' } }],
    };
    const league = (...seeds: number[]): object => {
      const made = new League(2);
      for (const seed of seeds)
        made.add(
          'impostor',
          seed,
          shape,
          weights(seed).map((one) => one * 8),
        );
      return made.past;
    };
    const [none, one, again, other] = await Promise.all([
      play({}, given),
      play({}, given, league(7)),
      play({}, given, league(7)),
      play({}, given, league(9)),
    ]);
    expect(again).toEqual(one);
    expect(one?.turns).not.toEqual(none?.turns);
    expect(other?.turns).not.toEqual(one?.turns);
  });

  test('draws every member of a league, the oldest of which leave', () => {
    const league = new League(3);
    for (const update of [10, 20, 30, 40]) league.add('crew', update, shape, weights(update));
    const seats = new PastSeats(impostor);
    seats.enter(league.past);
    const drawn = Array.from({ length: 60 }, (_, n) => seats.seat('crew', fresh(impostor, n))?.occupant);
    expect([...new Set(drawn)].sort()).toEqual(['crew-u20', 'crew-u30', 'crew-u40']);
    expect(seats.seat('impostor', fresh(impostor))).toBeUndefined();
    seats.enter({});
  });
});

describe('a league whose run goes on', () => {
  test('has the newest that the run had left, without what is damaged, of which a word is said', () => {
    const { store, said } = freshStore();
    const plan = planFor(impostor, { name: 'test', algorithm: 'ppo', seed: 1, league: 3 });
    const paths = [10, 20, 30, 40, 50].map((update) => {
      const checkpoint = checkpointOf(impostor, 'crew', { update });
      return store.keep({ ...checkpoint, weights: checkpoint.weights.fill(update) });
    });
    const damaged = readFileSync(paths[2] as string);
    writeFileSync(paths[2] as string, damaged.fill(7, damaged.length - 40));
    const league = new League(plan.league);
    league.restore(plan, impostor, store, 40);
    expect(league.past.crew?.map(({ name, weights: [first] }) => [name, first])).toEqual([
      ['crew-u20', 20],
      ['crew-u40', 40],
    ]);
    expect(said).toHaveLength(1);
  });
});

describe('an ablation', () => {
  const refused = (given: object): string => {
    try {
      planFor(impostor, { name: 'test', algorithm: 'ppo', seed: 1, ...given });
    } catch (error) {
      if (error instanceof RejectionError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return 'taken';
  };
  const plan = (ablation: string, given: object = {}): ReturnType<typeof planFor> =>
    planFor(impostor, { name: 'test', algorithm: 'ppo', seed: 1, ablation, ...given });

  test('changes what it names and leaves the rest of the sheet', () => {
    expect(plan('rl')).toMatchObject({ algorithm: 'ppo', settings: { listening: 0 } });
    expect(plan('rl').settings.learningRate).toBe(impostor.training?.settings?.learningRate);
    expect(plan('rl+l').settings.listening).toBeGreaterThan(0);
    expect(plan('rl+l').shaping.speaking).toBeUndefined();
    expect(plan('rl+l+s').shaping).toMatchObject({ task: 0.1, report: 0.1, speaking: 0.2 });
    expect(plan('l')).toMatchObject({ algorithm: 'bc', teachers: { crew: 'scripted:oracle' } });
    expect(plan('rl', { settings: { learningRate: 1 } }).settings).toMatchObject({
      listening: 0,
      learningRate: 1,
    });
  });

  test('or a reward that there is not is refused with those that there are', () => {
    expect(refused({ ablation: 'rl+x' })).toBe(
      'bad-options: impostor has no ablation "rl+x"; it has rl, l, rl+l, rl+l+s.',
    );
    expect(refused({ shaping: { luck: 1 } })).toBe(
      'bad-options: impostor has no shaping reward "luck"; it has task, report, kill, ballot, speaking.',
    );
    expect(refused({ tables: [{ seats: { crew: 'learn', impostor: 'past:impostor' } }] })).toMatch(
      /impostor does not learn in this run/,
    );
  });
});
