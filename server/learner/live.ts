// What the live loop takes from this server's own log: ended episodes of its rooms, once each, people's
// only with their consent. Turns with a behaviour probability join the policy's own; those without enter
// non-negative terms only (Le Roux et al. 2025, TOPR: what went worse than usual is not pushed away, for
// nobody knows how likely it was). One person's picks are at most a fifth of all people's.

import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { TurnLog } from '../log/turn-log.ts';
import type { Encoder } from '../policy/encode.ts';
import { type Logged, trajectoriesOf } from './from-log.ts';
import type { PickSample, Trajectory } from './rollout.ts';

export interface LiveSetup {
  readonly log: TurnLog;
  readonly scenario: Scenario;
  readonly encoder: Encoder;
  readonly roles: readonly string[];
  /** Sources that are not learned from: names of people, ids of episodes. */
  readonly quarantined: () => ReadonlySet<string>;
  readonly warn: (sentence: string) => void;
}

/** Largest share of people's picks that may be one person's. */
export const PERSON_SHARE = 0.2;
/** Episodes looked at in one go, newest first. */
const LOOK_BACK = 500;
const MAX_WEIGHT = 2;

export interface Fresh {
  /** Turns of agents of any checkpoint, with the probabilities that they were made with. */
  readonly agents: readonly Trajectory[];
  /** Everybody else's. */
  readonly others: readonly Logged[];
}

export class LiveFeed {
  readonly #setup: LiveSetup;
  readonly #seen = new Set<string>();
  /** Episodes taken in so far. */
  episodes = 0;

  constructor(setup: LiveSetup) {
    this.#setup = setup;
  }

  /** What has ended since the last call. */
  fresh(): Fresh {
    const { log, scenario, quarantined } = this.#setup;
    const shut = quarantined();
    const listed = log.list({ scenario: scenario.id, live: false, limit: LOOK_BACK });
    const logged: Logged[] = [];
    for (const { episode, origin } of listed.reverse()) {
      if (this.#seen.has(episode)) continue;
      this.#seen.add(episode);
      if (origin !== 'room' || shut.has(episode)) continue;
      logged.push(...this.#take(episode).filter(({ by }) => !shut.has(by.occupant)));
    }
    const isAgents = ({ by, trajectory }: Logged): boolean =>
      by.kind === 'agent' && trajectory.turns.every((turn) => turn.picks.every(({ mu }) => mu !== undefined));
    return {
      agents: logged.filter(isAgents).map(({ trajectory }) => trajectory),
      others: logged.filter((one) => !isAgents(one) && one.by.kind !== 'scripted'),
    };
  }

  /** An episode that cannot be learned from costs nothing but itself. */
  #take(episode: string): Logged[] {
    const { log, scenario, encoder, roles, warn } = this.#setup;
    const record = log.read(episode);
    if (!record.ok) {
      warn(record.error.message);
      return [];
    }
    try {
      const logged = trajectoriesOf(record.value, scenario, encoder, roles);
      this.episodes++;
      return logged;
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

/** At most this share of the total for each source: the largest number of picks that keeps it. */
const capped = (counts: readonly number[], part: number): number => {
  // With few sources the cap cannot be kept by all; then each gives as much as the smallest.
  if (counts.length * part <= 1) return Math.min(...counts);
  const sorted = [...counts].sort((a, b) => a - b);
  let below = 0;
  for (let n = 0; n < sorted.length; n++) {
    const above = sorted.length - n;
    const cap = sorted[n] as number;
    // All sources from here on cut to `cap`: is one of them still too large a part?
    if (cap > part * (below + cap * above)) return Math.floor((part * below) / (1 - part * above));
    below += cap;
  }
  return sorted.at(-1) ?? 0;
};

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
    if (weight <= 0) continue;
    const list = bySource.get(by.occupant) ?? [];
    bySource.set(by.occupant, list);
    for (const { picks } of trajectory.turns) for (const sample of picks) list.push({ sample, weight });
  }
  const lists = [...bySource.values()];
  if (lists.length === 0) return { samples: [], weights: [], sources: 0 };
  const most = Math.max(
    1,
    capped(
      lists.map((list) => list.length),
      PERSON_SHARE,
    ),
  );
  const kept = lists.flatMap((list) => list.slice(0, most));
  return {
    samples: kept.map(({ sample }) => sample),
    weights: kept.map(({ weight }) => weight),
    sources: lists.length,
  };
};
