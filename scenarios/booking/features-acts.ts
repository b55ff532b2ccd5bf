// Acts as numbers: what is done to which slot of which domain, and how it stands to what the seat knows.

import { DOMAIN_AT, SLOT_AT, SLOTS, TYPE_AT, TYPES } from './features.ts';
import { BOOK, DOMAINS, INFO } from './slots.ts';
import { latestBooking, latestCall, standingBooking } from './state.ts';
import {
  type Act,
  type AgentObservation,
  ANY,
  type Domain,
  type Observation,
  type UserObservation,
  type Values,
} from './types.ts';
import { lastStage } from './verdict.ts';
import { fits } from './world/index.ts';

const DOMAIN = TYPES.length;
const SLOT = DOMAIN + DOMAINS.length;
const RELATION = SLOT + SLOTS.length;
/** Offers have columns of their own, and so have acts that were said before. */
const OFFER = RELATION + 16;
const AGAIN = OFFER + 6;
export const actFeatureCount = AGAIN + 3;

const flag = (value: boolean): number => (value ? 1 : 0);

/** The value that this seat has for a slot: in the form, or in the goal. */
const valueFor = (observation: Observation, domain: Domain, slot: string): string | undefined => {
  if (observation.role === 'agent') {
    const { info, book } = observation.form;
    return info[domain]?.[slot] ?? book[domain]?.[slot];
  }
  const goal = observation.goal.domains.find((one) => one.domain === domain);
  return goal && (lastStage(goal.info)[slot] ?? lastStage(goal.book)[slot]);
};

const venueOf = (observation: Observation, domain: Domain): string | undefined =>
  observation.role === 'agent' ? observation.form.venue[domain] : observation.notes.venue[domain];

/** What has been said so far, as keys, since every act of a turn is held against it. */
interface Past {
  /** Slots that this seat has spoken of, and those that the other's latest utterance asks for. */
  readonly told: ReadonlySet<string>;
  readonly asked: ReadonlySet<string>;
  readonly offered: ReadonlySet<string>;
  /** How often this seat has said just this. */
  readonly times: ReadonlyMap<string, number>;
}

const keyOf = (act: Act): string => {
  if (!('domain' in act)) return act.type;
  const what =
    'ref' in act ? act.ref : 'value' in act ? `${act.slot} ${act.value}` : 'slot' in act ? act.slot : '';
  return `${act.type} ${act.domain} ${what}`;
};

const pasts = new WeakMap<Observation, Past>();

const pastOf = (observation: Observation): Past => {
  const known = pasts.get(observation);
  if (known) return known;
  const { seat, said } = observation;
  const [told, asked, offered] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const times = new Map<string, number>();
  for (const one of said)
    for (const act of one.acts) {
      if (one.seat === seat && act.type !== 'offer') times.set(keyOf(act), (times.get(keyOf(act)) ?? 0) + 1);
      if (act.type === 'offer') offered.add(`${act.domain} ${act.name}`);
      else if (one.seat === seat && 'slot' in act) told.add(`${act.domain} ${act.slot}`);
    }
  for (const act of said.findLast((one) => one.seat !== seat)?.acts ?? [])
    if (act.type === 'request') asked.add(`${act.domain} ${act.slot}`);
  const past = { told, asked, offered, times };
  pasts.set(observation, past);
  return past;
};

const writeOffer = (
  observation: Observation,
  act: Act & { type: 'offer' },
  out: Float32Array,
  at: number,
): void => {
  const { domain, name, facts } = act;
  const wanted: Record<string, string> = {};
  for (const slot of INFO[domain]) {
    const value = valueFor(observation, domain, slot);
    if (value !== undefined && facts[slot] !== undefined) wanted[slot] = value;
  }
  out[at] = flag(fits({ name, facts }, domain, wanted));
  out[at + 1] = Object.keys(wanted).length / 6;
  out[at + 2] = flag(venueOf(observation, domain) === name);
  out[at + 3] = flag(pastOf(observation).offered.has(`${domain} ${name}`));
  if (observation.role === 'user') return;
  out[at + 4] = flag(observation.form.denied[domain]?.includes(name) ?? false);
  const place = latestCall(observation.desk, 'search', domain)?.names.indexOf(name) ?? -1;
  out[at + 5] = place < 0 ? 0 : 1 - place / 5;
};

