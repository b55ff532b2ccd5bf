// The simulated users of booking keep to their goals, whoever sits opposite. PARLOR_EPISODES sets how many
// episodes each of them plays here.

import { describe, expect, test } from 'vitest';
import { goalById } from '../scenarios/booking/goals/index.ts';
import { townGoal } from '../scenarios/booking/goals/town-goals.ts';
import { booking } from '../scenarios/booking/index.ts';
import { worldOf } from '../scenarios/booking/world/index.ts';
import { faultsOf } from './doubles/booking-conduct.ts';
import { type Player, playBooking, playerOf } from './doubles/booking-episodes.ts';
import { faulty } from './doubles/booking-faults.ts';
import type { Fault, Patience } from './doubles/booking-watch.ts';

const EPISODES = Number(process.env.PARLOR_EPISODES ?? 2000);
const PATIENCE = {
  agenda: { exchanges: 5, row: 7, times: 10 },
  impatient: { exchanges: 3, row: 5, times: 8 },
  rambling: { exchanges: 7, row: 8, times: 14 },
} as const satisfies Record<string, Patience>;
const USERS = ['agenda', 'impatient', 'rambling'] as const;

const AGENTS = ['rule', 'silent', 'rule', 'random'] as const;
const LINES = [
  {},
  { vague: 0.5 },
  { noise: 0.1 },
  { noise: 0.1, channel: 'words', vague: 0.3 },
  { noise: 0.3 },
] as const;

const mute: Player = { summary: 'Says nothing.', roles: ['agent'], decide: () => [{ type: 'done' }] };

/** What went wrong in how many of the episodes, and how many there were of each end. */
const watch = (user: Player, patience: Patience, episodes: number): Record<string, number> => {
  const found: Record<string, number> = {};
  for (let seed = 0; seed < episodes; seed++) {
    const agent = playerOf(AGENTS[seed % AGENTS.length] ?? 'rule');
    const { state } = playBooking({ ...LINES[seed % LINES.length] }, user, agent, seed);
    for (const fault of faultsOf(state, patience)) found[fault] = (found[fault] ?? 0) + 1;
  }
  return found;
};

test.each(USERS)(
  '%s never contradicts its goal, repeats itself endlessly, invents facts or ends early',
  (name) => {
    expect(watch(playerOf(name), PATIENCE[name], EPISODES)).toEqual({});
  },
  EPISODES * 30 + 60_000,
);

test.each(Object.entries(faulty))('a user that %s is found out', (fault, user) => {
  const seen: Fault[] = [];
  for (let seed = 0; seed < 80; seed++) {
    const { state } = playBooking({ vague: 0.5, noise: 0.2 }, user, playerOf('rule'), seed);
    seen.push(...faultsOf(state, PATIENCE.agenda));
  }
  expect(seen.filter((one) => one === fault).length).toBeGreaterThan(5);
});

test('the same episode twice is the same, whatever was played in between', () => {
  const play = (seed: number) => playBooking({ noise: 0.1 }, playerOf('rambling'), playerOf('rule'), seed);
  const first = play(5).state;
  play(6);
  expect(play(5).state).toEqual(first);
});

describe('goals that cannot be had', () => {
  const town = worldOf('town');
  const impossible = Array.from({ length: 6000 }, (_, number) => townGoal(town, number))
    .filter(({ domains }) => domains.some((goal) => goal.impossible))
    .slice(0, 100);

  test.each(USERS)('%s is told so, drops what cannot be had, and leaves of its own accord', (name) => {
    expect(impossible.length).toBe(100);
    for (const goal of impossible) {
      expect(goalById(town, goal.id)).toEqual(goal);
      const { state } = playBooking({ goal: goal.id }, playerOf(name), playerOf('rule'), 1);
      const dropped = state.said.flatMap(({ acts }) => acts.filter(({ type }) => type === 'drop'));
      const lost = goal.domains.find((one) => one.impossible)?.domain;
      expect(state.end?.end, goal.id).toBe('terminated');
      expect(dropped, goal.id).toContainEqual({ type: 'drop', domain: lost });
      expect(faultsOf(state, PATIENCE[name])).toEqual(new Set());
    }
  });
});

describe('somebody who does not answer', () => {
  const nonsense: typeof booking.phrase = (acts, observation, rng) =>
    observation.role === 'agent' ? 'Colourless plums argue loudly.' : booking.phrase(acts, observation, rng);

  test.each(USERS)('%s loses patience with silence and with nonsense, and leaves', (name) => {
    for (let seed = 0; seed < 50; seed++)
      for (const say of [booking.phrase, nonsense]) {
        const { state } = playBooking({}, playerOf(name), mute, seed, say);
        expect(state.end?.reason).toBe('unserved');
        expect(state.said.length).toBeLessThan(40);
        expect(faultsOf(state, PATIENCE[name])).toEqual(new Set());
      }
  });

  const silent: Player = { ...mute, roles: ['user'] };
  const babble: typeof booking.phrase = (acts, observation, rng) =>
    observation.role === 'user' ? 'Seven grey umbrellas hum.' : booking.phrase(acts, observation, rng);

  test.each(['rule', 'silent', 'random'])('%s goes on without repeating a question for ever', (name) => {
    for (let seed = 0; seed < 20; seed++)
      for (const say of [booking.phrase, babble]) {
        const { state } = playBooking({}, silent, playerOf(name), seed, say);
        expect(state.end?.reason).toBe('cap');
        const asked = state.said.flatMap(({ acts }) =>
          acts.filter((act) => act.type === 'request').map((act) => JSON.stringify(act)),
        );
        if (name !== 'random')
          for (const one of asked) expect(asked.filter((act) => act === one).length).toBeLessThan(4);
      }
  });
});

test('a clerk believes what it was told, and gives probabilities', () => {
  const { state } = playBooking({}, playerOf('agenda'), playerOf('rule'), 3);
  const agent = playerOf('rule');
  const open = { ...state, end: null, said: state.said.slice(0, -1) };
  const questions = booking.questions(open);
  expect(questions.length).toBeGreaterThan(0);
  for (const question of questions) {
    const observation = booking.observe(open, 1);
    const rng = {
      int: () => 0,
      float: () => 0,
      pick: <T>(all: readonly T[]) => all[0] as T,
      shuffle: <T>(all: readonly T[]) => [...all],
    };
    const p = agent.believe?.(question, { seat: 1, kind: 'speak', rng, observation, candidates: () => [] });
    expect(p?.length).toBe(question.answers.length);
    expect(p?.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
    expect(p?.[question.truth]).toBe(Math.max(...(p ?? [])));
  }
});
