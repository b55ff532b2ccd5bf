// The user's account of the conversation: what it heard of the agent's words and what it said itself.

import { INFO } from './slots.ts';
import { setSlot, without } from './track.ts';
import { type Act, ANY, type Domain, type Notes, type Values } from './types.ts';
import { fits } from './world/index.ts';

/** Puts a venue in question; what was told of another one does not hold for it. */
const consider = (notes: Notes, domain: Domain, name: string, facts: Values): Notes => {
  const same = notes.venue[domain] === name;
  return {
    ...notes,
    current: domain,
    venue: { ...notes.venue, [domain]: name },
    told: { ...notes.told, [domain]: same ? { ...notes.told[domain], ...facts } : { ...facts } },
  };
};

const forget = (notes: Notes, domain: Domain): Notes =>
  notes.venue[domain] === undefined
    ? notes
    : { ...notes, venue: without(notes.venue, domain), told: without(notes.told, domain) };

const count = (table: Notes['none'], domain: Domain): Notes['none'] => ({
  ...table,
  [domain]: (table[domain] ?? 0) + 1,
});

const hear = (notes: Notes, act: Act, offered: Domain[]): Notes => {
  switch (act.type) {
    case 'offer': {
      const { domain, name, facts } = act;
      const next = { ...notes, current: domain, offers: [...notes.offers, { domain, name, facts }] };
      if (offered.includes(domain)) return next;
      offered.push(domain);
      return consider(next, domain, name, facts);
    }
    case 'inform':
      return { ...notes, current: act.domain, told: setSlot(notes.told, act.domain, act.slot, act.value) };
    case 'booked':
      return { ...notes, current: act.domain, refs: { ...notes.refs, [act.domain]: act.ref } };
    case 'no-offer':
      return { ...forget(notes, act.domain), current: act.domain, none: count(notes.none, act.domain) };
    case 'apologise':
      return { ...notes, current: act.domain, refused: count(notes.refused, act.domain) };
    case 'request':
    case 'confirm':
      return notes.current === act.domain ? notes : { ...notes, current: act.domain };
    default:
      return notes;
  }
};

/** The notes after the user has read an utterance of the agent. */
export const notesAfterHearing = (notes: Notes, acts: readonly Act[]): Notes => {
  let next = notes;
  const offered: Domain[] = [];
  for (const act of acts) next = hear(next, act, offered);
  return next;
};

const factsOf = (notes: Notes, domain: Domain, name: string): Values =>
  notes.offers.findLast((offer) => offer.domain === domain && offer.name === name)?.facts ?? {};

const informed = (notes: Notes, act: Act & { type: 'inform' }): Notes => {
  const { domain, slot, value } = act;
  const next = notes.current === domain ? notes : { ...notes, current: domain };
  if (value === ANY) return next;
  if (slot === 'name')
    return next.venue[domain] === value ? next : consider(next, domain, value, factsOf(next, domain, value));
  const [name, told] = [next.venue[domain], next.told[domain]];
  if (name === undefined || told?.[slot] === undefined || !INFO[domain].includes(slot)) return next;
  return fits({ name, facts: told }, domain, { [slot]: value }) ? next : forget(next, domain);
};

/** "No" to an offer; to a question about a slot it says nothing of the venue. */
const denied = (notes: Notes, before: readonly Act[]): Notes => {
  if (before.some((act) => act.type === 'confirm')) return notes;
  let next = notes;
  for (const act of before) if (act.type === 'offer') next = forget(next, act.domain);
  return next;
};

const say = (notes: Notes, act: Act, before: readonly Act[]): Notes => {
  switch (act.type) {
    case 'need':
    case 'request':
      return notes.current === act.domain ? notes : { ...notes, current: act.domain };
    case 'inform':
      return informed(notes, act);
    case 'deny':
      return denied(notes, before);
    case 'drop': {
      const next = forget(notes, act.domain);
      return next.current === act.domain ? { ...next, current: null } : next;
    }
    default:
      return notes;
  }
};

/** The notes after the user's own utterance; `before`: the agent's last one as the user read it. */
export const notesAfterSaying = (notes: Notes, acts: readonly Act[], before: readonly Act[]): Notes => {
  let next = notes;
  for (const act of acts) next = say(next, act, before);
  return next;
};
