// Misunderstandings in booking: as often as they are asked for, and always something that could be said.

import { expect, test } from 'vitest';
import { legal } from '../scenarios/booking/legal.ts';
import { corruptActs, corruptWords } from '../scenarios/booking/noise.ts';
import { type Act, AGENT, type State, USER } from '../scenarios/booking/types.ts';
import { worldOf } from '../scenarios/booking/world/index.ts';
import { rngFromState } from '../shared/rng.ts';
import { BookingPlay } from './doubles/booking-play.ts';

const town = worldOf('town');
const [venue] = town.venues.restaurant;
const name = venue?.name ?? '';

const SAID: readonly Act[] = [
  { type: 'need', domain: 'hotel' },
  { type: 'inform', domain: 'hotel', slot: 'area', value: 'north' },
  { type: 'inform', domain: 'train', slot: 'leave', value: '10:15' },
  { type: 'inform', domain: 'taxi', slot: 'destination', value: name },
  { type: 'inform', domain: 'restaurant', slot: 'name', value: name },
  { type: 'request', domain: 'attraction', slot: 'fee' },
  { type: 'affirm' },
  { type: 'thank' },
];
const ANSWERED: readonly Act[] = [
  { type: 'offer', domain: 'restaurant', name, facts: { area: 'north' } },
  { type: 'inform', domain: 'hotel', slot: 'phone', value: '01223 111111' },
  { type: 'booked', domain: 'train', ref: 'abcdefg2' },
  { type: 'confirm', domain: 'restaurant', slot: 'people', value: '4' },
  { type: 'no-offer', domain: 'hotel' },
];

const N = 4000;

const outcomes = (act: Act, rate: number): { kept: number; lost: number; others: Act[] } => {
  const rng = rngFromState([1, 2, 3, 4]);
  const tally = { kept: 0, lost: 0, others: [] as Act[] };
  for (let time = 0; time < N; time++) {
    const [heard] = corruptActs([act], rate, town, rng);
    if (!heard) tally.lost++;
    else if (JSON.stringify(heard) === JSON.stringify(act)) tally.kept++;
    else tally.others.push(heard);
  }
  return tally;
};

test('without noise acts and words arrive as they are', () => {
  const rng = rngFromState([1, 2, 3, 4]);
  expect(corruptActs(SAID, 0, town, rng)).toBe(SAID);
  expect(corruptWords('a hotel in the north', 0, rng)).toBe('a hotel in the north');
});

test.each([...SAID, ...ANSWERED])('%j is misheard as often as asked for, and as something sayable', (act) => {
  const state: State = new BookingPlay().state;
  const speaker = SAID.includes(act) ? USER : AGENT;
  const { kept, lost, others } = outcomes(act, 0.2);
  expect(Math.abs(kept / N - 0.8)).toBeLessThan(0.025);
  expect(lost).toBeGreaterThan(N * 0.07);
  for (const other of others)
    expect(legal({ ...state, mover: speaker }, speaker, other), JSON.stringify(other)).toBe(true);
});

test('what has a value, a slot and a domain is mistaken in each of them', () => {
  const act: Act = { type: 'inform', domain: 'hotel', slot: 'area', value: 'north' };
  const { others } = outcomes(act, 1);
  const wrong = (of: (one: Act & { type: 'inform' }) => boolean): number =>
    others.filter((one) => one.type === 'inform' && of(one)).length;
  expect(wrong(({ domain }) => domain !== 'hotel')).toBeGreaterThan(others.length / 4);
  expect(wrong(({ slot }) => slot !== 'area')).toBeGreaterThan(others.length / 4);
  expect(wrong(({ domain, slot }) => domain === 'hotel' && slot === 'area')).toBeGreaterThan(
    others.length / 4,
  );
});

test('words are lost, misspelt and put in the wrong place, at the rate asked for', () => {
  const rng = rngFromState([5, 6, 7, 8]);
  const words = Array.from({ length: 10 }, (_, at) => `word${at}x`);
  let same = 0;
  let lost = 0;
  for (let time = 0; time < N / 10; time++) {
    const arrived = corruptWords(words.join(' '), 0.3, rng).split(' ');
    lost += 10 - arrived.length;
    same += words.filter((word) => arrived.includes(word)).length;
  }
  expect(Math.abs(lost / N - 0.1)).toBeLessThan(0.02);
  expect(same / N).toBeGreaterThan(0.68);
  expect(same / N).toBeLessThan(0.76);
});
