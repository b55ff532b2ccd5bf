// What each role's words can say at all: slots of the right domain with values that they can take.

import { ATTRIBUTES, BOOK, BOOKABLE, CLOSED, INFO } from './slots.ts';
import { type Act, ANY, type Domain, type Slot, type Value, type World } from './types.ts';
import { findVenue } from './world/index.ts';

const TIME = /^\d\d:\d\d$/;
const NUMBER = /^\d{1,2}$/;
const PATTERNS: Readonly<Record<Slot, RegExp>> = {
  time: TIME,
  leave: TIME,
  arrive: TIME,
  // People ask for more than can be had.
  people: NUMBER,
  stay: NUMBER,
};

/** Whether a slot can have the value; anything where its values are many. */
const takes = (slot: Slot, value: Value): boolean =>
  PATTERNS[slot]?.test(value) ?? CLOSED[slot]?.includes(value) ?? true;

const isConstraint = (domain: Domain, slot: Slot): boolean =>
  INFO[domain].includes(slot) || BOOK[domain].includes(slot);
const isFact = (domain: Domain, slot: Slot): boolean =>
  INFO[domain].includes(slot) || ATTRIBUTES[domain].includes(slot);

/** For acts of the user's types. */
export const userCanSay = (act: Act): boolean => {
  if (act.type === 'inform') {
    if (act.slot === 'name') return act.domain !== 'taxi';
    return isConstraint(act.domain, act.slot) && (act.value === ANY || takes(act.slot, act.value));
  }
  if (act.type !== 'request') return true;
  return act.slot === 'ref' ? BOOKABLE.includes(act.domain) : isFact(act.domain, act.slot);
};

/** For acts of the agent's types; it can name no venue that the world has not. */
export const agentCanSay = (act: Act, world: World): boolean => {
  switch (act.type) {
    case 'request':
      return act.slot === 'name' || isConstraint(act.domain, act.slot);
    case 'confirm':
      return act.slot === 'name' || (isConstraint(act.domain, act.slot) && takes(act.slot, act.value));
    case 'inform':
      return isFact(act.domain, act.slot);
    case 'offer':
      return (
        findVenue(world, act.domain, act.name) !== undefined &&
        Object.keys(act.facts).every((slot) => INFO[act.domain].includes(slot))
      );
    default:
      return true;
  }
};
