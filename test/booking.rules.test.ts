// The rules of booking over a perfect line: what was meant is what is read, so that only the bookkeeping
// is looked at. Understanding has its own tests.

import { describe, expect, test, vi } from 'vitest';
import { claims } from '../scenarios/booking/desk.ts';
import { legal } from '../scenarios/booking/legal.ts';
import { verdictLines } from '../scenarios/booking/narrate.ts';
import { type Act, AGENT, type DeskEntry, type Domain, USER } from '../scenarios/booking/types.ts';
import { verdict } from '../scenarios/booking/verdict.ts';
import { findVenue, worldOf } from '../scenarios/booking/world/index.ts';
import { BookingPlay } from './doubles/booking-play.ts';

vi.mock('../scenarios/booking/reading/index.ts', () => {
  const asActs = (text: string): Act[] => JSON.parse(text);
  return { readUser: asActs, readAgent: asActs };
});

const town = worldOf('town');

const need = (domain: Domain): Act => ({ type: 'need', domain });
const inform = (domain: Domain, slot: string, value: string): Act => ({
  type: 'inform',
  domain,
  slot,
  value,
});
const request = (domain: Domain, slot: string): Act => ({ type: 'request', domain, slot });
const offer = (domain: Domain, name: string): Act => ({ type: 'offer', domain, name, facts: {} });
const [first, second] = town.venues.restaurant;
const [hotel] = town.venues.hotel;
if (!first || !second || !hotel) throw new Error('the town is empty');

const lastEntry = (play: BookingPlay): DeskEntry => {
  const entry = play.state.desk.at(-1);
  if (!entry) throw new Error('the desk was not asked');
  return entry;
};

/** A table asked for, up to the booking. */
const seated = (options = {}): BookingPlay =>
  new BookingPlay(
    [
      {
        domain: 'restaurant',
        info: [{ values: { name: first.name }, until: 'end' }],
        book: [{ values: { day: 'monday', time: '18:00', people: '2' }, until: 'end' }],
        request: ['phone'],
      },
    ],
    options,
  ).user(
    inform('restaurant', 'name', first.name),
    inform('restaurant', 'day', 'monday'),
    inform('restaurant', 'time', '18:00'),
    inform('restaurant', 'people', '2'),
    request('restaurant', 'ref'),
  );

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
