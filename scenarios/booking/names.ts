// How domains and slots are called in front of people.

import type { SeatId } from '../../shared/scenario.ts';
import { kindName, titled } from './spoken.ts';
import { ANY, type Domain, type Slot, USER, type Value } from './types.ts';

export const SEAT_NAMES = ['Customer', 'Clerk'] as const;
export const seatName = (seat: SeatId): string => (seat === USER ? SEAT_NAMES[0] : SEAT_NAMES[1]);

export const PLURALS: Readonly<Record<Domain, string>> = {
  restaurant: 'restaurants',
  hotel: 'hotels',
  attraction: 'sights',
  train: 'trains',
  taxi: 'taxis',
};

export const SINGULARS: Readonly<Record<Domain, string>> = {
  restaurant: 'restaurant',
  hotel: 'hotel',
  attraction: 'sight',
  train: 'train',
  taxi: 'taxi',
};

const SLOTS: Readonly<Record<Slot, string>> = {
  food: 'food',
  area: 'area',
  price: 'price range',
  type: 'kind',
  stars: 'stars',
  parking: 'parking',
  internet: 'internet',
  departure: 'from',
  destination: 'to',
  day: 'day',
  leave: 'leaving after',
  arrive: 'arriving by',
  time: 'time',
  people: 'people',
  stay: 'nights',
  name: 'name',
  phone: 'phone number',
  postcode: 'postcode',
  address: 'address',
  fee: 'entrance fee',
  id: 'train number',
  duration: 'travel time',
  ticket: 'price of a ticket',
  car: 'kind of car',
  ref: 'reference',
};

/** A slot as a noun: "price range". */
export const slotName = (slot: Slot): string => SLOTS[slot] ?? slot;

/** Slots whose values are names. */
const NAMED: readonly Slot[] = ['name', 'departure', 'destination', 'address', 'car', 'food', 'day', 'id'];

/** A value for people: "Larkmouth", "Monday"; "any" says that it does not matter. */
export const valueName = (slot: Slot, value: Value): string => {
  if (value === ANY) return 'does not matter';
  if (slot === 'type') return kindName(value);
  if (slot === 'postcode') return value.toUpperCase();
  return NAMED.includes(slot) ? titled(value) : value;
};

/** "Hotel", "Price range". */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
