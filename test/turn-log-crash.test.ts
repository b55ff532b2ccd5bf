// What the log on disk promises when processes die and disks fill up.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Given, GroupCommit } from '../server/log/group-commit.ts';
import { openLmdbTurnLog } from '../server/log/lmdb-turn-log.ts';
import { RejectionError } from '../shared/result.ts';
import { end, header, step, turn } from './doubles/log-entries.ts';
import { entriesOf, thrownBy } from './doubles/turn-log.contract.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parlor-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const WRITER = fileURLToPath(new URL('./doubles/log-writer.ts', import.meta.url));
const FULL_DISK = fileURLToPath(new URL('./doubles/full-disk.ts', import.meta.url));

const ENTRIES = [...Array.from({ length: 25 }, (_, at) => [turn(at), step(at)]).flat(), end()];

/** Runs a writer until it has acknowledged so many appends, kills it, and returns what it acknowledged. */
const killedAfter = async (lines: number, name: string): Promise<Map<string, number>> => {
  const writer = spawn(process.execPath, [WRITER, folder, name, '5'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged = new Map<string, number>();
  const exited = once(writer, 'exit');
  let heard = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    const [id, count] = line.split(' ');
    acknowledged.set(id ?? '', Number(count));
    if (++heard === lines) writer.kill('SIGKILL');
  }
  await exited;
  return acknowledged;
};

test('[L3] [L2] killing the writer ten times loses nothing acknowledged and leaves no hole', async () => {
  const acknowledged = new Map<string, number>();
  for (let trial = 0; trial < 10; trial++) {
    for (const [id, count] of await killedAfter(40 + trial * 37, `t${trial}`)) acknowledged.set(id, count);
    const log = openLmdbTurnLog(folder);
    for (const [id, count] of acknowledged)
      expect(entriesOf(log, id).slice(0, count)).toEqual(ENTRIES.slice(0, count));
    for (const { episode } of log.live()) await log.append(episode, [end({ end: 'aborted' })]);
    expect(log.live()).toEqual([]);
    await log.close();
  }
  expect(acknowledged.size).toBeGreaterThan(50);
});

test('[L5] [L8] a full disk refuses an append whole, and later ones find their place', () => {
  const limit = `ulimit -S -f 400; exec "$0" "$@"`;
  const run = spawnSync('bash', ['-c', limit, process.execPath, FULL_DISK, folder], {
    encoding: 'utf8',
  });
  const said = JSON.parse(run.stdout) as Record<string, string>;
  for (const refused of ['large', 'behind', 'flush'])
    expect(said[refused]).toMatch(/^log-failed: .*disk space/);
  for (const stored of ['after', 'again', 'noted']) expect(said[stored]).toBe('stored');
  const log = openLmdbTurnLog(folder);
  expect(entriesOf(log, 'small')).toEqual([turn(0), turn(1), end()]);
  expect(entriesOf(log, 'large')).toEqual([turn(0), end()]);
  expect(entriesOf(log, 'noted')).toEqual([turn(0)]);
  return log.close();
});

test('[L4] appends of one tick are one write, and those of the next tick wait for it', async () => {
  const groups: number[] = [];
  const commits = new GroupCommit(async (group) => {
    groups.push(group.length);
    return new Map();
  });
  const append = (id: string): Promise<void> =>
    new Promise((resolve, reject) => commits.give(id, undefined, [turn(0)], { resolve, reject }));
  await Promise.all(Array.from({ length: 500 }, (_, index) => append(`e${index % 250}`)));
  expect(groups).toEqual([250]);
  await append('later');
  expect(groups).toEqual([250, 1]);
});

test('[L5] an episode that lost something noted takes nothing more until a flush tells; others go on', async () => {
  const refusal = new RejectionError('log-failed', 'no');
  let refuse = true;
  const stored: string[] = [];
  const commits = new GroupCommit(async (group) => {
    const failed = new Map<Given, RejectionError>();
    for (const given of group)
      if (refuse && given.episode === 'bad') failed.set(given, refusal);
      else stored.push(given.episode);
    return failed;
  });
  const append = (id: string): Promise<string> =>
    new Promise<void>((resolve, reject) => commits.give(id, undefined, [turn(0)], { resolve, reject })).then(
      () => 'stored',
      (error: RejectionError) => error.code,
    );
  const first = Promise.all([append('bad'), append('good')]);
  await expect(first).resolves.toEqual(['log-failed', 'stored']);
  commits.give('bad', undefined, [turn(1)]);
  await expect(append('bad')).resolves.toBe('log-failed');
  expect(thrownBy(() => commits.give('bad', undefined, [turn(2)]))).toBe(refusal);
  await expect(commits.flush()).rejects.toBe(refusal);
  refuse = false;
  await expect(append('bad')).resolves.toBe('stored');
  await expect(commits.flush()).resolves.toBeUndefined();
  expect(stored).toEqual(['good', 'bad']);
});

test('[L5] a header lost with the append behind it can be opened again without a flush', async () => {
  const refusal = new RejectionError('log-failed', 'no');
  let refuse = true;
  const stored: Given[] = [];
  const commits = new GroupCommit(async (group) => {
    if (refuse) return new Map(group.map((given) => [given, refusal]));
    stored.push(...group);
    return new Map();
  });
  const begin = (): Promise<void> => {
    commits.give('e', header('e'), []);
    return new Promise((resolve, reject) => commits.give('e', undefined, [turn(0)], { resolve, reject }));
  };
  await expect(begin()).rejects.toBe(refusal);
  refuse = false;
  await begin();
  await commits.flush();
  expect(stored).toEqual([{ episode: 'e', header: header('e'), entries: [turn(0)] }]);
  refuse = true;
  commits.give('alone', header('alone'), []);
  await expect(commits.flush()).rejects.toBe(refusal);
});
