// Rewards that the agent of booking is trained with: what they pay for, worked by hand.

import { expect, test } from 'vitest';
import { openness, served, shaping, uncertainty } from '../scenarios/booking/shaping.ts';
import { type Act, AGENT, type State, USER } from '../scenarios/booking/types.ts';
import { playBooking, playerOf } from './doubles/booking-episodes.ts';
import { BookingPlay } from './doubles/booking-play.ts';

const asking = shaping.asking?.rewards ?? (() => []);
const progress = shaping.progress?.rewards ?? (() => []);
const service = shaping.service?.rewards ?? (() => []);

const stateOf = (info: Record<string, string>): State => {
  const { state } = new BookingPlay([
    { domain: 'hotel', info: [{ values: { area: 'north', stars: '4' }, until: 'end' }] },
  ]);
  return { ...state, form: { ...state.form, topics: ['hotel'], current: 'hotel', info: { hotel: info } } };
};
const ask = (slot: string): Act => ({ type: 'request', domain: 'hotel', slot });

test('a slot that nothing is known of is wholly open, and one that was heard is nearly closed', () => {
  expect(uncertainty(5, false)).toBe(1);
  // -.9 ln .9 - .1 ln .025 over ln 5
  expect(uncertainty(5, true)).toBeCloseTo((0.09482 + 0.36889) / 1.60944, 4);
  expect(uncertainty(1, true)).toBe(0);
});

test('only slots that the goal speaks of are open', () => {
  expect(openness(stateOf({}))).toBe(2);
  expect(openness(stateOf({ parking: 'yes' }))).toBe(2);
  expect(openness(stateOf({ area: 'north' }))).toBeCloseTo(1 + uncertainty(5, true));
});

test('a question costs, and pays where its answer says something of the goal', () => {
  const move = (acts: readonly Act[]) => [{ seat: AGENT, acts, text: '' }];
  const open = stateOf({});
  expect(asking(open, move([ask('area'), ask('parking')]), open)).toEqual([0, -0.4]);
  const [, learned = 0] = asking(open, [{ seat: USER, acts: [], text: '' }], stateOf({ area: 'north' }));
  expect(learned).toBeCloseTo(1 - uncertainty(5, true));
  expect(learned).toBeGreaterThan(0.4);
  const idle = asking(open, [{ seat: USER, acts: [], text: '' }], stateOf({ parking: 'yes' }));
  expect(idle).toEqual([0, 0]);
});

test('progress is 1 where all is as wanted, and what it paid is taken back at the end', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { state } = playBooking({}, playerOf('agenda'), playerOf('rule'), seed);
    const before: State = { ...state, end: null };
    expect(state.end?.reason).toBe('served');
    expect(served(before)).toBe(1);
    expect(served(state)).toBe(0);
    expect(service(before, [], state)).toEqual([0, 1]);
    expect(
      service(before, [], { ...state, end: { ...state.end, reason: 'unserved' } as State['end'] }),
    ).toEqual([0, 0]);
    expect(service(state, [], state)).toEqual([0, 0]);
    expect(progress(before, [], state)).toEqual([0, -1]);
  }
  const { state } = new BookingPlay([{ domain: 'restaurant', request: ['phone'] }]);
  expect(served(state)).toBeLessThan(0.7);
});
