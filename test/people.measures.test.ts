// The measures that simulated users are compared with people by.

import { expect, test } from 'vitest';
import { rngFromState } from '../shared/rng.ts';
import {
  chanceDistance,
  distanceOf,
  foresight,
  lengthsOf,
  type Spoken,
  sharesOf,
  variation,
  wordsIn,
} from './bench/people-measures.ts';

const rng = () => rngFromState([1, 2, 3, 4]);
const said = (dialogue: string, ...acts: string[]): Spoken => ({ dialogue, acts, words: acts.length });

test('shares sum to one, and their distance is zero to themselves and one to others', () => {
  const shares = sharesOf([said('a', 'greet', 'ask'), said('b', 'ask', 'agree')]);
  expect(shares).toEqual({ greet: 0.25, ask: 0.5, agree: 0.25 });
  expect(variation(shares, shares)).toBe(0);
  expect(variation(shares, { refuse: 1 })).toBe(1);
  expect(variation(shares, { greet: 0.5, ask: 0.5 })).toBeCloseTo(0.25, 12);
});

test('who does what people do is no farther from them than chance allows', () => {
  const people = Array.from({ length: 60 }, (_, at) => said(`d${at}`, at % 3 === 0 ? 'ask' : 'agree'));
  const alike = distanceOf(people, people, rng());
  expect(alike.value).toBe(0);
  expect(alike.n).toBe(60);
  const other = distanceOf(people, [said('x', 'ask'), said('y', 'ask')], rng());
  expect(other.value).toBeCloseTo(2 / 3, 12);
  const [few, many] = [chanceDistance(people, 4, rng()), chanceDistance(people, 30, rng())];
  expect(few).toBeGreaterThan(many);
  expect(many).toBeGreaterThan(0);
});

test('F1 counts what is missed and what is too much, act by act', () => {
  const turns = [
    { dialogue: 'a', person: ['ask'], simulated: ['ask'] },
    { dialogue: 'a', person: ['ask', 'thank'], simulated: ['ask'] },
    { dialogue: 'b', person: ['agree'], simulated: ['ask'] },
    { dialogue: 'b', person: ['agree'], simulated: ['agree', 'thank'] },
  ];
  const { macro, micro, acts } = foresight(turns, rng(), 1);
  // ask 2 right 1 extra; thank 1 extra 1 missed; agree 1 right 1 missed
  expect(acts).toBe(3);
  expect(macro.value).toBeCloseTo((4 / 5 + 0 + 2 / 3) / 3, 12);
  expect(micro.value).toBeCloseTo(6 / (6 + 2 + 2), 12);
  expect(foresight(turns, rng(), 2).acts).toBe(2);
  const perfect = foresight(
    turns.map((turn) => ({ ...turn, simulated: turn.person })),
    rng(),
    1,
  );
  expect([perfect.macro.value, perfect.macro.low, perfect.micro.low]).toEqual([1, 1, 1]);
});

test('lengths are means over utterances and over dialogues', () => {
  const lengths = lengthsOf([said('a', 'ask'), said('a', 'ask', 'thank'), said('b', 'agree')], rng());
  expect(lengths.wordsPerUtterance.value).toBeCloseTo(4 / 3, 12);
  expect(lengths.actsPerUtterance.value).toBeCloseTo(4 / 3, 12);
  expect(lengths.utterancesPerDialogue.value).toBe(1.5);
});

test('words are counted, marks are not', () => {
  expect(wordsIn("I don't know - maybe $2.50?")).toBe(5);
  expect(wordsIn(' ... ')).toBe(0);
});
