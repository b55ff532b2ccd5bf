// What the live loop is fed: each ended room once, and nobody too much of what people did.

import { beforeAll, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import type { Logged } from '../server/learner/from-log.ts';
import { type Fresh, LiveFeed, PERSON_SHARE, weighted } from '../server/learner/live.ts';
import type { Trajectory } from '../server/learner/rollout.ts';
import { MemoryTurnLog } from '../server/log/memory-turn-log.ts';
import { openBackend } from '../server/policy/tf.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { EpisodeRecord } from '../shared/turn.ts';
import { BACKEND } from './doubles/backend.ts';
import { encoderFor, playedLive } from './doubles/live-episode.ts';

const impostor = findScenario('impostor') as Scenario;

beforeAll(async () => {
  await openBackend(BACKEND, { tested: true });
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

  test('learns from an agent whose ballots are by belief, but for these, and not from one without any mu', async () => {
    const { record } = await playedLive(impostor, 'crew', 1);
    const without = (kinds: readonly string[]): EpisodeRecord => ({
      ...record,
      entries: record.entries.map((entry) => {
        if (entry.type !== 'turn' || !kinds.includes(entry.kind)) return entry;
        const { mu: _drawn, ...rest } = entry;
        return rest;
      }),
    });
    const picksOf = (given: EpisodeRecord): { known: number; unknown: number } => {
      const log = new MemoryTurnLog();
      store(log, given);
      const mus = feedOf(log)
        .feed.fresh()
        .agents.flatMap(({ turns }) => turns.flatMap(({ picks }) => picks.map(({ mu }) => mu)));
      return {
        known: mus.filter((mu) => mu !== undefined).length,
        unknown: mus.filter((mu) => mu === undefined).length,
      };
    };
    const [all, believing] = [picksOf(record), picksOf(without(['ballot']))];
    expect(all.unknown).toBe(0);
    expect(believing.unknown).toBeGreaterThan(0);
    expect(believing.known + believing.unknown).toBe(all.known);
    expect(picksOf(without(['move', 'speak', 'ballot']))).toEqual({ known: 0, unknown: 0 });
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
