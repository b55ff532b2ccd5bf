// Values in a clause: which slot each of them fills, and of which domain.

import type { Slot, Value } from '../types.ts';
import { findVenue } from '../world/index.ts';
import { nextOf, numberFact, timeFact } from './counts.ts';
import { endOfRide, placeFact, venueFact } from './places.ts';
import { isCue, type Span } from './spans.ts';
import { cueBefore, domainFor, type Fact, hasCue, type View } from './view.ts';

const make = (view: View, slot: Slot, value: Value, at: number): Fact | undefined => {
  const domain = domainFor(view, slot, at);
  return domain && { domain, slot, value, at };
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

export const isYesNo = (slot: Slot): boolean => slot === 'parking' || slot === 'internet';

/** "the museum", "that guesthouse": a venue that is known already, and no wish for its type. */
const isKnown = (view: View, at: number): boolean =>
  view.mentions.some((mention) => mention.at === at && mention.article === 'the') &&
  nextOf(view, at)?.entry.thing !== 'type';

const valueFacts = (view: View, at: number): Fact[] => {
  const { entry } = view.spans[at] as Span;
  const out: Fact[] = [];
  for (const { slot, value } of entry.values ?? []) {
    const negated = isNegated(view, at) || (isYesNo(slot) && cueBefore(view, at, 2, 'no') >= 0);
    if ((negated && !isYesNo(slot)) || (entry.domain && isKnown(view, at))) continue;
    const fact = entry.domain
      ? { domain: entry.domain, slot, value, at }
      : make(view, slot, negated ? 'no' : value, at);
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

/** "in the same area as the restaurant": the area of the venue in question. */
const sameFact = (view: View, at: number): Fact | undefined => {
  const slot = view.spans[at]?.entry.thing;
  if ((slot !== 'area' && slot !== 'price') || cueBefore(view, at, 2, 'same') < 0) return undefined;
  const domain = domainFor(view, slot, at);
  const { venue, world } = view.context;
  const after = view.mentions.find((mention) => mention.at > at && mention.aside)?.domain;
  const known = (['restaurant', 'hotel', 'attraction'] as const).filter(
    (one) => one !== domain && venue[one],
  );
  const source =
    after && venue[after] ? after : (known.find((one) => one === view.context.current) ?? known[0]);
  const name = source && venue[source];
  const value = source && name && findVenue(world, source, name)?.facts[slot];
  return domain && value ? { domain, slot, value, at } : undefined;
};

/** Nights are a hotel's, and so is what is told with them. */
const withNights = (view: View, facts: Fact[]): Fact[] => {
  if (!facts.some(({ slot }) => slot === 'stay') || view.mentions.some(({ domain }) => domain !== 'hotel'))
    return facts;
  return facts.map((fact) =>
    fact.slot === 'people' || fact.slot === 'day' ? { ...fact, domain: 'hotel' } : fact,
  );
};

const factsAt = (view: View, at: number, taken: readonly Fact[]): Fact[] => {
  const span = view.spans[at] as Span;
  const one = (fact: Fact | undefined): Fact[] => (fact ? [fact] : []);
  if (span.kind === 'time') return one(timeFact(view, at));
  if (span.entry.names) return one(venueFact(view, at));
  if (span.entry.place) return one(placeFact(view, at));
  if (span.kind === 'number') return one(numberFact(view, at, taken));
  const ride = span.entry.domain ? endOfRide(view, at) : undefined;
  if (ride) return ride.value ? one({ ...ride, value: ride.value }) : [];
  if (span.entry.values) return valueFacts(view, at);
  if (isCue(span, 'alone')) return one(make(view, 'people', '1', at));
  return one(hotelFact(view, at) ?? sameFact(view, at));
};

/** All values of a clause, in their order. */
export const factsOf = (view: View): Fact[] => {
  const out: Fact[] = [];
  for (const at of view.spans.keys()) out.push(...factsAt(view, at, out));
  return withNights(view, out);
};
