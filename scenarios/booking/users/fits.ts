// Whether an offer, as it was heard, is what the user wants.

import { INFO } from '../slots.ts';
import type { Domain, Slot, Values } from '../types.ts';
import { fits } from '../world/index.ts';

/** Info slots of an offer that are not as wanted. A fact that was not said is taken to fit. */
export const mismatches = (domain: Domain, wanted: Values, name: string, facts: Values): Slot[] =>
  ['name', ...INFO[domain]].filter((slot) => {
    const want = wanted[slot];
    if (want === undefined || (slot !== 'name' && facts[slot] === undefined)) return false;
    return !fits({ name, facts }, domain, { [slot]: want });
  });
