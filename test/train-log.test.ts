// What a training run tells: lines that are served as curves, and a file that TensorBoard reads.

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RunLog, recentRuns } from '../server/learner/run-log.ts';
import { crc32c, scalarsRecord } from '../server/learner/tensorboard.ts';
import type { TrainLine } from '../server/learner/train-line.ts';
import { eventsOf } from './doubles/event-file.ts';

const freshData = (): string => mkdtempSync(join(tmpdir(), 'parlor-train-log-'));

describe('the course of a run', () => {
  test('CRC-32C gives the known answer', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
    expect(crc32c(Buffer.alloc(0))).toBe(0);
  });

  test('is read back from its TensorBoard file: every record whole, every scalar at its step', () => {
    const data = freshData();
    const log = new RunLog(data, 'one', 1_790_000_000_000);
    for (const update of [1, 2, 300]) log.add(lineOf(update), 1_790_000_000_000 + 1000 * update);
    const folder = join(data, 'training', 'one');
    const [name = ''] = readdirSync(folder).filter((one) => one.includes('tfevents'));
    const events = eventsOf(readFileSync(join(folder, name)));
    expect(events[0]).toEqual({ at: 1_790_000_000, step: 0, version: 'brain.Event:2', scalars: {} });
    expect(events.slice(1).map(({ step }) => step)).toEqual([1, 2, 300]);
    expect(events[3]?.at).toBe(1_790_000_300);
    expect(events[3]?.scalars).toEqual({
      'run/turnsPerSecond': 100,
      'run/lag': 1,
      'wins/crew': 0.5,
      'metrics/ticks': 300,
      'crew/loss': Math.fround(0.1),
    });
  });

  test('a damaged byte of it would be noticed', () => {
    const record = scalarsRecord(1, 2, { loss: 0.5 });
    expect(eventsOf(record)).toHaveLength(1);
    for (let at = 0; at < record.length; at++) {
      const damaged = Buffer.from(record);
      damaged[at] = (damaged[at] as number) ^ 4;
      expect(() => eventsOf(damaged)).toThrow();
    }
  });

  test('is told by its latest lines, of the latest runs first, past lines that were cut off', () => {
    const data = freshData();
    expect(recentRuns(data, 5)).toEqual([]);
    for (const run of ['a', 'b']) {
      const log = new RunLog(data, run, 0);
      for (let update = 1; update <= 9; update++) log.add(lineOf(update), 0);
    }
    const path = join(data, 'training', 'a', 'lines.jsonl');
    writeFileSync(path, `${'x'.repeat(600_000)}\n${JSON.stringify(lineOf(10))}\n{"update": 11, "epi`);
    const runs = recentRuns(data, 5);
    expect(runs.map(({ run }) => run)).toEqual(['a', 'b']);
    expect(runs[0]?.lines).toEqual([lineOf(10)]);
    expect(runs[1]?.lines.map(({ update }) => update)).toEqual([5, 6, 7, 8, 9]);
  });

  const lineOf = (update: number): TrainLine => ({
    update,
    episodes: 4 * update,
    seconds: update,
    turnsPerSecond: 100,
    lag: 1,
    wins: { crew: 0.5 },
    metrics: { ticks: update },
    reports: { crew: { loss: 0.1 } },
    checkpoints: [],
  });
});
