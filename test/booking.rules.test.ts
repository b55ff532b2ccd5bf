// The rules of booking over a perfect line: what was meant is what is read, so that only the bookkeeping
// is looked at. Understanding has its own tests, and so have the desk and the verdict.

import { describe, expect, test, vi } from 'vitest';
import { legal } from '../scenarios/booking/legal.ts';
import { type Act, AGENT, USER } from '../scenarios/booking/types.ts';
import { findVenue } from '../scenarios/booking/world/index.ts';
import { first, hotel, inform, need, offer, request, town } from './doubles/booking-acts.ts';
import { BookingPlay } from './doubles/booking-play.ts';

vi.mock('../scenarios/booking/reading/index.ts', () => import('./doubles/booking-verbatim.ts'));

describe('the form', () => {
  test('fills with what the user says, and an offer puts a venue in question', () => {
    const { form } = new BookingPlay()
      .user(need('hotel'), inform('hotel', 'area', 'north'), request('hotel', 'phone'))
      .agent(offer('hotel', 'a'), offer('hotel', 'b')).state;
    expect(form).toMatchObject({
      topics: ['hotel'],
      current: 'hotel',
      info: { hotel: { area: 'north' } },
      venue: { hotel: 'a' },
      asked: [{ domain: 'hotel', slot: 'phone' }],
    });
  });

  test('"no" to an offer turns it down, to a check takes the slot out', () => {
    const play = new BookingPlay().user(inform('hotel', 'area', 'north'));
    play.agent(offer('hotel', 'a')).user({ type: 'deny' });
    expect(play.state.form.denied).toEqual({ hotel: ['a'] });
    expect(play.state.form.venue).toEqual({});
    play.agent({ type: 'confirm', domain: 'hotel', slot: 'area', value: 'north' }).user({ type: 'deny' });
    expect(play.state.form.info.hotel).toEqual({});
  });

  test('what was turned down may be offered again once another thing is wanted, or the need is told anew', () => {
    const play = new BookingPlay().user(inform('hotel', 'area', 'north'));
    play.agent(offer('hotel', 'a')).user({ type: 'deny' }, inform('hotel', 'price', 'cheap'));
    expect(play.state.form.denied).toEqual({ hotel: ['a'] });
    play.agent(offer('hotel', 'b')).user({ type: 'deny' }, inform('hotel', 'price', 'expensive'));
    expect(play.state.form.denied).toEqual({ hotel: ['b'] });
    play.agent({ type: 'no-offer', domain: 'hotel' }).user(inform('hotel', 'price', 'moderate'));
    expect(play.state.form.denied).toEqual({});
    play.agent(offer('hotel', 'a')).user({ type: 'deny' });
    play.agent({ type: 'no-offer', domain: 'hotel' }).user(need('hotel'));
    expect(play.state.form.denied).toEqual({});
  });

  test('"yes" to a check keeps the slot, and answers whether parking is needed', () => {
    const play = new BookingPlay().user(inform('hotel', 'area', 'north'));
    play.agent({ type: 'confirm', domain: 'hotel', slot: 'area', value: 'north' }).user({ type: 'affirm' });
    play.agent(request('hotel', 'parking')).user({ type: 'affirm' });
    expect(play.state.form.info.hotel).toEqual({ area: 'north', parking: 'yes' });
    play.agent(request('hotel', 'internet')).user({ type: 'deny' });
    expect(play.state.form.info.hotel).toMatchObject({ internet: 'any' });
  });

  test('a new constraint clears the venue unless the venue has it', () => {
    const facts = first.facts;
    const play = new BookingPlay().user(need('restaurant')).agent(offer('restaurant', first.name));
    play.user(inform('restaurant', 'food', facts.food ?? '')).agent({ type: 'more' });
    expect(play.state.form.venue.restaurant).toBe(first.name);
    play.user(inform('restaurant', 'food', 'nothing like it'));
    expect(play.state.form.venue.restaurant).toBeUndefined();
    expect(play.state.notes.venue.restaurant).toBe(first.name);
  });

  test('what is dropped is forgotten, and the topic before it comes back', () => {
    const { form } = new BookingPlay().user(
      inform('hotel', 'area', 'north'),
      inform('train', 'day', 'friday'),
      { type: 'drop', domain: 'train' },
    ).state;
    expect(form.topics).toEqual(['hotel']);
    expect(form.current).toBe('hotel');
    expect(form.info).toEqual({ hotel: { area: 'north' } });
  });

  test('an answer settles what was asked', () => {
    const play = new BookingPlay().user(request('hotel', 'phone'), request('hotel', 'ref'));
    play.agent(inform('hotel', 'phone', '1'));
    expect(play.state.form.asked).toEqual([{ domain: 'hotel', slot: 'ref' }]);
    play.user({ type: 'thank' }).agent({ type: 'booked', domain: 'hotel', ref: 'abc2' });
    expect(play.state.form.asked).toEqual([]);
  });
});

describe('the notes', () => {
  test('keep what was told of the venue in question, and forget it with the venue', () => {
    const play = new BookingPlay().user(need('hotel'));
    play.agent(
      { type: 'offer', domain: 'hotel', name: hotel.name, facts: { area: 'north' } },
      inform('hotel', 'phone', '1'),
    );
    expect(play.state.notes.told).toEqual({ hotel: { area: 'north', phone: '1' } });
    play.user(inform('hotel', 'area', 'south'));
    expect(play.state.notes.told).toEqual({});
    expect(play.state.notes.offers).toHaveLength(1);
  });

  test('count what could not be had', () => {
    const play = new BookingPlay().user(need('hotel')).agent({ type: 'no-offer', domain: 'hotel' });
    play.user(need('hotel')).agent({ type: 'apologise', domain: 'hotel' });
    expect(play.state.notes.none).toEqual({ hotel: 1 });
    expect(play.state.notes.refused).toEqual({ hotel: 1 });
  });
});

describe('what may be said', () => {
  const play = new BookingPlay();
  test.each([
    [inform('hotel', 'area', 'north'), true],
    [inform('hotel', 'area', 'upstairs'), false],
    [inform('hotel', 'area', 'any'), true],
    [inform('hotel', 'food', 'thai'), false],
    [inform('restaurant', 'time', 'late'), false],
    [request('restaurant', 'ref'), true],
    [request('attraction', 'ref'), false],
    [{ type: 'search', domain: 'hotel' } as Act, false],
    [{ type: 'offer', domain: 'hotel', name: 'x', facts: {} } as Act, false],
    [{ type: 'need', domain: 'moon' } as never, false],
  ])('a user, %j: %s', (act, expected) => {
    expect(legal(play.state, USER, act)).toBe(expected);
  });

  test('an agent offers only what the world has', () => {
    const { state } = new BookingPlay().user(need('restaurant'));
    expect(findVenue(town, 'restaurant', first.name)).toBeDefined();
    expect(legal(state, AGENT, offer('restaurant', first.name))).toBe(true);
    expect(legal(state, AGENT, offer('restaurant', 'the moon'))).toBe(false);
  });
});
