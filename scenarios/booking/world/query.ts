// What fits: the one place that says when a venue meets constraints. The world's side is normalised
// already (slots.ts's spelling); wording is the reader's business.

import { INFO } from '../slots.ts';
import { ANY, type Domain, type Slot, type Value, type Values, type Venue, type World } from '../types.ts';

export interface Found {
  /** How many fit. */
  readonly found: number;
  /** All that fit, best first. */
  readonly venues: readonly Venue[];
}

/**
 * Whether a fact is what was wanted: `ANY` is suited by everything, a journey may leave at or after the
 * time wanted and arrive at or before it ("HH:MM" texts compare as times); else they must be equal.
 */
const suits = (slot: Slot, wanted: Value, fact: Value): boolean => {
  if (wanted === ANY) return true;
  if (slot === 'leave') return fact >= wanted;
  if (slot === 'arrive') return fact <= wanted;
  return fact === wanted;
};

/** A journey that is there "before" it left is there after midnight, too late for any time of its day. */
const pastMidnight = ({ leave, arrive }: Values): boolean =>
  leave !== undefined && arrive !== undefined && arrive < leave;

/** The constraints among the values: info slots and the name, without those that do not matter. */
const constraints = (domain: Domain, values: Values): [Slot, Value][] =>
  ['name', ...INFO[domain]].flatMap((slot): [Slot, Value][] => {
    const value = values[slot];
    return value === undefined || value === ANY ? [] : [[slot, value]];
  });

const meetsAll = ({ name, facts }: Venue, wanted: readonly [Slot, Value][]): boolean =>
  wanted.every(([slot, value]) => {
    if (slot === 'name') return name === value;
    const fact = facts[slot];
    if (fact === undefined || !suits(slot, value, fact)) return false;
    return slot !== 'arrive' || !pastMidnight(facts);
  });

/**
 * Whether the venue meets every constraint. Looks at info slots and "name" alone (booking details are
 * passed over); `ANY` is met by everything. A train's or a taxi's leave is a time at or after which it
 * may leave, its arrive one by which it is there; a fact that is not known meets nothing but `ANY`.
 */
export const fits = (venue: Venue, domain: Domain, values: Values): boolean =>
  meetsAll(venue, constraints(domain, values));

interface Index {
  readonly byName: Readonly<Record<Domain, ReadonlyMap<string, Venue>>>;
  /** By departure, destination and day, an empty text for each that is not given; earliest first. */
  readonly trains: ReadonlyMap<string, readonly Venue[]>;
  readonly places: ReadonlySet<string>;
}

const ROUTE = ['departure', 'destination', 'day'] as const;
const routeKey = (values: Values, given: number): string =>
  ROUTE.map((slot, bit) => (given & (1 << bit) ? (values[slot] ?? '') : '')).join('|');

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);

const indexTrains = (trains: readonly Venue[]): ReadonlyMap<string, readonly Venue[]> => {
  const out = new Map<string, Venue[]>();
  for (const train of [...trains].sort((a, b) => compare(a.facts.leave, b.facts.leave)))
    for (let given = 0; given < 1 << ROUTE.length; given++) {
      const key = routeKey(train.facts, given);
      const list = out.get(key);
      if (list) list.push(train);
      else out.set(key, [train]);
    }
  return out;
};

const nameIndex = (venues: readonly Venue[]): ReadonlyMap<string, Venue> =>
  new Map(venues.map((venue) => [venue.name, venue]));

const indexed = new WeakMap<World, Index>();
const indexOf = (world: World): Index => {
  const known = indexed.get(world);
  if (known) return known;
  const { restaurant, hotel, attraction, train, taxi } = world.venues;
  const stations = train.flatMap(({ facts }) =>
    [facts.departure, facts.destination].filter((town) => town !== undefined),
  );
  const index: Index = {
    byName: {
      restaurant: nameIndex(restaurant),
      hotel: nameIndex(hotel),
      attraction: nameIndex(attraction),
      train: nameIndex(train),
      taxi: nameIndex(taxi),
    },
    trains: indexTrains(train),
    places: new Set([...[restaurant, hotel, attraction].flat().map(({ name }) => name), ...stations]),
  };
  indexed.set(world, index);
  return index;
};

/** The venue of this name, or undefined. */
export const findVenue = (world: World, domain: Domain, name: string): Venue | undefined =>
  indexOf(world).byName[domain].get(name);

/** Whether a taxi can go from or to it: a venue, or a town's station under the one name that trains give it ("ely"). */
export const isPlace = (world: World, name: string): boolean => indexOf(world).places.has(name);

/** Venues among which all that fit are, in the order in which they are offered. */
const shortlist = (world: World, domain: Domain, wanted: readonly [Slot, Value][]): readonly Venue[] => {
  const index = indexOf(world);
  const name = wanted.find(([slot]) => slot === 'name')?.[1];
  if (name !== undefined) {
    const venue = index.byName[domain].get(name);
    return venue ? [venue] : [];
  }
  if (domain !== 'train') return world.venues[domain];
  const values = Object.fromEntries(wanted);
  const given = ROUTE.reduce((bits, slot, bit) => (values[slot] === undefined ? bits : bits | (1 << bit)), 0);
  return index.trains.get(routeKey(values, given)) ?? [];
};

/** Latest arrival first: closest to the time by which one wants to be there. */
const byArrival = (venues: readonly Venue[]): Venue[] =>
  [...venues].sort((a, b) => compare(b.facts.arrive, a.facts.arrive));

/**
 * All venues that fit and are not denied. Trains come by closeness to the time wanted (the earliest
 * where none is), others in the world's order. A taxi is not looked for: nothing is found.
 */
export const search = (
  world: World,
  domain: Domain,
  values: Values,
  denied: readonly string[] = [],
): Found => {
  const wanted = constraints(domain, values);
  const fitting = shortlist(world, domain, wanted).filter(
    (venue) => meetsAll(venue, wanted) && !denied.includes(venue.name),
  );
  const late = domain === 'train' && wanted.some(([slot]) => slot === 'arrive');
  const venues = late ? byArrival(fitting) : fitting;
  return { found: venues.length, venues };
};

/** Values that a slot takes in the world, sorted. */
export const valuesOf = (world: World, domain: Domain, slot: Slot): readonly Value[] =>
  [
    ...new Set(
      world.venues[domain].flatMap(({ name, facts }) => (slot === 'name' ? [name] : (facts[slot] ?? []))),
    ),
  ].sort();
