// A clerk's utterance in MultiWOZ as acts of the agent, and what the desk was asked before it.
//
// Clerks told less than our offers do and more than one act holds: a venue that is named is an offer of it,
// and what is said of it in the same breath is part of the offer. Booked things carry the reference that our
// desk gives, which takes the place of the annotated one in the text.

import { offerFacts } from '../candidates-agent.ts';
import { ATTRIBUTES, BOOK, INFO } from '../slots.ts';
import type { Act, Domain, Slot, Value } from '../types.ts';
import { agentCanSay } from '../vocabulary.ts';
import { findVenue } from '../world/query.ts';
import { isForeign, type Line, type Triple, triplesOf, venuesCalled, worldValue } from './annotated.ts';
import { type Followed, searchFor, trainWith, turnTo } from './follow.ts';
import { Meanings } from './meanings.ts';

const COURTESIES: Readonly<Record<string, Act>> = {
  reqmore: { type: 'more' },
  greet: { type: 'greet' },
  bye: { type: 'bye' },
};

/** What "Booking" is about: a stay is in a hotel, a table at a time in a restaurant. */
const bookingOf = ({ slot }: Triple, { bookable }: Followed): Domain => {
  if (slot === 'stay') return 'hotel';
  return slot === 'time' ? 'restaurant' : (bookable ?? 'restaurant');
};

interface About extends Triple {
  readonly domain: Domain;
  readonly value: Value | undefined;
}

/** Annotations of one domain in a line, values as the world writes them. */
const groupsIn = (followed: Followed, triples: readonly Triple[]): Map<Domain, About[]> => {
  const groups = new Map<Domain, About[]>();
  for (const triple of triples) {
    const domain = triple.domain ?? bookingOf(triple, followed);
    const { slot, raw } = triple;
    const value = slot === undefined ? undefined : worldValue(followed.world, domain, slot, raw);
    const group = groups.get(domain) ?? [];
    group.push({ ...triple, domain, value });
    groups.set(domain, group);
  }
  return groups;
};

const BOOKED = ['Book', 'OfferBooked'];
const TELLING = ['Inform', 'Recommend', 'Select', 'OfferBook', 'OfferBooked', 'Book'];

const ofTrain = (group: readonly About[]): Record<Slot, Value> => {
  const said: Record<Slot, Value> = {};
  for (const { act, slot, value } of group)
    if (TELLING.includes(act) && slot !== undefined && value !== undefined) said[slot] = value;
  return said;
};

const isNaming = ({ act, slot }: About): boolean => slot === 'name' && TELLING.includes(act);
const named = ({ world }: Followed, { domain, raw }: About): readonly string[] =>
  venuesCalled(world, domain, raw.toLowerCase());

/** Names of the venues that a line is about; those not in the world are left away. */
const namesIn = (followed: Followed, domain: Domain, group: readonly About[]): string[] => {
  if (domain === 'taxi') return [];
  if (domain === 'train') {
    const name = trainWith(followed, ofTrain(group));
    return name === undefined ? [] : [name];
  }
  return [...new Set(group.flatMap((one) => (isNaming(one) ? named(followed, one) : [])))];
};

const offersOf = (followed: Followed, domain: Domain, names: readonly string[]): Act[] =>
  names.flatMap((name): Act[] => {
    const facts = findVenue(followed.world, domain, name)?.facts;
    const known = names.length === 1 && followed.venue[domain] === name;
    return facts && !known ? [{ type: 'offer', domain, name, facts: offerFacts(domain, facts) }] : [];
  });

/** A table, a room, a seat: asked for at the desk, then told with its reference. */
const booked = (domain: Domain, group: readonly About[], out: Meanings): void => {
  const deal = group.filter(({ act }) => BOOKED.includes(act));
  const refs = group.filter(({ act, slot }) => slot === 'ref' && TELLING.includes(act));
  if (deal.length === 0 && refs.length === 0) return;
  if (deal.length > 0) out.desk({ type: 'book', domain });
  for (const { raw } of refs) out.booked(domain, raw);
  const details = deal.filter(({ slot }) => slot !== undefined && BOOK[domain].includes(slot));
  if (refs.length > 0) out.stand(details.length + deal.filter(({ slot }) => slot === undefined).length);
  else for (const { act } of deal) out.leave(`${act} without a reference`);
};

/** A taxi is sent for, and described by its car and a number to call. */
const taxi = (group: readonly About[], out: Meanings): void => {
  if (group.some(({ act, slot }) => act === 'Inform' && slot === 'car'))
    out.desk({ type: 'book', domain: 'taxi' });
  for (const { act, slot, raw } of group)
    if (act === 'Inform' && (slot === 'car' || slot === 'phone')) out.drawn('taxi', slot, raw);
};

