// Wins by role, means of metrics, and how episodes ended. Counters of several threads add up.

import type { EndEntry } from '../../shared/turn.ts';
import { type Mean, meanOf, type Share, share } from '../stats.ts';

export interface Counts {
  n: number;
  wins: Record<string, number>;
  sums: Record<string, { sum: number; squares: number; n: number }>;
  ends: Record<string, number>;
}

const bump = (record: Record<string, number>, name: string, by: number): void => {
  record[name] = (record[name] ?? 0) + by;
};

export class Counter {
  readonly #roles: readonly string[];
  readonly counts: Counts = { n: 0, wins: {}, sums: {}, ends: {} };

  constructor(roles: readonly string[]) {
    this.#roles = roles;
  }

  add(end: EndEntry): void {
    const { counts } = this;
    counts.n++;
    bump(counts.ends, end.reason, 1);
    for (const role of new Set(end.winners.map((seat) => end.roles[seat] ?? ''))) bump(counts.wins, role, 1);
    for (const [name, value] of Object.entries(end.metrics))
      this.#sum(name, { sum: value, squares: value * value, n: 1 });
  }

  merge(other: Counts): void {
    this.counts.n += other.n;
    for (const [role, wins] of Object.entries(other.wins)) bump(this.counts.wins, role, wins);
    for (const [reason, n] of Object.entries(other.ends)) bump(this.counts.ends, reason, n);
    for (const [name, more] of Object.entries(other.sums)) this.#sum(name, more);
  }

  #sum(name: string, more: Counts['sums'][string]): void {
    const held = this.counts.sums[name];
    if (held) {
      held.sum += more.sum;
      held.squares += more.squares;
      held.n += more.n;
    } else this.counts.sums[name] = { ...more };
  }

  get ends(): Record<string, number> {
    return this.counts.ends;
  }

  /** Share of episodes in which some seat of the role won. */
  results(): Record<string, Share> {
    return Object.fromEntries(
      this.#roles.map((role) => [role, share(this.counts.wins[role] ?? 0, this.counts.n)]),
    );
  }

  /** Mean of each metric over the episodes that had it. */
  metrics(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.counts.sums).map(([name, { sum, n }]) => [name, sum / n]));
  }

  /** The same means with their 95% intervals. */
  intervals(): Record<string, Mean> {
    return Object.fromEntries(
      Object.entries(this.counts.sums).map(([name, { sum, squares, n }]) => [name, meanOf(sum, squares, n)]),
    );
  }
}
