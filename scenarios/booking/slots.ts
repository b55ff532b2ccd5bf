// The ontology: which slots each domain has. After MultiWOZ (Budzianowski et al. 2018), with shorter names.

import type { Domain, Slot } from './types.ts';

export const DOMAINS: readonly Domain[] = ['restaurant', 'hotel', 'attraction', 'train', 'taxi'];

/** Constraints; an offer says them all. "name" is a constraint too, but not a fact of an offer. */
export const INFO: Readonly<Record<Domain, readonly Slot[]>> = {
  restaurant: ['food', 'area', 'price'],
  hotel: ['type', 'area', 'price', 'stars', 'parking', 'internet'],
  attraction: ['type', 'area'],
  train: ['departure', 'destination', 'day', 'leave', 'arrive'],
  taxi: ['departure', 'destination', 'leave', 'arrive'],
};

/** Details that a booking needs, all of them. A taxi needs departure, destination and one of the times. */
export const BOOK: Readonly<Record<Domain, readonly Slot[]>> = {
  restaurant: ['day', 'time', 'people'],
  hotel: ['day', 'stay', 'people'],
  attraction: [],
  train: ['people'],
  taxi: [],
};

/** What can be asked of a venue besides its info slots. taxi: of the booked car. */
export const ATTRIBUTES: Readonly<Record<Domain, readonly Slot[]>> = {
  restaurant: ['phone', 'postcode', 'address'],
  hotel: ['phone', 'postcode', 'address'],
  attraction: ['phone', 'postcode', 'address', 'fee'],
  train: ['id', 'duration', 'ticket'],
  taxi: ['car', 'phone'],
};

/** Slots whose values are few and known to everybody. */
export const CLOSED: Readonly<Record<Slot, readonly string[]>> = {
  area: ['centre', 'north', 'south', 'east', 'west'],
  price: ['cheap', 'moderate', 'expensive'],
  stars: ['0', '1', '2', '3', '4', '5'],
  parking: ['yes', 'no'],
  internet: ['yes', 'no'],
  day: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  people: ['1', '2', '3', '4', '5', '6', '7', '8'],
  stay: ['1', '2', '3', '4', '5', '6', '7'],
};

/** Bookable domains; an attraction is only found. */
export const BOOKABLE: readonly Domain[] = ['restaurant', 'hotel', 'train', 'taxi'];
