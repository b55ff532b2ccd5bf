// The episodes of one `parlor play`, dealt out to threads: thread t plays every T-th index, each with
// the key of its index, so that the episodes are the same for any number of threads. Threads seal
// what they played; the log, which has one writer, only puts it away.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { findScenario } from '../../scenarios/index.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Entry, Header } from '../../shared/turn.ts';
import { newEpisodeId } from '../episode/episode-id.ts';
import { keyFromSeed } from '../episode/streams.ts';
import { seal } from '../log/sealed.ts';
import type { LogEntry, SealedEpisode, TurnLog } from '../log/turn-log.ts';
import { type HeadlessRun, playHeadless } from '../seats/headless.ts';
import { version } from '../version.ts';
import { Counter, type Counts } from './counter.ts';
import { type LlmResult, LlmTally } from './llm-tally.ts';

export interface PlayJob {
  readonly scenario: string;
  readonly options: unknown;
  readonly seats: readonly string[];
  readonly hashing: boolean;
  readonly seed: number;
  readonly episodes: number;
  readonly log: boolean;
  /** Folder whose imported resources the threads read; absent: none. */
  readonly data?: string;
}

export interface Played {
  readonly counter: Counter;
  readonly turns: number;
  /** Ids of the first 100 logged episodes, by index. */
  readonly ids: readonly string[];
  /** The first few defaults that had to be taken. */
  readonly warnings: readonly string[];
  /** Where language models took part. */
  readonly llm?: LlmResult | undefined;
}

/** Occupants that are no scripts; they play in the main thread. */
export type Sources = Pick<HeadlessRun, 'agents' | 'models'>;

/** What one thread has to tell at its end. */
interface Part {
  readonly counts: Counts;
  readonly turns: number;
  readonly ids: readonly (readonly [index: number, id: string])[];
  readonly warnings: readonly string[];
}

/** Messages of a thread: a batch to put away (answered once it may go on), or its end. */
export type ThreadMessage = { batch: readonly SealedEpisode[] } | { part: Part };

/** Takes a batch; a promise where the player should wait. */
type Keep = (batch: readonly SealedEpisode[]) => Promise<void> | undefined;

const MAX_WARNINGS = 5;
const MAX_IDS = 100;
/** Episodes sealed before they are handed on. */
const BATCH = 16;

const scenarioOf = (id: string): Scenario => {
  const scenario = findScenario(id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  return scenario;
};

/** Collects an episode and seals it at its end. */
const sealing =
  (done: (sealed: SealedEpisode) => void) =>
  (header: Header): ((entry: Entry) => void) => {
    const entries: LogEntry[] = [];
    return (entry) => {
      if (entry.type !== 'header') entries.push(entry);
      if (entry.type === 'end') done(seal(header, entries));
    };
  };

const warnInto =
  (warnings: string[]): NonNullable<HeadlessRun['warn']> =>
  (why, { turn, seat }) => {
    if (warnings.length < MAX_WARNINGS)
      warnings.push(`turn ${turn}, seat ${seat}: ${why} The default act was taken.`);
  };

type Record = NonNullable<HeadlessRun['record']>;

/** Counts what language models do on its way into the log, if there is one. */
const tallied =
  (tally: LlmTally, record: Record | undefined): Record =>
  (header) => {
    const keep = record?.(header);
    return (entry) => {
      tally.add(entry);
      keep?.(entry);
    };
  };

/** Episodes with agents that are in play at once, so that their picks share batches. */
const LANES = 128;
/** With language models: what a small model answers at once on a few cores. */
const LLM_LANES = 8;

const lanesFor = ({ agents, models }: Sources): number => (models ? LLM_LANES : agents ? LANES : 1);

/** Plays indices first, first + every, ...; with agents or language models several at a time. */
export const playPart = async (
  job: PlayJob,
  first: number,
  every: number,
  keep: Keep,
  sources: Sources = {},
  tally?: LlmTally,
): Promise<Part> => {
  const scenario = scenarioOf(job.scenario);
  const counter = new Counter(scenario.roles);
  const warnings: string[] = [];
  const ids: [number, string][] = [];
  const batch: SealedEpisode[] = [];
  let turns = 0;
  const sealed = job.log ? sealing((one) => batch.push(one)) : undefined;
  const record = tally ? tallied(tally, sealed) : sealed;
  const warn = warnInto(warnings);
  const run: HeadlessRun = { ...job, scenario, warn, record, code: version, now: Date.now, ...sources };
  let next = first;
  const lane = async (): Promise<void> => {
    while (next < job.episodes) {
      const index = next;
      next += every;
      const id = job.log ? newEpisodeId() : 'unlogged';
      const played = await playHeadless(run, keyFromSeed(job.seed, index), id);
      turns += played.turns;
      counter.add(played.end);
      if (job.log && ids.length < MAX_IDS) ids.push([index, played.id]);
      if (batch.length >= BATCH) await keep(batch.splice(0));
    }
  };
  await Promise.all(Array.from({ length: lanesFor(sources) }, lane));
  await keep(batch);
  return { counts: counter.counts, turns, ids, warnings };
};

const inThread = async (job: PlayJob, first: number, every: number, keep: Keep): Promise<Part> => {
  const worker = new Worker(new URL('./play-thread.ts', import.meta.url), {
    workerData: { job, first, every },
  });
  for (;;) {
    const [message]: [ThreadMessage] = (await once(worker, 'message')) as [ThreadMessage];
    if ('part' in message) return message.part;
    await keep(message.batch);
    worker.postMessage('go on');
  }
};

/** Plays all of a job. Throws what the log throws. */
export const playJob = async (
  job: PlayJob,
  threads: number,
  log?: TurnLog,
  sources: Sources = {},
): Promise<Played> => {
  const tally = sources.models ? new LlmTally() : undefined;
  const keep: Keep = (batch) => {
    let room = true;
    for (const sealed of batch) room = log?.keep(sealed) ?? true;
    return room ? undefined : log?.flush();
  };
  const parts =
    threads > 1
      ? await Promise.all(Array.from({ length: threads }, (_, first) => inThread(job, first, threads, keep)))
      : [await playPart(job, 0, 1, keep, sources, tally)];
  await log?.flush();
  const counter = new Counter(scenarioOf(job.scenario).roles);
  for (const part of parts) counter.merge(part.counts);
  const ids = parts.flatMap((part) => part.ids).sort(([a], [b]) => a - b);
  return {
    counter,
    turns: parts.reduce((sum, part) => sum + part.turns, 0),
    ids: ids.slice(0, MAX_IDS).map(([, id]) => id),
    warnings: parts.flatMap((part) => part.warnings).slice(0, MAX_WARNINGS),
    llm: tally?.result(),
  };
};
