// What a viewer may see drawn: who is on, and the venues that the viewer knows of, where they stand in the
// town. Spectators see neither the goal nor what the desk found.

import type { SeatId, Viewer } from '../../shared/scenario.ts';
import type { Stage } from '../../shared/stage.ts';
import { ENDS } from './ends.ts';
import { seatName } from './names.ts';
import { leafletsOf } from './observe.ts';
import { COLOURS, CUSTOMER_PLACE, DESK_PLACE, LINKS, PLACES, placeOf, SEAT_COLOURS } from './places.ts';
import { titled } from './spoken.ts';
import { cardsFor, notesFor } from './stage-cards.ts';
import { latestCall } from './state.ts';
import { AGENT, type Domain, type State, USER, type Values } from './types.ts';
import { worldOf } from './world/index.ts';

type Token = Stage['tokens'][number];

/** Venues drawn at a time. */
const SHOWN = 6;

interface Spot {
  readonly domain: Domain;
  readonly name: string;
  readonly facts: Values;
}

const atDesk = ({ desk, said, end }: State): boolean =>
  end === null && desk[desk.length - 1]?.at === said.length;

const seatToken = (state: State, viewer: Viewer, seat: SeatId): Token => {
  const on = state.end === null && state.mover === seat;
  const marks = viewer === seat ? ['you'] : [];
  if (on) marks.push('speaker');
  return {
    id: `seat-${seat}`,
    seat,
    label: seatName(seat),
    colour: SEAT_COLOURS[seat] ?? '#cccccc',
    place: seat === USER ? CUSTOMER_PLACE : DESK_PLACE,
    from: null,
    pose: seat === AGENT && atDesk(state) ? 'work' : on ? 'talk' : 'idle',
    marks,
  };
};

/** What the user knows of, the latest first; of a taxi it knows when it is told that it is booked. */
const offeredTo = ({ notes }: State): Spot[] => {
  const taxi = notes.refs.taxi === undefined ? [] : [notes.told.taxi?.car ?? 'taxi'];
  return [...taxi.map((name): Spot => ({ domain: 'taxi', name, facts: {} })), ...[...notes.offers].reverse()];
};

/** What is booked, and what the desk found last for each topic, the topic under discussion first. */
const foundAt = (state: State): Spot[] => {
  const { topics, current } = state.form;
  const leaflets = leafletsOf(worldOf(state.options.world), state.desk);
  const order = current === null ? topics : [current, ...topics.filter((topic) => topic !== current)];
  const spot = (domain: Domain, name: string): Spot => ({
    domain,
    name,
    facts: leaflets[domain]?.[name] ?? {},
  });
  const spots = [...state.bookings].reverse().map((one) => spot(one.domain, one.name));
  for (const domain of order)
    spots.push(...(latestCall(state.desk, 'search', domain)?.names ?? []).map((name) => spot(domain, name)));
  return spots;
};

const spotsFor = (state: State, viewer: Viewer): Spot[] => {
  if (viewer === USER) return offeredTo(state);
  if (viewer === 'public' && state.end === null) return [];
  return foundAt(state);
};

/** How far it has come with a venue. */
type Standing = 'named' | 'in question' | 'booked';

const standingOf = (state: State, viewer: Viewer, { domain, name }: Spot): Standing => {
  const { notes, form, bookings } = state;
  if (viewer === USER) {
    if (domain === 'taxi') return 'booked';
    if (notes.venue[domain] !== name) return 'named';
    return notes.refs[domain] === undefined ? 'in question' : 'booked';
  }
  if (bookings.some((one) => one.domain === domain && one.name === name)) return 'booked';
  return form.venue[domain] === name ? 'in question' : 'named';
};

/** A venue drawn, with how far it has come. */
interface Drawn {
  readonly token: Token;
  readonly standing: Standing;
}

/** Names of so many have room side by side. */
const NAMED = 2;

/** The one that it has come to takes the place of what else was named there; many together have no names. */
const withRoom = (venues: readonly Drawn[]): Drawn[] =>
  venues.flatMap((one) => {
    const { token, standing } = one;
    if (standing !== 'named') return [one];
    const there = venues.filter((other) => other.token.place === token.place);
    if (there.some((other) => other.standing !== 'named')) return [];
    return [there.length > NAMED ? { ...one, token: { ...token, label: '' } } : one];
  });

const venuesFor = (state: State, viewer: Viewer): Drawn[] => {
  const out: Drawn[] = [];
  for (const spot of spotsFor(state, viewer)) {
    const id = `${spot.domain}-${spot.name}`;
    const place = placeOf(spot.domain, spot.facts);
    if (place === null || out.length >= SHOWN || out.some(({ token }) => token.id === id)) continue;
    const standing = standingOf(state, viewer, spot);
    if (state.end !== null && standing === 'named') continue;
    const label = standing === 'booked' ? `${titled(spot.name)} ✓` : titled(spot.name);
    const colour = COLOURS[spot.domain];
    const token: Token = { id, seat: null, label, colour, place, from: null, pose: 'thing', marks: [] };
    out.push({ token, standing });
  }
  return withRoom(out);
};

/** A part of the town stands out where a venue in question stands, and more so where one is booked. */
const placesFor = (venues: readonly Drawn[]): Stage['places'] =>
  PLACES.map((place) => {
    const here = venues.filter(({ token }) => token.place === place.id);
    if (here.some(({ standing }) => standing === 'booked')) return { ...place, tone: 'work' };
    return { ...place, tone: here.some(({ standing }) => standing === 'in question') ? 'here' : 'plain' };
  });

const phaseOf = (state: State): string => {
  if (state.end !== null) return ENDS[state.end.reason];
  if (atDesk(state)) return 'At the desk';
  return `${seatName(state.mover)}'s turn`;
};

/** The last words, as this viewer heard them. */
const speechFor = (state: State, viewer: Viewer): Stage['speech'] => {
  const last = state.said[state.said.length - 1];
  if (!last) return null;
  const listens = typeof viewer === 'number' && viewer !== last.seat;
  const text = (listens ? last.arrived : last.text).trim();
  return text === '' ? null : { seat: last.seat, text };
};

/** Utterances left at which closing time is announced. */
const LATE = 10;

const metersFor = ({ end, said, options }: State): Stage['meters'] => {
  const left = options.cap - said.length;
  return end !== null || left > LATE ? [] : [{ label: 'Utterances left', value: left, max: LATE }];
};

export const stage = (state: State, viewer: Viewer): Stage => {
  const venues = venuesFor(state, viewer);
  return {
    phase: phaseOf(state),
    clock: state.said.length,
    places: placesFor(venues),
    links: LINKS.map(([from, to]) => [from, to]),
    tokens: [
      seatToken(state, viewer, USER),
      seatToken(state, viewer, AGENT),
      ...venues.map(({ token }) => token),
    ],
    speech: speechFor(state, viewer),
    ballots: [],
    cards: cardsFor(state, viewer),
    meters: metersFor(state),
    notes: notesFor(state, viewer),
  };
};
