// What has been said so far in a dialogue, by its annotation: what the next line can be about.

import type { Act, Domain, Slot, Value, World } from '../types.ts';
import { findVenue, search } from '../world/query.ts';

/** Kept while a dialogue is read, line by line. */
export interface Followed {
  readonly world: World;
  readonly topics: Set<Domain>;
  /** The hotel or restaurant that was spoken of last: what "Booking" is about. */
  bookable: 'hotel' | 'restaurant' | undefined;
  readonly info: Partial<Record<Domain, Record<Slot, Value>>>;
  readonly venue: Partial<Record<Domain, string>>;
  /** What the desk was asked to look for last. */
  readonly searched: Partial<Record<Domain, string>>;
}

export const begin = (world: World): Followed => ({
  world,
  topics: new Set(),
  bookable: undefined,
  info: {},
  venue: {},
  searched: {},
});

/** A line speaks of the domain. */
export const turnTo = (followed: Followed, domain: Domain): void => {
  followed.topics.add(domain);
  if (domain === 'hotel' || domain === 'restaurant') followed.bookable = domain;
};

export const note = (followed: Followed, domain: Domain, slot: Slot, value: Value): void => {
  followed.info[domain] = { ...followed.info[domain], [slot]: value };
  if (slot === 'name' && findVenue(followed.world, domain, value)) followed.venue[domain] = value;
};

/** A search of the domain, where nothing has been looked for since the wishes changed. */
export const searchFor = (followed: Followed, domain: Domain): Act[] => {
  const wishes = JSON.stringify(followed.info[domain] ?? {});
  if (domain === 'taxi' || followed.searched[domain] === wishes) return [];
  followed.searched[domain] = wishes;
  return [{ type: 'search', domain }];
};

const ROUTE = ['departure', 'destination', 'day'] as const;

/** The corpus numbers several trains alike; ours have a letter behind the number. */
const numberOf = (id = ''): string => id.replace(/[a-z]$/, '');

/** Facts that tell trains of one route apart, the surest first; a time can be the wish instead of the train's. */
const MARKS: readonly (readonly Slot[])[] = [['id', 'leave', 'arrive'], ['id'], ['leave', 'arrive']];

/** The one train of the route spoken of that these facts describe; undefined where there are several. */
export const trainWith = (
  { world, info }: Followed,
  said: Readonly<Record<Slot, Value>>,
): string | undefined => {
  const route: Record<Slot, Value> = {};
  for (const slot of ROUTE) {
    const value = said[slot] ?? info.train?.[slot];
    if (value !== undefined) route[slot] = value;
  }
  const { venues } = search(world, 'train', route);
  for (const marks of MARKS) {
    const told = marks.filter((slot) => said[slot] !== undefined);
    const fitting = venues.filter(({ facts }) =>
      told.every((slot) => numberOf(facts[slot]) === numberOf(said[slot])),
    );
    if (told.length > 0 && fitting.length === 1) return fitting[0]?.name;
  }
  return undefined;
};
