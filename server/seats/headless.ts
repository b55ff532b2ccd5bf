// Episodes without sockets or a clock: `parlor play`, baselines, and later self-play and tournaments.

import { ok, RejectionError, type Result, reject } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry, Entry, Header } from '../../shared/turn.ts';
import { LOG_VERSION } from '../../shared/turn.ts';
import { Episode } from '../episode/episode.ts';
import { playOut } from '../episode/play.ts';
import type { Seat, Seats } from '../episode/seat.ts';
import { type EpisodeKey, keyFromSeed } from '../episode/streams.ts';
import type { Budget } from '../llm/budget.ts';
import type { Agents } from './agents.ts';
import type { LanguageModels } from './language-models.ts';
import { seatBot } from './seating.ts';
import { assignSeats, type SeatSpec } from './spec.ts';

export interface HeadlessRun {
  readonly scenario: Scenario;
  /** Parsed options. */
  readonly options: unknown;
  /** Seats as on the command line. */
  readonly seats: readonly string[];
  /** Where agent seats come from; absent: there are none. */
  readonly agents?: Agents;
  /** Where language models come from; absent: there are none. */
  readonly models?: LanguageModels;
  readonly hashing?: boolean;
  /** Opens a log for an episode; the result takes its entries, in order. */
  readonly record?: ((header: Header) => (entry: Entry) => void) | undefined;
  readonly warn?: (message: string, about: { turn: number; seat: number }) => void;
  readonly code: string;
  /** Wall clock for the headers, ms since 1970; a run without one is timeless. */
  readonly now?: () => number;
}

export interface HeadlessEpisode {
  readonly id: string;
  readonly turns: number;
  readonly end: EndEntry;
}

/** Options as JSON -> parsed, or a sentence naming the first thing wrong. */
export const parseOptions = (scenario: Scenario, options: unknown): Result<unknown> => {
  const parsed = scenario.options.safeParse(options ?? {});
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? `option ${issue.path.join('.')}: ` : '';
  return reject('bad-options', `${scenario.id}: ${where}${issue?.message ?? 'wrong options'}.`);
};

const seatOf = (run: HeadlessRun, episode: Episode, spec: SeatSpec, seat: number, budget?: Budget): Seat => {
  if (spec.kind === 'human') throw new Error('a person cannot sit in a headless episode');
  const { scenario, agents, models } = run;
  const role = scenario.role(episode.state, seat);
  return seatBot({ scenario, role, seats: episode.seatCount, agents, models, budget }, spec);
};

/** Occupants for a fresh episode, or why they do not fit. */
export const seatsFor = (run: HeadlessRun, episode: Episode): Result<Seats> => {
  const specs = assignSeats(run.seats, run.scenario, episode.state, episode.seatCount);
  if (!specs.ok) return specs;
  if (specs.value.some((spec) => spec.kind === 'human'))
    return reject(
      'bad-seat-kind',
      'A person cannot sit in a headless episode; use `parlor serve` to play yourself.',
    );
  try {
    const budget = run.models?.budget();
    return ok(specs.value.map((spec, seat) => seatOf(run, episode, spec, seat, budget)));
  } catch (error) {
    if (error instanceof RejectionError) return reject(error.code, error.message);
    throw error;
  }
};

export const headerFor = (
  run: HeadlessRun,
  episode: Episode,
  seats: Seats,
  about: Pick<Header, 'episode' | 'origin'> & Partial<Header>,
): Header => ({
  type: 'header',
  log: LOG_VERSION,
  scenario: run.scenario.id,
  scenarioVersion: run.scenario.version,
  code: run.code,
  key: episode.key,
  options: run.options,
  seats: seats.map(({ kind, occupant }) => ({ kind, occupant })),
  consent: seats.map(() => true),
  startedAt: run.now?.() ?? 0,
  practice: seats.some((seat) => seat.privileged),
  ...about,
});

/** Plays one episode to its end. */
export const playHeadless = async (
  run: HeadlessRun,
  key: EpisodeKey,
  id: string,
): Promise<HeadlessEpisode> => {
  const { scenario, options, hashing = true } = run;
  const episode = new Episode({ scenario, options, key, hashing });
  const seats = seatsFor(run, episode);
  if (!seats.ok) throw new Error(seats.error.message);
  const record = run.record?.(headerFor(run, episode, seats.value, { episode: id, origin: 'play' }));
  const end = await playOut(episode, seats.value, {
    ...(record ? { record } : {}),
    ...(run.warn ? { warn: run.warn } : {}),
  });
  return { id, turns: episode.turns, end };
};

/** Whether the seats fit this scenario and these options, before anything is played. */
export const checkRun = (run: HeadlessRun): Result<void> => {
  const key = keyFromSeed(0, 0);
  const episode = new Episode({ scenario: run.scenario, options: run.options, key, hashing: false });
  const seats = seatsFor(run, episode);
  return seats.ok ? ok(undefined) : seats;
};
