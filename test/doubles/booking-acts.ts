// Acts of booking, short to write, and the venues of the town that tests speak of.

import type { Act, DeskEntry, Domain } from '../../scenarios/booking/types.ts';
import { worldOf } from '../../scenarios/booking/world/index.ts';
import { BookingPlay } from './booking-play.ts';

export const town = worldOf('town');

export const need = (domain: Domain): Act => ({ type: 'need', domain });
export const inform = (domain: Domain, slot: string, value: string): Act => ({
  type: 'inform',
  domain,
  slot,
  value,
});
export const request = (domain: Domain, slot: string): Act => ({ type: 'request', domain, slot });
export const offer = (domain: Domain, name: string): Act => ({ type: 'offer', domain, name, facts: {} });

const sure = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error('the town is empty');
  return found;
};
export const first = sure(town.venues.restaurant[0]);
export const second = sure(town.venues.restaurant[1]);
export const hotel = sure(town.venues.hotel[0]);

export const lastEntry = (play: BookingPlay): DeskEntry => {
  const entry = play.state.desk.at(-1);
  if (!entry) throw new Error('the desk was not asked');
  return entry;
};

/** A table asked for, up to the booking. */
export const seated = (options = {}): BookingPlay =>
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
