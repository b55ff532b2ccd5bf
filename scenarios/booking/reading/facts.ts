// Values in a clause: which slot each of them fills, and of which domain.

import { ANY, type Domain, type Slot, type Value } from '../types.ts';
import { placeFact, venueFact } from './places.ts';
import { isCue, type Span } from './spans.ts';
import { cueBefore, domainFor, hasCue, requestsBefore, type View } from './view.ts';

export interface Fact {
  readonly domain: Domain;
  readonly slot: Slot;
  readonly value: Value;
  /** Index of its span. */
  readonly at: number;
}

const make = (view: View, slot: Slot, value: Value, at: number): Fact | undefined => {
  const domain = domainFor(view, slot, at);
  return domain && { domain, slot, value, at };
};

/** The span after `at`, past a hyphen. */
const nextOf = (view: View, at: number): Span | undefined =>
  view.spans[at + 1]?.low === '-' ? view.spans[at + 2] : view.spans[at + 1];

const requested = (view: View, ...slots: readonly Slot[]): Slot | undefined =>
  requestsBefore(view.context).find(({ slot }) => slots.includes(slot))?.slot;

const isShort = (view: View): boolean => view.spans.filter(({ kind }) => kind !== 'mark').length <= 3;

/** A number by itself: what was asked for, else how many people it is for. */
const bareNumber = (view: View, at: number, taken: readonly Fact[]): Slot | undefined => {
  const before = view.spans[at - 1];
  const isOne = view.spans[at]?.low === 'one';
  const asked = requested(view, 'people', 'stay', 'stars');
  if (asked && (isShort(view) || isCue(before, 'for', 'group') || !isOne)) return asked;
  if (isOne || !isCue(before, 'for', 'group')) return undefined;
  if (view.topic === 'hotel' && taken.some(({ slot }) => slot === 'people')) return 'stay';
  return 'people';
};

/** "a star rating of 4". */
const isRating = (view: View, at: number): boolean => {
  const before = view.spans[at - 1];
  const led = isCue(before, 'in', 'be') ? view.spans[at - 2] : before;
  return led?.entry.thing === 'stars' || isCue(led, 'star');
};

const LIMITS: Readonly<Record<Slot, number>> = { people: 20, stay: 30, stars: 5 };

const numberFact = (view: View, at: number, taken: readonly Fact[]): Fact | undefined => {
  const { value } = view.spans[at] as Span;
  const next = nextOf(view, at);
  const before = view.spans[at - 1];
  let slot: Slot | undefined;
  if (isCue(next, 'star') || next?.entry.thing === 'stars') slot = 'stars';
  else if (isCue(next, 'nights')) slot = 'stay';
  else if (isCue(next, 'people') || isCue(before, 'group')) slot = 'people';
  else if (isRating(view, at)) slot = 'stars';
  else slot = bareNumber(view, at, taken);
  if (!slot || !/^\d+$/.test(value) || Number(value) > (LIMITS[slot] ?? 0)) return undefined;
  if (slot === 'people' && Number(value) === 0) return undefined;
  return make(view, slot, String(Number(value)), at);
};

/** leave or arrive, by the words around a time; undefined where they do not say. */
export const timeCue = (view: View, at: number): 'leave' | 'arrive' | undefined => {
  for (let back = at - 1; back >= 0 && back >= at - 9; back--) {
    const span = view.spans[back];
    if (span?.kind === 'time') break;
    if (isCue(span, 'arrive')) return 'arrive';
    if (isCue(span, 'leave')) return 'leave';
  }
  for (const span of view.spans.slice(at + 1, at + 5)) {
    if (span.kind === 'time') break;
    if (isCue(span, 'arrive')) return 'arrive';
    if (isCue(span, 'leave')) return 'leave';
  }
  return undefined;
};

const timeFact = (view: View, at: number): Fact | undefined => {
  const { value } = view.spans[at] as Span;
  const cue = timeCue(view, at);
  const travels = domainFor(view, 'leave', at);
  const eats =
    view.mentions.some(({ domain }) => domain === 'restaurant') ||
    (view.topic === 'restaurant' &&
      !view.mentions.some(({ domain }) => domain === 'train' || domain === 'taxi'));
  if (cue && travels && !(eats && view.hints.includes('restaurant')))
    return { domain: travels, slot: cue, value, at };
  const asked = requested(view, 'time', 'leave', 'arrive');
  if (asked && asked !== 'time' && !eats) {
    const by = cueBefore(view, at, 3, 'by') >= 0;
    return make(view, by ? 'arrive' : asked, value, at);
  }
  if (cue) return { domain: 'train', slot: cue, value, at };
  if (eats || asked === 'time' || view.hints.includes('restaurant'))
    return { domain: 'restaurant', slot: 'time', value, at };
  return (
    travels && { domain: travels, slot: cueBefore(view, at, 3, 'by') >= 0 ? 'arrive' : 'leave', value, at }
  );
};

