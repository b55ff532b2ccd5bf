// The rule agent: what to do and say from the form, the desk and the book of the conversation. The desk
// first (look up what fits, book what is complete), then speech: results, answers, questions.

import { BOOK, BOOKABLE, INFO } from '../slots.ts';
import { standingBooking } from '../state.ts';
import { type AgentAct, type AgentObservation, ANY, type Domain, type Slot, type Values } from '../types.ts';
import { type Book, given, keepBook, type Ledger, openSlots } from './desk-book.ts';

export interface Manner {
  /** Whether it asks and reads back at all. */
  readonly asks: boolean;
  /** It offers without asking more once no more than so many fit. */
  readonly few: number;
  /** Questions of one utterance. */
  readonly atOnce: number;
  /** Signs of a bad line from which on booking details are read back; Infinity: never. */
  readonly wary: number;
}

export const RULE: Manner = { asks: true, few: 3, atOnce: 2, wary: 1 };
export const SILENT: Manner = {
  asks: false,
  few: Number.POSITIVE_INFINITY,
  atOnce: 0,
  wary: Number.POSITIVE_INFINITY,
};

const DONE: AgentAct = { type: 'done' };
const ROOM = 5;
/** The desk is not asked more often than this between two utterances. */
const CALLS = 3;
/** How often one thing is asked, and how often one venue is offered, before it is let be. */
const ASKS = 2;
const OFFERS = 2;

interface Desk {
  readonly observation: AgentObservation;
  readonly book: Book;
  readonly manner: Manner;
}

const ledgerOf = ({ book }: Desk, domain: Domain): Ledger | undefined => book.ledgers.get(domain);
const infoOf = ({ observation }: Desk, domain: Domain): Values => observation.form.info[domain] ?? {};
const detailsOf = ({ observation }: Desk, domain: Domain): Values => observation.form.book[domain] ?? {};
const venueOf = ({ observation }: Desk, domain: Domain): string | undefined => observation.form.venue[domain];
const asksFor = ({ observation }: Desk, domain: Domain): Slot[] =>
  observation.form.asked.filter((one) => one.domain === domain).map((one) => one.slot);

const bookingOf = ({ observation }: Desk, domain: Domain) =>
  observation.bookings.findLast((one) => one.domain === domain);

/** What is known of a venue; of a taxi, once it is sent for, its car and phone number. */
const leaflet = (desk: Desk, domain: Domain, name: string): Values | undefined => {
  if (domain !== 'taxi') return desk.observation.leaflets[domain]?.[name];
  const sent = bookingOf(desk, domain);
  return sent && { ...sent.details, car: sent.name };
};

const counted = (counts: ReadonlyMap<string, number> | undefined, key: string): number =>
  counts?.get(key) ?? 0;

/** Whether there is a booking of the venue in question with the details as they are now. */
const standing = ({ observation: { bookings, form } }: Desk, domain: Domain): boolean =>
  standingBooking(bookings, form, domain) !== undefined;

/** Booking details that are still missing. Of a taxi's times one will do. */
const missing = (desk: Desk, domain: Domain): Slot[] => {
  if (domain !== 'taxi') return BOOK[domain].filter((slot) => !given(detailsOf(desk, domain), slot));
  const info = infoOf(desk, domain);
  const ends = ['departure', 'destination'].filter((slot) => !given(info, slot));
  const timed = given(info, 'leave') || given(info, 'arrive');
  return timed ? ends : [...ends, info.leave === undefined ? 'leave' : 'arrive'];
};

const wantsBooking = (desk: Desk, domain: Domain): boolean => {
  if (!BOOKABLE.includes(domain) || standing(desk, domain)) return false;
  const asked = asksFor(desk, domain);
  if (domain === 'taxi') return desk.observation.form.topics.includes(domain);
  const venue = venueOf(desk, domain);
  if (venue === undefined || !leaflet(desk, domain, venue)) return false;
  return asked.includes('ref') || Object.keys(detailsOf(desk, domain)).length > 0;
};

interface Reading {
  readonly slot: Slot;
  readonly value: string;
}

/** Values that have not been read back as they are now. */
const unread = (desk: Desk, domain: Domain, slots: readonly Slot[], values: Values): Reading[] => {
  const ledger = ledgerOf(desk, domain);
  return slots.flatMap((slot) => {
    const value = values[slot];
    if (value === undefined || value === ANY || ledger?.readBack.get(slot) === value) return [];
    return counted(ledger?.readBacks, slot) < ASKS ? [{ slot, value }] : [];
  });
};

