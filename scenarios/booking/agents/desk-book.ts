// What an agent makes of the conversation so far: which topics want the desk, what it asked already, and
// whether the line is bad. Folded from the observation at every turn; nothing is kept.

import { doubtsIn } from '../bad-line.ts';
import { BOOK, INFO } from '../slots.ts';
import {
  type Act,
  AGENT,
  type AgentObservation,
  ANY,
  type DeskEntry,
  type Domain,
  type Slot,
  type Value,
  type Values,
} from '../types.ts';

export interface Ledger {
  readonly domain: Domain;
  search: DeskEntry | undefined;
  booking: DeskEntry | undefined;
  /** Something came up after the latest search that may change what fits; and for the booking likewise. */
  newInfo: boolean;
  newDetails: boolean;
  refusals: number;
  /** How often each slot was asked for, and the values that were read back, by slot. */
  readonly asked: Map<Slot, number>;
  readonly readBack: Map<Slot, Value>;
  readonly readBacks: Map<Slot, number>;
  /** Names offered since the form last changed, and how often each was offered in all. */
  offered: Set<string>;
  readonly offers: Map<string, number>;
  /** The user knows that nothing fits, and how the latest booking went. */
  toldNone: boolean;
  /** How often it was said that nothing fits. */
  empty: number;
  reported: boolean;
  /** The user goes on about what it wants, as if it had not heard the latest offer. */
  nudged: boolean;
  /** The latest offer was turned down and no reason was given. */
  denied: boolean;
}

export interface Book {
  readonly ledgers: ReadonlyMap<Domain, Ledger>;
  /** Signs that utterances arrive changed. */
  readonly doubts: number;
  readonly greeted: boolean;
  /** The user has just said hello. */
  readonly hailed: boolean;
}

const fresh = (domain: Domain): Ledger => ({
  domain,
  search: undefined,
  booking: undefined,
  newInfo: false,
  newDetails: false,
  refusals: 0,
  asked: new Map(),
  readBack: new Map(),
  readBacks: new Map(),
  offered: new Set(),
  offers: new Map(),
  toldNone: false,
  empty: 0,
  reported: true,
  nudged: false,
  denied: false,
});

const bump = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** What one of the agent's own acts leaves in the ledger. */
const said = (ledger: Ledger, act: Act): void => {
  if (act.type === 'request') bump(ledger.asked, act.slot);
  if (act.type === 'confirm') {
    ledger.readBack.set(act.slot, act.value);
    bump(ledger.readBacks, act.slot);
  }
  if (act.type === 'offer') {
    if (!ledger.offered.has(act.name)) ledger.newDetails = true;
    ledger.offered.add(act.name);
    bump(ledger.offers, act.name);
    ledger.denied = false;
    ledger.nudged = false;
  }
  if (act.type === 'no-offer') {
    ledger.toldNone = true;
    ledger.empty += 1;
  }
  if (act.type === 'booked' || act.type === 'apologise') ledger.reported = true;
};

/** What one act of the user, as heard, leaves there. */
const heardOf = (ledger: Ledger, act: Act): void => {
  if (act.type !== 'inform') return;
  const forBooking = BOOK[ledger.domain].includes(act.slot);
  if (forBooking) ledger.newDetails = true;
  else {
    ledger.newInfo = true;
    ledger.toldNone = false;
    ledger.denied = false;
    ledger.offered = new Set();
  }
};

const called = (ledger: Ledger, entry: DeskEntry): void => {
  if (entry.call === 'search') {
    ledger.search = entry;
    ledger.newInfo = false;
  } else {
    ledger.booking = entry;
    ledger.newDetails = false;
    ledger.reported = false;
    if (entry.ref === null) ledger.refusals += 1;
  }
};

/** Whether it may answer an offer. */
const isReaction = (act: Act): boolean =>
  act.type === 'affirm' ||
  act.type === 'deny' ||
  act.type === 'request' ||
  (act.type === 'inform' && BOOK[act.domain].includes(act.slot));

/** The book of the conversation. Topics come in the form's order, then those of the desk. */
export const keepBook = (observation: AgentObservation): Book => {
  const ledgers = new Map<Domain, Ledger>();
  const of = (domain: Domain): Ledger => {
    const ledger = ledgers.get(domain) ?? fresh(domain);
    ledgers.set(domain, ledger);
    return ledger;
  };
  let before: readonly Act[] = [];
  let [next, greeted, hailed] = [0, false, false];
  for (let at = 0; at <= observation.said.length; at++) {
    for (let entry = observation.desk[next]; entry && entry.at <= at; entry = observation.desk[++next])
      called(of(entry.domain), entry);
    const one = observation.said[at];
    if (!one) break;
    if (one.seat === AGENT) {
      for (const act of one.acts) if ('domain' in act) said(of(act.domain), act);
      before = one.acts;
      greeted = true;
      continue;
    }
    hailed = one.acts.some((act) => act.type === 'greet');
    const reacts = one.acts.some(isReaction);
    for (const act of one.acts) {
      if (!('domain' in act)) continue;
      heardOf(of(act.domain), act);
      if (!reacts) of(act.domain).nudged = true;
    }
    if (one.acts.some((act) => act.type === 'deny'))
      for (const act of before) if (act.type === 'offer') of(act.domain).denied = true;
  }
  return { ledgers, doubts: doubtsIn(observation.said), greeted, hailed };
};

export const given = (values: Values | undefined, slot: Slot): boolean =>
  values?.[slot] !== undefined && values[slot] !== ANY;

/** Constraints that are still open. Either time of a journey will do. */
export const openSlots = (domain: Domain, info: Values | undefined): Slot[] =>
  INFO[domain].filter((slot) => {
    if (slot === 'leave' && given(info, 'arrive')) return false;
    if (slot === 'arrive' && given(info, 'leave')) return false;
    return info?.[slot] === undefined;
  });
