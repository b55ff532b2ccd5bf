// Venues and stations: which of them is wanted, which is where a journey begins or ends.

import type { Domain, Slot } from '../types.ts';
import type { Fact } from './facts.ts';
import { isCue, type Span } from './spans.ts';
import { domainFor, requestsBefore, type View } from './view.ts';

const END_OF_TRIP: readonly Slot[] = ['departure', 'destination'];

/** Words that may stand between "from" and the place. */
const PASSED: ReadonlySet<string> = new Set([
  'station',
  'city',
  'town',
  'called',
  'will',
  'be',
  'located',
  ':',
  'would',
  'should',
]);

/** The end of a journey that the words before and after a place make it; undefined: none. */
const endAt = (view: View, at: number): Slot | undefined => {
  for (let back = at - 1; back >= 0 && back >= at - 4; back--) {
    const span = view.spans[back] as Span;
    if (isCue(span, 'to') || span.entry.thing === 'destination') return 'destination';
    if (isCue(span, 'from') || span.entry.thing === 'departure') return 'departure';
    if (!isCue(span, 'the', 'a', 'be', 'at', 'in') && !PASSED.has(span.low)) break;
  }
  return undefined;
};

const isPlace = (span: Span | undefined): boolean =>
  span?.entry.place !== undefined || span?.entry.names !== undefined;

const askedEnd = (view: View, at: number): Slot | undefined => {
  const asked = requestsBefore(view.context)
    .map(({ slot }) => slot)
    .filter((slot) => END_OF_TRIP.includes(slot));
  const earlier = view.spans.slice(0, at).filter(isPlace).length;
  return asked.length === 0
    ? undefined
    : (END_OF_TRIP.filter((slot) => asked.includes(slot))[earlier] ?? asked[0]);
};

const endOf = (view: View, at: number): Slot | undefined => {
  const said = endAt(view, at);
  if (said) return said;
  // "Cambridge to Ely", "leaving Cambridge".
  if (isCue(view.spans[at + 1], 'to') && isPlace(view.spans[at + 2])) return 'departure';
  if (isCue(view.spans[at - 1], 'leave')) return 'departure';
  if (isCue(view.spans[at - 1], 'in', 'near')) return undefined;
  return askedEnd(view, at);
};

/** A station in a clause. */
export const placeFact = (view: View, at: number): Fact | undefined => {
  const value = view.spans[at]?.entry.place;
  const slot = endOf(view, at);
  const domain = slot && (domainFor(view, slot, at) ?? 'train');
  return value && slot && domain ? { domain, slot, value, at } : undefined;
};

/** Whether a venue can be the end of a journey here: somebody travels, and by taxi. */
const isRide = (view: View): boolean =>
  view.mentions.some(({ domain }) => domain === 'taxi') ||
  ((view.topic === 'taxi' || view.hints.includes('taxi')) &&
    !view.mentions.some(({ domain, aside }) => !aside && domain === 'train'));

const nameOf = (view: View, span: Span): { domain: Domain; name: string } | undefined => {
  const names = span.entry.names ?? [];
  const preferred = view.mentions.find(({ domain }) => names.some((one) => one.domain === domain))?.domain;
  return (
    names.find(({ domain }) => domain === preferred) ??
    names.find(({ domain }) => domain === view.topic) ??
    names[0]
  );
};

/** A venue in a clause: by its name, or "the hotel" as the end of a taxi ride. */
export const venueFact = (view: View, at: number): Fact | undefined => {
  const span = view.spans[at] as Span;
  const ride = isRide(view);
  if (!span.entry.names) {
    const mention = view.mentions.find((one) => one.at === at);
    const slot =
      ride && mention && mention.domain !== 'taxi' && mention.article === 'the' ? endAt(view, at) : undefined;
    const value = mention && view.context.venue[mention.domain];
    if (!slot || !mention) return undefined;
    mention.aside = true;
    return value ? { domain: 'taxi', slot, value, at } : undefined;
  }
  const found = nameOf(view, span);
  if (!found) return undefined;
  const slot = ride ? endOf(view, at) : undefined;
  if (slot) return { domain: 'taxi', slot, value: found.name, at };
  return { domain: found.domain, slot: 'name', value: found.name, at };
};
