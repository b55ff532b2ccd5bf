// Own words of the held-out families for facts. Trains' and taxis' times in an agent's mouth are exact, and
// stay as they are.

import type { Domain } from './types.ts';
import type { Fragment, Fragments } from './wordings.ts';

type ByDomain = Readonly<Partial<Record<Domain, Fragments>>>;

const area: Fragments = {
  area: { post: ['over in the {v}', 'in the {v} part of town', 'on the {v} side of town'] },
  'area=centre': { post: ['right in the centre', 'in the middle of town', 'in the town centre'] },
};

const price: Fragments = {
  'price=cheap': { pre: ['cheap', 'budget'], post: ["that won't cost a lot", 'at the cheap end'] },
  'price=moderate': {
    pre: ['mid-range', 'moderately priced'],
    post: ['in the middle price bracket', 'not too pricey, moderate I mean'],
  },
  'price=expensive': { pre: ['fancy', 'expensive', 'pricey'], post: ['at the expensive end', 'upmarket'] },
};

const party: Fragment = { post: ['for {v}', 'for the {v} of us', 'for a party of {v}'] };
const alone: Fragment = { post: ['for one', 'for just one person'] };
const day: Fragment = { post: ['on {v}', 'this {v}', 'for {v}'] };

const rooms: Fragments = {
  'parking=yes': { post: ['with somewhere to park', 'with free parking', 'with a car park'] },
  'parking=no': { post: ['without parking', 'no parking needed'] },
  'internet=yes': { post: ['with wifi', 'with free wi-fi', 'with internet'] },
  'internet=no': { post: ['without wifi', 'no internet needed'] },
  stars: { pre: ['{v} star', '{v}-star'], post: ['with {v} stars', 'rated {v} stars'] },
  stay: { post: ['for {v} nights', '{v} nights'] },
  'stay=1': { post: ['for one night', 'just the one night'] },
};

const ride: Fragments = {
  departure: { post: ['from {v}', 'leaving from {v}', 'picking me up at {v}'] },
  destination: { post: ['to {v}', 'going to {v}'] },
  leave: { post: ['setting off after {v}', 'not before {v}', 'any time after {v}'] },
  arrive: { post: ['getting in by {v}', 'there by {v}', 'no later than {v}'] },
};

export const OFFHAND_FRAGMENTS: ByDomain = {
  restaurant: {
    ...area,
    ...price,
    food: { pre: ['{v}'], post: ['doing {v} food', 'with {v} grub', 'with {v} on the menu'] },
    day,
    time: { post: ['at {v}', 'around {v}', 'for {v}'] },
    people: party,
    'people=1': alone,
  },
  hotel: {
    ...area,
    ...price,
    ...rooms,
    day: { post: ['from {v}', 'starting {v}'] },
    people: party,
    'people=1': alone,
  },
  attraction: area,
  train: { ...ride, departure: { post: ['from {v}', 'out of {v}'] }, day, people: party, 'people=1': alone },
  taxi: ride,
};

export const DESK_FRAGMENTS: ByDomain = {
  restaurant: {
    food: { pre: ['{v}'], post: ['offering {v} cuisine', 'that serves {v} dishes'] },
    area: { post: ['situated in the {v}', 'in the {v} of the town'] },
    'area=centre': { post: ['situated in the centre', 'in the heart of the town'] },
    price: { pre: ['{v}'], post: ['of the {v} price category'] },
    'price=moderate': { pre: ['moderately priced'], post: ['of the moderate price category'] },
    people: { post: ['for a party of {v}', 'for {v} persons'] },
    'people=1': { post: ['for one person'] },
  },
  hotel: {
    area: { post: ['situated in the {v}', 'in the {v} of the town'] },
    'area=centre': { post: ['situated in the centre', 'in the heart of the town'] },
    'parking=yes': { post: ['with parking on the premises'] },
    'parking=no': { post: ['without parking facilities'] },
    'internet=yes': { post: ['with internet access'] },
    'internet=no': { post: ['without internet access'] },
    stars: { pre: ['{v} star'], post: ['awarded {v} stars'] },
    people: { post: ['for {v} guests'] },
    'people=1': { post: ['for one guest'] },
  },
};
