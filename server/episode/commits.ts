// Entries of one episode on their way into the log, one append after the other. An append that the
// disk refused is given again before any later one, so that the log never has a hole.

import { RejectionError } from '../../shared/result.ts';
import type { Entry, Header } from '../../shared/turn.ts';
import type { Clock } from './clock.ts';

/** Where a table's entries go. Resolves once they are durable. */
export interface Store {
  append(entries: readonly Exclude<Entry, Header>[]): Promise<void>;
}

/** Waits between tries, ms; after the last one the episode cannot go on. */
const RETRY_MS = [200, 1000, 3000];

export class Commits {
  readonly #store: Store;
  readonly #clock: Clock;
  #tail: Promise<void> = Promise.resolve();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Resolves once everything given so far is durable; rejects for good once an append has failed for good. */
  get settled(): Promise<void> {
    return this.#tail;
  }

  commit(entries: readonly Exclude<Entry, Header>[]): Promise<void> {
    if (entries.length > 0) this.#tail = this.#tail.then(() => this.#append(entries));
    return this.#tail;
  }

  async #append(entries: readonly Exclude<Entry, Header>[]): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#store.append(entries);
      } catch (error) {
        const wait = RETRY_MS[attempt];
        if (wait === undefined || !(error instanceof RejectionError) || error.code !== 'log-failed')
          throw error;
        await new Promise<void>((resolve) => this.#clock.after(wait, resolve));
      }
    }
  }
}
