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

// One-shot hashing to a string is five times as fast as to a buffer.
const words = (text: string): readonly [number, number, number, number] => {
  const digest = hash('sha256', text, 'binary');
  const word = (at: number): number =>
    digest.charCodeAt(at) |
    (digest.charCodeAt(at + 1) << 8) |
    (digest.charCodeAt(at + 2) << 16) |
    (digest.charCodeAt(at + 3) << 24);
  return [word(0), word(4), word(8), word(12) | 1]; // the generator must not start at all zeros
};

/** The stream of one purpose at one turn (or step). */
export const stream = (key: EpisodeKey, purpose: string, turn: number): Rng =>
  lazyRng(() => words(`${key}/${purpose}/${turn}`));
