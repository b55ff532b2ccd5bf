// parlor play: headless episodes, counted by role with Wilson's interval.

import { randomInt } from 'node:crypto';
import { findScenario, scenarioIds } from '../../scenarios/index.ts';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry } from '../../shared/turn.ts';
import { keyFromSeed } from '../episode/streams.ts';
import { newEpisodeId } from '../episode/episode-id.ts';
import { checkRun, type HeadlessRun, parseOptions, playHeadless } from '../seats/headless.ts';
import { type Share, share } from '../stats.ts';
import { version } from '../version.ts';
import { logSink } from './log-sink.ts';
import { type Common, finish, must, parseJson } from './output.ts';

export interface PlayFlags extends Common {
  scenario: string;
  seats?: string;
  episodes: number;
  options: string;
  log?: boolean;
  hash: boolean;
}

export interface PlayResult {
  scenario: string;
  episodes: number;
  turns: number;
  seconds: number;
  turnsPerSecond: number;
  seed: number;
  results: Record<string, Share>;
  metrics: Record<string, number>;
  ends: Record<string, number>;
  ids?: string[];
}

/** The scenario of this id, or a sentence that lists those there are. */
export const scenarioOf = (id: string): Scenario => {
  const scenario = findScenario(id);
  if (!scenario)
    throw new RejectionError('unknown-scenario', `There is no scenario "${id.slice(0, 40)}"; there are: ${scenarioIds.join(', ')}.`);
  return scenario;
};

export const seatList = (text: string | undefined): string[] =>
  (text ?? '').split(',').flatMap((one) => (one.trim() ? [one.trim()] : []));

/** Wins by role, means of metrics, and how episodes ended. */
export class Counter {
  readonly #roles: readonly string[];
  readonly #wins = new Map<string, number>();
  readonly #sums = new Map<string, { sum: number; n: number }>();
  readonly ends: Record<string, number> = {};
  #n = 0;

  constructor(roles: readonly string[]) {
    this.#roles = roles;
  }

  add(end: EndEntry): void {
    this.#n++;
    this.ends[end.reason] = (this.ends[end.reason] ?? 0) + 1;
    const won = new Set(end.winners.map((seat) => end.roles[seat]));
    for (const role of this.#roles) if (won.has(role)) this.#wins.set(role, (this.#wins.get(role) ?? 0) + 1);
    for (const [name, value] of Object.entries(end.metrics)) {
      const held = this.#sums.get(name) ?? { sum: 0, n: 0 };
      this.#sums.set(name, { sum: held.sum + value, n: held.n + 1 });
    }
  }

  results(): Record<string, Share> {
    return Object.fromEntries(this.#roles.map((role) => [role, share(this.#wins.get(role) ?? 0, this.#n)]));
  }

  metrics(): Record<string, number> {
    return Object.fromEntries([...this.#sums].map(([name, { sum, n }]) => [name, sum / n]));
  }
}

const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;

const table = (result: PlayResult): string =>
  [
    `${result.episodes} episodes of ${result.scenario}, ${result.turns} turns in ${result.seconds.toFixed(1)} s ` +
      `(${Math.round(result.turnsPerSecond)} a second), seed ${result.seed}`,
    ...Object.entries(result.results).map(
      ([role, one]) => `  ${role.padEnd(12)} wins ${percent(one.rate)} [${percent(one.low)}, ${percent(one.high)}] of ${one.n}`,
    ),
    `  ends: ${Object.entries(result.ends).map(([reason, n]) => `${reason} ${n}`).join(', ')}`,
    `  means: ${Object.entries(result.metrics).map(([name, value]) => `${name} ${value.toFixed(3)}`).join(', ')}`,
    ...(result.ids ? [`  logged, first: ${result.ids[0]}`] : []),
  ].join('\n');

/** Plays and counts; `sink` keeps the episodes. */
export const playMany = async (run: HeadlessRun, episodes: number, seed: number, pause?: () => Promise<void> | undefined): Promise<PlayResult> => {
  const counter = new Counter(run.scenario.roles);
  const ids: string[] = [];
  let turns = 0;
  const start = performance.now();
  for (let index = 0; index < episodes; index++) {
    const key = keyFromSeed(seed, index);
    const played = await playHeadless(run, key, run.record ? newEpisodeId() : `e${index}`);
    turns += played.turns;
    counter.add(played.end);
    if (run.record && ids.length < 100) ids.push(played.id);
    await pause?.();
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    scenario: run.scenario.id,
    episodes,
    turns,
    seconds,
    turnsPerSecond: turns / seconds,
    seed,
    results: counter.results(),
    metrics: counter.metrics(),
    ends: counter.ends,
    ...(run.record ? { ids } : {}),
  };
};

export const play = async (flags: PlayFlags): Promise<void> => {
  const scenario = scenarioOf(flags.scenario);
  const options = must(parseOptions(scenario, parseJson(flags.options, '--options')));
  const seats = seatList(flags.seats);
  const seed = flags.seed ?? randomInt(2 ** 40);
  if (flags.log && !flags.hash) throw new RejectionError('bad-options', '--log keeps state hashes; drop --no-hash.');
  let warned = 0;
  const warn = (why: string, { turn, seat }: { turn: number; seat: number }): void => {
    if (warned++ < 5) process.stderr.write(`parlor: turn ${turn}, seat ${seat}: ${why} The default act was taken.\n`);
  };
  const plain: HeadlessRun = { scenario, options, seats, hashing: flags.hash, warn, code: version };
  must(checkRun(plain));
  const sink = flags.log ? logSink(flags.data) : undefined;
  try {
    const result = await playMany({ ...plain, record: sink?.record }, flags.episodes, seed, sink?.pause);
    await sink?.flush();
    finish(flags, warned > 0 ? { ...result, defaults: warned } : result, table(result));
  } finally {
    await sink?.close();
  }
};
