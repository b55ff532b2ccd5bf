// Every random draw of an episode descends from its 128-bit key: SHA-256 over key, purpose and turn
// seeds one stream of 128 bits of state. Streams are derived on first use, so an unused one is free,
// and a new draw in one place does not shift the others.

import { hash, randomBytes } from 'node:crypto';
import { lazyRng, type Rng } from '../../shared/rng.ts';

/** 32 hex digits: 128 bits. */
export type EpisodeKey = string;

export const randomKey = (): EpisodeKey => randomBytes(16).toString('hex');

/** The key of episode `index` of a run started with --seed. */
export const keyFromSeed = (seed: number, index: number): EpisodeKey =>
  hash('sha256', `parlor/seed/${seed}/${index}`, 'hex').slice(0, 32);

type Words = readonly [number, number, number, number];

// One-shot hashing to a string is five times as fast as to a buffer.
const wordsOf = (digest: string, at: number): Words => {
  const word = (from: number): number =>
    digest.charCodeAt(from) |
    (digest.charCodeAt(from + 1) << 8) |
    (digest.charCodeAt(from + 2) << 16) |
    (digest.charCodeAt(from + 3) << 24);
  return [word(at), word(at + 4), word(at + 8), word(at + 12) | 1]; // the generator must not start at all zeros
};

/** The stream of one purpose at one turn (or step). */
export const stream = (key: EpisodeKey, purpose: string, turn: number): Rng =>
  lazyRng(() => wordsOf(hash('sha256', `${key}/${purpose}/${turn}`, 'binary'), 0));

/**
 * The seats' own streams, one a turn: as `stream`, but one SHA-512 gives the 128 bits of four turns
 * in a row, since nearly every turn draws from its own.
 */
export class TurnStreams {
  readonly key: EpisodeKey;
  #block = -1;
  #digest = '';

  constructor(key: EpisodeKey) {
    this.key = key;
  }

  at(turn: number): Rng {
    return lazyRng(() => {
      const block = turn >> 2;
      if (block !== this.#block) {
        this.#digest = hash('sha512', `${this.key}/seat/${block}`, 'binary');
        this.#block = block;
      }
      return wordsOf(this.#digest, (turn & 3) * 16);
    });
  }
}
