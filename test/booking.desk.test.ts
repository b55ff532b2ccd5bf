// What the desk of booking finds, books, refuses and claims, over a perfect line.

import { describe, expect, test, vi } from 'vitest';
import { claims } from '../scenarios/booking/desk.ts';
import { legal } from '../scenarios/booking/legal.ts';
import { type Act, AGENT, type Domain } from '../scenarios/booking/types.ts';
import {
  first,
  hotel,
  inform,
  lastEntry,
  need,
  offer,
  request,
  seated,
  second,
  town,
} from './doubles/booking-acts.ts';
import { BookingPlay } from './doubles/booking-play.ts';

vi.mock('../scenarios/booking/reading/index.ts', () => import('./doubles/booking-verbatim.ts'));

describe('the desk', () => {
  test('finds what the form says, five by name, and the agent is on again', () => {
    const play = new BookingPlay().user(need('restaurant')).desk({ type: 'search', domain: 'restaurant' });
    const all = town.venues.restaurant.length;
    expect(lastEntry(play)).toMatchObject({ at: 1, call: 'search', found: all });
    expect(lastEntry(play).names).toHaveLength(5);
    expect(play.state.mover).toBe(AGENT);
    expect(play.state.said).toHaveLength(1);
  });

  test('does not find again what was turned down', () => {
    const play = new BookingPlay().user(need('restaurant')).agent(offer('restaurant', first.name));
    play.user({ type: 'deny' }).desk({ type: 'search', domain: 'restaurant' });
    expect(lastEntry(play).names).not.toContain(first.name);
  });

  test('beside an offer it is what was offered that can be told of, and no longer the venue before', () => {
    const play = new BookingPlay().user(need('restaurant')).agent(offer('restaurant', first.name));
    play.user(request('restaurant', 'phone')).desk({ type: 'search', domain: 'restaurant' });
    const phones = (...chosen: Act[]) =>
      play
        .offered(...chosen)
        .flatMap((act) => (act.type === 'inform' && act.slot === 'phone' ? [act.value] : []));
    expect(first.facts.phone).not.toBe(second.facts.phone);
    expect(phones()).toEqual([first.facts.phone]);
    expect(phones(offer('restaurant', second.name))).toEqual([second.facts.phone]);
  });

  test('answers four times before each reply', () => {
    const play = new BookingPlay().user(need('hotel'));
    const search: Act = { type: 'search', domain: 'hotel' };
    for (let call = 0; call < 4; call++) {
      expect(play.offered()).toContainEqual(search);
      play.desk(search);
    }
    expect(play.offered().some((act) => act.type === 'search')).toBe(false);
    expect(legal(play.state, AGENT, search)).toBe(false);
    play.agent({ type: 'more' }).user(need('hotel'));
    expect(legal(play.state, AGENT, search)).toBe(true);
  });

  test('books a known venue with every detail, under a reference', () => {
    const play = seated();
    expect(play.offered()).toContainEqual({ type: 'book', domain: 'restaurant' });
    play.desk({ type: 'book', domain: 'restaurant' });
    const [booking] = play.state.bookings;
    expect(booking).toMatchObject({
      name: first.name,
      details: { day: 'monday', time: '18:00', people: '2' },
    });
    expect(booking?.ref).toMatch(/^[a-z0-9]{8}$/);
    expect(play.offered()).toContainEqual({ type: 'booked', domain: 'restaurant', ref: booking?.ref });
  });

  test('cannot book with a detail missing, or a venue that is not there', () => {
    const book: Act = { type: 'book', domain: 'restaurant' };
    const play = new BookingPlay().user(
      inform('restaurant', 'name', 'no such place'),
      inform('restaurant', 'day', 'monday'),
      inform('restaurant', 'time', '18:00'),
    );
    expect(legal(play.state, AGENT, book)).toBe(false);
    play.agent({ type: 'more' }).user(inform('restaurant', 'people', '2'));
    expect(legal(play.state, AGENT, book)).toBe(false);
    play.agent({ type: 'more' }).user(inform('restaurant', 'name', first.name));
    expect(legal(play.state, AGENT, book)).toBe(true);
  });

  test('refuses closed details, and what was not granted', () => {
    const closed = [{ domain: 'restaurant' as const, details: { day: 'monday', time: '18:00' } }];
    const play = seated();
    play.state = { ...play.state, closed };
    play.desk({ type: 'book', domain: 'restaurant' });
    expect(lastEntry(play).ref).toBeNull();
    expect(play.offered()).toContainEqual({ type: 'apologise', domain: 'restaurant' });
    const shared = seated({ stock: 'shared' });
    shared.desk({ type: 'book', domain: 'restaurant' }, false);
    expect(shared.state.bookings).toEqual([]);
    shared.desk({ type: 'book', domain: 'restaurant' }, true);
    expect(shared.state.bookings).toHaveLength(1);
  });

  test('claims a table at its time and a room for its nights, where stock is shared', () => {
    const book = (domain: Domain) => ({ seat: AGENT, acts: [{ type: 'book', domain } as const], text: '' });
    expect(claims(seated().state, book('restaurant'))).toEqual([]);
    expect(claims(seated({ stock: 'shared' }).state, book('restaurant'))).toEqual([
      `town:restaurant:${first.name}:monday:18:00`,
    ]);
    const play = new BookingPlay(undefined, { stock: 'shared' }).user(
      inform('hotel', 'name', hotel.name),
      inform('hotel', 'day', 'sunday'),
      inform('hotel', 'stay', '2'),
      inform('hotel', 'people', '1'),
    );
    expect(claims(play.state, book('hotel'))).toEqual([
      `town:hotel:${hotel.name}:sunday`,
      `town:hotel:${hotel.name}:monday`,
    ]);
  });

  test('sends a taxi with a car and a phone number once it knows from where, to where and when', () => {
    const play = new BookingPlay().user(
      inform('taxi', 'departure', first.name),
      inform('taxi', 'destination', second.name),
    );
    const book: Act = { type: 'book', domain: 'taxi' };
    expect(legal(play.state, AGENT, book)).toBe(false);
    play
      .agent({ type: 'more' })
      .user(inform('taxi', 'leave', '10:00'))
      .desk(book);
    const [booking] = play.state.bookings;
    expect(town.cars).toContain(booking?.name);
    expect(booking?.details.phone).toMatch(/^\d{11}$/);
    expect(play.offered()).toContainEqual(inform('taxi', 'car', booking?.name ?? ''));
  });
});
