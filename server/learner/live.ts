// What the live loop takes from this server's own log: ended episodes of its rooms, once each, people's
// only with their consent. Turns with a behaviour probability join the policy's own; those without enter
// non-negative terms only (Le Roux et al. 2025, TOPR: what went worse than usual is not pushed away, for
// nobody knows how likely it was). One person's picks are at most a fifth of what people's picks are, or,
// where fewer than five people play, of all that the update learns from.

import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { TurnLog } from '../log/turn-log.ts';
import type { Encoder } from '../policy/encode.ts';
import { type Logged, trajectoriesOf } from './from-log.ts';
import type { PickSample, Trajectory } from './rollout.ts';

export interface LiveSetup {
  readonly log: TurnLog;
  readonly scenario: Scenario;
  /** By learning role. */
  readonly encoders: Readonly<Record<string, Encoder>>;
  /** Episodes that were learned from before, by an earlier process. */
  readonly learned: Iterable<string>;
  /** Sources that are not learned from: names of people, ids of episodes. */
  readonly quarantined: () => ReadonlySet<string>;
  readonly warn: (sentence: string) => void;
}

/** Largest share that may be one person's. */
export const PERSON_SHARE = 0.2;
/** Episodes looked at in one go, newest first; what ends faster than that is left out. */
const LOOK_BACK = 500;
const MAX_WEIGHT = 2;

export interface Fresh {
  /** Turns of agents of any checkpoint, with the probabilities that they were made with. */
  readonly agents: readonly Trajectory[];
  /** People's and language models'. */
  readonly others: readonly Logged[];
}

export class LiveFeed {
  readonly #setup: LiveSetup;
  #seen: ReadonlySet<string>;

  constructor(setup: LiveSetup) {
    this.#setup = setup;
    this.#seen = new Set(setup.learned);
  }

  /** What has ended since the last call. */
  fresh(): Fresh {
    const { log, scenario, quarantined } = this.#setup;
    const shut = quarantined();
    const listed = log.list({ scenario: scenario.id, live: false, limit: LOOK_BACK }).reverse();
    const news = listed.filter(
      // A tournament's games are for measuring: whoever learned from them would be measured by what it has seen.
      ({ episode, origin, tournament }) => origin === 'room' && !tournament && !this.#seen.has(episode),
    );
    this.#seen = new Set(listed.map(({ episode }) => episode));
    const logged = news
      .filter(({ episode }) => !shut.has(episode))
      .flatMap(({ episode }) => this.#take(episode).filter(({ by }) => !shut.has(by.occupant)));
    // A ballot by belief was drawn from nothing and has no mu; what was drawn in the same episode is learned from.
    const isAgents = ({ by, trajectory }: Logged): boolean =>
      by.kind === 'agent' && trajectory.turns.some((turn) => turn.picks.every(({ mu }) => mu !== undefined));
    return {
      agents: logged.filter(isAgents).map(({ trajectory }) => trajectory),
      others: logged.filter(({ by }) => by.kind === 'human' || by.kind === 'llm'),
    };
  }

  /** Episodes that will not come again: what a later process has to know. */
  get learned(): readonly string[] {
    return [...this.#seen];
  }

  /** An episode that cannot be learned from costs nothing but itself. */
  #take(episode: string): Logged[] {
    const { log, scenario, encoders, warn } = this.#setup;
    const record = log.read(episode);
    if (!record.ok) {
      warn(record.error.message);
      return [];
    }
    try {
      return trajectoriesOf(record.value, scenario, encoders);
    } catch (error) {
      if (!(error instanceof RejectionError)) throw error;
      warn(error.message);
      return [];
    }
  }
}

const returnOf = ({ turns }: Trajectory): number => turns.reduce((sum, turn) => sum + turn.reward, 0);

/** Mean and deviation of what the policy itself earns now. */
const usual = (own: readonly Trajectory[]): { mean: number; deviation: number } => {
  const returns = own.map(returnOf);
  const mean = returns.reduce((sum, one) => sum + one, 0) / Math.max(1, returns.length);
  const variance = returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, returns.length);
  return { mean, deviation: Math.sqrt(variance) + 1e-6 };
};

/** The largest number of picks of one source that is at most `part` of all of them; `own`: others beside. */
const capped = (counts: readonly number[], part: number, own: number): number => {
  const fits = (cap: number): boolean =>
    cap <= part * counts.reduce((sum, count) => sum + Math.min(count, cap), own);
  // The share of a cap grows with it, so the largest that fits is found by halving.
  let [low, high] = [0, Math.max(0, ...counts)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
};

const picksOf = ({ turns }: Trajectory): PickSample[] => turns.flatMap(({ picks }) => picks);

/**
 * Picks of people with their weights: how much better than usual it went, in deviations, from 0 to 2.
 * What went no better has weight 0 and is left out.
 */
export const weighted = (
  others: readonly Logged[],
  own: readonly Trajectory[],
): { samples: PickSample[]; weights: number[]; sources: number } => {
  const { mean, deviation } = usual(own);
  const bySource = new Map<string, { sample: PickSample; weight: number }[]>();
  for (const { by, trajectory } of others) {
    const weight = Math.min(MAX_WEIGHT, (returnOf(trajectory) - mean) / deviation);
    const picks = picksOf(trajectory);
    if (!(weight > 0) || picks.length === 0) continue;
    const source = `${by.kind} ${by.occupant}`;
    const list = bySource.get(source) ?? [];
    bySource.set(source, list);
    list.push(...picks.map((sample) => ({ sample, weight })));
  }
  const lists = [...bySource.values()];
  const few = lists.length * PERSON_SHARE < 1;
  const picksOfOwn = own.reduce((sum, one) => sum + picksOf(one).length, 0);
  const most = capped(
    lists.map((list) => list.length),
    PERSON_SHARE,
    few ? picksOfOwn : 0,
  );
  const kept = lists.flatMap((list) => list.slice(0, most));
  return {
    samples: kept.map(({ sample }) => sample),
    weights: kept.map(({ weight }) => weight),
    sources: lists.length,
  };
};
