// The agent's account of the conversation, kept up to date utterance by utterance: what it heard, what it
// said itself, what the desk did. Nothing in it comes from the user's side.

import { BOOK, INFO } from './slots.ts';
import { type Act, ANY, type Domain, type Form, type Slot, type Value, type World } from './types.ts';
import { findVenue, fits } from './world/index.ts';

type ByDomain<T> = Readonly<Partial<Record<Domain, T>>>;

/** A table without one of its entries. */
export const without = <T>(table: ByDomain<T>, domain: Domain): ByDomain<T> => {
  if (table[domain] === undefined) return table;
  const { [domain]: _, ...rest } = table;
  return rest as ByDomain<T>;
};

export const setSlot = <T>(
  table: ByDomain<Readonly<Record<Slot, T>>>,
  domain: Domain,
  slot: Slot,
  value: T,
): ByDomain<Readonly<Record<Slot, T>>> => ({ ...table, [domain]: { ...table[domain], [slot]: value } });

export const clearSlot = <T>(
  table: ByDomain<Readonly<Record<Slot, T>>>,
  domain: Domain,
  slot: Slot,
): ByDomain<Readonly<Record<Slot, T>>> => {
  const values = table[domain];
  if (!values || !(slot in values)) return table;
  const { [slot]: _, ...rest } = values;
  return { ...table, [domain]: rest };
};

/** Puts a domain under discussion. */
const turnTo = (form: Form, domain: Domain): Form => {
  const known = form.topics.includes(domain);
  if (known && form.current === domain) return form;
  return { ...form, current: domain, topics: known ? form.topics : [...form.topics, domain] };
};

/** No venue is in question any more, nor one that was named. */
const forgetVenue = (form: Form, domain: Domain): Form =>
  form.venue[domain] === undefined && form.info[domain]?.name === undefined
    ? form
    : { ...form, venue: without(form.venue, domain), info: clearSlot(form.info, domain, 'name') };

const asks = (form: Form, domain: Domain, slot: Slot): boolean =>
  form.asked.some((one) => one.domain === domain && one.slot === slot);

const answered = (form: Form, domain: Domain, slot: Slot): Form =>
  asks(form, domain, slot)
    ? { ...form, asked: form.asked.filter((one) => one.domain !== domain || one.slot !== slot) }
    : form;

const named = (form: Form, domain: Domain, name: Value): Form => {
  if (name === ANY) return { ...form, info: clearSlot(form.info, domain, 'name') };
  const denied = form.denied[domain]?.filter((one) => one !== name) ?? [];
  return {
    ...form,
    info: setSlot(form.info, domain, 'name', name),
    venue: { ...form.venue, [domain]: name },
    denied: denied.length > 0 ? { ...form.denied, [domain]: denied } : without(form.denied, domain),
  };
};

/** Whether the venue in question still does, now that the user has said this. */
const stillFits = (world: World, form: Form, domain: Domain, slot: Slot, value: Value): boolean => {
  const name = form.venue[domain];
  const venue = name === undefined ? undefined : findVenue(world, domain, name);
  return venue !== undefined && fits(venue, domain, { [slot]: value });
};

const informed = (form: Form, domain: Domain, slot: Slot, value: Value, world: World): Form => {
  if (slot === 'name') return named(form, domain, value);
  if (BOOK[domain].includes(slot)) return { ...form, book: setSlot(form.book, domain, slot, value) };
  if (!INFO[domain].includes(slot) || form.info[domain]?.[slot] === value) return form;
  const next = { ...form, info: setSlot(form.info, domain, slot, value) };
  return stillFits(world, form, domain, slot, value) ? next : forgetVenue(next, domain);
};

/** Whether an act sets the user's wishes of a domain anew: another value than before, or the need told again. */
const asksAnew = (form: Form, act: Act): act is Act & { type: 'need' | 'inform' } => {
  if (act.type === 'need') return form.topics.includes(act.domain);
  if (act.type !== 'inform' || !INFO[act.domain].includes(act.slot)) return false;
  const old = form.info[act.domain]?.[act.slot];
  return old !== undefined && old !== act.value;
};

/**
 * Forgets what was turned down while something else was wanted: it may be what is wanted now. What this very
 * utterance turns down (`before`: what was offered) stays so.
 */
