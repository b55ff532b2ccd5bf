// Which folders the log opens: its own, sound ones. Everything else is a sentence, never a crash.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLmdbTurnLog } from '../server/log/lmdb-turn-log.ts';
import { openTables, rowKey } from '../server/log/tables.ts';
import type { TurnLog } from '../server/log/turn-log.ts';
import { end, header, step, turn } from './doubles/log-entries.ts';
import { entriesOf, thrownBy } from './doubles/turn-log.contract.ts';

let folder = '';
let data = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'parlor-log-')), 'log');
  data = join(folder, 'turns.mdb');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const refusal = (code: string, words: string): unknown =>
  expect.objectContaining({ name: 'RejectionError', code, message: expect.stringContaining(words) });

const opening = (): unknown => thrownBy(() => openLmdbTurnLog(folder));

/** A log with an ended and a live episode, closed. */
const filled = async (): Promise<void> => {
  const log = openLmdbTurnLog(folder);
  for (let index = 0; index < 60; index++) {
    log.open(header(`ended-${index}`));
    log.note(`ended-${index}`, [
      ...Array.from({ length: 40 }, (_, at) => [turn(at), step(at)]).flat(),
      end(),
    ]);
  }
  log.open(header('live'));
  for (let at = 0; at < 30; at++) await log.append('live', [turn(at), step(at)]);
  await log.close();
};

const check = async (log: TurnLog): Promise<void> => {
  expect(entriesOf(log, 'ended-7')).toHaveLength(81);
  expect(entriesOf(log, 'live')).toHaveLength(60);
  await log.close();
};

test('[L8] a folder that holds something else, or is a file, is foreign and stays untouched', () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'letter.txt'), 'dear');
  expect(opening()).toEqual(refusal('foreign-log', 'letter.txt'));
  expect(readdirSync(folder)).toEqual(['letter.txt']);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file');
  expect(opening()).toEqual(refusal('foreign-log', 'it is a file'));
});

test('[L8] another database under the same name is foreign, and so is a log of a later format', async () => {
  mkdirSync(folder);
  await openTables(data, false).root.close();
  expect(opening()).toEqual(refusal('foreign-log', 'no parlor-log.json'));
  writeFileSync(
    join(folder, 'parlor-log.json'),
    JSON.stringify({ what: 'parlor-log', format: 99, state: 'open' }),
  );
  expect(opening()).toEqual(refusal('foreign-log', 'has format 99'));
  writeFileSync(
    join(folder, 'parlor-log.json'),
    JSON.stringify({ what: 'parlor-log', format: 1, state: 'open' }),
  );
  expect(opening()).toEqual(refusal('corrupt-log', 'format row'));
  writeFileSync(join(folder, 'parlor-log.json'), '{');
  expect(opening()).toEqual(refusal('corrupt-log', 'parlor-log.json cannot be read'));
});

test('[L8] a data file that is missing, cut off or overwritten at its head is damaged', async () => {
  await filled();
  const whole = readFileSync(data);
  for (const size of [0, 100, 5000, 9000, whole.length - 8192, Math.floor(whole.length / 2)]) {
    writeFileSync(data, whole);
    truncateSync(data, size);
    expect(opening()).toEqual(refusal('corrupt-log', 'Restore it from a backup'));
  }
  writeFileSync(data, Buffer.concat([Buffer.alloc(64, 1), whole.subarray(64)]));
  expect(opening()).toEqual(refusal('corrupt-log', 'unreadable'));
  rmSync(data);
  expect(opening()).toEqual(refusal('corrupt-log', 'missing'));
  writeFileSync(data, whole);
  await check(openLmdbTurnLog(folder));
});

