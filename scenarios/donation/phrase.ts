// Says acts in words. Every wording is read back as exactly the act that it was made from (reading/own.ts), and
// says nothing that is not in the act; test/donation.language.test.ts holds both.

import type { Rng } from '../../shared/rng.ts';
import { MAX_TEXT, type SeatId } from '../../shared/scenario.ts';
import { type Act, BUDGET, type Role, type Said } from './types.ts';
import { fill, PLAIN, PRICED, wordingsFor } from './wordings.ts';

/** What an utterance is said into: an observation has it all. */
export interface Context {
  readonly said: readonly Said[];
  readonly promised: number | null;
  readonly seat: SeatId;
}

const SILENT = '\u2026';
/** Characters for each further act, and for stops. */
const JOINT = 2;
/** Acts in one utterance above which amounts are written in figures, which are short. */
const ROOMY = 3;

const ONES = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
  sixteen seventeen eighteen nineteen`.split(/\s+/);
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** A number from 0 to 99 in words. */
const inWords = (value: number): string => {
  const ones = ONES[value];
  if (ones) return ones;
  const ten = TENS[Math.floor(value / 10)] ?? '';
  return value % 10 === 0 ? ten : `${ten}-${ONES[value % 10]}`;
};

const figures = (cents: number): string[] => {
  const out = [`$${(cents / 100).toFixed(2)}`];
  if (cents % 100 === 0) out.push(`$${cents / 100}`);
  if (cents < 100) out.push(cents === 1 ? '1 cent' : `${cents} cents`, `${cents}c`);
  return out;
};

const money = (cents: number): string[] => {
  const whole = Math.floor(cents / 100);
  const rest = cents % 100;
  const dollars = whole === 1 ? 'one dollar' : `${inWords(whole)} dollars`;
  const coins = rest === 1 ? 'one cent' : `${inWords(rest)} cents`;
  if (whole === 0) return [coins];
  return [rest === 0 ? dollars : `${dollars} and ${coins}`];
};

/** Shares of the payment, as its owner or the other calls it. */
const shares = (cents: number, role: Role): string[] => {
  const payment = role === 'persuader' ? 'your payment' : 'my payment';
  if (cents === BUDGET) return [`all of ${payment}`];
  return cents === BUDGET / 2 ? [`half of ${payment}`] : [];
};

/** An amount of 0 to BUDGET cents as people write it: "$0.50", "50 cents", "fifty cents", "half of my payment". */
const amountText = (cents: number, role: Role, roomy: boolean, rng: Rng): string =>
  rng.pick(roomy ? [...figures(cents), ...money(cents), ...shares(cents, role)] : figures(cents));

/** What a seat has said so far, in lower case. */
const saidBy = ({ said, seat }: Context): string =>
  said
    .filter((one) => one.seat === seat)
    .map(({ text }) => text.toLowerCase())
    .join('\n');

const heardBy = ({ said, seat }: Context): string =>
  said.findLast((one) => one.seat !== seat)?.text.toLowerCase() ?? '';

/** The wordings of at most `room` characters that the speaker has not used yet, as far as there are any. */
const fitting = (wordings: readonly string[], room: number, used: string): readonly string[] => {
  const fit = wordings.filter((wording) => wording.length <= room);
  if (fit.length === 0) return wordings.slice(0, 1);
  const fresh = fit.filter((wording) => !used.includes(wording.toLowerCase()));
  return fresh.length > 0 ? fresh : fit;
};

interface Manner {
  readonly role: Role;
  /** Acts in the utterance. */
  readonly spoken: number;
  readonly used: string;
  /** The other's last words, in lower case. */
  readonly heard: string;
}

const sentence = (act: Act, { role, spoken, used, heard }: Manner, rng: Rng): string => {
  const room = Math.floor(MAX_TEXT / spoken) - JOINT;
  if ('cents' in act) {
    const amount = amountText(act.cents, role, spoken <= ROOMY, rng);
    return fill(rng.pick(fitting(PRICED[role][act.type] ?? [], room - amount.length, used)), amount);
  }
  return rng.pick(fitting(wordingsFor(act.type, role, heard), room, used));
};

/** How the speaker types today: with capitals and stops, or without. */
const dressed = (text: string, casual: boolean): string => (casual ? text.toLowerCase() : text);

const ended = (text: string, casual: boolean, rng: Rng): string => {
  if (text.endsWith('?')) return text;
  return text + (casual ? rng.pick(['', '', '!']) : rng.pick(['.', '.', '.', '!']));
};

const isSpoken = (act: Act, role: Role): boolean =>
  ('cents' in act ? PRICED[role][act.type] : PLAIN[role][act.type]) !== undefined;

/**
 * The acts in words, in their order, at most MAX_TEXT characters for up to MAX_ACTS acts. Acts that this role
 * has no words for, `silence` and `done` among them, are left out; where nothing is left it is "…".
 */
export const phraseActs = (acts: readonly Act[], role: Role, context: Context, rng: Rng): string => {
  const spoken = acts.filter((act) => isSpoken(act, role));
  if (spoken.length === 0) return SILENT;
  const casual = rng.int(3) === 0;
  const manner: Manner = { role, spoken: spoken.length, used: saidBy(context), heard: heardBy(context) };
  const parts = spoken.map((act) => dressed(sentence(act, manner, rng), casual));
  return parts
    .map((part, index) => {
      if (index === parts.length - 1) return ended(part, casual, rng);
      return part.endsWith('?')
        ? `${part} `
        : part + rng.pick(casual ? ['. ', '; ', '. '] : ['. ', '! ', '. ']);
    })
    .join('');
};
