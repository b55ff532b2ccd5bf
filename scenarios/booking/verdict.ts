// Whether the user got what it came for: from what is booked and what it was told, never from wording.

import { latestBooking } from './state.ts';
import {
  ANY,
  type Booking,
  type Domain,
  type DomainGoal,
  type Slot,
  type Stage,
  type State,
  type Values,
} from './types.ts';
import { findVenue, fits, worldOf } from './world/index.ts';

export interface DomainVerdict {
  readonly domain: Domain;
  /** The venue found, or the taxi sent for, is as wanted; impossible goals: it was said that there is none. */
  readonly venue: boolean;
  /** Everything that the user wanted to know was told, and is true. */
  readonly answered: boolean;
  /** Booked as wanted and confirmed to the user; null where nothing was to be booked. */
  readonly booked: boolean | null;
}

export const lastStage = (stages: readonly Stage[]): Values => stages[stages.length - 1]?.values ?? {};

/** A taxi is only ever wanted to be sent for. */
export const isToBeBooked = (goal: DomainGoal): boolean =>
  !goal.impossible && (goal.domain === 'taxi' || goal.book.length > 0);

/** Name of the venue that the user ended up with. */
const foundIn = (state: State, domain: Domain): string | undefined =>
  latestBooking(state.bookings, domain)?.name ?? state.notes.venue[domain];

/** The value that a slot takes from another domain: the venue there, or the time it is booked for. */
const linked = (state: State, slot: Slot, source: Domain): string | undefined =>
  slot === 'departure' || slot === 'destination'
    ? foundIn(state, source)
    : lastStage(state.goal.domains.find((one) => one.domain === source)?.book ?? []).time;

const sameValues = (details: Values, wanted: Values): boolean =>
  Object.entries(wanted).every(([slot, value]) => value === ANY || details[slot] === value);

const taxiFits = (state: State, goal: DomainGoal, booking: Booking): boolean =>
  sameValues(booking.details, lastStage(goal.info)) &&
  Object.entries(goal.from).every(([slot, source]) => {
    const value = linked(state, slot, source);
    return value !== undefined && booking.details[slot] === value;
  });

/** Offered, or asked for by name. */
const isKnown = (state: State, goal: DomainGoal, name: string): boolean =>
  lastStage(goal.info).name === name ||
  state.notes.offers.some((offer) => offer.domain === goal.domain && offer.name === name);

const judgeVenue = (state: State, goal: DomainGoal, booking: Booking | undefined): boolean => {
  const { domain } = goal;
  if (domain === 'taxi') return booking !== undefined && taxiFits(state, goal, booking);
  const toBook = isToBeBooked(goal);
  const name = toBook ? booking?.name : foundIn(state, domain);
  const venue = name === undefined ? undefined : findVenue(worldOf(state.options.world), domain, name);
  if (!venue || !fits(venue, domain, lastStage(goal.info))) return false;
  return booking !== undefined || isKnown(state, goal, venue.name);
};

/** For each thing that the user wants to know, whether it knows it, and right. */
export const answersOf = (state: State, { domain, request }: DomainGoal): readonly boolean[] => {
  const booking = latestBooking(state.bookings, domain);
  const told = state.notes.told[domain] ?? {};
  if (domain === 'taxi')
    return request.map((slot) => told[slot] === (slot === 'car' ? booking?.name : booking?.details[slot]));
  const name = booking?.name ?? state.notes.venue[domain];
  const facts = name === undefined ? undefined : findVenue(worldOf(state.options.world), domain, name)?.facts;
  return request.map((slot) => facts?.[slot] === undefined || told[slot] === facts[slot]);
};

/** The user can prove its booking: by the reference, in whatever letters; for a taxi the car it was told will do. */
const isConfirmed = (state: State, { domain, request }: DomainGoal, booking: Booking): boolean =>
  (domain === 'taxi' && request.includes('car')) ||
  state.notes.refs[domain]?.toLowerCase() === booking.ref.toLowerCase();

const judgeDomain = (state: State, goal: DomainGoal): DomainVerdict => {
  const { domain } = goal;
  const booking = latestBooking(state.bookings, domain);
  if (goal.impossible) {
    const venue = (state.notes.none[domain] ?? 0) > 0 && booking === undefined;
    return { domain, venue, answered: true, booked: null };
  }
  const venue = judgeVenue(state, goal, booking);
  const answered = venue && answersOf(state, goal).every((one) => one);
  if (!isToBeBooked(goal)) return { domain, venue, answered, booked: null };
  const booked =
    venue &&
    booking !== undefined &&
    sameValues(booking.details, lastStage(goal.book)) &&
    isConfirmed(state, goal, booking);
  return { domain, venue, answered, booked };
};

/** One verdict a domain of the goal, in its order. */
export const verdict = (state: State): readonly DomainVerdict[] =>
  state.goal.domains.map((goal) => judgeDomain(state, goal));

export const isSuccess = (verdicts: readonly DomainVerdict[]): boolean =>
  verdicts.every(({ venue, answered, booked }) => venue && answered && booked !== false);
