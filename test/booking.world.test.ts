// The booking scenario's town, and the query engine over it against a plain filter.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ATTRIBUTES, BOOK, CLOSED, DOMAINS, INFO } from '../scenarios/booking/slots.ts';
import { ANY, type Domain, type Values, type Venue, type World } from '../scenarios/booking/types.ts';
import {
  findVenue,
  fits,
  hasWorld,
  isPlace,
  search,
  valuesOf,
  worldOf,
} from '../scenarios/booking/world/index.ts';
import { spellPlace } from '../scenarios/booking/world/multiwoz/spelling.ts';
import { tidyTime, timeOf } from '../scenarios/booking/world/times.ts';
import { buildTown } from '../scenarios/booking/world/town.ts';
import { UNSERVED } from '../scenarios/booking/world/town-names.ts';

const town = worldOf('town');
const LOOKED: readonly Domain[] = ['restaurant', 'hotel', 'attraction', 'train'];
const everyVenue = LOOKED.flatMap((domain) => town.venues[domain].map((venue) => ({ domain, venue })));

test('the town is the same town every time it is built', () => {
  expect(buildTown()).toEqual(buildTown());
  expect(worldOf('town')).toBe(worldOf('town'));
  // Another digest is another town: episodes of before do not replay, and the scenario's version goes up.
  expect(town.digest).toBe('fed5cb67fbf65489');
  expect(hasWorld('town')).toBe(true);
});

test('the town is as large as a town', () => {
  const size = (domain: Domain): number => town.venues[domain].length;
  expect([size('restaurant'), size('hotel'), size('attraction')]).toEqual([100, 36, 70]);
  expect(size('train')).toBeGreaterThan(1000);
  expect(town.cars.length).toBeGreaterThan(10);
  expect(valuesOf(town, 'restaurant', 'food').length).toBe(16);
  expect(valuesOf(town, 'train', 'destination').length).toBe(11);
});

test('every fact of every venue is known and well formed', () => {
  for (const { domain, venue } of everyVenue)
    for (const slot of [...INFO[domain], ...ATTRIBUTES[domain]]) {
      const fact = venue.facts[slot];
      expect(fact, `${venue.name} ${slot}`).toMatch(/^[a-z0-9][a-z0-9 :.]*$/);
      if (CLOSED[slot]) expect(CLOSED[slot]).toContain(fact);
      if (slot === 'leave' || slot === 'arrive') expect(fact).toBe(tidyTime(fact ?? ''));
    }
});

test('names and telephone numbers are unique, and no name is within another', () => {
  const names = everyVenue.map(({ venue }) => venue.name);
  expect(new Set(names).size).toBe(names.length);
  const places = everyVenue.filter(({ domain }) => domain !== 'train').map(({ venue }) => venue);
  for (const { name } of places)
    expect(places.filter((other) => ` ${other.name} `.includes(` ${name} `)).length).toBe(1);
  expect(new Set(places.map(({ facts }) => facts.phone)).size).toBe(places.length);
});

test('no name holds a word that is a constraint', () => {
  const values = LOOKED.flatMap((domain) => INFO[domain].flatMap((slot) => valuesOf(town, domain, slot)));
  const words = new Set([...values, ...UNSERVED, ...DOMAINS, ...Object.values(CLOSED).flat()]);
  for (const { domain, venue } of everyVenue)
    if (domain !== 'train')
      for (const word of venue.name.split(' ')) expect(words.has(word), word).toBe(false);
});

test('trains run both ways between the town and ten others on every day', () => {
  for (const other of valuesOf(town, 'train', 'destination').filter((one) => one !== 'larkmouth'))
    for (const day of CLOSED.day ?? []) {
      const there = { departure: 'larkmouth', destination: other, day };
      const back = { departure: other, destination: 'larkmouth', day };
      expect(search(town, 'train', there).found).toBeGreaterThanOrEqual(7);
      expect(search(town, 'train', back).found).toBeGreaterThanOrEqual(7);
    }
});

/** What fits, by the letter. */
const plainly = (world: World, domain: Domain, values: Values): string[] => {
  const met = ({ name, facts }: Venue): boolean =>
    Object.entries(values).every(([slot, value]) => {
      if (value === ANY || (slot !== 'name' && !INFO[domain].includes(slot))) return true;
      if (slot === 'name') return name === value;
      const fact = facts[slot] ?? '';
      const timed = slot === 'leave' ? fact >= value : fact <= value && fact > (facts.leave ?? '');
      return slot === 'leave' || slot === 'arrive' ? timed : fact === value;
    });
  return world.venues[domain].filter(met).map(({ name }) => name);
};

