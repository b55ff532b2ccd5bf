// Wins by role, means of metrics, and how episodes ended. Counters of several threads add up.

import type { EndEntry } from '../../shared/turn.ts';
import { type Share, share } from '../stats.ts';

export interface Counts {
  n: number;
  wins: Record<string, number>;
  sums: Record<string, { sum: number; n: number }>;
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
    for (const [name, value] of Object.entries(end.metrics)) this.#sum(name, value, 1);
  }

  merge(other: Counts): void {
    this.counts.n += other.n;
    for (const [role, wins] of Object.entries(other.wins)) bump(this.counts.wins, role, wins);
    for (const [reason, n] of Object.entries(other.ends)) bump(this.counts.ends, reason, n);
    for (const [name, { sum, n }] of Object.entries(other.sums)) this.#sum(name, sum, n);
  }

  #sum(name: string, sum: number, n: number): void {
    const held = this.counts.sums[name];
    if (held) {
      held.sum += sum;
      held.n += n;
    } else this.counts.sums[name] = { sum, n };
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
}
