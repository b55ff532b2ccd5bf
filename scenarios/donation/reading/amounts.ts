// Amounts as people type them: "$0.50", "50 cents", "a dollar and a half", "two bucks", "half of my payment",
// "all of it", and bare numbers, which are amounts only where one was asked for.

import { BUDGET } from '../types.ts';

/** How sure it is that money is meant: named as money, named as a share of the payment, or a number alone. */
export type Sureness = 'money' | 'share' | 'bare';

export interface Amount {
  readonly cents: number;
  /** Words that it takes up. */
  readonly length: number;
  readonly sure: Sureness;
}

const SMALL = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
  sixteen seventeen eighteen nineteen`.split(/\s+/);
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const NUMBERS = new Map<string, number>([
  ...SMALL.map((word, value) => [word, value] as const),
  ...TENS.map((word, ten) => [word, 10 * ten] as const),
  ['fourty', 40],
]);

/** Cents in one of these. */
const UNITS = new Map<string, number>([
  ...['cent', 'cents', 'c', '¢', 'penny', 'pennies', 'pence', 'ct', 'cts'].map((word) => [word, 1] as const),
  ...['dollar', 'dollars', 'buck', 'bucks', 'usd', '$', 'dollers', 'doller'].map(
    (word) => [word, 100] as const,
  ),
  ...['nickel', 'nickels'].map((word) => [word, 5] as const),
  ...['dime', 'dimes'].map((word) => [word, 10] as const),
  ...['quarter', 'quarters'].map((word) => [word, 25] as const),
]);

const OWNERS = new Set(['my', 'your', 'the', 'our', 'this', 'that']);
const PAYMENTS = new Set(
  'payment pay earnings earning money bonus reward payout wage wages compensation amount thing budget task'.split(
    ' ',
  ),
);
const WHOLE = new Set(['whole', 'entire', 'full', 'total', 'complete', 'maximum', 'max']);

interface Figure {
  readonly value: number;
  readonly length: number;
}

/** "1,000" is a thousand, "0,50" a half. */
const figure = (word: string): number =>
  Number(/,\d{3}$/.test(word) ? word.replaceAll(',', '') : word.replaceAll(',', '.'));

/** A number at a place, in figures or words; undefined where there is none. */
const numberAt = (words: readonly string[], at: number): Figure | undefined => {
  const word = words[at] ?? '';
  if (/^[.\d]/.test(word)) {
    const value = figure(word);
    return Number.isFinite(value) ? { value, length: 1 } : undefined;
  }
  const value = NUMBERS.get(word);
  if (value === undefined) return undefined;
  const next = words[at + 1] ?? '';
  if (next === 'hundred') return { value: 100 * value, length: 2 };
  const ones = NUMBERS.get(next);
  return value >= 20 && ones !== undefined && ones > 0 && ones < 10
    ? { value: value + ones, length: 2 }
    : { value, length: 1 };
};

/** Numbers that only count before a unit: "a dollar", "half a buck", "a couple of cents". */
const articleAt = (words: readonly string[], at: number): Figure | undefined => {
  const [first, second, third] = words.slice(at, at + 3);
  if (first === 'half' && second === 'a') return { value: 0.5, length: 2 };
  if (first !== 'a' && first !== 'an') return undefined;
  if (second === 'couple') return { value: 2, length: third === 'of' ? 3 : 2 };
  if (second === 'half') return { value: 0.5, length: 2 };
  if (second === 'hundred') return { value: 100, length: 2 };
  return second === 'full' || second === 'whole' || second === 'single'
    ? { value: 1, length: 2 }
    : { value: 1, length: 1 };
};

/** Cents that go on behind dollars: "and 25 cents", "and a half", "fifty". */
const restAt = (words: readonly string[], at: number): Figure | undefined => {
  const joined = words[at] === 'and';
  const from = joined ? at + 1 : at;
  if (joined && words[from] === 'a' && words[from + 1] === 'half') return { value: 50, length: 3 };
  if (joined && words[from] === 'a' && words[from + 1] === 'quarter') return { value: 25, length: 3 };
  const number = numberAt(words, from);
  if (!number || number.value >= 100) return undefined;
  const unit = UNITS.get(words[from + number.length] ?? '');
  if (unit === 1) return { value: number.value, length: from - at + number.length + 1 };
  return !joined && unit === undefined && number.value >= 10 && NUMBERS.has(words[from] ?? '')
    ? { value: number.value, length: number.length }
    : undefined;
};

const isPayment = (words: readonly string[], at: number): number => {
  if (words[at] === 'it' || words[at] === 'that') return 1;
  if (OWNERS.has(words[at] ?? '') && PAYMENTS.has(words[at + 1] ?? '')) return 2;
  if (OWNERS.has(words[at] ?? '') && PAYMENTS.has(words[at + 2] ?? '')) return 3;
  return PAYMENTS.has(words[at] ?? '') && words[at] !== 'thing' ? 1 : 0;
};

/** "half of it", "all my earnings", "25 percent of my pay": a share of the payment. */
const shareAt = (words: readonly string[], at: number): Amount | undefined => {
  const word = words[at] ?? '';
  const share = (part: number, length: number): Amount => ({
    cents: Math.round(BUDGET * part),
    length,
    sure: 'share',
  });
  const of = (from: number): number => {
    const begin = words[from] === 'of' ? from + 1 : from;
    const length = isPayment(words, begin);
    return length > 0 && (words[begin] !== 'that' || begin > from) ? begin - at + length : 0;
  };
  if (word === 'half' && of(at + 1) > 0) return share(1 / 2, of(at + 1));
  if (word === 'all' && of(at + 1) > 0) return share(1, of(at + 1));
  if (word === 'a' && words[at + 1] === 'quarter' && words[at + 2] === 'of' && of(at + 2) > 0)
    return share(1 / 4, of(at + 2));
  if (WHOLE.has(word) && PAYMENTS.has(words[at + 1] ?? '')) return share(1, 2);
  const number = numberAt(words, at);
  if (!number || number.value > 100) return undefined;
  const sign = words[at + number.length];
  const end = at + number.length + 1;
  if ((sign !== '%' && sign !== 'percent') || words[end] !== 'of' || !OWNERS.has(words[end + 1] ?? ''))
    return undefined;
  return of(end) > 0 ? share(number.value / 100, of(end)) : undefined;
};

const inCents = (value: number, unit: number): number =>
  Math.round(unit === 1 && value > 0 && value < 1 ? 100 * value : unit * value);

const unitAt = (words: readonly string[], at: number, { value, length }: Figure): Amount | undefined => {
  const unit = UNITS.get(words[at + length] ?? '');
  if (unit === undefined) return undefined;
  const rest = unit === 100 ? restAt(words, at + length + 1) : undefined;
  return {
    cents: inCents(value, unit) + (rest?.value ?? 0),
    length: length + 1 + (rest?.length ?? 0),
    sure: 'money',
  };
};

/** "$1", "$.50 cents", "$1 and 20 cents". */
const signAt = (words: readonly string[], at: number): Amount | undefined => {
  const number = words[at] === '$' ? numberAt(words, at + 1) : undefined;
  if (!number) return undefined;
  const end = at + 1 + number.length;
  const unit = UNITS.get(words[end] ?? '');
  if (unit === 1) return { cents: inCents(number.value, 1), length: 2 + number.length, sure: 'money' };
  const rest = restAt(words, unit === 100 ? end + 1 : end);
  const length = 1 + number.length + (unit === 100 ? 1 : 0);
  return {
    cents: Math.round(100 * number.value) + (rest?.value ?? 0),
    length: length + (rest?.length ?? 0),
    sure: 'money',
  };
};

/** An amount that begins at a word of a sentence, as long as can be; undefined where none does. */
export const amountAt = (words: readonly string[], at: number): Amount | undefined => {
  const money = signAt(words, at) ?? shareAt(words, at);
  if (money) return money;
  const number = numberAt(words, at);
  const figure = number ?? articleAt(words, at);
  if (!figure) return undefined;
  const named = unitAt(words, at, figure);
  if (named || !number) return named;
  const { value, length } = number;
  // ".50" and "1.00" are dollars, "50" is cents, "1" and "2" are dollars.
  const dollars = value <= 2 && (value % 1 !== 0 || value >= 1 || words[at]?.includes('.'));
  return { cents: Math.round(dollars ? 100 * value : value), length, sure: 'bare' };
};