/** What is to be read back before it is booked, on a line that has shown itself to be bad. */
const unsure = (desk: Desk, domain: Domain): Reading[] => {
  const { book, manner } = desk;
  if (!manner.asks || book.doubts < manner.wary) return [];
  return domain === 'taxi'
    ? unread(desk, domain, INFO.taxi, infoOf(desk, domain))
    : unread(desk, domain, BOOK[domain], detailsOf(desk, domain));
};

/** Constraints to read back where nothing fits: on a bad line, or when nothing did before. */
const suspects = (desk: Desk, domain: Domain): Reading[] => {
  const { book, manner } = desk;
  const bad = book.doubts >= manner.wary || (ledgerOf(desk, domain)?.empty ?? 0) > 0;
  if (!manner.asks || !bad) return [];
  return unread(desk, domain, ['name', ...INFO[domain]], infoOf(desk, domain)).slice(0, ROOM);
};

const readBack = (domain: Domain, readings: readonly Reading[]): AgentAct[] =>
  readings.map(({ slot, value }) => ({ type: 'confirm', domain, slot, value }));

const justRefused = (desk: Desk, domain: Domain): boolean => {
  const ledger = ledgerOf(desk, domain);
  return ledger?.booking?.ref === null && !ledger.newDetails && !ledger.newInfo;
};

const readyToBook = (desk: Desk, domain: Domain): boolean =>
  wantsBooking(desk, domain) &&
  missing(desk, domain).length === 0 &&
  unsure(desk, domain).length === 0 &&
  !justRefused(desk, domain);

/** Constraints worth asking for. */
const questions = (desk: Desk, domain: Domain): Slot[] => {
  const { manner } = desk;
  const info = infoOf(desk, domain);
  if (!manner.asks || given(info, 'name')) return [];
  const asked = ledgerOf(desk, domain)?.asked;
  return openSlots(domain, info)
    .filter((slot) => counted(asked, slot) < ASKS)
    .slice(0, manner.atOnce);
};

/** Names that can still be offered, of those that the desk named. */
const offerable = (desk: Desk, domain: Domain): string[] => {
  const ledger = ledgerOf(desk, domain);
  const denied = desk.observation.form.denied[domain] ?? [];
  const names = (ledger?.search?.names ?? []).filter((name) => !denied.includes(name));
  return names.filter((name) => counted(ledger?.offers, name) < OFFERS);
};

const searchedNow = ({ observation }: Desk, domain: Domain): boolean =>
  observation.desk.some(
    ({ at, call, domain: one }) => at === observation.said.length && call === 'search' && one === domain,
  );

/** A new search is due when the form has changed, or when all that the last one named is turned down. */
const readyToSearch = (desk: Desk, domain: Domain): boolean => {
  if (domain === 'taxi' || searchedNow(desk, domain)) return false;
  const ledger = ledgerOf(desk, domain);
  const blank = Object.keys(infoOf(desk, domain)).length === 0;
  if (blank && questions(desk, domain).length > 0) return false;
  if (!ledger?.search || ledger.newInfo) return true;
  const { found, names } = ledger.search;
  return found > names.length && ledger.denied && offerable(desk, domain).length === 0;
};

const ask = (domain: Domain, slots: readonly Slot[]): AgentAct[] =>
  slots.map((slot) => ({ type: 'request', domain, slot }));

/** Attributes that the user asked for, of this venue. */
const tellings = (desk: Desk, domain: Domain, name: string | undefined): AgentAct[] => {
  const facts = name === undefined ? undefined : leaflet(desk, domain, name);
  if (!facts) return [];
  return asksFor(desk, domain).flatMap((slot): AgentAct[] => {
    const value = facts[slot];
    return value === undefined ? [] : [{ type: 'inform', domain, slot, value }];
  });
};

const offer = (desk: Desk, domain: Domain, name: string): AgentAct[] => {
  const leaf = leaflet(desk, domain, name);
  if (!leaf) return [];
  const facts = Object.fromEntries(INFO[domain].flatMap((slot) => (leaf[slot] ? [[slot, leaf[slot]]] : [])));
  return [{ type: 'offer', domain, name, facts }, ...tellings(desk, domain, name)];
};

