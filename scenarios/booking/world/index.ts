// What the rest of the scenario needs of the worlds.

export { findVenue, fits, isPlace, search, valuesOf } from './query.ts';
export { multiwoz } from './resource.ts';
export { goalsOf, HINT, hasWorld, worldOf } from './shelf.ts';