const writeSlot = (
  observation: Observation,
  act: Act & { domain: Domain; slot: string },
  out: Float32Array,
): void => {
  const { domain, slot } = act;
  const known = valueFor(observation, domain, slot);
  out[RELATION + 2] = flag(known !== undefined);
  const { asked, told } = pastOf(observation);
  const key = `${domain} ${slot}`;
  out[RELATION + 3] = flag(asked.has(key));
  out[RELATION + 4] = flag(told.has(key));
  out[RELATION + 5] = flag(BOOK[domain].includes(slot));
  out[RELATION + 6] = flag(INFO[domain].includes(slot));
  if (!('value' in act)) return;
  const { value } = act as { value: string };
  out[RELATION + 7] = flag(known === value);
  out[RELATION + 8] = flag(value === ANY);
};

const complete = (slots: readonly string[], values: Values | undefined): number =>
  slots.length === 0 ? 1 : slots.filter((slot) => values?.[slot] !== undefined).length / slots.length;

const writeAgent = (
  { form, desk, bookings, said }: AgentObservation,
  act: Act & { domain: Domain },
  out: Float32Array,
): void => {
  const { domain } = act;
  const search = latestCall(desk, 'search', domain);
  const attempt = latestCall(desk, 'book', domain);
  const asks = (slot: string): boolean =>
    form.asked.some((one) => one.domain === domain && one.slot === slot);
  if ('slot' in act) out[RELATION + 9] = flag(asks(act.slot));
  if (act.type === 'booked' || act.type === 'book') out[RELATION + 9] = flag(asks('ref'));
  out[RELATION + 10] = complete(INFO[domain], form.info[domain]);
  out[RELATION + 11] = complete(BOOK[domain], form.book[domain]);
  out[RELATION + 12] = flag(search !== undefined && search.at === said.length);
  out[RELATION + 13] = search ? 1 / (1 + search.found) : 0;
  out[RELATION + 14] = flag(attempt !== undefined && attempt.at === said.length);
  out[RELATION + 15] = flag(latestBooking(bookings, domain) !== undefined);
  out[AGAIN + 2] = flag(standingBooking(bookings, form, domain) !== undefined);
};

const writeUser = (
  { goal, notes }: UserObservation,
  act: Act & { domain: Domain },
  out: Float32Array,
): void => {
  const { domain } = act;
  const mine = goal.domains.find((one) => one.domain === domain);
  out[RELATION + 10] = flag(mine !== undefined);
  out[RELATION + 11] = flag(notes.venue[domain] !== undefined);
  out[RELATION + 15] = flag(notes.refs[domain] !== undefined);
  if (!mine || !('slot' in act)) return;
  out[RELATION + 9] = flag(mine.request.includes(act.slot) && notes.told[domain]?.[act.slot] === undefined);
  out[RELATION + 12] = flag(mine.withheld.includes(act.slot));
  out[RELATION + 14] = flag('value' in act && mine.info[0]?.values[act.slot] === act.value);
};

/** Fixed width actFeatureCount; every number is in [0, 1]. Takes the acts of either seat. */
export const actFeatures = (act: Act, observation: Observation): Float32Array => {
  const out = new Float32Array(actFeatureCount);
  out[TYPE_AT.get(act.type) ?? 0] = 1;
  if (!('domain' in act)) return out;
  out[DOMAIN + (DOMAIN_AT.get(act.domain) ?? 0)] = 1;
  const current = observation.role === 'agent' ? observation.form.current : observation.notes.current;
  out[RELATION] = flag(current === act.domain);
  out[RELATION + 1] = flag(venueOf(observation, act.domain) !== undefined);
  if ('slot' in act) {
    const slot = SLOT_AT.get(act.slot);
    if (slot !== undefined) out[SLOT + slot] = 1;
    writeSlot(observation, act, out);
  }
  if (act.type !== 'offer') {
    const times = pastOf(observation).times.get(keyOf(act)) ?? 0;
    out[AGAIN] = flag(times > 0);
    out[AGAIN + 1] = flag(times > 1);
  }
  if (observation.role === 'agent') writeAgent(observation, act, out);
  else writeUser(observation, act, out);
  if (act.type === 'offer') writeOffer(observation, act, out, OFFER);
  return out;
};
