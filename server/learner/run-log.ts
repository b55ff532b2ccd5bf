// What a run tells besides its checkpoints: DATA/training/RUN/ holds every line as JSON (lines.jsonl, which
// /api/training serves) and as curves for TensorBoard.

import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RejectionError } from '../../shared/result.ts';
import type { TrainPlan } from './plan.ts';
import { EventFile } from './tensorboard.ts';
import type { TrainLine } from './train-line.ts';

export const runName = ({ scenario, name, seed }: TrainPlan): string => `${scenario}-${name}-s${seed}`;

const LineSchema = z.object({
  update: z.number(),
  episodes: z.number(),
  seconds: z.number(),
  turnsPerSecond: z.number(),
  lag: z.number(),
  wins: z.record(z.string(), z.number()),
  metrics: z.record(z.string(), z.number()),
  reports: z.record(z.string(), z.record(z.string(), z.number())),
  checkpoints: z.array(z.string()),
});

/** Scalars of a line by the names that curves get. */
const scalarsOf = (line: TrainLine): Record<string, number> => {
  const scalars: Record<string, number> = { 'run/turnsPerSecond': line.turnsPerSecond, 'run/lag': line.lag };
  for (const [role, share] of Object.entries(line.wins)) scalars[`wins/${role}`] = share;
  for (const [name, value] of Object.entries(line.metrics)) scalars[`metrics/${name}`] = value;
  for (const [role, report] of Object.entries(line.reports))
    for (const [name, value] of Object.entries(report)) scalars[`${role}/${name}`] = value;
  return scalars;
};

export class RunLog {
  readonly #lines: string;
  readonly #events: EventFile;

  /** `at`: ms since 1970. Throws RejectionError `log-failed`, as add does. */
  constructor(data: string, run: string, at: number) {
    const folder = join(data, 'training', run);
    this.#lines = join(folder, 'lines.jsonl');
    this.#events = writing(folder, () => {
      mkdirSync(folder, { recursive: true });
      return new EventFile(folder, at);
    });
  }

  add(line: TrainLine, at: number): void {
    writing(this.#lines, () => {
      appendFileSync(this.#lines, `${JSON.stringify(line)}\n`);
      this.#events.scalars(at, line.update, scalarsOf(line));
    });
  }
}

const writing = <T>(path: string, write: () => T): T => {
  try {
    return write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RejectionError('log-failed', `The course of the run cannot be written to ${path} (${why}).`);
  }
};

export interface RunTail {
  readonly run: string;
  /** ms since 1970 of the latest line. */
  readonly at: number;
  readonly lines: readonly TrainLine[];
}

const parsedLine = (text: string): TrainLine[] => {
  try {
    const parsed = LineSchema.safeParse(JSON.parse(text));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return []; // the last line of a run that was killed may be cut off
  }
};

/** More than this is not read of a run, bytes; nor more runs than these shown. */
const TAIL = 512 * 1024;
const MOST_RUNS = 20;

/** The last lines of a file, the first of which may be cut off. */
const tailOf = (path: string, size: number): string[] => {
  const buffer = Buffer.alloc(Math.min(size, TAIL));
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8', 0, read).trimEnd().split('\n');
  } finally {
    closeSync(file);
  }
};

/** The latest lines of the latest runs under a data folder, the run that wrote last first. */
export const recentRuns = (data: string, lines: number): RunTail[] => {
  const folder = join(data, 'training');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((run) => {
      const path = join(folder, run, 'lines.jsonl');
      const found = statSync(path, { throwIfNoEntry: false });
      return found ? [{ run, path, at: Math.round(found.mtimeMs), size: found.size }] : [];
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST_RUNS)
    .map(({ run, path, at, size }) => ({
      run,
      at,
      lines: tailOf(path, size).slice(-lines).flatMap(parsedLine),
    }));
};
