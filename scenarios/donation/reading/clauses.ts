// Cuts a typed sentence where people run several acts together without a stop: a greeting before something else
// ("hi do you have kids"), a question handed back at the end ("i'm fine and you"), and the question how one is.

import type { Act, Role } from '../types.ts';
import type { Place } from './cues.ts';
import type { Sentence } from './words.ts';

/** A piece of a sentence that is to be read, or acts that are known at once. */
export type Piece = { readonly sentence: Sentence } | { readonly acts: readonly Act[] };

const HELLOS = new Set('hi hello hey hiya heya yo hullo greetings howdy heyy heyyy hii hallo'.split(' '));
const DAYTIMES = new Set('morning afternoon evening day'.split(' '));
const FILLERS = new Set('there again friend everyone , and so ok okay well but oh hmm um'.split(' '));

const HOW_ARE_YOU =
  /^(?:how(?: are| r| have)? (?:you|u|ya|things|we)\b(?! (?:feel|think|know|get|like|donate|give|help|sure|so)\b)|hows? (?:is |was |has )?(?:it going|your|ur|life|everything|things)(?: (?:day|week|weekend|morning|afternoon|evening|night|going|been|today))?\b)/;
const HANDED_BACK =
  /(?:^| )(?:(?:and|how about|what about|hows about|how bout|what bout) (?:you|u|yourself|urself|ya)|hbu|wbu)(?: too)?$/;

const MONEY: ReadonlySet<string> = new Set([
  'proposition-of-donation',
  'ask-donation-amount',
  'ask-donate-more',
  'confirm-donation',
  'self-modeling',
]);

const GREETING: Act = { type: 'greeting' };

/** Words of a greeting at the start, 0 where there is none. */
const helloIn = (words: readonly string[]): number => {
  if (HELLOS.has(words[0] ?? '')) return 1;
  return words[0] === 'good' && DAYTIMES.has(words[1] ?? '') ? 2 : 0;
};

const skipFillers = (words: readonly string[], from: number): number => {
  let at = from;
  while (FILLERS.has(words[at] ?? '')) at++;
  return at;
};

const cut = (sentence: Sentence, from: number, to: number): Sentence => ({
  ...sentence,
  words: sentence.words.slice(from, to),
});

/** What "and you?" asks: whether the other gives, once a gift is talked of; else about itself. */
const handedBack = (role: Role, sentence: Sentence, { heard }: Place): Act => {
  const money = sentence.amounts.length > 0 || heard.some((type) => MONEY.has(type));
  return {
    type: role === 'persuadee' && money ? 'ask-persuader-donation-intention' : 'personal-related-inquiry',
  };
};

/** The pieces of a sentence in their order, at least one. */
export const piecesOf = (sentence: Sentence, role: Role, place: Place): Piece[] => {
  const pieces: Piece[] = [];
  const { words } = sentence;
  const hello = helloIn(words);
  const from = skipFillers(words, hello);
  if (hello > 0) pieces.push({ acts: [GREETING] });
  const rest = words.slice(from).join(' ');
  if (HOW_ARE_YOU.test(rest)) return [{ acts: [GREETING, { type: 'personal-related-inquiry' }] }];
  const tail = HANDED_BACK.exec(words.join(' '));
  const end = tail ? words.length - tail[0].trim().split(' ').length : words.length;
  const last = end > 0 && words[end - 1] === ',' ? end - 1 : end;
  if (last > from) pieces.push({ sentence: { ...cut(sentence, from, last), asks: sentence.asks && !tail } });
  if (tail) pieces.push({ acts: [handedBack(role, sentence, place)] });
  return pieces.length > 0 ? pieces : [{ sentence }];
};
