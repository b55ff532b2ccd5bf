// The desk: what the agent can look up and book. Its answers go to the agent alone.

import type { Rng } from '../../shared/rng.ts';
import type { Move } from '../../shared/scenario.ts';
import { bookingDetails, callsNow, MAX_CALLS, wanted } from './state.ts';
import {
  type Act,
  AGENT,
  type Booking,
  type DeskEntry,
  type Domain,
  type State,
  type Values,
} from './types.ts';
import { search, worldOf } from './world/index.ts';

export type DeskAct = Act & { type: 'search' | 'book' };

export const isDesk = (act: Act): act is DeskAct => act.type === 'search' || act.type === 'book';

/** The desk call that an utterance is; undefined where it is spoken. */
export const deskCallIn = (acts: readonly Act[]): DeskAct | undefined => {
  const [act] = acts;
  return acts.length === 1 && act && isDesk(act) ? act : undefined;
};

/** Names that an entry of a search keeps; the agent can offer no others. */
const LISTED = 5;

/** Whether the desk can be asked this now. */
export const isPossible = (state: State, act: DeskAct): boolean => {
  if (state.mover !== AGENT || state.end !== null || callsNow(state) >= MAX_CALLS) return false;
  if (act.type === 'search') return act.domain !== 'taxi';
  return bookingDetails(worldOf(state.options.world), state.form, act.domain) !== undefined;
};

const look = (state: State, domain: Domain): State => {
  const { form } = state;
  const world = worldOf(state.options.world);
  const { found, venues } = search(world, domain, wanted(form, domain), form.denied[domain] ?? []);
  const names = venues.slice(0, LISTED).map(({ name }) => name);
  const entry: DeskEntry = { at: state.said.length, call: 'search', domain, found, names, ref: null };
  return { ...state, desk: [...state.desk, entry] };
};

const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const DIGITS = '0123456789';

const draw = (signs: string, length: number, rng: Rng): string => {
  let out = '';
  for (let at = 0; at < length; at++) out += signs.charAt(rng.int(signs.length));
  return out;
};

/** Eight letters and digits, the last one a digit so that it is never a word. */
const drawReference = (rng: Rng): string => draw(SIGNS, 7, rng) + draw('23456789', 1, rng);

/** Closed: the same details, and the same venue where one is named. */
const isClosed = (state: State, domain: Domain, name: string, details: Values): boolean =>
  state.closed.some(
    (one) =>
      one.domain === domain &&
      Object.entries(one.details).every(
        ([slot, value]) => (slot === 'name' ? name : details[slot]) === value,
      ),
  );

const bookingOf = (state: State, domain: Domain, details: Values, rng: Rng): Booking => {
  const ref = drawReference(rng);
  if (domain !== 'taxi') return { domain, name: state.form.venue[domain] ?? '', details, ref };
  const car = rng.pick(worldOf(state.options.world).cars);
  return { domain, name: car, details: { ...details, phone: `07${draw(DIGITS, 9, rng)}` }, ref };
};

const reserve = (state: State, domain: Domain, granted: boolean, rng: Rng): State => {
  const details = bookingDetails(worldOf(state.options.world), state.form, domain);
  const name = state.form.venue[domain] ?? '';
  const booking =
    granted && details && !isClosed(state, domain, name, details)
      ? bookingOf(state, domain, details, rng)
      : undefined;
  const entry: DeskEntry = {
    at: state.said.length,
    call: 'book',
    domain,
    found: booking ? 1 : 0,
    names: domain === 'taxi' ? [] : [name],
    ref: booking?.ref ?? null,
  };
  const bookings = booking ? [...state.bookings, booking] : state.bookings;
  return { ...state, desk: [...state.desk, entry], bookings };
};

/** The state after a call; the agent is still on. `granted`: what it claims of a shared world is free. */
export const callDesk = (state: State, act: DeskAct, granted: boolean, rng: Rng): State =>
  act.type === 'search' ? look(state, act.domain) : reserve(state, act.domain, granted, rng);

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The nights of a stay, the week taken round. */
const nights = (details: Values): string[] => {
  const first = DAYS.indexOf(details.day ?? '');
  const stay = Number(details.stay ?? '0');
  return Array.from({ length: Math.min(7, stay) }, (_, night) => DAYS[(first + night) % 7] ?? '');
};

/**
 * What a booking takes from a shared world: a restaurant's table at a day and time, a hotel's room each
 * night. Trains and taxis always have room.
 */
export const claims = (state: State, move: Move<Act>): readonly string[] => {
  const call = deskCallIn(move.acts);
  if (state.options.stock !== 'shared' || call?.type !== 'book') return [];
  const { domain } = call;
  const details = bookingDetails(worldOf(state.options.world), state.form, domain);
  const name = state.form.venue[domain] ?? '';
  if (!details || isClosed(state, domain, name, details)) return [];
  const key = `${state.options.world}:${domain}:${name}`;
  if (domain === 'restaurant') return [`${key}:${details.day}:${details.time}`];
  return domain === 'hotel' ? nights(details).map((night) => `${key}:${night}`) : [];
};
