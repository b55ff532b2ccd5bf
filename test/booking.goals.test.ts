// Goals of the town: satisfiable, nameable, and split for good.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  closedFor,
  drawGoal,
  goalById,
  goalCount,
  inSplit,
  splitOf,
  withhold,
} from '../scenarios/booking/goals/index.ts';
import { TOWN_GOALS, townGoal } from '../scenarios/booking/goals/town-goals.ts';
import { ATTRIBUTES, BOOK, CLOSED, INFO } from '../scenarios/booking/slots.ts';
import type { DomainGoal, Goal } from '../scenarios/booking/types.ts';
import { isPlace, search, worldOf } from '../scenarios/booking/world/index.ts';
import { rngFromState } from '../shared/rng.ts';

const town = worldOf('town');
const SAMPLE = 5000;
const sample = Array.from({ length: SAMPLE }, (_, index) => townGoal(town, index * 401));
const domains = sample.flatMap((goal) => goal.domains);
const share = (some: number, all: number): number => some / all;

test('every stage of a goal is what its kind says: nothing fits a failing one, something the others', () => {
  for (const { domain, info, impossible } of domains) {
    expect(info.length).toBeGreaterThan(0);
    expect(info.map(({ until }) => until === 'end')).toEqual(info.map((_, at) => at === info.length - 1));
    if (domain === 'taxi') continue;
    for (const { values, until } of info)
      expect(search(town, domain, values).found > 0).toBe(until !== 'no' && !(impossible && until === 'end'));
  }
});

test('goals speak in the words of the ontology', () => {
  for (const { domain, info, book, request, impossible } of domains) {
    for (const { values } of info)
      for (const slot of Object.keys(values)) expect(['name', ...INFO[domain]]).toContain(slot);
    for (const { values } of book) {
      expect(Object.keys(values)).toEqual(BOOK[domain]);
      for (const [slot, value] of Object.entries(values)) expect(CLOSED[slot] ?? [value]).toContain(value);
    }
    for (const slot of request) expect(ATTRIBUTES[domain]).toContain(slot);
    expect(book.length + request.length > 0).toBe(!impossible);
  }
});

const taxisOf = (goal: Goal): DomainGoal[] => goal.domains.filter(({ domain }) => domain === 'taxi');

test('a taxi runs between two places of the town, or between the two venues of its goal', () => {
  const taxis = sample.flatMap((goal) => taxisOf(goal).map((taxi) => ({ goal, taxi })));
  expect(taxis.length).toBeGreaterThan(500);
  for (const { goal, taxi } of taxis) {
    const values = taxi.info.at(-1)?.values ?? {};
    expect([values.leave, values.arrive].filter(Boolean).length).toBe(1);
    const ends = ['departure', 'destination'].map((slot) => taxi.from[slot] ?? values[slot] ?? '');
    expect(new Set(ends).size).toBe(2);
    const others = goal.domains.map(({ domain }) => domain).filter((domain) => domain !== 'taxi');
    if (others.length > 0) expect([...ends].sort()).toEqual([...others].sort());
    else for (const end of ends) expect(isPlace(town, end)).toBe(true);
  }
});

test('goals have the shape that was asked for', () => {
  const venues = domains.filter(({ domain }) => ['restaurant', 'hotel', 'attraction'].includes(domain));
  const staged = (goals: readonly DomainGoal[], until: string): number =>
    goals.filter(({ info }) => info.some((stage) => stage.until === until)).length;
  expect(share(staged(venues, 'no'), venues.length)).toBeGreaterThan(0.2);
  expect(share(staged(venues, 'no'), venues.length)).toBeLessThan(0.4);
  expect(share(staged(venues, 'offer'), venues.length)).toBeGreaterThan(0.08);
  const bookable = domains.filter(({ domain }) => ['restaurant', 'hotel', 'train'].includes(domain));
  const booked = bookable.filter(({ book }) => book.length > 0);
  expect(share(booked.length, bookable.length)).toBeGreaterThan(0.5);
  expect(share(booked.length, bookable.length)).toBeLessThan(0.7);
  const impossible = sample.filter((goal) => goal.domains.some((one) => one.impossible)).length;
  expect(share(impossible, SAMPLE)).toBeGreaterThan(0.015);
  expect(share(impossible, SAMPLE)).toBeLessThan(0.045);
  for (const { domains: parts } of sample) expect(parts.length).toBeLessThanOrEqual(3);
});