/** Whether a value is turned down: "not a guesthouse", "don't want Italian". */
export const isNegated = (view: View, at: number): boolean => {
  for (let back = at - 1; back >= 0 && back >= at - 4; back--) {
    const span = view.spans[back] as Span;
    if (isCue(span, 'neg')) return true;
    const listed = view.spans[back + 1]?.low === 'or';
    if (span.low === ',' || isCue(span, 'and') || (span.entry.values && !listed)) return false;
  }
  return false;
};

const YES_NO: ReadonlySet<Slot> = new Set(['parking', 'internet']);

const valueFacts = (view: View, at: number): Fact[] => {
  const span = view.spans[at] as Span;
  const out: Fact[] = [];
  for (const { slot, value } of span.entry.values ?? []) {
    const negated = YES_NO.has(slot)
      ? isNegated(view, at) || cueBefore(view, at, 2, 'no') >= 0
      : isNegated(view, at);
    if (negated && !YES_NO.has(slot)) continue;
    const own = span.entry.domain;
    const fact = own ? { domain: own, slot, value, at } : make(view, slot, negated ? 'no' : value, at);
    if (fact) out.push(fact);
  }
  return out;
};

/** The plain word "hotel" as a type: "a proper hotel", "it should be a hotel", "a hotel and not a guesthouse". */
const hotelFact = (view: View, at: number): Fact | undefined => {
  const span = view.spans[at] as Span;
  if (span.low !== 'hotel' && span.low !== 'hotels') return undefined;
  const proper = isCue(view.spans[at - 1], 'proper');
  const type = nextOf(view, at)?.entry.thing === 'type' || view.spans[at - 1]?.low === 'type';
  const be = isCue(view.spans[at - 1], 'a') && isCue(view.spans[at - 2], 'be') && hasCue(view, 'it');
  const against = view.mentions.some(
    ({ at: other, domain }) =>
      domain === 'hotel' && other > at && view.spans[other]?.entry.values && isNegated(view, other),
  );
  return proper || type || be || against ? { domain: 'hotel', slot: 'type', value: 'hotel', at } : undefined;
};

/** All values of a clause, in their order. */
export const factsOf = (view: View): Fact[] => {
  const out: Fact[] = [];
  const put = (fact: Fact | undefined): void => {
    if (fact) out.push(fact);
  };
  view.spans.forEach((span, at) => {
    if (span.kind === 'time') put(timeFact(view, at));
    else if (span.entry.names) put(venueFact(view, at));
    else if (span.entry.place) put(placeFact(view, at));
    else if (span.kind === 'number') put(numberFact(view, at, out));
    else if (span.entry.values) out.push(...valueFacts(view, at));
    else if (isCue(span, 'alone')) put(make(view, 'people', '1', at));
    else put(hotelFact(view, at) ?? venueFact(view, at));
  });
  return out;
};

// --- does not matter ----------------------------------------------------------------------------

/** Whether something that does not matter stands close before or after. */
const isAny = (view: View, at: number, thing: boolean): boolean => {
  if (isCue(view.spans[at - 1], 'each') || isCue(view.spans[at - 2], 'each')) return true;
  const near = view.spans.slice(Math.max(0, at - (thing ? 9 : 4)), at + 8);
  return near.some((span) => isCue(span, 'any'));
};

const thingsAny = (view: View): Fact[] => {
  const out: Fact[] = [];
  view.spans.forEach(({ entry }, at) => {
    const thing = entry.thing ?? entry.values?.find(({ slot }) => YES_NO.has(slot))?.slot;
    if (!thing) return;
    if (!isAny(view, at, entry.thing !== undefined)) return;
    const domain = domainFor(view, thing, at);
    if (domain) out.push({ domain, slot: thing, value: ANY, at });
  });
  return out;
};

/** Slots that do not matter to the speaker; without a slot, what was asked for. */
export const anyOf = (view: View, told: boolean): Fact[] => {
  const things = thingsAny(view);
  if (things.length > 0 || !hasCue(view, 'any') || told) return things;
  const at = view.spans.findIndex((span) => isCue(span, 'any'));
  if (view.spans[at]?.low === 'anywhere') {
    const domain = domainFor(view, 'area', at);
    return domain ? [{ domain, slot: 'area', value: ANY, at }] : [];
  }
  return requestsBefore(view.context).map(({ domain, slot }) => ({ domain, slot, value: ANY, at }));
};
