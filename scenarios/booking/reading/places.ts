// Venues and stations: which of them is wanted, which is where a journey begins or ends.

import type { Domain, Slot } from '../types.ts';
import { isCue, type Span } from './spans.ts';
import { domainFor, type Fact, requestsBefore, type View } from './view.ts';
import { homeOf } from './vocabulary.ts';

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

/** "arrive by 10:00 in Ely", "a train for Ely". */
const isBound = (view: View, at: number): boolean => {
  const before = view.spans[at - 1];
  if (isCue(before, 'in', 'at') && view.spans.slice(0, at).some((span) => isCue(span, 'arrive'))) return true;
  return (
    before?.low === 'for' &&
    (view.topic === 'train' || view.mentions.some(({ domain }) => domain === 'train'))
  );
};

const endOf = (view: View, at: number): Slot | undefined => {
  const said = endAt(view, at) ?? (isBound(view, at) ? 'destination' : undefined);
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
  const named = view.mentions.some(({ domain }) => domain === 'train' || domain === 'taxi');
  // "I'm travelling to Cambridge" says where somebody will be, and asks for no train.
  if (!named && view.topic !== 'train' && view.topic !== 'taxi' && value === homeOf(view.context.world))
    return undefined;
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

/** "to the hotel" where somebody rides in a taxi; without a value where no hotel is in question. */
export const endOfRide = (
  view: View,
  at: number,
): { domain: 'taxi'; slot: Slot; value: string | undefined; at: number } | undefined => {
  const mention = view.mentions.find((one) => one.at === at);
  if (!mention || !VISITED.has(mention.domain) || !isRide(view)) return undefined;
  const adjacent = isCue(view.spans[at - 1], 'from', 'to');
  if (mention.article !== 'the' && !adjacent) return undefined;
  const left = isCue(view.spans[at - 2], 'leave') && isCue(view.spans[at - 1], 'the');
  const slot = endAt(view, at) ?? (left ? 'departure' : undefined);
  if (!slot) return undefined;
  mention.aside = true;
  return { domain: 'taxi', slot, value: view.context.venue[mention.domain], at };
};

const VISITED: ReadonlySet<Domain> = new Set(['restaurant', 'hotel', 'attraction']);

/** The noun after a name is a part of it: "the Acorn guesthouse". */
const closeName = (view: View, at: number): void => {
  const mention = view.mentions.find((one) => one.at === at + 1);
  if (mention) mention.aside = true;
};

/** A venue by its name: wanted, or an end of a taxi ride. */
export const venueFact = (view: View, at: number): Fact | undefined => {
  const found = nameOf(view, view.spans[at] as Span);
  if (!found) return undefined;
  // "Acorn for the hotel" answers no question about a ride.
  const other = view.mentions.some(
    (one) => one.domain === found.domain && (one.article === 'the' || one.at < at),
  );
  const slot = isRide(view) ? (other ? endAt(view, at) : endOf(view, at)) : undefined;
  if (slot) {
    closeName(view, at);
    return { domain: 'taxi', slot, value: found.name, at };
  }
  return { domain: found.domain, slot: 'name', value: found.name, at };
};
