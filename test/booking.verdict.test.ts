// How booking ends and what it pays: the verdict on every errand, over a perfect line.

import { describe, expect, test, vi } from 'vitest';
import { verdictLines } from '../scenarios/booking/narrate.ts';
import { AGENT, USER } from '../scenarios/booking/types.ts';
import { verdict } from '../scenarios/booking/verdict.ts';
import { first, hotel, inform, lastEntry, need, offer, seated, town } from './doubles/booking-acts.ts';
import { BookingPlay } from './doubles/booking-play.ts';

vi.mock('../scenarios/booking/reading/index.ts', () => import('./doubles/booking-verbatim.ts'));

describe('the verdict', () => {
  test('a table booked as wanted, its reference and phone told: served', () => {
    const play = seated().desk({ type: 'book', domain: 'restaurant' });
    const ref = lastEntry(play).ref ?? '';
    play.agent(
      { type: 'booked', domain: 'restaurant', ref },
      inform('restaurant', 'phone', first.facts.phone ?? ''),
    );
    play.user({ type: 'bye' });
    expect(play.state.end).toEqual({ end: 'terminated', winners: [USER, AGENT], reason: 'served' });
    expect(verdictLines(play.state)).toEqual(['Restaurant: found and booked as wanted.']);
  });

  test.each([
    ['a wrong phone number', (ref: string) => ({ ref, phone: '999' }), { answered: false }],
    ['a wrong reference', () => ({ ref: 'zzz2', phone: first.facts.phone ?? '' }), { booked: false }],
  ])('%s is not enough', (_, tell, expected) => {
    const play = seated().desk({ type: 'book', domain: 'restaurant' });
    const { ref, phone } = tell(lastEntry(play).ref ?? '');
    play.agent({ type: 'booked', domain: 'restaurant', ref }, inform('restaurant', 'phone', phone));
    play.user({ type: 'bye' });
    expect(play.state.end?.winners).toEqual([]);
    expect(verdict(play.state)[0]).toMatchObject(expected);
  });

  test('the last booking of a domain counts', () => {
    const play = seated().desk({ type: 'book', domain: 'restaurant' }).agent({ type: 'more' });
    play.user(inform('restaurant', 'people', '3')).desk({ type: 'book', domain: 'restaurant' });
    expect(verdict(play.state)[0]).toMatchObject({ venue: true, booked: false });
  });

  test('a venue that is only to be found has to be offered and to fit the last stage', () => {
    const { area = '', price = '' } = first.facts;
    const goal = {
      domain: 'restaurant' as const,
      info: [
        { values: { area: 'nowhere' }, until: 'no' as const },
        { values: { area, price }, until: 'end' as const },
      ],
    };
    const play = new BookingPlay([goal]).user(need('restaurant'));
    expect(verdict(play.state)[0]?.venue).toBe(false);
    play.agent(offer('restaurant', first.name));
    expect(verdict(play.state)[0]).toMatchObject({ venue: true, answered: true, booked: null });
  });

  test('a taxi has to go between the venues that were found', () => {
    const play = new BookingPlay([
      { domain: 'hotel', info: [{ values: {}, until: 'end' }] },
      {
        domain: 'taxi',
        info: [{ values: { destination: first.name, leave: '10:00' }, until: 'end' }],
        book: [{ values: {}, until: 'end' }],
        request: ['car'],
        from: { departure: 'hotel' },
      },
    ]).user(need('hotel'));
    play.agent(offer('hotel', hotel.name));
    play.user(
      inform('taxi', 'departure', hotel.name),
      inform('taxi', 'destination', first.name),
      inform('taxi', 'leave', '10:00'),
    );
    play.desk({ type: 'book', domain: 'taxi' });
    const [booking] = play.state.bookings;
    play.agent(
      { type: 'booked', domain: 'taxi', ref: booking?.ref ?? '' },
      inform('taxi', 'car', booking?.name ?? ''),
    );
    expect(verdict(play.state)[1]).toEqual({ domain: 'taxi', venue: true, answered: true, booked: true });
    play.user({ type: 'deny' });
    const elsewhere = { ...play.state.notes, venue: { hotel: town.venues.hotel[1]?.name ?? '' } };
    expect(verdict({ ...play.state, notes: elsewhere })[1]?.venue).toBe(false);
  });

  test('where nothing fits, being told so is all that can be had', () => {
    const play = new BookingPlay([{ domain: 'hotel', impossible: true }]).user(need('hotel'));
    expect(verdict(play.state)[0]?.venue).toBe(false);
    play.agent({ type: 'no-offer', domain: 'hotel' }).user({ type: 'bye' });
    expect(play.state.end?.reason).toBe('served');
  });

  test('rewards: two for success, one lost for failure, and a little for each reply', () => {
    const won = new BookingPlay([{ domain: 'hotel', impossible: true }]).user(need('hotel'));
    won.agent({ type: 'no-offer', domain: 'hotel' }).user({ type: 'bye' });
    expect(won.rewards).toBeCloseTo(2 - 1 / 40);
    const lost = new BookingPlay([{ domain: 'hotel' }]).user({ type: 'bye' });
    expect(lost.rewards).toBe(-1);
  });

  test('the cap cuts an episode off', () => {
    const play = new BookingPlay([{ domain: 'hotel' }], { cap: 4 });
    play.user(need('hotel')).agent({ type: 'more' }).user(need('hotel')).agent({ type: 'more' });
    expect(play.state.end).toEqual({ end: 'truncated', winners: [], reason: 'cap' });
    expect(play.offered()).toEqual([]);
  });
});
