// The user's account of the conversation: what it heard of the agent's words and what it said itself. Told two
// different things, it believes what it has heard more often; heard equally often, neither (and it asks again).

import { BOOK, INFO } from './slots.ts';
import { clearSlot, setSlot, without } from './track.ts';
import { type Act, ANY, type Domain, type Notes, type Slot, type Value, type Values } from './types.ts';
import { fits } from './world/index.ts';

/** The value heard most often; undefined: none, or none more often than another. */
export const believed = (heard: readonly Value[]): Value | undefined => {
  const counts = new Map<Value, number>();
  for (const value of heard) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return first && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
};

/** One more value of a slot of the domain, and what is believed of it then. */
const add = (notes: Notes, domain: Domain, slot: Slot, value: Value): Notes => {
  const all = [...(notes.heard[domain]?.[slot] ?? []), value];
  const heard = setSlot(notes.heard, domain, slot, all);
  const now = believed(all);
  if (slot === 'ref') {
    const refs = now === undefined ? without(notes.refs, domain) : { ...notes.refs, [domain]: now };
    return { ...notes, heard, refs };
  }
  const told =
    now === undefined ? clearSlot(notes.told, domain, slot) : setSlot(notes.told, domain, slot, now);
  return { ...notes, heard, told };
};

/** What was heard of a venue is nothing to another one; a booking's reference stays. */
const blank = (notes: Notes, domain: Domain): Notes => {
  const refs = notes.heard[domain]?.ref;
  const heard = refs ? { ...notes.heard, [domain]: { ref: refs } } : without(notes.heard, domain);
  return { ...notes, heard, told: without(notes.told, domain) };
};

/** Puts a venue in question; what was told of another one does not hold for it. */
const consider = (notes: Notes, domain: Domain, name: string, facts: Values): Notes => {
  let next = notes.venue[domain] === name ? notes : blank(notes, domain);
  next = { ...next, current: domain, venue: { ...notes.venue, [domain]: name } };
  for (const slot of Object.keys(facts)) next = add(next, domain, slot, facts[slot] ?? '');
  return next;
};

const forget = (notes: Notes, domain: Domain): Notes =>
  notes.venue[domain] === undefined
    ? notes
    : { ...blank(notes, domain), venue: without(notes.venue, domain) };

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
      return { ...add(notes, act.domain, act.slot, act.value), current: act.domain };
    case 'booked':
      return { ...add(notes, act.domain, 'ref', act.ref.toLowerCase()), current: act.domain };
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

/** What is written on a booking of the domain. */
const isDetail = (domain: Domain, slot: Slot): boolean =>
  (domain === 'taxi' ? INFO.taxi : BOOK[domain]).includes(slot);

/** A detail of a booking that it knows the reference of is put right, or is another one now: it has to be booked anew. */
const detailed = (notes: Notes, act: Act & { type: 'inform' }, before: readonly Act[]): Notes => {
  const { domain, slot, value } = act;
  const old = notes.details[domain]?.[slot];
  const misread = before.some(
    (one) => one.type === 'confirm' && one.domain === domain && one.slot === slot && one.value !== value,
  );
  const next = { ...notes, details: setSlot(notes.details, domain, slot, value) };
  if (!misread && (old === undefined || old === value)) return next;
  const refs = without(notes.refs, domain);
  // Another taxi is another car.
  if (domain === 'taxi') return { ...blank({ ...next, heard: without(notes.heard, domain) }, domain), refs };
  return { ...next, refs, heard: clearSlot(notes.heard, domain, 'ref') };
};

const informed = (notes: Notes, act: Act & { type: 'inform' }, before: readonly Act[]): Notes => {
  const { domain, slot, value } = act;
  const about = notes.current === domain ? notes : { ...notes, current: domain };
  const next = isDetail(domain, slot) ? detailed(about, act, before) : about;
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
      return informed(notes, act, before);
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
