// What the learner takes from logged rooms: the decisions as they were made live, of people who agreed,
// nobody too much of.

import { beforeAll, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { playOut } from '../server/episode/play.ts';
import type { Seat } from '../server/episode/seat.ts';
import { type Logged, trajectoriesOf } from '../server/learner/from-log.ts';
import { type Fresh, LiveFeed, PERSON_SHARE, weighted } from '../server/learner/live.ts';
import { Recorder, type Trajectory } from '../server/learner/rollout.ts';
import { MemoryTurnLog } from '../server/log/memory-turn-log.ts';
import { Encoder } from '../server/policy/encode.ts';
import { Inference } from '../server/policy/inference.ts';
import { Network } from '../server/policy/network.ts';
import { openBackend } from '../server/policy/tf.ts';
import { AgentSeat } from '../server/seats/agent-seat.ts';
import { headerFor } from '../server/seats/headless.ts';
import { ScriptedSeat } from '../server/seats/scripted-seat.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { Entry, EpisodeRecord, Header, SeatEntry } from '../shared/turn.ts';
import { BACKEND } from './doubles/backend.ts';
import { checkpointOf } from './doubles/checkpoints.ts';
import { type Body, fresh } from './doubles/episodes.ts';
import { handshake } from './scenarios/handshake/index.ts';

const impostor = findScenario('impostor') as Scenario;

beforeAll(async () => {
  await openBackend(BACKEND, { tested: true });
});

interface Live {
  readonly record: EpisodeRecord;
  readonly recorded: readonly Trajectory[];
}

/** An episode in which untrained agents play a role, with what they left while they played. */
const playedLive = async (
  scenario: Scenario,
  role: string,
  seed: number,
  about: Partial<Header> = {},
): Promise<Live> => {
  const { header: of, weights } = checkpointOf(scenario, role);
  const encoder = new Encoder(scenario, of.shape);
  const inference = new Inference(new Network(of.shape, weights), of.id);
  const episode = fresh(scenario, seed);
  const recorders = new Map<number, Recorder>();
  const seats = episode.totals.map((_, seat): Seat => {
    const own = scenario.role(episode.state, seat);
    if (own !== role) return new ScriptedSeat(scenario, 'random', own);
    const recorder = new Recorder();
    recorders.set(seat, recorder);
    return new AgentSeat({
      scenario,
      occupant: of.id,
      policy: () => ({ encoder, inference }),
      seats: episode.seatCount,
      onlooker: {
        turn: (_view, picks) => recorder.turn(picks, encoder.truth(episode.state, seat, episode.seatCount)),
      },
    });
  });
  const options = scenario.options.parse({});
  const run = { scenario, options, seats: [], code: 'test' };
  const header = headerFor(run, episode, seats, { episode: `e${seed}`, origin: 'room', ...about });
  const entries: Body = [];
  const note = (entry: Entry): void => {
    if (entry.type !== 'header') entries.push(structuredClone(entry));
    if (entry.type === 'step')
      for (const [seat, recorder] of recorders) recorder.reward(entry.rewards[seat] ?? 0);
  };
  const end = await playOut(episode, seats, { record: note });
  inference.retire();
  const recorded = [...recorders].map(([seat, recorder]) =>
    recorder.end({ episode: header.episode, seat, role, truncated: end.end === 'truncated', version: of.id }),
  );
  return { record: { header, entries, end }, recorded };
};

const encoderFor = (scenario: Scenario, role: string): Record<string, Encoder> => ({
  [role]: new Encoder(scenario, checkpointOf(scenario, role).header.shape),
});

describe('a logged episode', () => {
  test('gives the picks, probabilities, rewards and truths that were recorded while it was played', async () => {
    for (const [scenario, role] of [
      [impostor, 'crew'],
      [handshake as Scenario, (handshake as Scenario).roles[0] as string],
    ] as const)
      for (const seed of [1, 2, 3]) {
        const { record, recorded } = await playedLive(scenario, role, seed);
        const logged = trajectoriesOf(record, scenario, encoderFor(scenario, role));
        expect(recorded.flatMap(({ turns }) => turns).length).toBeGreaterThan(2);
        expect(logged.map(({ trajectory }) => trajectory)).toEqual(recorded);
        for (const { by } of logged) expect(by).toEqual({ kind: 'agent', occupant: recorded[0]?.version });
      }
  });

  test('of scripts gives their picks, without probabilities', async () => {
    const { record } = await playedLive(impostor, 'crew', 4);
    const [logged] = trajectoriesOf(record, impostor, encoderFor(impostor, 'impostor'));
    expect(logged?.by).toEqual({ kind: 'scripted', occupant: 'random' });
    const picks = logged?.trajectory.turns.flatMap((turn) => turn.picks) ?? [];
    expect(picks.length).toBeGreaterThan(2);
    for (const { mu, index, pick } of picks) {
      expect(mu).toBeUndefined();
      expect(index).toBeLessThan(pick.count);
    }
  });

  const changed = (
    { header, entries, end }: EpisodeRecord,
    change: Partial<Header>,
    seats: SeatEntry[] = [],
  ): EpisodeRecord => ({
    header: { ...header, ...change },
    entries: [...seats, ...entries],
    end,
  });
  const asPerson = (record: EpisodeRecord, seat: number, agreed: boolean): EpisodeRecord =>
    changed(record, {
      seats: record.header.seats.map((one, at) => (at === seat ? { kind: 'human', occupant: 'Ada' } : one)),
      consent: record.header.consent.map((one, at) => (at === seat ? agreed : one)),
    });
  const seatsOf = (record: EpisodeRecord): number[] =>
    trajectoriesOf(record, impostor, encoderFor(impostor, 'crew')).map(({ trajectory }) => trajectory.seat);

  test('leaves out who has not agreed, and seats that changed hands', async () => {
    const { record, recorded } = await playedLive(impostor, 'crew', 5);
    const all = recorded.map(({ seat }) => seat);
    const [first = 0, ...others] = all;
    expect(seatsOf(asPerson(record, first, true))).toEqual(all);
    expect(seatsOf(asPerson(record, first, false))).toEqual(others);
    const seat = (kind: 'human' | 'scripted', occupant: string, consent?: boolean): SeatEntry => ({
      type: 'seat',
      seat: first,
      by: { kind, occupant },
      reason: 'away',
      ...(consent === undefined ? {} : { consent }),
    });
    expect(seatsOf(changed(record, {}, [seat('scripted', 'greedy')]))).toEqual(others);
    const person = asPerson(record, first, true);
    expect(seatsOf(changed(person, {}, [seat('human', 'Ada', true)]))).toEqual(all);
    expect(seatsOf(changed(person, {}, [seat('human', 'Ada', false)]))).toEqual(others);
    expect(seatsOf(changed(person, {}, [seat('human', 'Bob', true)]))).toEqual(others);
  });

  test('gives nothing where it was aborted or has not ended, and is refused where it is of another version', async () => {
    const { record } = await playedLive(impostor, 'crew', 6);
    const { end } = record;
    expect(seatsOf({ ...record, end: undefined })).toEqual([]);
    expect(seatsOf({ ...record, end: end && { ...end, end: 'aborted' } })).toEqual([]);
    expect(() => seatsOf(changed(record, { scenarioVersion: 99 }))).toThrow('under impostor version 99');
  });

  test('takes no default act that a deadline took for a choice', async () => {
    const { record, recorded } = await playedLive(impostor, 'crew', 7);
    const seat = recorded[0]?.seat ?? -1;
    const late = record.entries.findIndex((entry) => entry.type === 'turn' && entry.seat === seat);
    const entries = record.entries.map((entry, at) =>
      at === late && entry.type === 'turn' ? { ...entry, forced: 'deadline' as const } : entry,
    );
    const [logged] = trajectoriesOf({ ...record, entries }, impostor, encoderFor(impostor, 'crew'));
    expect(logged?.trajectory.turns.length).toBe((recorded[0]?.turns.length ?? 0) - 1);
  });
});

describe('the live feed', () => {
  const store = (log: MemoryTurnLog, { header, entries }: EpisodeRecord): void => {
    log.open(header);
    log.note(header.episode, entries);
  };
  const feedOf = (
    log: MemoryTurnLog,
    about: { learned?: string[]; shut?: string[] } = {},
  ): { feed: LiveFeed; said: string[] } => {
    const said: string[] = [];
    const feed = new LiveFeed({
      log,
      scenario: impostor,
      encoders: encoderFor(impostor, 'crew'),
      learned: about.learned ?? [],
      quarantined: () => new Set(about.shut),
      warn: (why) => said.push(why),
    });
    return { feed, said };
  };
  const episodes = ({ agents, others }: Fresh): string[] => [
    ...new Set([...agents, ...others.map(({ trajectory }) => trajectory)].map(({ episode }) => episode)),
  ];
  const people = ({ others }: Fresh): string[] => others.map(({ by }) => by.occupant);

  test('gives each ended room once, in the order of its beginning, and no other episodes', async () => {
    const log = new MemoryTurnLog();
    store(log, (await playedLive(impostor, 'crew', 1)).record);
    store(log, (await playedLive(impostor, 'crew', 2, { origin: 'play' })).record);
    store(log, (await playedLive(impostor, 'crew', 3)).record);
    const { feed } = feedOf(log);
    const first = feed.fresh();
    expect(episodes(first)).toEqual(['e1', 'e3']);
    expect(first.others).toEqual([]);
    expect(episodes(feed.fresh())).toEqual([]);
    const live = (await playedLive(impostor, 'crew', 4)).record;
    log.open(live.header);
    log.note('e4', live.entries.slice(0, -1));
    expect(episodes(feed.fresh())).toEqual([]);
    log.note('e4', live.entries.slice(-1));
    expect(episodes(feed.fresh())).toEqual(['e4']);
    expect(episodes(feedOf(log, { learned: [...feed.learned] }).feed.fresh())).toEqual([]);
    expect(episodes(feedOf(log, { learned: ['e1', 'e4'] }).feed.fresh())).toEqual(['e3']);
  });

  test('takes people who agreed, and nothing from quarantined names and episodes', async () => {
    const log = new MemoryTurnLog();
    for (const [n, name] of ['Ada', 'Bob', 'Eve'].entries()) {
      const { record } = await playedLive(impostor, 'crew', n + 1);
      const crew = record.end?.roles.indexOf('crew') ?? 0;
      const seats = record.header.seats.map((one, at): (typeof record.header.seats)[0] =>
        at === crew ? { kind: 'human', occupant: name } : one,
      );
      const consent = seats.map(({ kind }) => kind !== 'human' || name !== 'Bob');
      store(log, { ...record, header: { ...record.header, seats, consent } });
    }
    const all = feedOf(log).feed.fresh();
    expect(people(all)).toEqual(['Ada', 'Eve']);
    expect(episodes(all)).toEqual(['e1', 'e2', 'e3']);
    const without = feedOf(log, { shut: ['Eve', 'e1'] }).feed.fresh();
    expect(people(without)).toEqual([]);
    expect(episodes(without)).toEqual(['e2', 'e3']);
  });

  test('goes on past an episode that it cannot replay, with a word', async () => {
    const log = new MemoryTurnLog();
    store(log, (await playedLive(impostor, 'crew', 1, { scenarioVersion: 99 })).record);
    store(log, (await playedLive(impostor, 'crew', 2)).record);
    const { feed, said } = feedOf(log);
    expect(episodes(feed.fresh())).toEqual(['e2']);
    expect(said).toEqual([expect.stringContaining('Episode e1 was played under impostor version 99')]);
  });
});

describe('what is learned from people', () => {
  const trajectory = (reward: number, picks: number): Trajectory => {
    const pick = {
      state: { features: new Float32Array(1), history: new Float32Array(0), heard: 0 },
      chosen: new Float32Array(1),
      candidates: new Float32Array(1),
      count: 1,
    };
    const turns = Array.from({ length: picks }, (_, n) => ({
      picks: [{ pick, index: 0, mu: undefined }],
      truth: new Float32Array(0),
      reward: n === 0 ? reward : 0,
    }));
    return { episode: 'e', seat: 0, role: 'crew', turns, beliefs: [], truncated: false, version: undefined };
  };
  const of = (name: string, reward: number, picks: number): Logged => ({
    by: { kind: 'human', occupant: name },
    trajectory: trajectory(reward, picks),
  });
  /** Mean 0, deviation 1, 100 picks. */
  const own = [trajectory(-1, 50), trajectory(1, 50)];

  test('went better than usual, and weighs by how much, up to twice', () => {
    const { samples, weights } = weighted(
      [of('a', 0.5, 1), of('b', 9, 1), of('c', 0, 1), of('d', -1, 1), of('e', Number.NaN, 1), of('f', 1, 0)],
      own,
    );
    expect(samples).toHaveLength(2);
    expect(weights[0]).toBeCloseTo(0.5, 4);
    expect(weights[1]).toBe(2);
    expect(weighted([], own)).toEqual({ samples: [], weights: [], sources: 0 });
    expect(weighted([], [])).toEqual({ samples: [], weights: [], sources: 0 });
  });

  test("is at most a fifth one person's, whoever plays most and under however many episodes", () => {
    for (const counts of [
      [10, 10, 10, 10, 10],
      [400, 3, 5, 2, 9, 7],
      [400, 300, 1, 1, 1, 1, 1],
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 90],
      [50, 40, 30, 20, 10, 5],
    ]) {
      const others = counts.flatMap((count, n) =>
        // Two episodes each.
        [Math.floor(count / 2), Math.ceil(count / 2)].map((part) => of(`p${n}`, 2, part)),
      );
      const marked = others.map((one, n) => ({
        ...one,
        trajectory: tagged(one.trajectory, Math.floor(n / 2)),
      }));
      const { samples } = weighted(marked, own);
      const by = counts.map((_, n) => samples.filter(({ index }) => index === n).length);
      expect(Math.max(...by), String(counts)).toBeLessThanOrEqual(PERSON_SHARE * samples.length + 1e-9);
      // Nobody below the cap gives anything up.
      for (const [n, count] of counts.entries()) expect(by[n]).toBe(Math.min(count, Math.max(...by)));
      expect(samples.length).toBeGreaterThanOrEqual(counts.length);
    }
  });

  /** The pick's index tells whose it was. */
  const tagged = (one: Trajectory, tag: number): Trajectory => ({
    ...one,
    turns: one.turns.map((turn) => ({ ...turn, picks: turn.picks.map((pick) => ({ ...pick, index: tag })) })),
  });

  test('is at most a fifth of the whole update where fewer than five play', () => {
    expect(weighted([of('a', 2, 400)], own).samples.length).toBe(25);
    expect(weighted([of('a', 2, 400), of('a', 2, 400)], own).samples.length).toBe(25);
    expect(weighted([of('a', 2, 400), of('b', 2, 400)], own).samples.length).toBe(2 * 33);
    expect(weighted([of('a', 2, 4), of('b', 2, 400)], own).samples.length).toBe(4 + 26);
    expect(weighted([of('a', 2, 400)], []).samples.length).toBe(0);
  });
});
