// A log is verified by playing it again: the key and the logged moves must give back every
// candidate digest, reward and state hash. The same walk restores a live episode after a restart,
// feeds the replay page and finds the point to fork from.

import { ok, RejectionError, type Result, reject } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EpisodeRecord, Header, StepEntry, TurnEntry } from '../../shared/turn.ts';
import { Episode } from './episode.ts';
import type { Utterance } from './seat.ts';
import type { Beliefs } from './survey.ts';

export interface ReplayOptions {
  /** Check digests, rewards and hashes; on by default. */
  readonly verify?: boolean;
  /** Called before every step, with the turns that it is about to take. */
  onTurns?(episode: Episode, turns: readonly TurnEntry[]): void;
  /** Called with the opening and after every step. */
  onStep?(episode: Episode, step: StepEntry, turns: readonly TurnEntry[]): void;
  /** Stops before the first step that would consume this turn. */
  readonly beforeTurn?: number;
}

export interface Replayed {
  readonly episode: Episode;
  /** Logged turns of the step that was still open. */
  readonly pending: readonly TurnEntry[];
  readonly lastBeliefs: Beliefs | undefined;
}

const utteranceOf = (entry: TurnEntry): Utterance => ({ acts: entry.acts, text: entry.text });

export const episodeOf = (header: Header, scenario: Scenario, hashing = true): Episode => {
  if (header.scenario !== scenario.id || header.scenarioVersion !== scenario.version)
    throw new RejectionError(
      'foreign-log',
      `Episode ${header.episode} was played under ${header.scenario} version ${header.scenarioVersion}; ` +
        `this server has ${scenario.id} version ${scenario.version}. Replay it with the release that wrote it.`,
    );
  const options = scenario.options.safeParse(header.options);
  if (!options.success)
    throw new RejectionError('corrupt-log', `Episode ${header.episode}: its options do not parse.`);
  return new Episode({
    scenario,
    options: options.data,
    key: header.key,
    branches: header.branches,
    hashing,
  });
};

/** Plays a record again from its start. Throws RejectionError on a log that does not fit. */
export const replay = (record: EpisodeRecord, scenario: Scenario, options: ReplayOptions = {}): Replayed => {
  const verify = options.verify ?? true;
  const episode = episodeOf(record.header, scenario, verify);
  const fail = (what: string): never => {
    throw new RejectionError('replay-mismatch', `Episode ${record.header.episode}: ${what}.`);
  };
  let pending = new Map<number, TurnEntry>();
  let beliefs: Beliefs | undefined;
  for (const entry of record.entries) {
    if (entry.type === 'turn') {
      if (entry.turn >= (options.beforeTurn ?? Number.POSITIVE_INFINITY)) continue;
      pending.set(entry.turn, entry);
    } else if (entry.type === 'step') {
      if (entry.step > 0) {
        if (episode.open.some((turn) => !pending.has(turn.turn)) && options.beforeTurn !== undefined) break;
        guarded(fail, entry, () => {
          options.onTurns?.(episode, [...pending.values()]);
          closeStep(episode, entry, pending, verify, fail);
        });
      } else if (verify && entry.hash && entry.hash !== episode.hash) fail('its setup gives another state');
      beliefs = entry.beliefs;
      options.onStep?.(episode, entry, [...pending.values()]);
      pending = new Map();
    } else if (entry.type === 'end' && verify && entry.end !== 'aborted') verifyEnd(episode, entry, fail);
  }
  return { episode, pending: [...pending.values()], lastBeliefs: beliefs };
};

/** A damaged act can make the rules throw: that, too, is a log that does not fit. */
const guarded = (fail: (what: string) => never, { step }: StepEntry, play: () => void): void => {
  try {
    play();
  } catch (error) {
    if (error instanceof RejectionError) throw error;
    fail(`the rules fail at step ${step} (${error instanceof Error ? error.message : String(error)})`);
  }
};

const closeStep = (
  episode: Episode,
  entry: StepEntry,
  pending: ReadonlyMap<number, TurnEntry>,
  verify: boolean,
  fail: (what: string) => never,
): void => {
  for (const open of episode.open) {
    const logged = pending.get(open.turn);
    if (!logged) return fail(`turn ${open.turn} is missing before step ${entry.step}`);
    if (logged.seat !== open.seat) fail(`turn ${open.turn} belongs to seat ${open.seat}, not ${logged.seat}`);
    const taken = episode.submit(open.turn, utteranceOf(logged));
    if (!taken.ok) return fail(`turn ${open.turn} is refused (${taken.error.code})`);
    if (verify && logged.digest && logged.digest !== taken.value.digest)
      fail(`turn ${open.turn} was offered other candidates`);
  }
  const grants = [...(entry.granted ?? [])];
  const closed = episode.close(() => grants.shift()?.[1] ?? false);
  if (JSON.stringify(closed.granted) !== JSON.stringify(entry.granted))
    fail(`step ${entry.step} claims something else`);
  if (closed.step !== entry.step) fail(`step ${entry.step} follows step ${closed.step - 1}`);
  if (!verify) return;
  if (JSON.stringify(closed.rewards) !== JSON.stringify(entry.rewards))
    fail(`step ${entry.step} gives other rewards`);
  if (entry.hash && entry.hash !== closed.hash) fail(`step ${entry.step} gives another state`);
};

const verifyEnd = (
  episode: Episode,
  entry: { end: string; winners: number[] },
  fail: (what: string) => never,
): void => {
  const outcome = episode.outcome;
  if (!outcome) return fail('it ends where the rules go on');
  if (outcome.end !== entry.end || JSON.stringify(outcome.winners) !== JSON.stringify(entry.winners))
    fail('it ends in another way');
};

/** As replay, but a mismatch or a damaged log is a value. */
export const verifyRecord = (record: EpisodeRecord, scenario: Scenario): Result<{ turns: number }> => {
  try {
    const { episode } = replay(record, scenario);
    return ok({ turns: episode.turns - episode.open.length });
  } catch (error) {
    if (error instanceof RejectionError) return reject(error.code, error.message);
    throw error;
  }
};
