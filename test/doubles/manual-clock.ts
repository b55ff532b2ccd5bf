// A clock that moves when told to. Timers fire at their due time, in order.

import type { Clock } from '../../server/episode/clock.ts';

interface Timer {
  due: number;
  fn: () => void;
}

/** Lets everything that waits only for promises and for the end of this turn of the event loop run. */
export const settle = async (rounds = 12): Promise<void> => {
  for (let round = 0; round < rounds; round++) await new Promise((resolve) => setImmediate(resolve));
};

export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  #stalled = 0;
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }
  stalled(): number {
    return this.#stalled;
  }
  after(ms: number, fn: () => void): () => void {
    const timer = { due: this.#now + ms, fn };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }
  /** Timers waiting. */
  get waiting(): number {
    return this.#timers.length;
  }
  /** Moves time on, firing what falls due; what fires may set new timers. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const [first] = this.#timers.filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due);
      if (!first) break;
      this.#timers = this.#timers.filter((timer) => timer !== first);
      this.#now = Math.max(this.#now, first.due);
      first.fn();
      await settle();
    }
    this.#now = end;
  }
  /** The process stands still: time passes, and timers that fell due fire afterwards. */
  async stall(ms: number): Promise<void> {
    this.#now += ms;
    this.#stalled += ms;
    await this.advance(0);
  }
}
