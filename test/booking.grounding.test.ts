// What a simulated user does about misunderstandings that it can notice, over a perfect line: two values for one
// thing, a detail read back wrong.

import { describe, expect, test, vi } from 'vitest';
import { observe } from '../scenarios/booking/observe.ts';
import { believed } from '../scenarios/booking/track-notes.ts';
import { type Act, type DeskEntry, type Domain, USER } from '../scenarios/booking/types.ts';
import { speak } from '../scenarios/booking/users/agenda.ts';
import { AGENDA } from '../scenarios/booking/users/temper.ts';
import { verdict } from '../scenarios/booking/verdict.ts';
import { worldOf } from '../scenarios/booking/world/index.ts';
import { rngOf } from './doubles/booking-episodes.ts';
import { BookingPlay } from './doubles/booking-play.ts';

vi.mock('../scenarios/booking/reading/index.ts', () => import('./doubles/booking-verbatim.ts'));

const [first] = worldOf('town').venues.restaurant;
if (!first) throw new Error('the town is empty');
const { name, facts } = first;
const domain: Domain = 'restaurant';
const PHONE = facts.phone ?? '';
const DETAILS = { day: 'monday', time: '18:00', people: '2' };

const tell = (slot: string, value: string): Act => ({ type: 'inform', domain, slot, value });
const check = (slot: string, value: string): Act => ({ type: 'confirm', domain, slot, value });
const booked = (ref: string): Act => ({ type: 'booked', domain, ref });
const ASK_PHONE: Act = { type: 'request', domain, slot: 'phone' };
const ASK_REF: Act = { type: 'request', domain, slot: 'ref' };
const offer: Act = { type: 'offer', domain, name, facts: {} };

/** A table that is wanted with its phone number, and everything told. */
const asked = (): BookingPlay =>
  new BookingPlay([
    {
      info: [{ values: { name }, until: 'end' }],
      book: [{ values: DETAILS, until: 'end' }],
      request: ['phone'],
      domain,
    },
  ]).user(tell('name', name), ...Object.entries(DETAILS).map(([slot, value]) => tell(slot, value)), ASK_REF);

const refOf = ({ state }: BookingPlay): string => (state.desk.at(-1) as DeskEntry).ref ?? '';

/** What agenda says now. */
const answer = ({ state }: BookingPlay): readonly Act[] => {
  const observation = observe(state, USER);
  if (observation.role !== 'user') throw new Error('not the user');
  return speak(observation, AGENDA, rngOf(1));
};

test.each([
  [[], undefined],
  [['a'], 'a'],
  [['a', 'b'], undefined],
  [['a', 'b', 'a'], 'a'],
  [['a', 'a', 'b'], 'a'],
  [['a', 'a', 'b', 'b'], undefined],
])('having heard %j, %j is believed', (heard, value) => {
  expect(believed(heard)).toBe(value);
});

describe('two values for one thing', () => {
  test('a phone number told in two ways is asked for again, and the one heard twice is kept', () => {
    const play = asked().desk({ type: 'book', domain });
    play.agent(offer, tell('phone', PHONE), booked(refOf(play))).user({ type: 'thank' });
    expect(answer(play)).not.toContainEqual(ASK_PHONE);
    play.agent(tell('phone', '999'));
    expect(play.state.notes.told.restaurant?.phone).toBeUndefined();
    expect(answer(play)).toContainEqual(ASK_PHONE);
    play.user(ASK_PHONE).agent(tell('phone', PHONE));
    expect(play.state.notes.told.restaurant?.phone).toBe(PHONE);
    expect(answer(play)).toContainEqual({ type: 'bye' });
  });

  test('a reference told in two ways is asked for again', () => {
    const play = asked().desk({ type: 'book', domain });
    const ref = refOf(play);
    play.agent(offer, tell('phone', PHONE), booked('zzz2')).user({ type: 'thank' }).agent(booked(ref));
    expect(play.state.notes.refs).toEqual({});
    expect(answer(play)).toContainEqual(ASK_REF);
    play.user(ASK_REF).agent(booked(ref.toUpperCase()));
    expect(play.state.notes.refs).toEqual({ restaurant: ref });
  });

  test('what was heard of one venue says nothing of another', () => {
    const play = asked().agent(offer, tell('phone', '1')).user({ type: 'deny' });
    play.agent({ ...offer, name: 'elsewhere' }, tell('phone', '2'));
    expect(play.state.notes.told.restaurant).toEqual({ phone: '2' });
  });
});

describe('a detail read back wrong', () => {
  const readBack = (people: string): BookingPlay => {
    const play = asked().desk({ type: 'book', domain });
    return play.agent(offer, tell('phone', PHONE), booked(refOf(play)), check('people', people));
  };

  test('is put right before the user leaves, though it has all it came for', () => {
    const acts = answer(readBack('7'));
    expect(acts[0]).toEqual({ type: 'deny' });
    expect(acts).toContainEqual(tell('people', '2'));
    expect(acts).not.toContainEqual({ type: 'bye' });
    expect(answer(readBack('2'))).toContainEqual({ type: 'bye' });
  });

  test('makes the reference told before worth nothing: the new one is waited for', () => {
    const play = readBack('7').user({ type: 'deny' }, tell('people', '2')).agent({ type: 'more' });
    expect(play.state.notes.refs).toEqual({});
    expect(answer(play)).not.toContainEqual({ type: 'bye' });
    play
      .user(ASK_REF)
      .desk({ type: 'book', domain })
      .agent(booked(refOf(play)));
    expect(answer(play)).toContainEqual({ type: 'bye' });
    expect(verdict(play.state)[0]?.booked).toBe(true);
  });

  test('saying a detail again changes nothing', () => {
    const play = asked().desk({ type: 'book', domain });
    const ref = refOf(play);
    play.agent(offer, booked(ref)).user(tell('people', '2'));
    expect(play.state.notes.refs).toEqual({ restaurant: ref });
  });
});
