// What the agent is offered: the desk first, then answers, offers, questions and courtesies.

import { isPossible } from './desk.ts';
import { leafletsOf } from './observe.ts';
import { ATTRIBUTES, BOOK, INFO } from './slots.ts';
import { latestBooking, latestCall, MAX_OFFERS } from './state.ts';
import { type Act, ANY, type Domain, type Form, type Slot, type State, type Values } from './types.ts';
import { worldOf } from './world/index.ts';

const COURTESIES: readonly Act[] = [{ type: 'more' }, { type: 'greet' }, { type: 'bye' }];

/** Topics, the one under discussion first. */
const topicsOf = ({ topics, current }: Form): readonly Domain[] =>
  current === null ? topics : [current, ...topics.filter((topic) => topic !== current)];

const deskCalls = (state: State, topics: readonly Domain[]): Act[] => {
  const out: Act[] = [];
  for (const domain of topics) {
    for (const act of [{ type: 'search', domain } as const, { type: 'book', domain } as const])
      if (isPossible(state, act)) out.push(act);
  }
  return out;
};

/** The venue that a fact told now would be taken for: the first one offered in this utterance, else the one in question. */
const inQuestion = (state: State, domain: Domain, chosen: readonly Act[]): string | undefined => {
  for (const act of chosen) if (act.type === 'offer' && act.domain === domain) return act.name;
  return state.form.venue[domain];
};

/** What can be told of that venue, or of the taxi that was booked. */
const knownOf = (state: State, domain: Domain, chosen: readonly Act[]): Values => {
  const booking = latestBooking(state.bookings, domain);
  if (domain === 'taxi') return booking ? { ...booking.details, car: booking.name } : {};
  const name = inQuestion(state, domain, chosen) ?? booking?.name;
  const shelf = leafletsOf(worldOf(state.options.world), state.desk)[domain];
  return (name === undefined ? undefined : shelf?.[name]) ?? {};
};

const answers = (state: State, domain: Domain, chosen: readonly Act[]): Act[] => {
  const known = knownOf(state, domain, chosen);
  const asked = state.form.asked.flatMap((one) => (one.domain === domain ? [one.slot] : []));
  const slots = new Set([...asked, ...ATTRIBUTES[domain], ...(domain === 'taxi' ? [] : INFO[domain])]);
  return [...slots].flatMap((slot): Act[] => {
    const value = known[slot];
    return value === undefined ? [] : [{ type: 'inform', domain, slot, value }];
  });
};

/** Of everything that is known of a venue, what an offer says. */
export const offerFacts = (domain: Domain, facts: Values): Values => {
  const out: Record<string, string> = {};
  for (const slot of INFO[domain]) {
    const fact = facts[slot];
    if (fact !== undefined) out[slot] = fact;
  }
  return out;
};

const results = (state: State, domain: Domain, offered: number): Act[] => {
  const entry = latestCall(state.desk, 'search', domain);
  if (!entry) return [];
  if (entry.found === 0) return [{ type: 'no-offer', domain }];
  if (offered >= MAX_OFFERS) return [];
  const shelf = leafletsOf(worldOf(state.options.world), state.desk)[domain] ?? {};
  const denied = state.form.denied[domain];
  return entry.names.flatMap((name): Act[] => {
    const facts = shelf[name];
    if (!facts || denied?.includes(name)) return [];
    return [{ type: 'offer', domain, name, facts: offerFacts(domain, facts) }];
  });
};

const bookingNews = (state: State, domain: Domain): Act[] => {
  const entry = latestCall(state.desk, 'book', domain);
  if (!entry) return [];
  if (entry.ref === null) return [{ type: 'apologise', domain }];
  return [{ type: 'booked', domain, ref: entry.ref }];
};

const valueFor = ({ info, book }: Form, domain: Domain, slot: Slot): string | undefined =>
  info[domain]?.[slot] ?? book[domain]?.[slot];

const questions = (state: State, domain: Domain): Act[] =>
  [...INFO[domain], ...BOOK[domain]].flatMap((slot): Act[] =>
    valueFor(state.form, domain, slot) === undefined ? [{ type: 'request', domain, slot }] : [],
  );

const checks = (state: State, domain: Domain): Act[] =>
  [...INFO[domain], ...BOOK[domain]].flatMap((slot): Act[] => {
    const value = valueFor(state.form, domain, slot);
    return value === undefined || value === ANY ? [] : [{ type: 'confirm', domain, slot, value }];
  });

/** In the order of the topics; the desk only where nothing has been picked yet. */
export const agentOffers = (state: State, chosen: readonly Act[]): readonly Act[] => {
  const topics = topicsOf(state.form);
  const offered = chosen.filter((act) => act.type === 'offer').length;
  const out: Act[] = [];
  for (const domain of topics) out.push(...bookingNews(state, domain), ...results(state, domain, offered));
  if (chosen.length === 0) out.push(...deskCalls(state, topics));
  for (const domain of topics) out.push(...answers(state, domain, chosen));
  out.push(...COURTESIES);
  for (const domain of topics) out.push(...questions(state, domain));
  for (const domain of topics) out.push(...checks(state, domain));
  return out;
};
