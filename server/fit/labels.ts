// The publishers' annotation scheme in the scenario's words, and what it lacks: amounts and guilt, which are
// read from the sentences themselves.

import { isGuilt } from '../../scenarios/donation/reading/guilt.ts';
import type { Act } from '../../scenarios/donation/types.ts';
import type { Sentence } from '../corpora/persuasion.ts';

type Type = Act['type'];

/** Labels of persuaders that have another name here; null: what the scheme calls "other" is no act. */
const PERSUADER: Readonly<Record<string, Type | null>> = {
  other: null,
  'off-task': null,
  'positive-to-inquiry': 'answer',
  'neutral-to-inquiry': 'answer',
  'negative-to-inquiry': 'answer',
  'you-are-welcome': 'acknowledgement',
  'ask-not-donate-reason': 'task-related-inquiry',
};

const PERSUADEE: Readonly<Record<string, Type | null>> = {
  other: null,
  'off-task': null,
  'positive-reaction-to-donation': 'positive-reaction',
  'neutral-reaction-to-donation': 'neutral-reaction',
  'negative-reaction-to-donation': 'negative-reaction',
  'provide-donation-amount': 'provide-amount',
  'confirm-donation': 'agree-donation',
  'you-are-welcome': 'acknowledgement',
};

/** A label as an act's type; null: it is none. */
export const typeOf = (seat: 0 | 1, label: string): Type | null => {
  const names = seat === 0 ? PERSUADER : PERSUADEE;
  return Object.hasOwn(names, label) ? (names[label] ?? null) : (label as Type);
};

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  'twenty-five': 25,
  fifty: 50,
};
const WORDS = Object.keys(NUMBERS).join('|');

type Reading = (match: RegExpExecArray) => number;
const number = (match: RegExpExecArray): number => Number(match[1] ?? match[2]);
/** ".50 cents" is half a dollar to those who write it. */
const cents = (value: number): number => (value < 1 ? value * 100 : value);

/** Ways to write an amount, the clearest first; each gives cents. */
const AMOUNTS: readonly [RegExp, Reading][] = [
  [/\$ ?(\d+(?:\.\d+)?|\.\d+) ?cents?/i, (match) => cents(number(match))],
  [/\$ ?(\d+(?:\.\d+)?|\.\d+)|(\d+(?:\.\d+)?|\.\d+) ?\$/, (match) => 100 * number(match)],
  [/(\d+(?:\.\d+)?|\.\d+) ?(?:cents?\b|c\b|¢)/i, (match) => cents(number(match))],
  [/(\d+(?:\.\d+)?|\.\d+) ?(?:dollars?|bucks?)\b/i, (match) => 100 * number(match)],
  [
    new RegExp(`\\b(${WORDS}) (?:dollars?|bucks?)\\b`, 'i'),
    (match) => 100 * (NUMBERS[(match[1] ?? '').toLowerCase()] ?? 0),
  ],
  [new RegExp(`\\b(${WORDS}) cents?\\b`, 'i'), (match) => NUMBERS[(match[1] ?? '').toLowerCase()] ?? 0],
  [/\bhalf\b|\b1\/2\b/i, () => 100],
  [/\b(?:all|whole|entire|full)\b.*\b(?:payment|amount|earnings?|pay|it)\b/i, () => 200],
  [/(?<![\d.])(\.\d\d?)\b/, (match) => 100 * Number(match[1])],
  [/\b(0\.\d\d?)\b/, (match) => 100 * Number(match[1])],
];

/** The first amount in a sentence, whole cents; null: none is named. */
export const amountIn = (text: string): number | null => {
  for (const [pattern, reading] of AMOUNTS) {
    const match = pattern.exec(text);
    if (match) return Math.round(reading(match));
  }
  return null;
};

const BUDGET = 200;
const PRICED = ['proposition-of-donation', 'ask-donate-more', 'foot-in-the-door'] as const;

/** One sentence as acts of the scenario. Promises above the payment count as the whole of it. */
export const actsOf = ({ seat, text, labels }: Pick<Sentence, 'seat' | 'text' | 'labels'>): Act[] => {
  const acts: Act[] = seat === 0 && isGuilt(text) ? [{ type: 'guilt' }] : [];
  for (const label of labels) {
    const type = typeOf(seat, label);
    if (type === null) continue;
    const amount = amountIn(text);
    const priced = PRICED.find((one) => one === type);
    if (type === 'provide-amount')
      acts.push(amount === null ? { type: 'agree-donation' } : { type, cents: Math.min(BUDGET, amount) });
    else if (priced && amount !== null && amount > 0 && amount <= BUDGET)
      acts.push({ type: priced, cents: amount });
    else acts.push({ type } as Act);
  }
  return acts;
};