const reconsidered = (form: Form, domain: Domain, acts: readonly Act[], before: readonly Act[]): Form => {
  const denied = form.denied[domain];
  if (!denied) return form;
  const now = acts.some(({ type }) => type === 'deny')
    ? before.flatMap((act) => (act.type === 'offer' && act.domain === domain ? [act.name] : []))
    : [];
  const left = denied.filter((name) => now.includes(name));
  if (left.length === denied.length) return form;
  return {
    ...form,
    denied: left.length > 0 ? { ...form.denied, [domain]: left } : without(form.denied, domain),
  };
};

const unset = (form: Form, domain: Domain, slot: Slot): Form => {
  if (slot === 'name') return forgetVenue(form, domain);
  return { ...form, info: clearSlot(form.info, domain, slot), book: clearSlot(form.book, domain, slot) };
};

/** "No": to a question about a slot, else to what was offered just before. */
const refused = (form: Form, before: readonly Act[], world: World): Form => {
  let next = form;
  const asked = before.filter((act) => act.type === 'confirm');
  for (const act of asked) next = unset(next, act.domain, act.slot);
  if (asked.length > 0) return next;
  for (const act of before) {
    if (act.type !== 'offer') continue;
    const denied = next.denied[act.domain] ?? [];
    const all = denied.includes(act.name) ? denied : [...denied, act.name];
    next = { ...forgetVenue(next, act.domain), denied: { ...next.denied, [act.domain]: all } };
  }
  return next === form ? yesOrNo(form, before, ANY, world) : next;
};

/** "Do you need parking?" can be answered by a bare yes or no; no means that it does not matter. */
const yesOrNo = (form: Form, before: readonly Act[], value: Value, world: World): Form => {
  const question = before.findLast((act) => act.type === 'request');
  if (question?.type !== 'request' || (question.slot !== 'parking' && question.slot !== 'internet'))
    return form;
  return informed(form, question.domain, question.slot, value, world);
};

const dropped = (form: Form, domain: Domain): Form => {
  const topics = form.topics.filter((topic) => topic !== domain);
  return {
    topics,
    current: form.current === domain ? (topics[topics.length - 1] ?? null) : form.current,
    info: without(form.info, domain),
    book: without(form.book, domain),
    venue: without(form.venue, domain),
    denied: without(form.denied, domain),
    asked: form.asked.filter((one) => one.domain !== domain),
  };
};

const hear = (form: Form, act: Act, before: readonly Act[], world: World): Form => {
  switch (act.type) {
    case 'need':
      return turnTo(form, act.domain);
    case 'inform':
      return informed(turnTo(form, act.domain), act.domain, act.slot, act.value, world);
    case 'request': {
      const next = turnTo(form, act.domain);
      if (asks(next, act.domain, act.slot)) return next;
      return { ...next, asked: [...next.asked, { domain: act.domain, slot: act.slot }] };
    }
    case 'affirm':
      return yesOrNo(form, before, 'yes', world);
    case 'deny':
      return refused(form, before, world);
    case 'drop':
      return dropped(form, act.domain);
    default:
      return form;
  }
};

/** The form after the agent has read an utterance of the user; `before`: its own last utterance. */
export const formAfterHearing = (
  form: Form,
  acts: readonly Act[],
  before: readonly Act[],
  world: World,
): Form => {
  let next = form;
  for (const act of acts) {
    if (asksAnew(next, act)) next = reconsidered(next, act.domain, acts, before);
    next = hear(next, act, before, world);
  }
  return next;
};

/** The form after the agent's own utterance. */
export const formAfterSaying = (form: Form, acts: readonly Act[]): Form => {
  let next = form;
  const offered: Domain[] = [];
  for (const act of acts) {
    if (!('domain' in act)) continue;
    next = turnTo(next, act.domain);
    if (act.type === 'inform') next = answered(next, act.domain, act.slot);
    else if (act.type === 'booked') next = answered(next, act.domain, 'ref');
    else if (act.type === 'offer' && !offered.includes(act.domain)) {
      // Of several offers the first is the one in question until the user says otherwise.
      offered.push(act.domain);
      next = { ...next, venue: { ...next.venue, [act.domain]: act.name } };
    }
  }
  return next;
};
