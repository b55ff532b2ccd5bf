// What a run tells besides its checkpoints: DATA/training/RUN/ holds every line as JSON (lines.jsonl, which
// /api/training serves) and as curves for TensorBoard.

import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TrainPlan } from './plan.ts';
import { EventFile } from './tensorboard.ts';
import type { TrainLine } from './trainer.ts';

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

  /** `at`: ms since 1970. Throws what the file system throws. */
  constructor(data: string, run: string, at: number) {
    const folder = join(data, 'training', run);
    mkdirSync(folder, { recursive: true });
    this.#lines = join(folder, 'lines.jsonl');
    this.#events = new EventFile(folder, at);
  }

  add(line: TrainLine, at: number): void {
    appendFileSync(this.#lines, `${JSON.stringify(line)}\n`);
    this.#events.scalars(at, line.update, scalarsOf(line));
  }
}

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

/** The latest lines of every run under a data folder, the run that wrote last first. */
export const recentRuns = (data: string, lines: number): RunTail[] => {
  const folder = join(data, 'training');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((run) => ({ run, path: join(folder, run, 'lines.jsonl') }))
    .filter(({ path }) => existsSync(path))
    .map(({ run, path }) => ({
      run,
      at: Math.round(statSync(path).mtimeMs),
      lines: readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).flatMap(parsedLine),
    }))
    .sort((a, b) => b.at - a.at);
};
