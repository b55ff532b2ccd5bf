// What a log proves: an episode that was changed anywhere does not verify, and a fork only with its branches.

import { describe, expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { Episode } from '../server/episode/episode.ts';
import { playOut } from '../server/episode/play.ts';
import { episodeOf, replay, verifyRecord } from '../server/episode/replay.ts';
import type { Seat } from '../server/episode/seat.ts';
import { StateHash } from '../server/episode/state-hash.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { ScriptedSeat } from '../server/seats/scripted-seat.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { Entry, EpisodeRecord, Header, TurnEntry } from '../shared/turn.ts';
import { type Body, fresh, played } from './doubles/episodes.ts';
import { handshake } from './scenarios/handshake/index.ts';

const impostor = scenarios.impostor as Scenario;
const small = handshake as Scenario;

const turnsOf = (entries: Body): TurnEntry[] => entries.filter((entry) => entry.type === 'turn');

describe('what a log proves', () => {
  const tampered = (record: EpisodeRecord, change: (entries: Body) => unknown): string => {
    const entries = structuredClone(record.entries) as Body;
    change(entries);
    const verified = verifyRecord({ ...record, entries }, small);
    return verified.ok ? 'verified' : `${verified.error.code}: ${verified.error.message}`;
  };
  const nodElsewhere = (turn: TurnEntry): unknown => {
    const [act] = turn.acts as { to: number }[];
    return Object.assign(turn, { acts: [{ type: 'nod', to: act?.to === 1 ? 2 : 1 }] });
  };
  const stepOf = (entries: Body, step: number) => {
    const found = entries.find((entry) => entry.type === 'step' && entry.step === step);
    if (found?.type !== 'step') throw new Error(`no step ${step}`);
    return found;
  };
  const turnOf = (entries: Body, turn: number): TurnEntry => {
    const found = entries.find((entry) => entry.type === 'turn' && entry.turn === turn);
    if (found?.type !== 'turn') throw new Error(`no turn ${turn}`);
    return found;
  };

  test.each<[string, (entries: Body) => unknown, RegExp]>([
    ['another act', (entries) => nodElsewhere(turnOf(entries, 0)), /step 1 gives another state/],
    [
      'other words',
      (entries) => Object.assign(turnOf(entries, 5), { text: 'Other words.' }),
      /step 3 gives another state/,
    ],
    [
      'another reward',
      (entries) => Object.assign(stepOf(entries, 6), { rewards: [5, 0, 0, 0] }),
      /step 6 gives other rewards/,
    ],
    [
      'another hash',
      (entries) => Object.assign(stepOf(entries, 2), { hash: '0'.repeat(16) }),
      /step 2 gives another state/,
    ],
    [
      'other candidates',
      (entries) => Object.assign(turnOf(entries, 4), { digest: '00000000' }),
      /turn 4 was offered other candidates/,
    ],
    [
      'another seat',
      (entries) => Object.assign(turnOf(entries, 4), { seat: 2 }),
      /turn 4 belongs to seat 0, not 2/,
    ],
    [
      'an impossible act',
      (entries) => Object.assign(turnOf(entries, 4), { acts: [{ type: 'nod', to: 1 }] }),
      /turn 4 is refused \(illegal-act\)/,
    ],
    [
      'a missing turn',
      (entries) => void entries.splice(entries.indexOf(turnOf(entries, 4)), 1),
      /turn 4 is missing before step 2/,
    ],
    [
      'a missing step',
      (entries) => void entries.splice(entries.indexOf(stepOf(entries, 2)), 1),
      /turn 4 is missing|turn 5 is missing|follows/,
    ],
    [
      'another winner',
      (entries) => {
        const end = entries.at(-1);
        if (end?.type === 'end') end.winners = [];
      },
      /it ends in another way/,
    ],
    [
      'an end too soon',
      (entries) => void entries.splice(entries.indexOf(stepOf(entries, 6)), 1),
      /it ends where the rules go on/,
    ],
  ])('%s is found', async (_what, change, says) => {
    const record = await played(small, ['scripted:blunt']);
    expect(tampered(record, () => undefined)).toBe('verified');
    expect(tampered(record, change)).toMatch(says);
  });

  test('another key, other options and another version are found', async () => {
    const record = await played(small, ['scripted:blunt']);
    const check = (header: Partial<Header>) =>
      verifyRecord({ ...record, header: { ...record.header, ...header } }, small);
    expect(check({ key: keyFromSeed(2, 0) })).toMatchObject({ error: { code: 'replay-mismatch' } });
    expect(check({ options: { players: 3 } })).toMatchObject({ error: { code: 'replay-mismatch' } });
    expect(check({ options: { players: 99 } })).toMatchObject({ error: { code: 'corrupt-log' } });
    expect(check({ scenarioVersion: 0 })).toMatchObject({ error: { code: 'foreign-log' } });
  });

  test('acts of no known shape are a mismatch, whatever the rules make of them', async () => {
    const record = await played(impostor, ['random'], 3);
    for (const act of [
      null,
      7,
      'kill',
      {},
      { type: 'go' },
      { type: 'kill', who: -1 },
      { type: 'accuse', who: 'red' },
    ]) {
      const entries = structuredClone(record.entries) as Body;
      for (const turn of turnsOf(entries).slice(-3)) turn.acts = [act];
      expect(verifyRecord({ ...record, entries }, impostor).ok).toBe(false);
    }
  });

  test('an aborted episode verifies as far as it went', async () => {
    const record = await played(small, ['scripted:blunt']);
    const cut = record.entries.findIndex((entry) => entry.type === 'step' && entry.step === 3);
    const entries = record.entries.slice(0, cut + 1);
    expect(verifyRecord({ ...record, entries, end: undefined }, small)).toEqual({
      ok: true,
      value: { turns: 6 },
    });
    const end = {
      type: 'end',
      end: 'aborted',
      winners: [],
      reason: 'error',
      roles: [],
      metrics: {},
    } as const;
    const aborted = { ...end, winners: [], roles: [] };
    expect(verifyRecord({ ...record, entries: [...entries, aborted], end: aborted }, small).ok).toBe(true);
  });

  test('a rule that throws comes out of headless play, and what was logged before it verifies', async () => {
    const broken: Scenario = {
      ...small,
      step: (state, moves, rng) => {
        if ((state as { said: unknown[] }).said.length === 2) throw new Error('a rule that fails');
        return small.step(state, moves, rng);
      },
    };
    const entries: Body = [];
    const seats = fresh(small).totals.map(() => new ScriptedSeat(small, 'blunt', 'friend'));
    const record = (entry: Entry): void => void (entry.type !== 'header' && entries.push(entry));
    await expect(playOut(fresh(broken), seats, { record })).rejects.toThrow('a rule that fails');
    const { header } = await played(small, ['scripted:blunt']);
    expect(verifyRecord({ header, entries, end: undefined }, small)).toEqual({
      ok: true,
      value: { turns: 6 },
    });
  });
});

describe('the chain of hashes', () => {
  type Step = Parameters<StateHash['add']>;
  const MOVE = { seat: 0, acts: [{ type: 'go', to: 1 }], text: 'Off I go.' };
  const LAST: Step = [[MOVE], [0, 0], { at: 'end' }, 3, false];
  const chain = (...steps: Step[]): string => {
    const hash = new StateHash();
    hash.begin({ at: 'start' });
    for (const step of steps) hash.add(...step);
    return hash.value;
  };

  test('depends on every seat, act, word and reward of every step', () => {
    const before: Step = [[MOVE, { ...MOVE, seat: 1 }], [0, 1], { at: 'middle' }, 2, false];
    const others: Step[] = [
      [[{ ...MOVE, seat: 1 }, MOVE], [0, 1], { at: 'middle' }, 2, false],
      [[MOVE, { ...MOVE, seat: 1, acts: [{ type: 'go', to: 2 }] }], [0, 1], { at: 'middle' }, 2, false],
      [[MOVE, { ...MOVE, seat: 1, text: 'Off I went.' }], [0, 1], { at: 'middle' }, 2, false],
      [[MOVE, { ...MOVE, seat: 1 }], [0, 2], { at: 'middle' }, 2, false],
      [[MOVE, { ...MOVE, seat: 1 }], [1, 0], { at: 'middle' }, 2, false],
    ];
    const values = [before, ...others].map((step) => chain(step, LAST));
    expect(new Set(values).size).toBe(values.length);
    expect(chain(before, LAST)).toBe(values[0]);
  });

  test('takes the whole state in after 32 turns and at the end', () => {
    const at = (state: object, turns: number, over: boolean): string =>
      chain([[MOVE], [0], state, turns, over]);
    expect(at({ a: 1 }, 31, false)).toBe(at({ a: 2 }, 31, false));
    expect(at({ a: 1 }, 32, false)).not.toBe(at({ a: 2 }, 32, false));
    expect(at({ a: 1 }, 1, true)).not.toBe(at({ a: 2 }, 1, true));
  });
});

describe('forks', () => {
  const STEP = 12;
  const branches = [{ step: STEP, key: keyFromSeed(77, 0) }];
  const seats = (): Seat[] =>
    fresh(impostor, 4).totals.map(() => new ScriptedSeat(impostor, 'random', 'crew'));
  const run = async (branched: boolean): Promise<Entry[]> => {
    const options = impostor.options.parse({});
    const episode = new Episode({
      scenario: impostor,
      options,
      key: keyFromSeed(4, 0),
      branches: branched ? branches : [],
    });
    const entries: Entry[] = [];
    await playOut(episode, seats(), { record: (entry) => entries.push(entry) });
    return entries;
  };
  const upToStep = (entries: readonly Entry[], step: number): Entry[] =>
    entries.slice(0, entries.findIndex((entry) => entry.type === 'step' && entry.step === step) + 1);

  test('draw as before up to the branch and otherwise from there on', async () => {
    const [plain, forked] = [await run(false), await run(true)];
    expect(upToStep(forked, STEP)).toEqual(upToStep(plain, STEP));
    expect(upToStep(forked, STEP + 3)).not.toEqual(upToStep(plain, STEP + 3));
  });

  test('each branch holds from its step until the next', () => {
    const later = [...branches, { step: 20, key: keyFromSeed(78, 0) }];
    const episode = new Episode({
      scenario: small,
      options: { players: 4 },
      key: keyFromSeed(4, 0),
      branches: later,
    });
    expect(
      [0, STEP - 1, STEP, 19, 20, 999].map((step) =>
        later.findIndex(({ key }) => key === episode.keyAt(step)),
      ),
    ).toEqual([-1, -1, 0, 0, 1, 1]);
  });

  test('replay only with their branches', async () => {
    const parent = await played(impostor, ['random'], 4);
    const entries = (await run(true)).filter((entry): entry is Body[number] => entry.type !== 'header');
    const header: Header = { ...parent.header, origin: 'fork', branches };
    expect(verifyRecord({ header, entries, end: undefined }, impostor).ok).toBe(true);
    const without = { ...header, branches: [] };
    expect(verifyRecord({ header: without, entries, end: undefined }, impostor)).toMatchObject({
      error: { code: 'replay-mismatch' },
    });
  });

  test('a replay stops before the turn it is told to', async () => {
    const record = await played(impostor, ['random'], 4);
    for (const turn of [0, 1, 17, 18, 30]) {
      const { episode } = replay(record, impostor, { beforeTurn: turn });
      const open = episode.open.map((one) => one.turn);
      expect(open[0]).toBeLessThanOrEqual(turn);
      expect(open.at(-1)).toBeGreaterThanOrEqual(turn);
    }
    expect(episodeOf(record.header, impostor).open[0]?.turn).toBe(0);
  });
});
