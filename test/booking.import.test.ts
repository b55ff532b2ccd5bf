// Reading a MultiWOZ folder, in both layouts, with contents made up here.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closedFor } from '../scenarios/booking/goals/index.ts';
import type { Goal } from '../scenarios/booking/types.ts';
import { findVenue, fits, goalsOf, multiwoz, worldOf } from '../scenarios/booking/world/index.ts';
import { readMultiwoz } from '../server/corpora/multiwoz-world.ts';
import { GOALS, numbered, PUBLISHERS_GOAL, writeCorpus, writeInto } from './doubles/multiwoz-folder.ts';
import { freshData } from './doubles/server.ts';

let root = '';
let folder = '';
beforeAll(() => {
  root = freshData();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = join(root, `corpus-${Math.floor(performance.now() * 1000)}`);
});

const convert = (): { goals: readonly Goal[]; report: ReturnType<typeof multiwoz.convert>['report'] } => {
  const { content, report } = multiwoz.convert(readMultiwoz(folder).given);
  multiwoz.load(JSON.parse(JSON.stringify(content)));
  return { goals: goalsOf(worldOf('multiwoz')), report };
};

test('venues have our words for everything, and what is not known is left away', () => {
  writeCorpus(folder, numbered(GOALS.plain));
  convert();
  const world = worldOf('multiwoz');
  expect(findVenue(world, 'restaurant', 'blue door')?.facts).toEqual({
    food: 'italian',
    area: 'centre',
    price: 'cheap',
    phone: '0100',
    postcode: 'zz1',
    address: 'long lane',
  });
  expect(findVenue(world, 'attraction', 'great pond')?.facts).toEqual({
    type: 'multiple sports',
    area: 'east',
    phone: '0300',
  });
  expect(world.cars).toEqual(['black wagon', 'black cart', 'red wagon', 'red cart']);
});

test('trains of one number get names of their own, and those that arrive after midnight are late', () => {
  writeCorpus(folder, numbered(GOALS.plain));
  expect(convert().report.renamedTrains).toBe(1);
  const world = worldOf('multiwoz');
  const twins = world.venues.train.filter(({ name }) => name.startsWith('tr0001'));
  expect(twins.map(({ name, facts }) => [name, facts.id, facts.leave])).toEqual([
    ['tr0001', 'tr0001', '05:00'],
    ['tr0001b', 'tr0001b', '23:30'],
  ]);
  const [early, late] = twins;
  expect(early && fits(early, 'train', { arrive: '08:00' })).toBe(true);
  expect(late?.facts.arrive).toBe('00:20');
  expect(late && fits(late, 'train', { arrive: '08:00' })).toBe(false);
});

test('a goal has our words, and its first choices come first where they fail', () => {
  writeCorpus(folder, numbered(GOALS.failing));
  const [goal] = convert().goals;
  expect(goal?.domains).toEqual([
    {
      domain: 'restaurant',
      info: [
        { values: { food: 'martian', price: 'cheap' }, until: 'no' },
        { values: { food: 'italian', price: 'cheap' }, until: 'end' },
      ],
      book: [
        { values: { day: 'friday', time: '10:00', people: '2' }, until: 'no' },
        { values: { day: 'friday', time: '09:15', people: '2' }, until: 'end' },
      ],
      request: [],
      withheld: [],
      from: {},
      impossible: false,
    },
  ]);
  expect(goal && closedFor(goal)).toEqual([
    { domain: 'restaurant', details: { day: 'friday', time: '10:00', people: '2' } },
  ]);
});

test('a first choice that something fits would not fail, and is pruned', () => {
  writeCorpus(folder, numbered(GOALS.notFailing));
  const { goals, report } = convert();
  expect(goals[0]?.domains[0]?.info.length).toBe(1);
  expect(report.pruned).toEqual({ info: 1, book: 0 });
});

test('a goal that nothing fits is impossible, and nothing is to be booked or asked', () => {
  writeCorpus(folder, numbered(GOALS.impossible));
  const { goals, report } = convert();
  expect(goals[0]?.domains[0]).toMatchObject({ impossible: true, book: [], request: [] });
  expect(report.impossible).toBe(1);
});

test('a taxi between the two places goes as the message says', () => {
  writeCorpus(folder, numbered(GOALS.leaves, GOALS.arrives));
  const [leaves, arrives] = convert().goals;
  expect(leaves?.domains.map(({ domain }) => domain)).toEqual(['restaurant', 'hotel', 'taxi']);
  expect(leaves?.domains[2]?.from).toEqual({ departure: 'hotel', destination: 'restaurant' });
  expect(leaves?.domains[2]?.info).toEqual([{ values: { leave: '00:30' }, until: 'end' }]);
  expect(leaves?.domains[2]?.book).toEqual([{ values: {}, until: 'end' }]);
  expect(arrives?.domains[2]?.from).toEqual({ departure: 'attraction', destination: 'restaurant' });
  expect(arrives?.domains[2]?.request).toEqual(['car', 'phone']);
});

test("the publishers' layout reads as the other one does", () => {
  writeCorpus(folder, { 'D0.json': PUBLISHERS_GOAL }, 'data.json');
  const published = convert().goals;
  writeCorpus(folder, numbered(GOALS.leaves));
  rmSync(join(folder, 'data.json'));
  expect(published).toEqual(convert().goals);
});

test('a dialogue that is in two files counts once', () => {
  writeCorpus(folder, numbered(GOALS.plain, GOALS.failing));
  writeInto(folder, 'test.json', { D0: GOALS.plain });
  const { goals, report } = convert();
  expect([goals.length, report.twice]).toEqual([2, 1]);
});

test('what cannot be played is counted and named', () => {
  writeCorpus(
    folder,
    numbered(GOALS.plain, GOALS.nowhere, GOALS.lostTaxi, GOALS.police, GOALS.halfBooked, GOALS.empty),
  );
  const { goals, report } = convert();
  expect(goals.map(({ id }) => id)).toEqual(['D0']);
  expect(report.refused).toEqual({
    'a venue that is not in the database': {
      count: 2,
      first: ['D1: green window', 'D2: castle in the air'],
    },
    'another domain': { count: 1, first: ['D3: police'] },
    'a booking that lacks a detail': { count: 1, first: ['D4: hotel stay'] },
    'nothing wanted': { count: 1, first: ['D5: D5'] },
  });
});

test('a name that differs by a word of its kind is understood', () => {
  writeCorpus(folder, numbered(GOALS.spelt));
  const { goals, report } = convert();
  expect(goals[0]?.domains[0]?.info[0]?.values).toEqual({ name: 'blue door' });
  expect(report.respeltNames).toBe(1);
});
