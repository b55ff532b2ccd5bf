// Filling the holes of a line and making sentences of lines.

import type { Rng } from '../../shared/rng.ts';
import { TOPICS } from './fragments.ts';
import type { Domain } from './types.ts';
import type { Lines } from './wordings.ts';

/** What stands in the holes of a line, besides what follows from the domain. */
export type Holes = Readonly<Record<string, string>>;

const NONE: Holes = {};

/** `said`: whether the domain is the topic. */
const ofDomain = (hole: string, domain: Domain, said: boolean): string | undefined => {
  const [noun, nouns] = TOPICS[domain];
  switch (hole) {
    case 'it':
      return said ? 'it' : `the ${noun}`;
    case 'of':
      return said ? '' : ` of the ${noun}`;
    case 'for':
      return said ? '' : ` for the ${noun}`;
    case 'noun':
      return noun;
    case 'nouns':
      return nouns;
    default:
      return undefined;
  }
};

/** Puts words into the holes of one of the lines. Two articles in a row become one: "any {thing}". */
export const fill = (lines: Lines, rng: Rng, holes: Holes = NONE, domain?: Domain, said = false): string => {
  const line = rng.pick(lines);
  if (!line.includes('{')) return line;
  return line
    .replace(/\{(\w+)\}/g, (_, hole: string) => {
      const words = holes[hole] ?? (domain && ofDomain(hole, domain, said));
      return words ?? '';
    })
    .replace(/\bany the /gi, (found) => found.slice(0, 4))
    .replace(/\ba attraction/g, 'an attraction');
};

const MARKED = /[.!?]$/;

/** A sentence with a capital letter and a mark at its end. */
const sentence = (words: string): string => {
  const first = words.charAt(0).toUpperCase() + words.slice(1);
  return MARKED.test(words) ? first : `${first}.`;
};

/** Sentences of an utterance. */
export const sentences = (parts: readonly string[]): string => parts.map(sentence).join(' ');
