// From text to plain lower-case words: marks and case removed, contractions spelt out, idioms joined.
// Every step is linear in the text, since a text may be anything that a client sends.

import { IDIOMS, type WordClass } from './lexicon.ts';
import { CONTRACTIONS } from './spellings.ts';

export interface Word {
  readonly low: string;
  /** Written with a capital, in a text that also has small letters. */
  readonly capital: boolean;
  /** Set for an idiom. */
  readonly class?: WordClass;
}

/** Far more than anybody types; what follows is not read. */
const MAX_WORDS = 400;

const WORD = /[\p{L}\p{N}'\u2019`]+|[^\s]|\n/gu;
const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['\u2019`]/g;

const spell = (piece: string, shouting: boolean): Word[] => {
  const low = piece.toLowerCase().replace(APOSTROPHES, '');
  if (low === 'were' && low.length < piece.length) return [word('we'), word('are')];
  const spelt = CONTRACTIONS[low];
  if (spelt !== undefined) return spelt.split(' ').map(word);
  return low === '' ? [] : [{ low, capital: !shouting && piece !== piece.toLowerCase() }];
};

const word = (low: string): Word => ({ low, capital: false });

const IDIOM_LISTS = new Map<string, { words: readonly string[]; class: WordClass }[]>();
for (const [phrase, name] of IDIOMS) {
  const words = phrase.split(' ');
  const list = IDIOM_LISTS.get(words[0] ?? '') ?? [];
  list.push({ words, class: name });
  list.sort((a, b) => b.words.length - a.words.length);
  IDIOM_LISTS.set(words[0] ?? '', list);
}

const join = (words: readonly Word[]): Word[] => {
  const out: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const here = words[at] as Word;
    const fit = IDIOM_LISTS.get(here.low)?.find((idiom) =>
      idiom.words.every((part, offset) => words[at + offset]?.low === part),
    );
    if (!fit) out.push(here);
    else {
      out.push({ low: fit.words.join(' '), capital: false, class: fit.class });
      at += fit.words.length - 1;
    }
  }
  return out;
};

/** The words and marks of a text, in order. Never throws. */
export const wordsOf = (text: string): Word[] => {
  const pieces =
    text
      .slice(0, 20 * MAX_WORDS)
      .normalize('NFKD')
      .replace(MARKS, '')
      .match(WORD) ?? [];
  const shouting = !pieces.some((piece) => piece.length > 1 && piece !== piece.toUpperCase());
  return join(pieces.slice(0, MAX_WORDS).flatMap((piece) => spell(piece, shouting)));
};
