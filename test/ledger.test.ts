// What a shared world gives, it gives once: one winner of every race, in one process or in several,
// before and after a restart, and a replay that never asks again.

import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Episode } from '../server/episode/episode.ts';
import { HOLD_MS, type Ledger, MemoryLedger } from '../server/episode/ledger.ts';
import { opening } from '../server/episode/play.ts';
import { replay, verifyRecord } from '../server/episode/replay.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { openLmdbLedger } from '../server/log/lmdb-ledger.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';
import { type EpisodeRecord, LOG_VERSION, type StepEntry, type TurnEntry } from '../shared/turn.ts';
import { handshake } from './scenarios/handshake/index.ts';

const run = promisify(execFile);
const freshPath = (): string => join(mkdtempSync(join(tmpdir(), 'parlor-ledger-')), 'ledger');

const stores: [string, (now: () => number) => { ledger: Ledger; close(): Promise<void> }][] = [
  ['in memory', (now) => ({ ledger: new MemoryLedger(now), close: async () => undefined })],
  [
    'on disk',
    (now) => {
      const ledger = openLmdbLedger(freshPath(), now);
      return { ledger, close: () => ledger.close() };
    },
  ],
];

const RACES = 10_000;

describe.each(stores)('a ledger %s', (_, make) => {
  test(`has one winner in each of ${RACES} races of two to five holders`, { timeout: 120_000 }, async () => {
    const { ledger, close } = make(() => 0);
    const rng = rngFromState([5, 6, 7, 8]);
    for (let race = 0; race < RACES; race++) {
      const holders = rng.shuffle(['a', 'b', 'c', 'd', 'e']).slice(0, 2 + rng.int(4));
      const winners = holders.filter((holder) => ledger.take([`slot-${race}`], holder));
      expect(winners).toEqual([holders[0]]);
    }
    await close();
  });

  test('gives all keys of a claim or none, and its own to a holder that asks again', async () => {
    const { ledger, close } = make(() => 0);
    expect(ledger.take(['mon', 'tue'], 'a')).toBe(true);
    expect(ledger.take(['tue', 'wed'], 'b')).toBe(false);
    expect(ledger.take(['wed'], 'c')).toBe(true);
    expect(ledger.take(['mon', 'tue'], 'a')).toBe(true);
    await close();
  });

  test('lets go after a week', async () => {
    let now = 0;
    const { ledger, close } = make(() => now);
    expect(ledger.take(['mon'], 'a')).toBe(true);
    now = HOLD_MS - 1;
    expect(ledger.take(['mon'], 'b')).toBe(false);
    now = HOLD_MS;
    expect(ledger.take(['mon'], 'b')).toBe(true);
    await close();
  });
});

test('three processes race for 300 slots on disk: each slot has exactly one winner', async () => {
  const path = freshPath();
  const racers = await Promise.all(
    ['x', 'xx', 'xxx'].map((holder) =>
      run(process.execPath, ['test/doubles/ledger-racer.ts', path, holder, '300']),
    ),
  );
  const won = racers.map(({ stdout }): number[] => JSON.parse(stdout));
  expect(won.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, key) => key));
});

test('holds on disk outlive the process', async () => {
  const path = freshPath();
  const first = openLmdbLedger(path, () => 0);
  expect(first.take(['mon'], 'a')).toBe(true);
  await first.close();
  const second = openLmdbLedger(path, () => 0);
  expect(second.take(['mon'], 'b')).toBe(false);
  expect(second.take(['mon'], 'a')).toBe(true);
  await second.close();
});

/** The handshake in which every nod claims the chair; who was refused is part of the state by way of the nods. */
const contended: Scenario = {
  ...(handshake as Scenario),
  claims: (_, { acts: [act] }) => ((act as { type: string }).type === 'nod' ? ['chair'] : []),
  step: (state, moves, rng) => {
    const taken = handshake.step(state as never, moves as never, rng);
    const refused = moves.filter((move) => move.granted === false).map((move) => move.seat);
    return { ...taken, rewards: taken.rewards.map((reward, seat) => (refused.includes(seat) ? -9 : reward)) };
  },
};

const playFirstStep = (ledger: Ledger, holder: string): EpisodeRecord => {
  const key = keyFromSeed(1, 0);
  const options = contended.options.parse({ players: 3 });
  const episode = new Episode({ scenario: contended, options, key });
  const entries: (TurnEntry | StepEntry)[] = [opening(episode)];
  for (const { turn } of episode.open) {
    const taken = episode.submit(turn, episode.defaultUtterance(turn));
    if (taken.ok) entries.push(taken.value);
  }
  entries.push(episode.close((keys) => ledger.take(keys, holder)));
  const seats = episode.totals.map(() => ({ kind: 'scripted' as const, occupant: 'x' }));
  return {
    header: {
      type: 'header',
      log: LOG_VERSION,
      episode: holder,
      scenario: 'handshake',
      scenarioVersion: 1,
      code: 'test',
      key,
      options,
      seats,
      consent: [true, true, true],
      startedAt: 0,
      origin: 'room',
      practice: false,
    },
    entries,
    end: undefined,
  };
};

const lastStep = (record: EpisodeRecord): StepEntry => record.entries.at(-1) as StepEntry;

test('what was refused is in the step entry, and replay plays it again without a ledger', () => {
  const ledger = new MemoryLedger(() => 0);
  const winner = playFirstStep(ledger, 'first');
  const loser = playFirstStep(ledger, 'second');
  expect(lastStep(winner).granted).toEqual([
    [0, true],
    [1, true],
    [2, true],
  ]);
  expect(lastStep(winner).rewards).toEqual([0, 0, 0]);
  expect(lastStep(loser).granted?.map(([, granted]) => granted)).toEqual([false, false, false]);
  expect(lastStep(loser).rewards).toEqual([-9, -9, -9]);
  expect(verifyRecord(winner, contended).ok).toBe(true);
  expect(verifyRecord(loser, contended).ok).toBe(true);
  expect(replay(loser, contended).episode.hash).not.toBe(replay(winner, contended).episode.hash);
});

test('a log whose grants were changed or lost is refused', () => {
  const record = playFirstStep(new MemoryLedger(() => 0), 'first');
  const step = lastStep(record);
  const { granted, ...without } = step;
  for (const tampered of [{ ...step, granted: granted?.map(([turn]) => [turn, false]) }, without]) {
    const forged = { ...record, entries: [...record.entries.slice(0, -1), tampered as StepEntry] };
    expect(verifyRecord(forged, contended)).toMatchObject({ ok: false, error: { code: 'replay-mismatch' } });
  }
});