const bare = (text: string): string => text.replaceAll(/[^a-z\d]/g, '');
const sum = (text: string): number => Number(/\d+(?:\.\d+)?/.exec(text)?.[0] ?? Number.NaN);

/** Whether people told this fact, in fewer or other words: "10.1 gbp" of "10.10 pounds". */
const isTold = (slot: Slot, said: Value, fact: Value): boolean => {
  if (slot === 'ticket' || slot === 'duration') return sum(said) === sum(fact);
  const [short, long] = [bare(said), bare(fact)];
  return short === long || (ATTRIBUTES.hotel.includes(slot) && short.length > 3 && long.includes(short));
};

/** As the venue in question has it, where it is that, or where nothing is said but that it is so ("has parking"). */
const valueTold = ({ world, venue }: Followed, { domain, slot, value }: About): Value | undefined => {
  const name = venue[domain];
  const facts = name === undefined ? undefined : findVenue(world, domain, name)?.facts;
  const fact = slot === undefined ? undefined : facts?.[slot];
  return fact !== undefined && (value === undefined || isTold(slot ?? '', value, fact)) ? fact : value;
};

/** What one annotation tells of the venue in question, or asks; undefined: it is said already; a text: it is no act. */
const single = (followed: Followed, one: About, names: readonly string[]): Act | string | undefined => {
  const { act, domain, slot } = one;
  const value = valueTold(followed, one);
  const plain = slot === undefined ? act : `${act} ${slot}`;
  if (act === 'Request') return { type: 'request', domain, slot: slot ?? '' };
  if (act === 'NoOffer') return { type: 'no-offer', domain };
  if (act === 'NoBook') return { type: 'apologise', domain };
  if (slot === undefined || value === undefined || slot === 'name') return plain;
  const isInfo = INFO[domain].includes(slot);
  if (act === 'Select') return isInfo ? { type: 'request', domain, slot } : plain;
  if (BOOK[domain].includes(slot) && !(domain === 'train' && isInfo))
    return { type: 'confirm', domain, slot, value };
  if (!isInfo && !ATTRIBUTES[domain].includes(slot)) return plain;
  if (isInfo && names.length > 0) return undefined;
  if (domain !== 'taxi' && (names[0] ?? followed.venue[domain]) === undefined) return `${plain}, of several`;
  return { type: 'inform', domain, slot, value };
};

const isTaken = (one: About): boolean =>
  one.slot === 'ref' ||
  (one.domain === 'taxi' && one.act === 'Inform' && (one.slot === 'car' || one.slot === 'phone')) ||
  (BOOKED.includes(one.act) && (one.slot === undefined || BOOK[one.domain].includes(one.slot)));

const domainSaid = (followed: Followed, domain: Domain, group: readonly About[], out: Meanings): void => {
  const names = namesIn(followed, domain, group);
  const none = group.some(({ act }) => act === 'NoOffer');
  const several = group.some(({ slot }) => slot === 'choice');
  const offers = offersOf(followed, domain, names);
  if (none || several || offers.length > 0) for (const call of searchFor(followed, domain)) out.desk(call);
  booked(domain, group, out);
  if (domain === 'taxi') taxi(group, out);
  for (const offer of offers) out.add(offer, 0);
  if (names[0] !== undefined) followed.venue[domain] = names[0];
  for (const one of group) {
    if (isTaken(one)) continue;
    const act = isNaming(one) && named(followed, one).length > 0 ? undefined : single(followed, one, names);
    if (act === undefined) out.stand(1);
    else if (typeof act === 'string') out.leave(act);
    else if (agentCanSay(act, followed.world)) out.add(act, 1);
    else out.leave(`${one.act} ${one.slot}`);
  }
};

/** The acts of a line, news of bookings and offers first, courtesies last. */
export const agentSaid = (followed: Followed, line: Line): Meanings => {
  const out = new Meanings();
  const triples = triplesOf(line);
  const courtesies = triples.filter(({ act }) => COURTESIES[act] !== undefined || act === 'welcome');
  const about = triples.filter((one) => !courtesies.includes(one));
  for (const { domain } of about) if (domain !== null) turnTo(followed, domain);
  if (!isForeign(line))
    for (const [domain, group] of groupsIn(followed, about)) domainSaid(followed, domain, group, out);
  else for (const { act } of about) out.leave(`${act}, another domain`);
  for (const { act } of courtesies) {
    const courtesy = COURTESIES[act];
    if (courtesy) out.add(courtesy, 1);
    else out.leave(act);
  }
  return out.close();
};
