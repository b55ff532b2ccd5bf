// The turn log's rules, held to both stores, and the two compared on random play.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLmdbTurnLog } from '../server/log/lmdb-turn-log.ts';
import { MemoryTurnLog } from '../server/log/memory-turn-log.ts';
import type { LogEntry, TurnLog } from '../server/log/turn-log.ts';
import { end, header, step, turn } from './doubles/log-entries.ts';
import { turnLogContract, type WithLog } from './doubles/turn-log.contract.ts';

const withFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-log-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const withMemory: WithLog = async (use) => {
  const log = new MemoryTurnLog();
  await use(log);
  await log.close();
};

const withLmdb: WithLog = (use) =>
  withFolder(async (folder) => {
    const log = openLmdbTurnLog(folder);
    try {
      await use(log);
    } finally {
      await log.close();
    }
  });

turnLogContract('memory', withMemory);
turnLogContract('LMDB', withLmdb);

test('[L9] memory: closing forgets everything', async () => {
  const log = new MemoryTurnLog();
  log.open(header('a'));
  await log.close();
  expect(log.list()).toEqual([]);
  expect(log.read('a').ok).toBe(false);
});

const everything = (log: TurnLog): unknown => ({
  list: log.list({ limit: 1000 }),
  live: log.live(),
  records: [...log.episodes()].map((id) => log.read(id)),
});

const json = fc
  .jsonValue({ maxDepth: 3, noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const randomTurn = fc
  .record({
    turn: fc.nat(500),
    seat: fc.nat(9),
    acts: fc.array(json, { maxLength: 4 }),
    text: fc.string({ unit: 'grapheme' }),
  })
  .chain((fields) =>
    fc
      .record(
        { mu: fc.array(number, { maxLength: 5 }), value: number, latencyMs: number },
        { requiredKeys: [] },
      )
      .map((extra): LogEntry => ({ ...turn(0), ...fields, ...extra })),
  );
const randomStep = fc
  .record({ step: fc.nat(99), turn: fc.nat(500), rewards: fc.array(number, { maxLength: 6 }) })
  .map((fields): LogEntry => step(0, fields));
const operation = fc.record({
  episode: fc.nat(7),
  entries: fc.array(fc.oneof(randomTurn, randomStep), { maxLength: 40 }),
  how: fc.constantFrom('append', 'note', 'end', 'flush'),
});

/** Gives one operation to a log; the ids in `ended` take no more. */
const apply = async (
  log: TurnLog,
  { episode, entries, how }: { episode: number; entries: LogEntry[]; how: string },
  known: Map<string, boolean>,
) => {
  const id = `fuzz-${episode}`;
  if (how === 'flush') return log.flush();
  if (known.get(id)) return;
  if (!known.has(id)) log.open(header(id));
  known.set(id, how === 'end');
  if (how === 'note') log.note(id, entries);
  else if (how === 'end') await log.append(id, [...entries, end()]);
  else void log.append(id, entries);
};

test('[L1] [L2] [L9] random play of interleaved episodes leaves both stores alike, before and after a restart', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 60 }), (operations) =>
      withFolder(async (folder) => {
        const memory = new MemoryTurnLog();
        const disk = openLmdbTurnLog(folder);
        for (const log of [memory, disk]) {
          const known = new Map<string, boolean>();
          for (const one of operations) await apply(log, one, known);
          await log.flush();
        }
        const expected = everything(memory);
        expect(everything(disk)).toEqual(expected);
        await disk.close();
        const again = openLmdbTurnLog(folder);
        expect(everything(again)).toEqual(expected);
        await again.close();
      }),
    ),
    { seed: 20, numRuns: 40 },
  );
});

test('a restarted log goes on where live episodes stood', () =>
  withFolder(async (folder) => {
    const first = openLmdbTurnLog(folder);
    first.open(header('long'));
    await first.append('long', [turn(0), step(0), turn(1)]);
    await first.close();
    const second = openLmdbTurnLog(folder);
    expect(second.live()).toMatchObject([{ episode: 'long', turns: 2 }]);
    await second.append('long', [step(1), turn(2), end()]);
    expect(second.read('long')).toMatchObject({
      value: { entries: [turn(0), step(0), turn(1), step(1), turn(2), end()], end: end() },
    });
    expect(second.list()).toMatchObject([{ turns: 3 }]);
    await second.close();
  }));

test('a logged turn takes at most 0.6 of its JSON on disk, played headless or live', () =>
  withFolder(async (folder) => {
    const log = openLmdbTurnLog(folder);
    let json = 0;
    const count = (entries: readonly object[]): void => {
      for (const entry of entries) json += JSON.stringify(entry).length + 1;
    };
    for (let round = 0; round < 40; round++) {
      const live = Array.from({ length: 8 }, (_, index) => `live-${round}-${index}`);
      for (const id of [...live, `play-${round}`]) log.open(header(id));
      const all: LogEntry[] = [];
      for (let at = 0; at < 100; at++) {
        const entries = [turn(at + round * 100), step(at + round * 100)];
        all.push(...entries);
        await Promise.all(live.map((id) => log.append(id, entries)));
      }
      log.note(`play-${round}`, [...all, end()]);
      await Promise.all(live.map((id) => log.append(id, [end()])));
      for (const id of [...live, `play-${round}`]) count([header(id), ...all, end()]);
    }
    await log.close();
    expect(statSync(join(folder, 'turns.mdb')).size / json).toBeLessThan(0.6);
  }));
