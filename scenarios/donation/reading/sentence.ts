// One sentence that is no own wording, as an act: the classifier's likeliest label, blame by its patterns, and sums
// of money by rules.

import { type Act, BUDGET, type Role } from '../types.ts';
import type { Amount } from './amounts.ts';
import { cuesOf, type Place, REMARK } from './cues.ts';
import { isGuilt } from './guilt.ts';
import { fittedTable, type Guess, guesses } from './table.ts';
import type { Sentence } from './words.ts';

/** Below this probability a sentence is a remark. */
const SURE = 0.2;
/** Probability of promising or agreeing above which a sum that is named is promised. */
const MEANT = 0.15;
/** Words of a sentence that does little but name a sum. */
const CURT = 5;

const PRICED: ReadonlySet<string> = new Set([
  'proposition-of-donation',
  'ask-donate-more',
  'foot-in-the-door',
]);
const ASKS: readonly string[] = ['ask-donation-amount', 'proposition-of-donation', 'ask-donate-more'];

/** Without one of these nothing is a greeting, however early it is said. */
const GREETS = new Set(
  `hi hello hey hiya heya yo howdy greetings morning afternoon evening day sup whats how hows meet meeting good
  great fine well doing welcome nice pleased ok okay pretty im you u`.split(/\s+/),
);
const NEGATIONS = new Set('not cant cannot wont dont couldnt never'.split(' '));

const has = ({ words }: Sentence, list: ReadonlySet<string>): boolean => words.some((word) => list.has(word));

/** A question has its mark, begins like one, or has a word that asks. */
const ASKING = new Set(
  'who whos what whats where wheres when why how hows which whose tell wonder curious'.split(' '),
);
const BEGINNINGS = new Set(
  `is are am was were do does did have has had can could will would should may might shall any ever got heard
  want know wanna u`.split(/\s+/),
);
const LEADS = new Set('so and but ok okay well , oh hey hi hello also you'.split(' '));

const asks = (sentence: Sentence): boolean => {
  if (sentence.asks || has(sentence, ASKING)) return true;
  return BEGINNINGS.has(sentence.words.find((word) => !LEADS.has(word)) ?? '');
};

const isQuestion = (label: string): boolean =>
  label.startsWith('ask-') || (label.endsWith('-inquiry') && !label.includes('-to-'));

/** The likeliest label that the sentence's form allows. */
const likely = (sentence: Sentence, list: readonly Guess[]): Guess | undefined => {
  const question = asks(sentence);
  return list.find(({ label }) => {
    if (label === 'greeting') return has(sentence, GREETS);
    return question || !isQuestion(label);
  });
};

const plain = (label: string): Act[] => (label === REMARK ? [] : [{ type: label } as Act]);

const sumIn = ({ amounts }: Sentence): Amount | undefined => amounts.find(({ sure }) => sure !== 'bare');

const persuaderAct = (sentence: Sentence, list: readonly Guess[]): Act[] => {
  if (isGuilt(sentence.text)) return [{ type: 'guilt' }];
  const best = likely(sentence, list);
  if (!best || best.p < SURE) return [];
  const cents = sumIn(sentence)?.cents ?? 0;
  const priced = cents > 0 && cents <= BUDGET;
  if (priced && PRICED.has(best.label)) return [{ type: best.label, cents } as Act];
  return plain(best.label);
};

const oddsOf = (list: readonly Guess[], ...labels: readonly string[]): number =>
  list.reduce((sum, { label, p }) => (labels.includes(label) ? sum + p : sum), 0);

/** The sum that a persuadee names, or undefined. More than there is to give is all of it. */
const promised = (sentence: Sentence, list: readonly Guess[], { heard }: Place): number | undefined => {
  const asked = ASKS.some((type) => heard.includes(type));
  const curt = sentence.words.length <= CURT && !sentence.asks;
  const sum = sumIn(sentence) ?? (asked && curt ? sentence.amounts[0] : undefined);
  if (!sum) return undefined;
  // "No, 50 cents it is" holds to a sum; "I can't give a dollar" does not name one.
  const stays = asked && list[0]?.label === 'disagree-donation-more' && !has(sentence, NEGATIONS);
  const meant = curt || stays || oddsOf(list, 'provide-amount', 'agree-donation') >= MEANT;
  return meant ? Math.min(BUDGET, sum.cents) : undefined;
};

const persuadeeAct = (sentence: Sentence, list: readonly Guess[], place: Place): Act[] => {
  const cents = promised(sentence, list, place);
  if (cents !== undefined) return [{ type: 'provide-amount', cents }];
  const best = likely(sentence, list);
  if (!best || best.p < SURE) return [];
  return plain(best.label === 'provide-amount' ? 'agree-donation' : best.label);
};

/** Acts of a sentence; [] for a remark. */
export const readSentence = (sentence: Sentence, role: Role, place: Place): Act[] => {
  const list = guesses(fittedTable(role), cuesOf([sentence], place));
  return role === 'persuader' ? persuaderAct(sentence, list) : persuadeeAct(sentence, list, place);
};
