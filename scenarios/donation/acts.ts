// The acts themselves: one shared object for each that is offered, so that a check of legality is a look
// into a set, and the small questions that many files ask about an act.

import type { SeatId } from '../../shared/scenario.ts';
import {
  type Act,
  BUDGET,
  PERSUADEE_ACTS,
  PERSUADER,
  PERSUADER_OTHER,
  type Role,
  type SpeechType,
  STRATEGIES,
} from './types.ts';

/** Cents that the jar is offered with; any whole amount from 0 to BUDGET is legal. */
export const JAR_CENTS = [0, 1, 5, 10, 20, 25, 30, 40, 50, 75, 100, 125, 150, 200] as const;
const ASKED_CENTS = [10, 25, 50, 100, 200] as const;
const MORE_CENTS = [50, 100, 200] as const;
const SMALL_CENTS = [1, 5, 10, 25] as const;

export type ActType = Act['type'];

/** Every type of act of either seat, in the order of their one-hot numbers. */
export const ACT_TYPES: readonly ActType[] = [
  ...new Set<ActType>([
    ...STRATEGIES,
    ...PERSUADER_OTHER,
    ...PERSUADEE_ACTS,
    'provide-amount',
    'give',
    'silence',
    'done',
  ]),
];

/** Types with an amount that a seat may name; for a persuader's it may be left open. */
const PRICED: Readonly<Record<Role, readonly ActType[]>> = {
  persuader: ['proposition-of-donation', 'ask-donate-more', 'foot-in-the-door'],
  persuadee: ['provide-amount'],
};

const BARE = new Map<ActType, Act>(
  [...STRATEGIES, ...PERSUADER_OTHER, ...PERSUADEE_ACTS, 'silence' as const, 'done' as const].map((type) => [
    type,
    { type },
  ]),
);

type Priced = Extract<Act, { cents: number }>['type'];

const priced = (type: Priced, amounts: readonly number[]): Act[] => amounts.map((cents) => ({ type, cents }));

const PRICES: readonly Act[] = [
  ...priced('proposition-of-donation', ASKED_CENTS),
  ...priced('ask-donate-more', MORE_CENTS),
  ...priced('foot-in-the-door', SMALL_CENTS),
  ...priced('provide-amount', JAR_CENTS),
  ...priced('give', JAR_CENTS),
];

/** The shared act of a type that needs no amount. */
export const bare = (type: SpeechType): Act => BARE.get(type) ?? { type };

/** The act with an amount in cents. */
export const withCents = (type: Priced, cents: number): Act =>
  PRICES.find((act) => act.type === type && 'cents' in act && act.cents === cents) ?? { type, cents };

export const SILENCE = bare('silence');
export const DONE = bare('done');

/** Amount that the act names, cents; null where it names none. */
export const centsOf = (act: Act): number | null => ('cents' in act ? act.cents : null);

export const roleOf = (seat: SeatId): Role => (seat === PERSUADER ? 'persuader' : 'persuadee');

/** Speech that is offered to a role: every type it has, and every amount. Saying that one gives nothing is
 * left to disagreeing. */
const offersOf = (role: Role, types: readonly SpeechType[]): readonly Act[] => [
  ...types.flatMap((type) => [bare(type), ...PRICES.filter((act) => act.type === type)]),
  ...(role === 'persuader'
    ? []
    : PRICES.filter((act) => act.type === 'provide-amount' && centsOf(act) !== 0)),
];

export const OFFERS: Readonly<Record<Role, readonly Act[]>> = {
  persuader: offersOf('persuader', [...STRATEGIES, ...PERSUADER_OTHER]),
  persuadee: offersOf('persuadee', PERSUADEE_ACTS),
};

const KNOWN: Readonly<Record<Role, ReadonlySet<Act>>> = {
  persuader: new Set([...OFFERS.persuader, SILENCE, DONE]),
  persuadee: new Set([...OFFERS.persuadee, SILENCE, DONE]),
};
const TYPES: Readonly<Record<Role, ReadonlySet<string>>> = {
  persuader: new Set([...STRATEGIES, ...PERSUADER_OTHER, 'silence', 'done']),
  persuadee: new Set([...PERSUADEE_ACTS, 'silence', 'done']),
};

/** A whole number of cents that a purse can hold. */
export const isPayable = (cents: unknown): boolean =>
  typeof cents === 'number' && Number.isInteger(cents) && cents >= 0 && cents <= BUDGET;

/** Whether a role can say this: its own types, with an amount only where the type takes one. */
export const isSayable = (role: Role, act: Act): boolean => {
  if (KNOWN[role].has(act)) return true;
  if (typeof act !== 'object' || act === null) return false;
  const keys = Object.keys(act);
  if (keys.length === 1) return TYPES[role].has(act.type);
  if (keys.length !== 2 || !('cents' in act) || !PRICED[role].includes(act.type)) return false;
  return isPayable(act.cents) && (role === 'persuadee' || act.cents > 0);
};

/** Arguments of the paper that put a case, as opposed to inquiries. */
export const isInquiry = (type: ActType): boolean => type.endsWith('-inquiry') && !type.includes('-to-');

const ARGUED: ReadonlySet<string> = new Set(STRATEGIES);
export const isStrategy = (type: ActType): boolean => ARGUED.has(type);

/** "$0.50" */
export const dollars = (cents: number): string => `$${(cents / 100).toFixed(2)}`;
