// Facts in the middle of a sentence, and what slots are called. Data without rules; shapes and holes in
// wordings.ts. Types are nouns ("a guesthouse", "a museum") and are made in phrase-nouns.ts.

import type { Domain } from './types.ts';
import type { Fragment, Fragments, Lines, Things } from './wordings.ts';

const AREA: Fragments = {
  area: { post: ['in the {v}', 'in the {v}', 'in the {v} part of town', 'in the {v} of town'] },
  'area=centre': {
    post: ['in the centre', 'in the centre of town', 'in the city centre', 'in the town centre'],
  },
};

const PRICE: Fragments = {
  price: { pre: ['{v}'], post: ['in the {v} price range'], be: ['{v}', 'in the {v} price range'] },
  'price=moderate': {
    pre: ['moderately priced', 'mid-priced', 'reasonably priced'],
    post: ['in the moderate price range'],
    be: ['moderately priced', 'in the moderate price range'],
  },
};

const PEOPLE: Fragments = {
  people: { post: ['for {v} people', 'for {v} people', 'for a party of {v}'] },
  'people=1': { post: ['for one person', 'for 1 person', 'for just one person'] },
};

const NAME: Fragments = { name: { post: ['called {v}', 'named {v}'] } };

const YES_NO: Fragments = {
  'parking=yes': { post: ['with parking', 'with free parking', 'with a car park'] },
  'parking=no': { post: ['without parking', 'with no parking'] },
  'internet=yes': { post: ['with wifi', 'with internet', 'with free wifi', 'with internet access'] },
  'internet=no': { post: ['without wifi', 'without internet', 'with no internet'] },
};

const STARS: Fragments = {
  stars: {
    pre: ['{v} star', '{v}-star'],
    post: ['with {v} stars'],
    be: ['rated {v} stars', 'with {v} stars'],
  },
  'stars=1': { pre: ['1 star', 'one star'], post: ['with 1 star'], be: ['rated 1 star', 'with one star'] },
};

const TRIP: Fragments = {
  departure: { post: ['from {v}', 'from {v}', 'leaving from {v}', 'departing from {v}'] },
  destination: { post: ['to {v}', 'to {v}', 'going to {v}'] },
  leave: { post: ['leaving after {v}', 'leaving at {v}', 'departing after {v}'] },
  arrive: { post: ['arriving by {v}', 'arriving before {v}', 'getting there by {v}'] },
};

/** What the user says; the agent's differ below. */
export const FRAGMENTS: Readonly<Record<Domain, Fragments>> = {
  restaurant: {
    ...AREA,
    ...PRICE,
    ...PEOPLE,
    ...NAME,
    food: { pre: ['{v}'], post: ['serving {v} food', 'with {v} food'] },
    day: { post: ['on {v}'] },
    time: { post: ['at {v}'] },
  },
  hotel: {
    ...AREA,
    ...PRICE,
    ...PEOPLE,
    ...NAME,
    ...YES_NO,
    ...STARS,
    day: { post: ['from {v}', 'starting on {v}', 'starting {v}'] },
    stay: { post: ['for {v} nights', 'for {v} nights', 'for a stay of {v} nights'] },
    'stay=1': { post: ['for 1 night', 'for one night', 'for just one night'] },
  },
  attraction: { ...AREA, ...NAME },
  train: { ...TRIP, ...PEOPLE, ...NAME, day: { post: ['on {v}', 'on {v}', 'running on {v}'] } },
  taxi: { ...TRIP, ...NAME },
};

const EXACT: Fragments = {
  leave: { post: ['leaving at {v}', 'departing at {v}'] },
  arrive: { post: ['arriving at {v}', 'getting there at {v}'] },
};

/** An agent tells times as they are and not as bounds. */
export const AGENT_FRAGMENTS: Readonly<Partial<Record<Domain, Fragments>>> = { train: EXACT, taxi: EXACT };

/** A slot that has no fragment of its own. */
export const PLAIN: Fragment = { post: ['with {v}'] };

/** What a domain is called. The plain noun says nothing of the type. */
export const NOUNS: Readonly<Record<Domain, Lines>> = {
  restaurant: ['restaurant', 'restaurant', 'place to eat'],
  hotel: ['place to stay', 'place to stay', 'room'],
  attraction: ['attraction', 'place to visit', 'place to go'],
  train: ['train'],
  taxi: ['taxi', 'taxi', 'cab'],
};

/** With an article or in the plural, where the type is not in question. */
export const TOPICS: Readonly<Record<Domain, readonly [string, string]>> = {
  restaurant: ['restaurant', 'restaurants'],
  hotel: ['hotel', 'hotels'],
  attraction: ['attraction', 'attractions'],
  train: ['train', 'trains'],
  taxi: ['taxi', 'taxis'],
};

/** Slots as noun phrases. */
export const THINGS: Things = {
  area: ['the area', 'the area', 'the part of town'],
  price: ['the price range', 'the price range', 'the price category'],
  food: ['the food', 'the cuisine', 'the kind of food'],
  type: ['the type'],
  stars: ['the star rating', 'the number of stars'],
  parking: ['the parking'],
  internet: ['the internet', 'the wifi'],
  day: ['the day'],
  time: ['the time', 'the booking time'],
  people: ['the number of people', 'the party size'],
  stay: ['the length of stay', 'the number of nights'],
  name: ['the name'],
  departure: ['the departure station', 'the place of departure'],
  'taxi.departure': ['the pickup point', 'the place of departure'],
  destination: ['the destination'],
  leave: ['the departure time', 'the leaving time'],
  arrive: ['the arrival time'],
  phone: ['the phone number', 'the phone number', 'the telephone number'],
  postcode: ['the postcode', 'the post code'],
  address: ['the address', 'the street address'],
  fee: ['the entrance fee', 'the admission fee'],
  id: ['the train ID', 'the train number'],
  duration: ['the travel time', 'the travel duration'],
  ticket: ['the ticket price', 'the fare'],
  car: ['the car type', 'the kind of car'],
  ref: ['the reference number'],
};