test('bookings that have to fail are refused, the ones that goals end with are not', () => {
  const refused = sample.flatMap((goal) => closedFor(goal).map((closed) => ({ goal, closed })));
  expect(refused.length).toBeGreaterThan(100);
  for (const { goal, closed } of refused) {
    const own = goal.domains.find(({ domain }) => domain === closed.domain);
    expect(own?.book.find(({ until }) => until === 'no')?.values).toEqual(closed.details);
    expect(own?.book.at(-1)?.values).not.toEqual(closed.details);
  }
});

test('a goal is named by its id, and what is no id names none', () => {
  for (const goal of sample.slice(0, 50)) expect(goalById(town, goal.id)).toEqual(goal);
  for (const id of ['town-', 'town-01', `town-${TOWN_GOALS}`, 'town--1', 'PMUL1', ''])
    expect(goalById(town, id)).toBeUndefined();
});

test('the held-out part is a fifth, shares no content with the rest and does not depend on what is kept back', () => {
  const heldout = sample.filter((goal) => splitOf(goal) === 'heldout');
  expect(share(heldout.length, SAMPLE)).toBeGreaterThan(0.17);
  expect(share(heldout.length, SAMPLE)).toBeLessThan(0.23);
  const content = (goal: Goal): string => JSON.stringify(goal.domains);
  const train = new Set(sample.filter((goal) => splitOf(goal) === 'train').map(content));
  for (const goal of heldout) expect(train.has(content(goal))).toBe(false);
  const rng = rngFromState([1, 2, 3, 4]);
  for (const goal of sample.slice(0, 200)) expect(splitOf(withhold(goal, 0.5, rng))).toBe(splitOf(goal));
  expect(sample.slice(0, 12).map(splitOf)).toMatchInlineSnapshot(`
    [
      "train",
      "train",
      "train",
      "train",
      "train",
      "train",
      "train",
      "train",
      "train",
      "train",
      "train",
      "heldout",
    ]
  `);
});

const words = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.integer({ min: 1 }));

test('a draw is of the part asked for, the same for the same stream, and keeps back what vagueness says', () => {
  fc.assert(
    fc.property(
      words,
      fc.constantFrom('all', 'train', 'heldout'),
      fc.constantFrom(0, 0.5, 1),
      (seed, goals, vague) => {
        const options = { goals, vague, goal: null };
        const goal = drawGoal(town, options, rngFromState(seed));
        expect(drawGoal(town, options, rngFromState(seed))).toEqual(goal);
        expect(inSplit(goal, goals)).toBe(true);
        for (const { info, withheld } of goal.domains) {
          const slots = Object.keys(info.at(-1)?.values ?? {}).filter((slot) => slot !== 'name');
          if (vague === 0) expect(withheld).toEqual([]);
          else if (vague === 1) expect(withheld).toEqual(slots);
          else for (const slot of withheld) expect(slots).toContain(slot);
        }
      },
    ),
    { numRuns: 200, seed: 2 },
  );
});

test('a goal may be asked for by name, and one that is not there is refused', () => {
  const rng = rngFromState([1, 2, 3, 4]);
  const options = { goals: 'all', vague: 0, goal: 'town-77' } as const;
  expect(drawGoal(town, options, rng)).toEqual(townGoal(town, 77));
  expect(() => drawGoal(town, { ...options, goal: 'nothing' }, rng)).toThrow('has no goal "nothing"');
  expect(goalCount(town, 'heldout')).toBeGreaterThan(100_000);
});
