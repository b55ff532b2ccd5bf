// What a viewer may see drawn: who is on, and the venues that the viewer knows of, where they stand in the
// town. Spectators see neither the goal nor what the desk found.

import type { SeatId, Viewer } from '../../shared/scenario.ts';
import type { Stage } from '../../shared/stage.ts';
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

const offeredTo = (state: State): Spot[] => [...state.notes.offers].reverse();

/** What the desk found last for each topic, the topic under discussion first. */
const foundAt = (state: State): Spot[] => {
  const { topics, current } = state.form;
  const leaflets = leafletsOf(worldOf(state.options.world), state.desk);
  const order = current === null ? topics : [current, ...topics.filter((topic) => topic !== current)];
  return order.flatMap((domain) =>
    (latestCall(state.desk, 'search', domain)?.names ?? []).map((name) => ({
      domain,
      name,
      facts: leaflets[domain]?.[name] ?? {},
    })),
  );
};

const spotsFor = (state: State, viewer: Viewer): Spot[] => {
  if (viewer === USER) return offeredTo(state);
  if (viewer === 'public' && state.end === null) return [];
  return foundAt(state);
};

const marksOf = (state: State, viewer: Viewer, { domain, name }: Spot): string[] => {
  if (viewer === USER) {
    if (state.notes.venue[domain] !== name) return [];
    return [state.notes.refs[domain] === undefined ? 'in question' : 'booked'];
  }
  if (state.bookings.some((one) => one.domain === domain && one.name === name)) return ['booked'];
  return state.form.venue[domain] === name ? ['in question'] : [];
};

const venueTokens = (state: State, viewer: Viewer): Token[] => {
  const tokens: Token[] = [];
  for (const spot of spotsFor(state, viewer)) {
    const id = `${spot.domain}-${spot.name}`;
    const place = placeOf(spot.domain, spot.facts);
    if (place === null || tokens.length >= SHOWN || tokens.some((token) => token.id === id)) continue;
    tokens.push({
      id,
      seat: null,
      label: titled(spot.name),
      colour: COLOURS[spot.domain],
      place,
      from: null,
      pose: 'thing',
      marks: marksOf(state, viewer, spot),
    });
  }
  return tokens;
};

/** A part of the town stands out where a venue in question stands. */
const placesFor = (tokens: readonly Token[]): Stage['places'] =>
  PLACES.map((place) => {
    const marks = tokens.filter((token) => token.seat === null && token.place === place.id);
    const booked = marks.some((token) => token.marks.includes('booked'));
    const here = marks.some((token) => token.marks.length > 0);
    return { ...place, tone: booked ? 'work' : here ? 'here' : 'plain' };
  });

const phaseOf = (state: State): string => {
  if (state.end !== null) return 'Over';
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

export const stage = (state: State, viewer: Viewer): Stage => {
  const venues = venueTokens(state, viewer);
  return {
    phase: phaseOf(state),
    clock: state.said.length,
    places: placesFor(venues),
    links: LINKS.map(([from, to]) => [from, to]),
    tokens: [seatToken(state, viewer, USER), seatToken(state, viewer, AGENT), ...venues],
    speech: speechFor(state, viewer),
    ballots: [],
    cards: cardsFor(state, viewer),
    meters: [{ label: 'Utterances', value: state.said.length, max: state.options.cap }],
    notes: notesFor(state, viewer),
  };
};
