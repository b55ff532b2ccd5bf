// The generator that rules, seats and phrasing draw from. Streams are derived from the episode's
// key elsewhere (server/episode/streams.ts); nothing here has a global or a default seed.

import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export interface Rng {
  /** Uniform integer in [0, bound). */
  int(bound: number): number;
  /** Uniform number in [0, 1), 32 bits. */
  float(): number;
  /** A uniform element; the list must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** A new list in uniform random order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** A generator over four 32-bit words of state; draws nothing until asked. */
export const rngFromState = (words: readonly [number, number, number, number]): Rng => {
  const source = xoroshiro128plusFromState(words);
  const next = (): number => source.next() >>> 0;
  const int = (bound: number): number => {
    if (!(bound >= 1 && bound <= 0x1_0000_0000)) throw new RangeError(`no integer in [0, ${bound})`);
    // Rejection sampling: the last, incomplete block of 2^32 values would favour small results.
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    let value = next();
    while (value >= limit) value = next();
    return value % bound;
  };
  const shuffle = <T>(items: readonly T[]): T[] => {
    const out = [...items];
    for (let last = out.length - 1; last > 0; last--) {
      const other = int(last + 1);
      const held = out[last] as T;
      out[last] = out[other] as T;
      out[other] = held;
    }
    return out;
  };
  return {
    int,
    float: () => next() / 0x1_0000_0000,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('pick from an empty list');
      return items[int(items.length)] as (typeof items)[number];
    },
    shuffle,
  };
};
