// The episodes of one `parlor play`, dealt out to threads: thread t plays every T-th index, each with
// the key of its index, so that the episodes are the same for any number of threads.

import { Worker } from 'node:worker_threads';
import { findScenario } from '../../scenarios/index.ts';
import type { Entry, Header } from '../../shared/turn.ts';
import { newEpisodeId } from '../episode/episode-id.ts';
import { keyFromSeed } from '../episode/streams.ts';
import { type HeadlessRun, playHeadless } from '../seats/headless.ts';
import { version } from '../version.ts';
import { Counter, type Counts } from './counter.ts';
import type { LogSink } from './log-sink.ts';

export interface PlayJob {
  readonly scenario: string;
  readonly options: unknown;
  readonly seats: readonly string[];
  readonly hashing: boolean;
  readonly seed: number;
  readonly episodes: number;
}

export interface Played {
  readonly counter: Counter;
  readonly turns: number;
  /** Ids of the first 100 logged episodes. */
  readonly ids: readonly string[];
  /** The first few defaults that had to be taken. */
  readonly warnings: readonly string[];
}

interface Part {
  readonly counts: Counts;
  readonly turns: number;
  readonly warnings: readonly string[];
}

const MAX_WARNINGS = 5;

const scenarioOf = (id: string): NonNullable<ReturnType<typeof findScenario>> => {
  const scenario = findScenario(id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  return scenario;
};

/** Plays indices first, first + every, ... */
export const playPart = async (
  job: PlayJob,
  first: number,
  every: number,
  sink?: LogSink,
  ids: string[] = [],
): Promise<Part> => {
  const scenario = scenarioOf(job.scenario);
  const counter = new Counter(scenario.roles);
  const warnings: string[] = [];
  const warn = (why: string, { turn, seat }: { turn: number; seat: number }): void => {
    if (warnings.length < MAX_WARNINGS)
      warnings.push(`turn ${turn}, seat ${seat}: ${why} The default act was taken.`);
  };
  const record = sink && ((header: Header): ((entry: Entry) => void) => sink.record(header));
  const run: HeadlessRun = { ...job, scenario, warn, record, code: version, now: Date.now };
  let turns = 0;
  for (let index = first; index < job.episodes; index += every) {
    const played = await playHeadless(run, keyFromSeed(job.seed, index), sink ? newEpisodeId() : 'unlogged');
    turns += played.turns;
    counter.add(played.end);
    if (sink && ids.length < 100) ids.push(played.id);
    await sink?.pause();
  }
  return { counts: counter.counts, turns, warnings };
};

const inThread = (job: PlayJob, first: number, every: number): Promise<Part> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./play-thread.ts', import.meta.url), {
      workerData: { job, first, every },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

/** Plays all of a job. With a log everything runs in this thread, which is the log's one writer. */
export const playJob = async (job: PlayJob, threads: number, sink?: LogSink): Promise<Played> => {
  const counter = new Counter(scenarioOf(job.scenario).roles);
  const ids: string[] = [];
  const several = threads > 1 && !sink;
  const parts = several
    ? await Promise.all(Array.from({ length: threads }, (_, first) => inThread(job, first, threads)))
    : [await playPart(job, 0, 1, sink, ids)];
  for (const part of parts) counter.merge(part.counts);
  return {
    counter,
    turns: parts.reduce((sum, part) => sum + part.turns, 0),
    ids,
    warnings: parts.flatMap((part) => part.warnings).slice(0, MAX_WARNINGS),
  };
};
