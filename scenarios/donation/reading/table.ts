// The fitted sentence classifier: a linear softmax over hashed cues, as written by `parlor fit donation DIR`.
// A row of 8-bit weights for each of the cues that matter most; every other cue counts nothing.

import type { Role } from '../types.ts';
import { BUCKETS } from './cues.ts';
import json from './sentences.json' with { type: 'json' };

export interface PackedWeights {
  readonly labels: readonly string[];
  /** Buckets of the rows: 16 bits each, little-endian, in base64. */
  readonly buckets: string;
  /** Rows of one signed byte a label, in base64. */
  readonly weights: string;
  /** Logits in one step of a byte. */
  readonly step: number;
}

export type PackedTable = Readonly<Record<Role, PackedWeights>>;

export interface Weights {
  readonly labels: readonly string[];
  /** Row of a bucket plus one; 0: none. */
  readonly rowOf: Uint16Array;
  readonly weights: Int8Array;
  readonly step: number;
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

export const unpack = ({ labels, buckets, weights, step }: PackedWeights): Weights => {
  const rowOf = new Uint16Array(BUCKETS);
  const bytes = bytesOf(buckets);
  for (let row = 0; 2 * row < bytes.length; row++)
    rowOf[(bytes[2 * row] ?? 0) + 256 * (bytes[2 * row + 1] ?? 0)] = row + 1;
  return { labels, rowOf, weights: Int8Array.from(bytesOf(weights), (byte) => (byte << 24) >> 24), step };
};

export interface Guess {
  readonly label: string;
  /** Probability that the table gives it. */
  readonly p: number;
}

/** Logits of every label for a set of cues. */
const logitsOf = ({ labels, rowOf, weights, step }: Weights, cues: readonly number[]): Float64Array => {
  const sums = new Float64Array(labels.length);
  for (const cue of cues) {
    const row = (rowOf[cue] ?? 0) - 1;
    if (row < 0) continue;
    for (let at = 0; at < sums.length; at++)
      sums[at] = (sums[at] ?? 0) + (weights[row * sums.length + at] ?? 0);
  }
  return sums.map((sum) => step * sum);
};

/** Labels by probability, the likeliest first. */
export const guesses = (table: Weights, cues: readonly number[]): Guess[] => {
  const logits = logitsOf(table, cues);
  const top = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - top));
  const sum = odds.reduce((total, one) => total + one, 0);
  return table.labels.map((label, at) => ({ label, p: (odds[at] ?? 0) / sum })).sort((a, b) => b.p - a.p);
};

const tables: Partial<Record<Role, Weights>> = {};

/** The committed table of a role, unpacked on first use. */
export const fittedTable = (role: Role): Weights => {
  tables[role] ??= unpack(json[role]);
  return tables[role];
};
