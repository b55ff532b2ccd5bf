// The generator that rules, seats and phrasing draw from. Streams are derived from the episode's
// key elsewhere (server/episode/streams.ts); nothing here has a global or a default seed.

import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export interface Rng {
  /** Uniform integer in [0, bound), for bounds up to 2^21. */
  int(bound: number): number;
  /** Uniform number in [0, 1), 32 bits. */
  float(): number;
  /** A uniform element; the list must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** A new list in uniform random order. */
  shuffle<T>(items: readonly T[]): T[];
}

type Words = readonly [number, number, number, number];

const TWO32 = 0x1_0000_0000;
const MAX_BOUND = 0x20_0000;

/** Draws from words that `seed` gives on first use; an unused generator costs nothing. */
class Stream implements Rng {
  readonly #seed: () => Words;
  #source: { next(): number } | undefined;

  constructor(seed: () => Words) {
    this.#seed = seed;
  }

  #next(): number {
    this.#source ??= xoroshiro128plusFromState(this.#seed());
    return this.#source.next() >>> 0;
  }

  // Multiply and shift with rejection (Lemire 2019): exact, and it uses the generator's high bits.
  int(bound: number): number {
    if (!(bound >= 1 && bound <= MAX_BOUND)) throw new RangeError(`no integer in [0, ${bound})`);
    const bias = TWO32 % bound;
    for (;;) {
      const product = this.#next() * bound;
      if (product % TWO32 >= bias) return Math.floor(product / TWO32);
    }
  }

  float(): number {
    return this.#next() / TWO32;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('pick from an empty list');
    return items[this.int(items.length)] as T;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const out = [...items];
    for (let last = out.length - 1; last > 0; last--) {
      const other = this.int(last + 1);
      const held = out[last] as T;
      out[last] = out[other] as T;
      out[other] = held;
    }
    return out;
  }
}

/** A generator over four 32-bit words of state, computed on the first draw. */
export const lazyRng = (seed: () => Words): Rng => new Stream(seed);

export const rngFromState = (words: Words): Rng => new Stream(() => words);
