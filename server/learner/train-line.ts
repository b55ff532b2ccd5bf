// What a run tells after each update, for people and for curves.

import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry } from '../../shared/turn.ts';
import { type Share, share } from '../stats.ts';
import type { Batch } from './actors.ts';

export interface TrainLine {
  readonly update: number;
  readonly episodes: number;
  readonly seconds: number;
  readonly turnsPerSecond: number;
  /** Updates between the weights that played and those that learned. */
  readonly lag: number;
  /** Share of episodes won, by role. */
  readonly wins: Readonly<Record<string, number>>;
  /** Means of the scenario's metrics. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The update's report, by role. */
  readonly reports: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly checkpoints: readonly string[];
}

/** How many of these episodes some seat of the role won. */
export const winsOf = (ends: readonly EndEntry[], role: string): Share =>
  share(
    ends.filter(({ winners, roles }) => winners.some((seat) => roles[seat] === role)).length,
    ends.length,
  );

/** Mean of each metric over the episodes that had it. */
const meansOf = (ends: readonly EndEntry[]): Record<string, number> => {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { metrics } of ends)
    for (const [name, value] of Object.entries(metrics)) {
      const { sum, n } = sums.get(name) ?? { sum: 0, n: 0 };
      sums.set(name, { sum: sum + value, n: n + 1 });
    }
  return Object.fromEntries([...sums].map(([name, { sum, n }]) => [name, sum / n]));
};

export const trainLine = (
  scenario: Scenario,
  { ends, turns, version, seconds: played }: Batch,
  about: Pick<TrainLine, 'update' | 'episodes' | 'seconds' | 'reports' | 'checkpoints'>,
): TrainLine => ({
  ...about,
  turnsPerSecond: turns / played,
  lag: about.update - 1 - version,
  wins: Object.fromEntries(scenario.roles.map((role) => [role, winsOf(ends, role).rate])),
  metrics: meansOf(ends),
});
