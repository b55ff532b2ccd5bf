// parlor play: headless episodes, counted by role with Wilson's interval.

import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { findScenario, scenarioIds } from '../../scenarios/index.ts';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { checkRun, parseOptions } from '../seats/headless.ts';
import type { Mean, Share } from '../stats.ts';
import { version } from '../version.ts';
import { agentsAt, namesAgents } from './agents.ts';
import { modelsAt, namesModels } from './language-models.ts';
import type { LlmResult } from './llm-tally.ts';
import { openLog } from './open-log.ts';
import { type Common, finish, must, parseObject } from './output.ts';
import { playJob, type Sources } from './play-job.ts';

export interface PlayFlags extends Common {
  scenario: string;
  seats?: string;
  episodes: number;
  options: string;
  log?: boolean;
  threads?: number;
}

export interface PlayResult {
  scenario: string;
  episodes: number;
  turns: number;
  seconds: number;
  turnsPerSecond: number;
  threads: number;
  seed: number;
  results: Record<string, Share>;
  metrics: Record<string, number>;
  /** The metrics with 95% intervals over episodes. */
  intervals: Record<string, Mean>;
  ends: Record<string, number>;
  /** Where language models took part. */
  llm?: LlmResult;
  ids?: readonly string[];
}

/** Whoever takes part besides scripts. */
export const sourcesFor = (seats: readonly string[], data: string): Sources => ({
  ...(namesAgents(seats) ? { agents: agentsAt(data) } : {}),
  ...(namesModels(seats) ? { models: modelsAt() } : {}),
});

/** The scenario of this id, or a sentence that lists those there are. */
export const scenarioOf = (id: string): Scenario => {
  const scenario = findScenario(id);
  if (!scenario)
    throw new RejectionError(
      'unknown-scenario',
      `There is no scenario "${id.slice(0, 40)}"; there are: ${scenarioIds.join(', ')}.`,
    );
  return scenario;
};

export const seatList = (text: string | undefined): string[] =>
  (text ?? '').split(',').flatMap((one) => (one.trim() ? [one.trim()] : []));

const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;

const llmLine = ({ decisions, defaults, ownWords, secondsPerDecision, slowestSeconds }: LlmResult): string =>
  `  language models: ${decisions} decisions, ${percent(defaults.rate)} defaults, ${percent(ownWords.rate)} in own words, ` +
  `${secondsPerDecision.toFixed(2)} s each (95% within ${slowestSeconds.toFixed(2)} s)`;

export const resultTable = (result: PlayResult): string =>
  [
    `${result.episodes} episodes of ${result.scenario}, ${result.turns} turns in ${result.seconds.toFixed(1)} s ` +
      `(${Math.round(result.turnsPerSecond)} a second), seed ${result.seed}`,
    ...Object.entries(result.results).map(
      ([role, one]) =>
        `  ${role.padEnd(12)} wins ${percent(one.rate)} [${percent(one.low)}, ${percent(one.high)}] of ${one.n}`,
    ),
    `  ends: ${Object.entries(result.ends)
      .map(([reason, n]) => `${reason} ${n}`)
      .join(', ')}`,
    `  means: ${Object.entries(result.intervals)
      .map(
        ([name, { value, low, high }]) =>
          `${name} ${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
      )
      .join(', ')}`,
    ...(result.llm ? [llmLine(result.llm)] : []),
    ...(result.ids ? [`  logged, first: ${result.ids[0]}`] : []),
  ].join('\n');

/** Episodes below which starting threads costs more than it gains. */
const WORTH_A_THREAD = 400;

/** Agents share one queue of picks, so that a batch is as full as can be; so do models. */
const threadsFor = (flags: PlayFlags, { agents, models }: ReturnType<typeof sourcesFor>): number => {
  const worth = Math.ceil(flags.episodes / WORTH_A_THREAD);
  return agents || models ? 1 : Math.min(flags.threads ?? availableParallelism(), worth);
};

/** Plays what the flags ask for. */
export const runPlay = async (flags: PlayFlags): Promise<PlayResult> => {
  const scenario = scenarioOf(flags.scenario);
  const options = must(parseOptions(scenario, parseObject(flags.options, '--options')));
  const seats = seatList(flags.seats);
  const seed = flags.seed ?? randomInt(2 ** 40);
  const sources = sourcesFor(seats, flags.data);
  must(checkRun({ scenario, options, seats, code: version, ...sources }));
  const threads = threadsFor(flags, sources);
  const job = {
    scenario: scenario.id,
    options,
    seats,
    hashing: flags.log ?? false, // hashes are for the log alone
    seed,
    episodes: flags.episodes,
    log: flags.log ?? false,
    data: flags.data,
  };
  const log = flags.log ? openLog(flags.data, 'write') : undefined;
  try {
    const start = performance.now();
    const { counter, turns, ids, warnings, llm } = await playJob(job, threads, log, sources);
    const seconds = (performance.now() - start) / 1000;
    for (const warning of warnings) process.stderr.write(`parlor: ${warning}\n`);
    const about = { scenario: scenario.id, episodes: flags.episodes, turns, seconds, threads, seed };
    return {
      ...about,
      turnsPerSecond: turns / seconds,
      results: counter.results(),
      metrics: counter.metrics(),
      intervals: counter.intervals(),
      ends: counter.ends,
      ...(llm ? { llm } : {}),
      ...(log ? { ids } : {}),
    };
  } finally {
    await sources.models?.close();
    await log?.close();
  }
};

export const play = async (flags: PlayFlags): Promise<void> => {
  const result = await runPlay(flags);
  finish(flags, result, resultTable(result));
};
