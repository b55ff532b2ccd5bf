// What a planning persuader can say (donation-plan.ts): acts, a request and an amount; and, for one that minds its
// manners, what wears out and what does not go with where the talk stands (scenarios/donation/faults.ts).

import type { Stand } from '../../scenarios/donation/model-reply.ts';
import type { Act } from '../../scenarios/donation/types.ts';

/** Cents asked for last; 0: none. */
export const ASKS = [0, 10, 25, 50, 100, 200];
const SMALL = [5, 10, 25];

type Type = Act['type'];
const EXTRAS: readonly Type[] = [
  'greeting',
  'task-related-inquiry',
  'source-related-inquiry',
  'personal-story',
  'credibility-appeal',
  'donation-information',
  'thank',
];
/** What a mannered plan chooses from beside a request; a personal story stands for any argument. */
const MANNERED_EXTRAS: readonly Type[] = ['personal-story', 'donation-information', 'thank'];
/** What may be said in two utterances only, and is worth counting. */
const COUNTED: readonly Type[] = [
  'proposition-of-donation',
  'ask-donation-amount',
  'ask-donate-more',
  'donation-information',
];
const TWICE = 2;
/** Uses of COUNTED so far are the digits of a number in this base. */
const BASE = TWICE + 1;

const REQUESTS: readonly (Type | null)[] = [
  null,
  'ask-donate-more',
  'ask-donation-amount',
  'confirm-donation',
  'proposition-of-donation',
  'foot-in-the-door',
];

/** Something to say: its acts but for amounts, and the amounts that it can carry (0: none). */
export interface Line {
  readonly acts: readonly Act[];
  readonly request: Type | null;
  readonly asks: readonly number[];
}

const MOST_EXTRAS = 4;
const asksWith = (request: Type | null): readonly number[] => {
  if (request === null) return [0];
  return request === 'foot-in-the-door' ? [0, ...SMALL] : ASKS;
};

const linesWith = (extras: readonly Type[]): readonly Line[] =>
  REQUESTS.flatMap((request) =>
    Array.from({ length: 2 ** extras.length }, (_, bits) => extras.filter((__, at) => bits & (1 << at)))
      .filter((some) => some.length <= MOST_EXTRAS && (request !== null || some.length > 0))
      .map((some) => ({
        acts: [...some, ...(request ? [request] : [])].map((type) => ({ type }) as Act),
        request,
        asks: asksWith(request),
      })),
  );
/** What a plan chooses from. */
export const LINES = { free: linesWith(EXTRAS), mannered: linesWith(MANNERED_EXTRAS) };

/** The acts of a line with an amount in it. */
const spoken = ({ acts, request }: Line, ask: number): Act[] => {
  if (ask === 0) return [...acts];
  const priced =
    request === 'ask-donate-more' || request === 'foot-in-the-door' ? request : 'proposition-of-donation';
  return [...acts.filter(({ type }) => type !== priced), { type: priced, cents: ask }];
};

/** Uses after these acts; undefined: one of them has been used up. */
export const usesAfter = (uses: number, acts: readonly Act[]): number | undefined => {
  let after = uses;
  let unit = 1;
  for (const type of COUNTED) {
    if (acts.some((act) => act.type === type)) {
      if (Math.floor(uses / unit) % BASE >= TWICE) return undefined;
      after += unit;
    }
    unit *= BASE;
  }
  return after;
};
export const ALL_USES = BASE ** COUNTED.length;

/** Whether words go with where the talk stands, for whoever minds manners. */
export const fits = (acts: readonly Act[], stand: Stand, promised: number | null): boolean =>
  acts.every((act) => {
    if (stand === 'promised' && 'cents' in act && act.cents <= (promised ?? 0)) return false;
    if (act.type === 'ask-donation-amount') return stand !== 'promised';
    if (act.type === 'ask-donate-more') return stand === 'promised';
    return act.type !== 'confirm-donation' || stand === 'promised' || stand === 'agreed';
  });

/** A line with an amount in it, as a plan weighs it. */
export interface Option {
  readonly line: number;
  readonly ask: number;
  readonly acts: readonly Act[];
}

const optionsOf = (lines: readonly Line[]): readonly Option[] =>
  lines.flatMap((one, line) => one.asks.map((ask) => ({ line, ask, acts: spoken(one, ask) })));
export const OPTIONS = { free: optionsOf(LINES.free), mannered: optionsOf(LINES.mannered) };
