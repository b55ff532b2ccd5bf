// Random utterances of the booking scenario: acts over everything that a world can name.

import { ATTRIBUTES, BOOK, BOOKABLE, CLOSED, DOMAINS, INFO } from '../../scenarios/booking/slots.ts';
import { MAX_OFFERS } from '../../scenarios/booking/state.ts';
import {
  type Act,
  type AgentAct,
  ANY,
  type Domain,
  type ReadContext,
  type Slot,
  type UserAct,
  type Value,
  type World,
} from '../../scenarios/booking/types.ts';
import { type Rng, rngFromState } from '../../shared/rng.ts';

/** A generator for one case of a test. */
export const rngOf = (seed: number): Rng => {
  const rng = rngFromState([seed | 0, 0x9e3779b9 | 0, 77, 1]);
  for (let warm = 0; warm < 16; warm++) rng.float();
  return rng;
};

const CODES = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
export const reference = (rng: Rng): string =>
  Array.from({ length: 8 }, () => CODES.charAt(rng.int(CODES.length))).join('');

const time = (rng: Rng): Value =>
  `${String(rng.int(24)).padStart(2, '0')}:${String(rng.int(60)).padStart(2, '0')}`;

const venueOf = (world: World, domain: Domain, rng: Rng): Value =>
  domain === 'taxi' ? rng.pick(world.cars) : rng.pick(world.venues[domain]).name;

/** A value of a slot, as the world has it. */
export const someValue = (world: World, domain: Domain, slot: Slot, rng: Rng): Value => {
  if (slot === 'name') return venueOf(world, domain, rng);
  if (slot === 'leave' || slot === 'arrive' || slot === 'time') return time(rng);
  if (domain === 'taxi' && (slot === 'departure' || slot === 'destination'))
    return venueOf(world, rng.pick(['restaurant', 'hotel', 'attraction'] as const), rng);
  if (domain === 'taxi') return slot === 'car' ? rng.pick(world.cars) : `07${100000000 + rng.int(899999)}`;
  const closed = CLOSED[slot];
  if (closed) return rng.pick(closed);
  for (;;) {
    const value = rng.pick(world.venues[domain]).facts[slot];
    if (value !== undefined) return value;
  }
};

const slotsOf = (domain: Domain): Slot[] => [...INFO[domain], ...BOOK[domain]];

const userAct = (world: World, rng: Rng): UserAct => {
  const domain = rng.pick(DOMAINS);
  const kind = rng.int(20);
  if (kind < 2) return { type: 'need', domain };
  if (kind < 11) {
    const slot = rng.pick([...slotsOf(domain), ...(domain === 'taxi' || domain === 'train' ? [] : ['name'])]);
    const any = slot !== 'name' && rng.int(6) === 0;
    return { type: 'inform', domain, slot, value: any ? ANY : someValue(world, domain, slot, rng) };
  }
  if (kind < 14) return { type: 'request', domain, slot: rng.pick([...ATTRIBUTES[domain]]) };
  if (kind < 15) return { type: 'request', domain: rng.pick(BOOKABLE), slot: 'ref' };
  if (kind < 16) return { type: 'drop', domain };
  return { type: rng.pick(['affirm', 'deny', 'greet', 'thank', 'bye'] as const) };
};

const offerOf = (world: World, domain: Domain, rng: Rng): AgentAct => {
  const venue = rng.pick(world.venues[domain]);
  const facts: Record<Slot, Value> = {};
  for (const slot of INFO[domain]) {
    const value = venue.facts[slot];
    if (value !== undefined) facts[slot] = value;
  }
  return { type: 'offer', domain, name: venue.name, facts };
};

const agentAct = (world: World, rng: Rng): AgentAct => {
  const domain = rng.pick(DOMAINS);
  const kind = rng.int(20);
  if (kind < 5) return { type: 'request', domain, slot: rng.pick(slotsOf(domain)) };
  if (kind < 9) return domain === 'taxi' ? { type: 'more' } : offerOf(world, domain, rng);
  if (kind < 12) {
    const slot = rng.pick(ATTRIBUTES[domain]);
    return { type: 'inform', domain, slot, value: someValue(world, domain, slot, rng) };
  }
  if (kind < 14) {
    const slot = rng.pick(slotsOf(domain));
    return {
      type: 'confirm',
      domain,
      slot,
      value: rng.int(8) === 0 ? ANY : someValue(world, domain, slot, rng),
    };
  }
  if (kind < 15) return { type: 'no-offer', domain };
  if (kind < 16) return { type: 'booked', domain: rng.pick(BOOKABLE), ref: reference(rng) };
  if (kind < 17) return { type: 'apologise', domain: rng.pick(BOOKABLE) };
  return { type: rng.pick(['more', 'greet', 'bye'] as const) };
};

const keyOf = (act: Act): string =>
  `${act.type} ${'domain' in act ? act.domain : ''} ${'slot' in act ? act.slot : ''}${act.type === 'offer' ? act.name : ''}`;

/** Up to `most` acts that differ in type, domain and slot; nobody gives a topic up and goes on about it. */
export const actsOf = (side: 'user' | 'agent', world: World, most: number, rng: Rng): Act[] => {
  const out = new Map<string, Act>();
  const count = 1 + rng.int(most);
  for (let left = count; left > 0; left--) {
    const act = side === 'user' ? userAct(world, rng) : agentAct(world, rng);
    out.set(keyOf(act), act);
  }
  const offers = [...out.values()].filter(({ type }) => type === 'offer').slice(MAX_OFFERS);
  const list = [...out.values()].filter((act) => !offers.includes(act));
  const dropped = list.find((act) => act.type === 'drop');
  return dropped
    ? list.filter((act) => act === dropped || !('domain' in act) || act.domain !== dropped.domain)
    : list;
};

/** What a listener may have in mind: a topic, venues in question, what it said itself just before. */
export const someContext = (side: 'user' | 'agent', world: World, rng: Rng): ReadContext => {
  const current = rng.int(3) === 0 ? null : rng.pick(DOMAINS);
  const other = side === 'user' ? 'agent' : 'user';
  const before = rng.int(3) === 0 ? [] : actsOf(other, world, 3, rng);
  const venue: Partial<Record<Domain, Value>> = {};
  for (const domain of DOMAINS) if (rng.int(2) === 0) venue[domain] = venueOf(world, domain, rng);
  return { world, current, before, venue };
};

/** Acts as a set that can be compared. */
export const setOf = (acts: readonly Act[]): string[] =>
  acts
    .map((act) =>
      JSON.stringify(
        act,
        Object.keys(act)
          .sort()
          .concat('facts', ...Object.keys('facts' in act ? act.facts : {}).sort()),
      ),
    )
    .sort();
