// Decoding in step: whoever writes in one context takes every step together with the others, so that each step is
// one batch. Left to themselves, conversations drift apart, and llama.cpp gets many small batches instead.

interface Writer {
  step(): Promise<boolean>;
  end(error?: unknown): void;
}

export class Stepper {
  readonly #writers = new Set<Writer>();
  #stepping = false;

  /** How many write now. */
  get writers(): number {
    return this.#writers.size;
  }

  /** Takes one value a step from `source` until it ends or `take` says that it is enough. Throws what they throw. */
  run<T>(source: AsyncGenerator<T>, take: (value: T) => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const writer: Writer = {
      async step() {
        const { done, value } = await source.next();
        return !done && take(value);
      },
      end: (error) => {
        this.#writers.delete(writer);
        const closed = source.return(undefined);
        closed.then(() => (error === undefined ? resolve() : reject(error)), reject);
      },
    };
    this.#writers.add(writer);
    if (!this.#stepping) void this.#step();
    return promise;
  }

  async #step(): Promise<void> {
    this.#stepping = true;
    while (this.#writers.size > 0) {
      const writers = [...this.#writers];
      const taken = await Promise.allSettled(writers.map((writer) => writer.step()));
      for (const [index, outcome] of taken.entries()) {
        if (outcome.status === 'rejected') writers[index]?.end(outcome.reason);
        else if (!outcome.value) writers[index]?.end();
      }
    }
    this.#stepping = false;
  }
}
