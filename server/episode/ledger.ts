// What episodes contend for outside themselves: a table of a shared town, say. A scenario names the
// keys that a move wants (Scenario.claims); the ledger gives all of them to one holder or none. What it
// answered is part of the step entry, so that replay never asks it again.

/** Answers a move's claims; called once a move, in seat order, while the step closes. */
export type Grant = (keys: readonly string[]) => boolean;

/** An episode that is alone in its world gets what it asks for: headless play, forks. */
export const alone: Grant = () => true;

export interface Ledger {
  /**
   * Takes all keys for a holder, or none where another holder has one. Asking again for what is one's
   * own is granted: after a restart a step may be closed a second time. Throws where nothing can be stored.
   */
  take(keys: readonly string[], holder: string): boolean;
}

/** How long a hold lasts: the worlds' calendars are one week. */
export const HOLD_MS = 7 * 24 * 3600 * 1000;

/** A ledger that ends with the process. `now`: ms since 1970. */
export class MemoryLedger implements Ledger {
  readonly #now: () => number;
  readonly #holds = new Map<string, { holder: string; until: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  take(keys: readonly string[], holder: string): boolean {
    const now = this.#now();
    const free = (key: string): boolean => {
      const hold = this.#holds.get(key);
      return !hold || hold.holder === holder || hold.until <= now;
    };
    if (!keys.every(free)) return false;
    for (const key of keys) this.#holds.set(key, { holder, until: now + HOLD_MS });
    return true;
  }
}
