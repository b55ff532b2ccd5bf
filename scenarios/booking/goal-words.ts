// A goal in plain words: for the brief, for the cards, and for everybody at the end.

import { capital, PLURALS, SINGULARS, slotName, valueName } from './names.ts';
import { BOOK, INFO } from './slots.ts';
import { ANY, type Domain, type DomainGoal, type Goal, type Slot, type Stage } from './types.ts';

/** A value that a slot has from some stage on, and what ended the stage before it. */
interface Turn {
  readonly value: string;
  readonly after: Stage['until'];
}

/** Values of a slot over the stages, in the order in which they are tried. */
const turnsOf = (stages: readonly Stage[], slot: Slot): Turn[] => {
  const out: Turn[] = [];
  stages.forEach(({ values }, at) => {
    const value = values[slot] ?? ANY;
    if (out[out.length - 1]?.value !== value) out.push({ value, after: stages[at - 1]?.until ?? 'end' });
  });
  return out;
};

/** Slots of a list that any of the stages speaks of. */
const spokenOf = (stages: readonly Stage[], slots: readonly Slot[]): Slot[] =>
  slots.filter((slot) => stages.some(({ values }) => values[slot] !== undefined));

export interface Wish {
  readonly slot: Slot;
  readonly value: string;
}

const SWITCH = {
  no: ', if that cannot be had ',
  offer: ', and at the first offer you change to ',
  end: ', then ',
};

const wishesOf = (stages: readonly Stage[], slots: readonly Slot[]): Wish[] =>
  spokenOf(stages, slots).map((slot) => {
    const words = turnsOf(stages, slot).map(
      ({ value, after }, at) => `${at === 0 ? '' : SWITCH[after]}${valueName(slot, value)}`,
    );
    return { slot, value: words.join('') };
  });

const linkWords = (slot: Slot, source: Domain): string =>
  slot === 'leave' || slot === 'arrive'
    ? `the time of the ${SINGULARS[source]}`
    : `the ${SINGULARS[source]} you find`;

/** What the venue must be like. */
export const infoWishes = (goal: DomainGoal): Wish[] => [
  ...wishesOf(goal.info, ['name', ...INFO[goal.domain]]),
  ...Object.entries(goal.from).map(([slot, source]) => ({ slot, value: linkWords(slot, source) })),
];

export const bookWishes = (goal: DomainGoal): Wish[] => wishesOf(goal.book, BOOK[goal.domain]);

const list = (wishes: readonly Wish[]): string =>
  wishes.map(({ slot, value }) => `${slotName(slot)} ${value}`).join('; ');

/** One line a domain, and one for each thing to be done there. */
export const goalLines = (goal: Goal): string[] =>
  goal.domains.flatMap((one) => {
    const { domain, request, withheld } = one;
    const info = infoWishes(one);
    const booking = bookWishes(one);
    const lines = [
      `${capital(SINGULARS[domain])}: ${info.length > 0 ? list(info) : `any of the ${PLURALS[domain]} will do`}.`,
    ];
    if (withheld.length > 0)
      lines.push(
        `Do not say of the ${SINGULARS[domain]} until you are asked: ${withheld.map(slotName).join(', ')}.`,
      );
    if (booking.length > 0)
      lines.push(`Book the ${SINGULARS[domain]}: ${list(booking)}; note the reference.`);
    else if (domain === 'taxi') lines.push('Have the taxi booked, and note the reference.');
    if (request.length > 0)
      lines.push(`Ask of the ${SINGULARS[domain]}: ${request.map(slotName).join(', ')}.`);
    return lines;
  });