test('[L8] pages overwritten anywhere give a sentence or leave the other episodes readable', async () => {
  await filled();
  const whole = readFileSync(data);
  let refused = 0;
  for (let trial = 0; trial < 12; trial++) {
    const bytes = Buffer.from(whole);
    const page = 2 + Math.floor((trial * (whole.length / 4096 - 3)) / 12);
    bytes.fill(trial % 2 ? 0xff : 0x5a, page * 4096, page * 4096 + 4096);
    writeFileSync(data, bytes);
    const error = await readingAll();
    if (error) {
      expect(error).toEqual(refusal('corrupt-log', 'damaged'));
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(0);
});

/** Opens, reads everything that can be read, closes; what was thrown. */
const readingAll = async (): Promise<unknown> => {
  try {
    const log = openLmdbTurnLog(folder);
    const records = [...log.episodes()].map((id) => log.read(id));
    await log.close();
    expect(records).toHaveLength(61);
    for (const record of records) expect(record.ok || record.error.code).toBeOneOf([true, 'corrupt-log']);
  } catch (error) {
    return error;
  }
  return undefined;
};

test('[L8] a flipped bit and a missing row are damage of one episode, named by number', async () => {
  await filled();
  const tables = openTables(data, false);
  const [number] = [...tables.live.getKeys({})];
  const row = tables.entries.get(rowKey(number ?? 0, 9));
  if (!row) throw new Error('row 9 is not where it was expected');
  row[row.length - 3] = (row.at(-3) ?? 0) ^ 16;
  tables.entries.putSync(rowKey(number ?? 0, 9), row);
  await tables.root.close();
  const flipped = openLmdbTurnLog(folder);
  expect(flipped.read('live')).toMatchObject({
    error: { code: 'corrupt-log', message: expect.stringContaining('Episode live, entry 9') },
  });
  expect(entriesOf(flipped, 'ended-3')).toHaveLength(81);
  expect(flipped.live()).toMatchObject([{ episode: 'live' }]);
  await flipped.close();
  const again = openTables(data, false);
  again.entries.removeSync(rowKey(number ?? 0, 9));
  await again.root.close();
  const holed = openLmdbTurnLog(folder);
  expect(holed.read('live')).toMatchObject({
    error: { code: 'corrupt-log', message: expect.stringContaining('entry 9: it is missing') },
  });
  await holed.close();
});

test('[L8] a folder that cannot be made is refused with the reason', () => {
  writeFileSync(join(folder, '..', 'file'), '');
  const inside = thrownBy(() => openLmdbTurnLog(join(folder, '..', 'file', 'log')));
  expect(inside).toEqual(refusal('log-failed', 'ENOTDIR'));
});

test('[L9] what an interrupted creation left is begun anew', async () => {
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'parlor-log.json'),
    JSON.stringify({ what: 'parlor-log', format: 1, state: 'creating' }),
  );
  writeFileSync(data, 'half');
  const log = openLmdbTurnLog(folder);
  expect(log.list()).toEqual([]);
  await log.close();
});

const holding = async (): Promise<ChildProcess> => {
  const writer = spawn(
    process.execPath,
    [fileURLToPath(new URL('./doubles/log-writer.ts', import.meta.url)), folder, 'other', '1'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (!writer.stdout) throw new Error('the writer has no output');
  await once(writer.stdout, 'data');
  return writer;
};

test('[L10] a second writer is told who writes; readers look on; a dead writer locks nobody out', async () => {
  const writer = await holding();
  const gone = once(writer, 'exit');
  expect(opening()).toEqual(refusal('log-locked', `process ${writer.pid}`));
  const reader = openLmdbTurnLog(folder, { readOnly: true });
  const before = reader.list({ limit: 1000 }).length;
  expect(before).toBeGreaterThan(0);
  expect(entriesOf(reader, 'other-0-0').length).toBeGreaterThan(0);
  expect(thrownBy(() => reader.open(header('mine')))).toEqual(refusal('not-allowed', 'for reading'));
  await reader.close();
  writer.kill('SIGKILL');
  await gone;
  expect(existsSync(join(folder, 'writer.lock'))).toBe(true);
  const log = openLmdbTurnLog(folder);
  expect(opening()).toEqual(refusal('log-locked', 'this process'));
  await log.close();
  expect(existsSync(join(folder, 'writer.lock'))).toBe(false);
});

test('[L10] a reader sees what a writer adds afterwards, and needs a log to be there', async () => {
  expect(thrownBy(() => openLmdbTurnLog(folder, { readOnly: true }))).toEqual(
    refusal('unknown-episode', 'no log'),
  );
  expect(existsSync(folder)).toBe(false);
  const writer = openLmdbTurnLog(folder);
  writer.open(header('first'));
  await writer.append('first', [turn(0)]);
  const reader = openLmdbTurnLog(folder, { readOnly: true });
  expect(entriesOf(reader, 'first')).toEqual([turn(0)]);
  writer.open(header('second', { options: { never: 'seen', before: 1 } }));
  await writer.append('second', [turn(1, { acts: [{ brand: 'new', keys: true }] })]);
  expect(entriesOf(reader, 'second')).toEqual([turn(1, { acts: [{ brand: 'new', keys: true }] })]);
  expect(reader.list().map(({ episode, turns }) => [episode, turns])).toEqual([
    ['second', 1],
    ['first', 1],
  ]);
  await reader.close();
  await writer.append('second', [end()]);
  await writer.close();
});
