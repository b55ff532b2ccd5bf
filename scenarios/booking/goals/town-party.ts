// Who travels and when, and the bookings that follow from it.

import type { Rng } from '../../../shared/rng.ts';
import { CLOSED } from '../slots.ts';
import type { Domain, Stage, Values } from '../types.ts';
import { minutesOf, timeOf } from '../world/times.ts';
import { chance } from '../world/weighted.ts';

/** The same group on the same day through a goal, mostly. */
export interface Party {
  readonly people: string;
  readonly day: string;
}

const SAME_PARTY = 0.8;
/** Bookings of a table or a room whose first choice is refused. */
const REFUSED = 0.2;
const OPENING = 10 * 60;
const LAST_TABLE = 21 * 60;
const QUARTER = 15;

const details = (domain: Domain, { people, day }: Party, rng: Rng): Values => {
  if (domain === 'train') return { people };
  if (domain === 'hotel') return { day, stay: String(1 + rng.int(5)), people };
  const quarters = (LAST_TABLE - OPENING) / QUARTER;
  return { day, time: timeOf(OPENING + QUARTER * rng.int(quarters + 1)), people };
};

/** The same booking, but for one detail: what is asked for first and refused. */
const firstChoice = (domain: Domain, wanted: Values, rng: Rng): Values => {
  if (chance(rng, 0.15)) {
    const days = (CLOSED.day ?? []).filter((day) => day !== wanted.day);
    return { ...wanted, day: rng.pick(days) };
  }
  if (domain === 'hotel') {
    const stays = ['1', '2', '3', '4', '5'].filter((stay) => stay !== wanted.stay);
    return { ...wanted, stay: rng.pick(stays) };
  }
  const time = minutesOf(wanted.time ?? '');
  return { ...wanted, time: timeOf(time + 60 > LAST_TABLE ? time - 60 : time + 60) };
};

/** Stages of a booking of this domain. */
export const planBooking = (domain: Domain, party: Party, rng: Rng): Stage[] => {
  const own = chance(rng, SAME_PARTY) ? party : { ...party, people: String(1 + rng.int(8)) };
  const wanted = details(domain, own, rng);
  const end: Stage = { values: wanted, until: 'end' };
  if (domain === 'train' || !chance(rng, REFUSED)) return [end];
  return [{ values: firstChoice(domain, wanted, rng), until: 'no' }, end];
};
