// The town on the stage: two people at the left, and a map by the points of the compass.

import type { Stage } from '../../shared/stage.ts';
import type { Domain, Values } from './types.ts';

type Place = Stage['places'][number];

export const CUSTOMER_PLACE = 'customer';
export const DESK_PLACE = 'desk';
const STATION = 'station';
const RANK = 'rank';

const box = (id: string, label: string, x: number, y: number, w = 1, h = 1): Place => ({
  id,
  label,
  x,
  y,
  w,
  h,
  tone: 'plain',
});

export const PLACES: readonly Place[] = [
  box(CUSTOMER_PLACE, 'Customer', 0, 0, 1.5, 1.5),
  box(DESK_PLACE, 'Desk', 0, 1.5, 1.5, 1.5),
  box(RANK, 'Taxi rank', 2, 0),
  box('north', 'North', 3, 0),
  box('west', 'West', 2, 1),
  box('centre', 'Centre', 3, 1),
  box('east', 'East', 4, 1),
  box('south', 'South', 3, 2),
  box(STATION, 'Station', 4, 2),
];

export const LINKS: readonly [string, string][] = [
  ['centre', 'north'],
  ['centre', 'east'],
  ['centre', 'south'],
  ['centre', 'west'],
];

const AREAS = ['north', 'west', 'centre', 'east', 'south'];

/** Where something stands; null where it is not known in which part of the town. */
export const placeOf = (domain: Domain, facts: Values): string | null => {
  if (domain === 'train') return STATION;
  if (domain === 'taxi') return RANK;
  return facts.area !== undefined && AREAS.includes(facts.area) ? facts.area : null;
};

export const SEAT_COLOURS = ['#5aa9ff', '#ff9f43'] as const;

export const COLOURS: Readonly<Record<Domain, string>> = {
  restaurant: '#ff6b6b',
  hotel: '#b48cff',
  attraction: '#4cc38a',
  train: '#3fd6e0',
  taxi: '#ffd84d',
};
