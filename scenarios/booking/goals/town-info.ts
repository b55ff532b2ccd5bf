// What a user of the town is looking for. The last stage is read off a venue, so that something fits
// it; earlier stages differ from it in one slot, and are looked up: nothing fits a failing one, something
// fits the one that is given up at the first offer.

import type { Rng } from '../../../shared/rng.ts';
import { CLOSED } from '../slots.ts';
import type { Domain, Slot, Stage, Value, Values, World } from '../types.ts';
import { search, valuesOf } from '../world/query.ts';
import { minutesOf, timeOf } from '../world/times.ts';
import { UNSERVED } from '../world/town-names.ts';
import { chance } from '../world/weighted.ts';

const NAMED = 0.23;
/** Of those that do not name their venue; where no slot can be made to fail, none does. */
const FAILS = 0.5;
const CHANGES = 0.15;

/** Constraints to choose from, and how many of them: at least, at most. */
const CHOICE: Readonly<Partial<Record<Domain, readonly [readonly Slot[], number, number]>>> = {
  restaurant: [['food', 'area', 'price'], 2, 3],
  hotel: [['type', 'area', 'price', 'stars', 'parking', 'internet'], 3, 4],
  attraction: [['type', 'area'], 1, 2],
};

const chooseSlots = (domain: Domain, rng: Rng): Slot[] => {
  const [slots, least, most] = CHOICE[domain] ?? [[], 0, 0];
  const chosen = rng.shuffle(slots).slice(0, least + rng.int(most - least + 1));
  return slots.filter((slot) => chosen.includes(slot));
};

/** Values that the slot could also have. */
const others = (world: World, domain: Domain, slot: Slot, value: Value | undefined): Value[] => {
  const all = CLOSED[slot] ?? valuesOf(world, domain, slot);
  return [...all, ...(slot === 'food' ? UNSERVED : [])].filter((other) => other !== value);
};

/** The values with one of them changed, such that something (nothing) fits; undefined: there is no such change. */
const changed = (
  world: World,
  domain: Domain,
  values: Values,
  fitting: boolean,
  rng: Rng,
): Values | undefined => {
  for (const slot of rng.shuffle(Object.keys(values)))
    for (const value of rng.shuffle(others(world, domain, slot, values[slot]))) {
      const next = { ...values, [slot]: value };
      if (search(world, domain, next).found > 0 === fitting) return next;
    }
  return undefined;
};

const stage = (values: Values | undefined, until: Stage['until']): Stage[] =>
  values === undefined ? [] : [{ values, until }];

/** Stages of a restaurant, hotel or attraction; impossible: nothing fits the last one. */
export const venueInfo = (world: World, domain: Domain, impossible: boolean, rng: Rng): Stage[] => {
  const venue = rng.pick(world.venues[domain]);
  if (!impossible && chance(rng, NAMED)) return stage({ name: venue.name }, 'end');
  const read = (slots: readonly Slot[]): Values =>
    Object.fromEntries(slots.map((slot) => [slot, venue.facts[slot] ?? '']));
  if (impossible) {
    const every = read(CHOICE[domain]?.[0] ?? []);
    return stage(changed(world, domain, every, false, rng), 'end');
  }
  const values = read(chooseSlots(domain, rng));
  const failing = chance(rng, FAILS) ? changed(world, domain, values, false, rng) : undefined;
  const first = chance(rng, CHANGES) ? changed(world, domain, values, true, rng) : undefined;
  return [...stage(failing, 'no'), ...stage(first, 'offer'), ...stage(values, 'end')];
};

const QUARTER = 15;
const LAST_QUARTER = 24 * 60 - QUARTER;

/** Times as people say them: the last quarter before the train leaves, or the first after it is there, or some more. */
const roundTime = (kind: 'leave' | 'arrive', time: string, rng: Rng): string => {
  const slack = rng.int(4);
  const at = minutesOf(time) / QUARTER;
  const quarter = kind === 'leave' ? Math.max(0, Math.floor(at) - slack) : Math.ceil(at) + slack;
  return timeOf(Math.min(LAST_QUARTER, quarter * QUARTER));
};

/** Stages of a train: where, when, and one of the times. */
export const trainInfo = (world: World, rng: Rng): Stage[] => {
  const train = rng.pick(world.venues.train.filter(({ facts }) => (facts.arrive ?? '') <= '23:45'));
  const { departure = '', destination = '', day = '' } = train.facts;
  const kind = chance(rng, 0.58) ? 'arrive' : 'leave';
  const values = { departure, destination, day, [kind]: roundTime(kind, train.facts[kind] ?? '', rng) };
  const days = others(world, 'train', 'day', day);
  const first = chance(rng, CHANGES) ? { ...values, day: rng.pick(days) } : undefined;
  const fits = first !== undefined && search(world, 'train', first).found > 0;
  return [...stage(fits ? first : undefined, 'offer'), ...stage(values, 'end')];
};
