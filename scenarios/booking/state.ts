// Looking things up in an episode. State is JSON and never changed in place.

import type { SeatId } from '../../shared/scenario.ts';
import { BOOK, INFO } from './slots.ts';
import {
  type Act,
  AGENT,
  ANY,
  type Booking,
  type DeskEntry,
  type Domain,
  type Form,
  type Notes,
  type Role,
  type Said,
  type State,
  USER,
  type Values,
  type World,
} from './types.ts';
import { findVenue } from './world/index.ts';

/** Looking up and booking are not spoken; so many of them are open to the agent before each reply. */
export const MAX_CALLS = 4;
/** Venues named in one utterance. */
export const MAX_OFFERS = 3;

export const EMPTY_FORM: Form = {
  topics: [],
  current: null,
  info: {},
  book: {},
  venue: {},
  denied: {},
  asked: [],
};

export const EMPTY_NOTES: Notes = {
  current: null,
  offers: [],
  told: {},
  venue: {},
  refs: {},
  heard: {},
  details: {},
  none: {},
  refused: {},
};

export const roleOf = (seat: SeatId): Role => (seat === USER ? 'user' : 'agent');
export const otherSeat = (seat: SeatId): SeatId => (seat === USER ? AGENT : USER);

/** Acts of the latest utterance of `seat`, as meant; none where it has not spoken. */
export const lastMeant = (said: readonly Said[], seat: SeatId): readonly Act[] => {
  for (let at = said.length - 1; at >= 0; at--) {
    const one = said[at];
    if (one?.seat === seat) return one.acts;
  }
  return NO_ACTS;
};

/** Acts of the latest utterance of `seat`, as its listener read it. */
export const lastHeard = (said: readonly Said[], seat: SeatId): readonly Act[] => {
  for (let at = said.length - 1; at >= 0; at--) {
    const one = said[at];
    if (one?.seat === seat) return one.heard;
  }
  return NO_ACTS;
};

const NO_ACTS: readonly Act[] = [];

/** The latest entry of the desk of this kind for the domain. */
export const latestCall = (
  desk: readonly DeskEntry[],
  call: DeskEntry['call'],
  domain: Domain,
): DeskEntry | undefined => {
  for (let at = desk.length - 1; at >= 0; at--) {
    const entry = desk[at];
    if (entry?.call === call && entry.domain === domain) return entry;
  }
  return undefined;
};

export const latestBooking = (bookings: readonly Booking[], domain: Domain): Booking | undefined => {
  for (let at = bookings.length - 1; at >= 0; at--) if (bookings[at]?.domain === domain) return bookings[at];
  return undefined;
};

const given = (values: Values | undefined, slot: string): string | undefined => {
  const value = values?.[slot];
  return value === ANY ? undefined : value;
};

/** The latest booking of a domain, where it has the venue and the details that the form has now. */
export const standingBooking = (
  bookings: readonly Booking[],
  form: Form,
  domain: Domain,
): Booking | undefined => {
  const booking = latestBooking(bookings, domain);
  if (!booking || (domain !== 'taxi' && booking.name !== form.venue[domain])) return undefined;
  const now = (domain === 'taxi' ? form.info.taxi : form.book[domain]) ?? {};
  const slots = domain === 'taxi' ? INFO.taxi : BOOK[domain];
  const same = slots.every((slot) => given(now, slot) === undefined || booking.details[slot] === now[slot]);
  return same ? booking : undefined;
};

/** Calls to the desk since the last utterance. */
export const callsNow = (state: Pick<State, 'desk' | 'said'>): number => {
  let calls = 0;
  for (let at = state.desk.length - 1; at >= 0 && state.desk[at]?.at === state.said.length; at--) calls++;
  return calls;
};

/** What is written on a booking of the domain, from the form; undefined where something is missing. */
export const bookingDetails = (world: World, form: Form, domain: Domain): Values | undefined => {
  const details: Record<string, string> = {};
  if (domain === 'taxi') {
    for (const slot of ['departure', 'destination', 'leave', 'arrive']) {
      const value = given(form.info.taxi, slot);
      if (value !== undefined) details[slot] = value;
    }
    const whole = 'departure' in details && 'destination' in details;
    return whole && ('leave' in details || 'arrive' in details) ? details : undefined;
  }
  const name = form.venue[domain];
  if (BOOK[domain].length === 0 || name === undefined || !findVenue(world, domain, name)) return undefined;
  for (const slot of BOOK[domain]) {
    const value = given(form.book[domain], slot);
    if (value === undefined) return undefined;
    details[slot] = value;
  }
  return details;
};

/** What a search of the domain looks for: a named venue, or everything that was said of it. */
export const wanted = (form: Form, domain: Domain): Values => {
  const info = form.info[domain];
  if (!info) return {};
  if (info.name !== undefined) return { name: info.name };
  const out: Record<string, string> = {};
  for (const slot of Object.keys(info)) {
    const value = given(info, slot);
    if (value !== undefined) out[slot] = value;
  }
  return out;
};

/** Whether two acts say the same. */
export const sameAct = (one: Act, other: Act): boolean => {
  if (one.type !== other.type) return false;
  if (!('domain' in one) || !('domain' in other)) return true;
  if (one.domain !== other.domain) return false;
  if ('slot' in one && (!('slot' in other) || one.slot !== other.slot)) return false;
  if ('value' in one && (!('value' in other) || one.value !== other.value)) return false;
  if ('name' in one && (!('name' in other) || one.name !== other.name)) return false;
  return !('ref' in one) || ('ref' in other && one.ref === other.ref);
};
