// The fitted persuadee beside the people it was fitted to: over 5,000 simulated talks, figures lie inside the
// bootstrap intervals of people's own (model.json keeps those).

import { beforeAll, expect, test } from 'vitest';
import json from '../scenarios/donation/model.json' with { type: 'json' };
import { type Estimate, within } from '../server/fit/bootstrap.ts';
import { STATISTICS, type Talk } from '../server/fit/effects.ts';
import { simulate } from './doubles/donation-talks.ts';

const EPISODES = 5000;
const { people, peopleHeldOut, peopleAnnotated, spreads, heldOut } = json.figures;

let withExpert: Talk[] = [];
let withRandom: Talk[] = [];

beforeAll(async () => {
  withExpert = await simulate('expert', EPISODES, 11);
  withRandom = await simulate('random', EPISODES, 12);
}, 180_000);

const expectInside = (name: keyof typeof STATISTICS, talks: readonly Talk[], interval: Estimate): void => {
  const value = STATISTICS[name](talks);
  expect(within(value, interval), `${name}: ${value} in [${interval.low}, ${interval.high}]`).toBe(true);
};

test('as many give to the expert as gave to people, and as much', () => {
  expectInside('shareGiving', withExpert, people.shareGiving);
  expectInside('medianGiftCents', withExpert, people.medianGiftCents);
  expectInside('meanGiftCents', withExpert, people.meanGiftCents);
});

test('promises are above gifts by as much as people’s', () => {
  expect(STATISTICS.promiseGapCents(withExpert)).toBeGreaterThan(0);
  expectInside('promiseGapCents', withExpert, people.promiseGapCents);
});

test('who promises gives more often, a little less so than people', () => {
  const value = STATISTICS.promised(withExpert);
  expect(value).toBeGreaterThan(0);
  expect(value).toBeLessThan(people.promised.high);
});

test('guilt lowers giving, by an amount inside the interval of people', () => {
  expect(people.guilt.high).toBeLessThan(0);
  expectInside('guilt', withRandom, people.guilt);
});

test('a persona inclined to give, and interest that shows, raise giving as among people', () => {
  expect(STATISTICS.personaAboveMedian(withExpert)).toBeGreaterThan(0);
  expectInside('personaAboveMedian', withExpert, peopleHeldOut.personaAboveMedian);
  expect(peopleAnnotated.interestShown.low).toBeGreaterThan(0);
  expectInside('interestShown', withExpert, peopleAnnotated.interestShown);
});

test('who the persuadee is weighs several times what is said to it', () => {
  expect(spreads.persona).toBeGreaterThan(3 * spreads.moves);
  expect(spreads.unseen).toBeGreaterThan(3 * spreads.moves);
});

test('giving in dialogues that nothing was fitted to is foretold better than by the base rate or the persona', () => {
  expect(heldOut.model).toBeGreaterThan(heldOut.persona);
  expect(heldOut.persona).toBeGreaterThan(heldOut.base);
  expect(heldOut.n).toBeGreaterThan(100);
});