const slotValue = (domain: Domain, slot: string): fc.Arbitrary<string> =>
  slot === 'leave' || slot === 'arrive'
    ? fc.integer({ min: 0, max: 95 }).map((quarter) => timeOf(15 * quarter))
    : fc.constantFrom(...valuesOf(town, domain, slot), ANY, 'nowhere');

const given = (values: Readonly<Record<string, string | undefined>>): Values =>
  Object.fromEntries(
    Object.entries(values).flatMap(([slot, value]) => (value === undefined ? [] : [[slot, value]])),
  );

const question = fc.constantFrom(...LOOKED).chain((domain) =>
  fc.record({
    domain: fc.constant(domain),
    values: fc.record(
      Object.fromEntries(
        [...INFO[domain], ...BOOK[domain]].map((slot) => [
          slot,
          INFO[domain].includes(slot) ? slotValue(domain, slot) : fc.constantFrom('2', ANY),
        ]),
      ),
      { requiredKeys: [] },
    ),
  }),
);

test('search finds what a plain filter finds, and fits says so of each', () => {
  fc.assert(
    fc.property(question, ({ domain, values: maybe }) => {
      const values = given(maybe);
      const expected = plainly(town, domain, values);
      const { found, venues } = search(town, domain, values);
      expect(venues.map(({ name }) => name).sort()).toEqual(expected.sort());
      expect(found).toBe(expected.length);
      for (const venue of venues) expect(fits(venue, domain, values)).toBe(true);
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('trains come by closeness to the time wanted', () => {
  const route = { departure: 'larkmouth', destination: 'ashmere', day: 'monday' };
  const leave = search(town, 'train', { ...route, leave: '12:00' }).venues.map(
    ({ facts }) => facts.leave ?? '',
  );
  expect(leave.length).toBeGreaterThan(3);
  expect(leave).toEqual([...leave].sort());
  expect((leave[0] ?? '') >= '12:00').toBe(true);
  const arrive = search(town, 'train', { ...route, arrive: '12:00' }).venues;
  const times = arrive.map(({ facts }) => facts.arrive ?? '');
  expect(times).toEqual([...times].sort().reverse());
  expect((times[0] ?? '') <= '12:00').toBe(true);
});

test('names that were turned down are not found again', () => {
  const all = search(town, 'restaurant', { food: 'thai' }).venues;
  const [first, ...rest] = all;
  const left = search(town, 'restaurant', { food: 'thai' }, [first?.name ?? '']);
  expect(left).toEqual({ found: rest.length, venues: rest });
});

test('a venue is found by its name, and a taxi may go to it and to stations', () => {
  const [hotel] = town.venues.hotel;
  expect(findVenue(town, 'hotel', hotel?.name ?? '')).toBe(hotel);
  expect(findVenue(town, 'hotel', 'the missing inn')).toBeUndefined();
  for (const place of [hotel?.name ?? '', 'dunlow']) expect(isPlace(town, place)).toBe(true);
  expect(isPlace(town, 'dunlow train station')).toBe(false);
  for (const said of ['dunlow', 'dunlow station', 'dunlow train station'])
    expect(spellPlace(town, said)).toBe('dunlow');
  expect(isPlace(town, 'the moon')).toBe(false);
  expect(search(town, 'taxi', { departure: hotel?.name ?? '' }).found).toBe(0);
});

test('a taxi suits where it leaves late enough, and a train that is there after midnight is late', () => {
  const ride: Venue = { name: 'blue estate', facts: { departure: 'a', destination: 'b', leave: '10:00' } };
  expect(fits(ride, 'taxi', { departure: 'a', destination: 'b', leave: '09:45' })).toBe(true);
  expect(fits(ride, 'taxi', { departure: 'a', destination: 'b', leave: '10:15' })).toBe(false);
  expect(fits(ride, 'taxi', { arrive: '11:00' })).toBe(false);
  const night: Venue = { name: 'tr1', facts: { leave: '23:30', arrive: '00:20' } };
  expect(fits(night, 'train', { arrive: '23:45' })).toBe(false);
  expect(fits(night, 'train', { arrive: ANY, leave: '23:00' })).toBe(true);
});

test('a search costs microseconds', () => {
  const wanted = { departure: 'larkmouth', destination: 'dunlow', day: 'monday', arrive: '18:00' };
  let found = search(town, 'train', wanted).found;
  const start = performance.now();
  for (let n = 0; n < 20_000; n++) found += search(town, 'train', wanted).found;
  expect((performance.now() - start) / 20).toBeLessThan(50); // microseconds each; about 3 measured
  expect(found).toBeGreaterThan(20_000);
});

test('times are written one way', () => {
  expect(['5:00', '24:30', '17:05', 'noon'].map(tidyTime)).toEqual(['05:00', '00:30', '17:05', 'noon']);
});
