// Every random draw of an episode descends from its 128-bit key: SHA-256 over key, purpose and turn
// seeds one stream of 128 bits of state. Streams are derived on first use, so an unused one is free,
// and a new draw in one place does not shift the others.

import { hash, randomBytes } from 'node:crypto';
import { type Rng, rngFromState } from '../../shared/rng.ts';

/** 32 hex digits: 128 bits. */
export type EpisodeKey = string;

export const randomKey = (): EpisodeKey => randomBytes(16).toString('hex');

/** The key of episode `index` of a run started with --seed. */
export const keyFromSeed = (seed: number, index: number): EpisodeKey =>
  hash('sha256', `parlor/seed/${seed}/${index}`, 'hex').slice(0, 32);

export const derive = (key: EpisodeKey, purpose: string, turn: number): Rng => {
  const digest = hash('sha256', `${key}/${purpose}/${turn}`, 'buffer');
  return rngFromState([
    digest.readInt32LE(0),
    digest.readInt32LE(4),
    digest.readInt32LE(8),
    digest.readInt32LE(12) | 1, // the generator must not start at all zeros
  ]);
};

/** As derive, but nothing is hashed until the first draw. */
export const stream = (key: EpisodeKey, purpose: string, turn: number): Rng => {
  let rng: Rng | undefined;
  const get = (): Rng => {
    rng ??= derive(key, purpose, turn);
    return rng;
  };
  return {
    int: (bound) => get().int(bound),
    float: () => get().float(),
    pick: (items) => get().pick(items),
    shuffle: (items) => get().shuffle(items),
  };
};
