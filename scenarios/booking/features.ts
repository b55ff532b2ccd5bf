// Observations as numbers: the same block for every domain and both roles, so that "what is filled in" lies
// in the same place for whoever looks, and what the other seat has just said.

import { doubtsIn } from './bad-line.ts';
import { BOOK, DOMAINS, INFO } from './slots.ts';
import { latestBooking, latestCall, standingBooking } from './state.ts';
import {
  type Act,
  AGENT,
  type AgentObservation,
  ANY,
  type Domain,
  type Observation,
  USER,
  type UserObservation,
  type Values,
} from './types.ts';
import { lastStage } from './verdict.ts';

/** Every type of act of both roles. */
export const TYPES: readonly Act['type'][] = [
  'need',
  'inform',
  'request',
  'affirm',
  'deny',
  'drop',
  'greet',
  'thank',
  'bye',
  'done',
  'search',
  'book',
  'offer',
  'confirm',
  'no-offer',
  'booked',
  'apologise',
  'more',
];

/** Every slot, in one order for all domains. */
export const SLOTS = [
  'name',
  'food',
  'area',
  'price',
  'type',
  'stars',
  'parking',
  'internet',
  'departure',
  'destination',
  'day',
  'leave',
  'arrive',
  'time',
  'people',
  'stay',
  'phone',
  'postcode',
  'address',
  'fee',
  'id',
  'duration',
  'ticket',
  'car',
  'ref',
] as const;

const indexed = <T extends string>(list: readonly T[]): ReadonlyMap<string, number> =>
  new Map(list.map((one, at) => [one, at]));
export const TYPE_AT = indexed(TYPES);
export const SLOT_AT = indexed(SLOTS);
export const DOMAIN_AT = indexed(DOMAINS);

const GLOBAL = 10;
/** Info slots of a domain (at most 6), booking slots (at most 3). */
const INFO_SLOTS = 6;
const BOOK_SLOTS = 3;
const BLOCK = 36;
/** What was said last: domains by types, slots asked for, slots told. */
const HEARD = TYPES.length + DOMAINS.length + 2 * SLOTS.length;
const OWN = TYPES.length;

const BLOCKS = GLOBAL;
const LAST_HEARD = BLOCKS + BLOCK * DOMAINS.length;
const LAST_OWN = LAST_HEARD + HEARD;
export const featureCount = LAST_OWN + OWN;

const flag = (value: boolean): number => (value ? 1 : 0);

const writeFilled = (out: Float32Array, at: number, slots: readonly string[], values: Values | undefined) => {
  if (!values) return;
  for (let slot = 0; slot < slots.length; slot++) {
    const value = values[slots[slot] ?? ''];
    if (value !== undefined) out[at + slot] = value === ANY ? 0.5 : 1;
  }
};

const FILLED = 2;
const BOOKING = FILLED + INFO_SLOTS;
const TOLD = BOOKING + BOOK_SLOTS;
const TOLD_BOOKING = TOLD + INFO_SLOTS;
const REST = TOLD_BOOKING + BOOK_SLOTS;

/** Found by the latest search: never looked, none, one, up to five, more. */
const bucket = (found: number | undefined): number => {
  if (found === undefined) return 0;
  return found === 0 ? 1 : found === 1 ? 2 : found <= 5 ? 3 : 4;
};

const writeAgent = (observation: AgentObservation, domain: Domain, out: Float32Array, at: number): void => {
  const { form, desk, bookings, said } = observation;
  if (!form.topics.includes(domain) && desk.every((entry) => entry.domain !== domain)) {
    out[at + REST + 4] = 1; // never looked
    return;
  }
  const search = latestCall(desk, 'search', domain);
  const attempt = latestCall(desk, 'book', domain);
  const asked = form.asked.filter((one) => one.domain === domain);
  out[at] = flag(form.topics.includes(domain));
  out[at + 1] = flag(form.current === domain);
  writeFilled(out, at + FILLED, INFO[domain], form.info[domain]);
  writeFilled(out, at + BOOKING, BOOK[domain], form.book[domain]);
  out[at + REST] = flag(form.venue[domain] !== undefined);
  out[at + REST + 1] = Math.min(1, (form.denied[domain]?.length ?? 0) / 4);
  out[at + REST + 2] = Math.min(1, asked.length / 4);
  out[at + REST + 3] = flag(asked.some((one) => one.slot === 'ref'));
  out[at + REST + 4 + bucket(search?.found)] = 1;
  out[at + REST + 9] = flag(search?.at === said.length);
  out[at + REST + 10] = flag(latestBooking(bookings, domain) !== undefined);
  out[at + REST + 11] = flag(attempt?.at === said.length);
  out[at + REST + 12] = flag(attempt !== undefined && attempt.ref === null);
  out[at + REST + 13] = flag(standingBooking(bookings, form, domain) !== undefined);
};

