// From a text to sentences of words. Capitals, apostrophes, commas and emoticons do not count; sums of money
// become one word, "#".

import { type Amount, amountAt } from './amounts.ts';

export interface Sentence {
  /** Lower case, without apostrophes; "#" for a sum of money, "," for a comma. */
  readonly words: readonly string[];
  /** Sums in the sentence, bare numbers too, in their order. */
  readonly amounts: readonly Amount[];
  readonly asks: boolean;
  readonly cries: boolean;
  /** As typed, in lower case. */
  readonly text: string;
}

/** Longest text that is looked at, characters. */
const LONGEST = 1000;

const TOKEN =
  /(?:https?:\/\/|www\.)[^\s]{1,200}|\d+(?:[.,]\d+){0,3}|\.\d+|(?:\p{L}\.){2,8}|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+){0,4}|[$¢%,?!.;\n\u2026\u2014]/gu;
const STOPS = new Set(['.', '!', '?', ';', '\n', '\u2026', '\u2014']);

const plain = (text: string): string =>
  text
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll(/[\u2019\u2018\u0060\u00b4]/g, "'");

/** "i'm" is "im", "u.s." is "us", an address is "www". */
const bareWord = (token: string): string => {
  if (/^\p{L}/u.test(token)) {
    if (token.startsWith('http') || token.startsWith('www.')) return 'www';
    return token.replaceAll("'", '').replaceAll('.', '');
  }
  return token;
};

const sentence = (tokens: readonly string[], stops: string, text: string): Sentence => {
  const words: string[] = [];
  const amounts: Amount[] = [];
  for (let at = 0; at < tokens.length; ) {
    const amount = amountAt(tokens, at);
    if (amount) amounts.push(amount);
    const sum = amount && amount.sure !== 'bare';
    words.push(sum ? '#' : (tokens[at] ?? ''));
    at += sum ? amount.length : 1;
  }
  return { words, amounts, asks: stops.includes('?'), cries: stops.includes('!'), text };
};

/** The sentences of a text, each with at least one word. */
export const sentencesOf = (text: string): Sentence[] => {
  const out: Sentence[] = [];
  const said = plain(text);
  let tokens: string[] = [];
  let stops = '';
  let from = 0;
  const close = (to: number): void => {
    if (tokens.some((token) => token !== ',')) out.push(sentence(tokens, stops, said.slice(from, to)));
    tokens = [];
    stops = '';
    from = to;
  };
  for (const { 0: token, index } of said.matchAll(TOKEN)) {
    if (STOPS.has(token)) stops += token;
    else {
      if (stops !== '') close(index);
      tokens.push(bareWord(token));
    }
  }
  close(said.length);
  return out;
};

/** The words as one string, commas left out: what own wordings are looked up by. */
export const keyOf = ({ words }: Sentence): string => words.filter((word) => word !== ',').join(' ');
