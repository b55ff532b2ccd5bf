// What the sentence classifier looks at: words, pairs of words, marks, length, and the place in the talk. Every
// cue is hashed into one of 65,536 buckets, so that the fitted table holds no words.

import type { Sentence } from './words.ts';

/** Where a sentence stands. */
export interface Place {
  /** Own utterances before this one. */
  readonly turn: number;
  /** Types of the acts that the other said last. */
  readonly heard: readonly string[];
  /** What the sentence before this one in the same utterance does; null: it is the first. */
  readonly before: string | null;
}

export const BUCKETS = 65_536;
export const REMARK = 'remark';

/** FNV-1a with a final mix, so that short strings spread over all buckets. */
const bucketOf = (cue: string): number => {
  let hash = 2166136261;
  for (let at = 0; at < cue.length; at++) hash = Math.imul(hash ^ cue.charCodeAt(at), 16777619);
  hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995);
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
};

const LONG = 6;
const SHORT = 4;

const stageOf = (turn: number): string => (turn < 3 ? `${turn}` : turn < 6 ? 'm' : turn < 9 ? 'n' : 'z');

const wordCues = (words: readonly string[]): string[] => {
  const out: string[] = [];
  let last = '^';
  for (const word of words) {
    out.push(word, `${last} ${word}`);
    last = word;
  }
  out.push(`${last} $`, `:length ${Math.min(LONG, Math.floor(1.5 * Math.log2(1 + words.length)))}`);
  if (words.length <= SHORT) out.push(`:whole ${words.join(' ')}`);
  return out;
};

const placeCues = ({ turn, heard, before }: Place, first: string): string[] => {
  const out = [`:turn ${stageOf(turn)}`, `:before ${before ?? '^'}`];
  if (turn === 0 && before === null) out.push(':opening');
  for (const type of heard) out.push(`:heard ${type}`);
  const latest = heard[heard.length - 1];
  if (latest !== undefined) out.push(`:last ${latest}`, `:reply ${latest} ${first}`);
  return out;
};

/** Buckets of a sentence at its place, each once, in no order. */
export const cuesOf = (sentences: readonly Sentence[], place: Place): number[] => {
  const words = sentences
    .flatMap((one) => one.words)
    .filter((word) => word !== ',')
    .map((word) => (/^[.\d]/.test(word) ? '0' : word));
  const cues = ['*', ...wordCues(words), ...placeCues(place, words[0] ?? '')];
  if (sentences.some(({ asks }) => asks)) cues.push(':?');
  if (sentences.some(({ cries }) => cries)) cues.push(':!');
  return [...new Set(cues.map(bucketOf))];
};