const writeUser = (observation: UserObservation, domain: Domain, out: Float32Array, at: number): void => {
  const { notes, goal } = observation;
  const mine = goal.domains.find((one) => one.domain === domain);
  out[at + 1] = flag(notes.current === domain);
  out[at + REST] = flag(notes.venue[domain] !== undefined);
  out[at + REST + 1] = Math.min(1, (notes.none[domain] ?? 0) / 4);
  out[at + REST + 10] = flag(notes.refs[domain] !== undefined);
  out[at + REST + 12] = Math.min(1, (notes.refused[domain] ?? 0) / 2);
  if (!mine) return;
  const offers = notes.offers.filter((offer) => offer.domain === domain).length;
  const told = notes.told[domain];
  out[at] = 1;
  writeFilled(out, at + FILLED, INFO[domain], lastStage(mine.info));
  writeFilled(out, at + BOOKING, BOOK[domain], lastStage(mine.book));
  out[at + REST + 2] = Math.min(1, mine.request.filter((slot) => told?.[slot] === undefined).length / 4);
  out[at + REST + 3] = flag(domain === 'taxi' || mine.book.length > 0);
  out[at + REST + 4 + bucket(offers === 0 ? undefined : offers)] = 1;
  out[at + REST + 13] = Math.min(1, mine.withheld.length / 4);
  out[at + REST + 14] = flag(Object.keys(mine.from).length > 0);
};

/** Slots that the user has told, per domain, from what this seat knows of its words. */
const writeTold = (observation: Observation, out: Float32Array): void => {
  for (const { seat, acts } of observation.said) {
    if (seat !== USER) continue;
    for (const act of acts) {
      if (act.type !== 'inform') continue;
      const at = BLOCKS + BLOCK * (DOMAIN_AT.get(act.domain) ?? 0);
      const info = INFO[act.domain].indexOf(act.slot);
      const book = BOOK[act.domain].indexOf(act.slot);
      if (info >= 0) out[at + TOLD + info] = 1;
      else if (book >= 0) out[at + TOLD_BOOKING + book] = 1;
    }
  }
};

const writeHeard = (acts: readonly Act[], out: Float32Array): void => {
  for (const act of acts) {
    out[LAST_HEARD + (TYPE_AT.get(act.type) ?? 0)] = 1;
    if (!('domain' in act)) continue;
    out[LAST_HEARD + TYPES.length + (DOMAIN_AT.get(act.domain) ?? 0)] = 1;
    if (!('slot' in act)) continue;
    const list = act.type === 'request' ? 0 : SLOTS.length;
    const slot = SLOT_AT.get(act.slot);
    if (slot !== undefined) out[LAST_HEARD + TYPES.length + DOMAINS.length + list + slot] = 1;
  }
};

/** Fixed width featureCount; every number is in [0, 1]. */
export const features = (observation: Observation): Float32Array => {
  const out = new Float32Array(featureCount);
  const { said, left, over, seat } = observation;
  out[0] = 1;
  out[1] = flag(observation.role === 'user');
  out[2] = Math.min(1, said.length / 40);
  out[3] = Math.min(1, left / 40);
  out[4] = flag(over);
  out[5] = flag(said.length === 0);
  if (observation.role === 'agent') {
    const { desk, form } = observation;
    out[6] = Math.min(1, desk.filter((entry) => entry.at === said.length).length / 4);
    out[7] = Math.min(1, form.asked.length / 4);
    out[8] = form.topics.length / DOMAINS.length;
    out[9] = Math.min(1, doubtsIn(said) / 4);
  } else out[9] = observation.goal.domains.length / DOMAINS.length;
  for (let at = 0; at < DOMAINS.length; at++) {
    const domain = DOMAINS[at] as Domain;
    if (observation.role === 'agent') writeAgent(observation, domain, out, BLOCKS + BLOCK * at);
    else writeUser(observation, domain, out, BLOCKS + BLOCK * at);
  }
  writeTold(observation, out);
  const other = seat === USER ? AGENT : USER;
  writeHeard(said.findLast((one) => one.seat === other)?.acts ?? [], out);
  for (const act of said.findLast((one) => one.seat === seat)?.acts ?? [])
    out[LAST_OWN + (TYPE_AT.get(act.type) ?? 0)] = 1;
  return out;
};