/** How the latest booking went, where the user does not know yet. */
const result = (desk: Desk, domain: Domain): AgentAct[] => {
  const ledger = ledgerOf(desk, domain);
  const ref = ledger?.booking?.ref;
  if (!ledger || ledger.reported || ref === undefined) return [];
  if (ref !== null) {
    const name = bookingOf(desk, domain)?.name;
    return [{ type: 'booked', domain, ref }, ...tellings(desk, domain, name), { type: 'more' }];
  }
  const sorry: AgentAct = { type: 'apologise', domain };
  const venue = venueOf(desk, domain);
  const other = offerable(desk, domain).find((name) => name !== venue);
  const when = BOOK[domain].filter((slot) => slot === 'time' || slot === 'day').slice(-1);
  const first = when.filter((slot) => counted(ledger.asked, slot) < ASKS);
  if (desk.manner.asks && first.length > 0 && ledger.refusals < 2) return [sorry, ...ask(domain, first)];
  return other === undefined ? [sorry] : [sorry, ...offer(desk, domain, other)];
};

/** Details to ask for or to read back before the desk can book. */
const booking = (desk: Desk, domain: Domain): AgentAct[] => {
  if (!desk.manner.asks || !wantsBooking(desk, domain)) return [];
  const ledger = ledgerOf(desk, domain);
  const open = missing(desk, domain).filter((slot) => counted(ledger?.asked, slot) < ASKS + 1);
  if (open.length > 0) return ask(domain, open.slice(0, 3));
  return readBack(domain, unsure(desk, domain));
};

/** An offer, a question that narrows what fits, or that nothing does. */
const finding = (desk: Desk, domain: Domain): AgentAct[] => {
  const ledger = ledgerOf(desk, domain);
  const venue = venueOf(desk, domain);
  const before = venue === undefined ? 0 : counted(ledger?.offers, venue);
  const missed = ledger?.nudged === true && before <= OFFERS;
  if (domain === 'taxi' || (before > 0 && !missed)) return [];
  if (venue !== undefined && before > 0) return offer(desk, domain, venue);
  const open = questions(desk, domain);
  if (!ledger?.search) return ask(domain, open);
  const names = offerable(desk, domain);
  const [best] = names;
  const many = ledger.search.found > desk.manner.few || (ledger.denied && names.length > 1);
  if (open.length > 0 && many) return ask(domain, open);
  if (best !== undefined) return offer(desk, domain, best);
  if (ledger.toldNone) return ask(domain, open);
  const odd = suspects(desk, domain);
  return odd.length > 0 ? readBack(domain, odd) : [{ type: 'no-offer', domain }];
};

/** What there is to say about one domain. */
const about = (desk: Desk, domain: Domain): AgentAct[] => {
  const news = result(desk, domain);
  if (news.length > 0) return news;
  const booked = bookingOf(desk, domain);
  const again: AgentAct[] =
    booked && asksFor(desk, domain).includes('ref') && standing(desk, domain)
      ? [{ type: 'booked', domain, ref: booked.ref }]
      : [];
  const answers = [...again, ...tellings(desk, domain, venueOf(desk, domain) ?? booked?.name)];
  const next = booking(desk, domain);
  return [...answers, ...(next.length > 0 ? next : finding(desk, domain))];
};

const close = (acts: readonly AgentAct[]): AgentAct[] => [...acts.slice(0, ROOM), DONE];

const speech = (desk: Desk, domains: readonly Domain[]): AgentAct[] => {
  const hello: AgentAct[] = desk.book.greeted ? [] : [{ type: 'greet' }];
  for (const domain of domains) {
    const acts = about(desk, domain);
    if (acts.length > 0) return close([...(desk.book.hailed ? hello : []), ...acts]);
  }
  return close([...hello, { type: 'more' }]);
};

/** The agent's next act at the desk, or its utterance. */
export const serve = (observation: AgentObservation, manner: Manner): readonly AgentAct[] => {
  const desk: Desk = { observation, book: keepBook(observation), manner };
  const { current, topics } = observation.form;
  const domains = current ? [current, ...topics.filter((topic) => topic !== current)] : topics;
  const calls = observation.desk.filter(({ at }) => at === observation.said.length).length;
  for (const domain of calls < CALLS ? domains : []) {
    if (readyToBook(desk, domain)) return [{ type: 'book', domain }];
    if (readyToSearch(desk, domain)) return [{ type: 'search', domain }];
  }
  return speech(desk, domains);
};
