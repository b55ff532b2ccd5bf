// What a user asks for: attributes of the venue in question, and its booking.

import { ATTRIBUTES, BOOKABLE, INFO } from '../slots.ts';
import type { Domain, Slot } from '../types.ts';
import { isNegated } from './facts.ts';
import { isCue, type Span } from './spans.ts';
import { cueBefore, domainFor, domainOf, type Fact, hasCue, type View } from './view.ts';

export interface Asked {
  readonly domain: Domain;
  readonly slot: Slot;
}

/** Nobody says these words but to ask for them. */
const ALWAYS: ReadonlySet<Slot> = new Set([
  'phone',
  'postcode',
  'address',
  'fee',
  'id',
  'duration',
  'ticket',
  'car',
  'ref',
]);
/** Slots that a user may ask for where the words around them ask. */
const SOMETIMES: ReadonlySet<Slot> = new Set([
  'area',
  'price',
  'food',
  'type',
  'stars',
  'leave',
  'arrive',
  'day',
]);

const can = (domain: Domain, slot: Slot): boolean =>
  slot === 'ref' || ATTRIBUTES[domain].includes(slot) || INFO[domain].includes(slot);

/** What a price is called in each domain. */
const costOf = (domain: Domain): Slot =>
  domain === 'train' ? 'ticket' : domain === 'attraction' ? 'fee' : 'price';

/** Domains that a span names, by a noun or by a venue. */
const namedAt = (view: View, at: number): Domain | undefined => {
  const mention = view.mentions.find((one) => one.at === at);
  if (mention) return mention.aside ? undefined : mention.domain;
  return view.spans[at]?.entry.names?.[0]?.domain;
};

const LINKS = new Set(['of', 'for', 'to', 'at', 'on', 'is']);

/** Whose attribute it is: "of the hotel" after it, what was named before it, the topic. */
const ownerOf = (view: View, slot: Slot, at: number): Domain | undefined => {
  const owner = (from: number, to: number): Domain | undefined => {
    for (let near = from; near < to; near++) {
      const domain = namedAt(view, near);
      if (domain && can(domain, slot)) return domain;
    }
    return undefined;
  };
  const last = view.spans.length;
  for (let link = at; link < last; link++) {
    const linked = link === at || LINKS.has(view.spans[link]?.low ?? '');
    const found = linked ? owner(link + 1, Math.min(last, link + (link === at ? 3 : 7))) : undefined;
    if (found) return found;
  }
  const before = owner(0, at + 1);
  if (before) return before;
  if (view.topic && can(view.topic, slot)) return view.topic;
  return owner(at, last) ?? view.hints.find((domain) => can(domain, slot));
};

/** Whether a clause asks: a question, or a wish to know. */
const asks = (view: View): boolean =>
  view.question || hasCue(view, 'what', 'tell', 'how', 'when', 'where', 'howmuch');

/** "in the same area", "a certain price range": not asked for. */
const isGiven = (view: View, at: number, slot: Slot, facts: readonly Fact[]): boolean =>
  facts.some((fact) => fact.slot === slot) ||
  isCue(view.spans[at - 1], 'same', 'each', 'in') ||
  (isCue(view.spans[at - 2], 'in') && !isCue(view.spans[at - 1], 'what', 'and')) ||
  isCue(view.spans[at - 2], 'same');

/** "the travel time and price": the next one in a list of things. */
const isListed = (view: View, at: number): boolean => {
  for (let back = at - 1; back >= 0 && back >= at - 3; back--) {
    const span = view.spans[back] as Span;
    if (span.entry.thing) return back < at - 1;
    if (!isCue(span, 'and', 'the') && span.low !== ',') return false;
  }
  return false;
};

const thingAsked = (view: View, at: number, facts: readonly Fact[]): Slot | undefined => {
  const { thing } = (view.spans[at] as Span).entry;
  if (!thing || isNegated(view, at)) return undefined;
  if (ALWAYS.has(thing)) return thing;
  if (!SOMETIMES.has(thing) || isGiven(view, at, thing, facts)) return undefined;
  const led =
    isCue(view.spans[at], 'what') ||
    isCue(view.spans[at - 1], 'what', 'the', 'how') ||
    isCue(view.spans[at - 2], 'what') ||
    isListed(view, at);
  return (asks(view) && (led || view.spans.length <= 4)) || (led && hasCue(view, 'need')) ? thing : undefined;
};

/** "Does it have parking?": a question about one place and not a wish for such a place. */
const yesNoAsked = (view: View, at: number): Slot | undefined => {
  const slot = view.spans[at]?.entry.values?.find(
    (told) => told.slot === 'parking' || told.slot === 'internet',
  )?.slot;
  if (!slot || cueBefore(view, at, 12, 'does') < 0) return undefined;
  const one =
    hasCue(view, 'it') ||
    view.mentions.some(({ article }) => article === 'the') ||
    view.spans.some(({ entry }) => entry.names);
  const other = view.mentions.some(({ article }) => article === 'a');
  return (view.question || hasCue(view, 'tell')) && one && !other ? slot : undefined;
};

const cueAsked = (view: View, at: number): Slot | undefined => {
  const span = view.spans[at] as Span;
  const domain = domainOf(view);
  if (!domain) return undefined;
  if (isCue(span, 'howmuch') && (view.question || at < 2)) return costOf(domain);
  if (isCue(span, 'howlong') && domain === 'train') return 'duration';
  if (isCue(span, 'when') && (domain === 'train' || domain === 'taxi') && asks(view)) {
    if (view.spans.slice(at).some((one) => isCue(one, 'arrive'))) return 'arrive';
    if (view.spans.slice(at).some((one) => isCue(one, 'leave'))) return 'leave';
  }
  return undefined;
};

/** Attributes that the clause asks for. */
export const askedOf = (view: View, facts: readonly Fact[]): Asked[] => {
  const out: Asked[] = [];
  const put = (slot: Slot | undefined, at: number): void => {
    if (!slot) return;
    const owner = domainOf(view);
    const exact = slot === 'price' && owner ? costOf(owner) : slot;
    const domain = ownerOf(view, exact, at) ?? (exact === 'ref' ? undefined : domainFor(view, exact, 0));
    if (domain && !out.some((one) => one.domain === domain && one.slot === exact))
      out.push({ domain, slot: exact });
  };
  for (const at of view.spans.keys())
    put(thingAsked(view, at, facts) ?? yesNoAsked(view, at) ?? cueAsked(view, at), at);
  return out;
};

/** The domain that the clause asks to book, or undefined. */
export const bookedIn = (view: View, facts: readonly Fact[]): Domain | undefined => {
  const at = view.spans.findIndex((span) => isCue(span, 'book'));
  if (at < 0 || isNegated(view, at)) return undefined;
  const mention = view.mentions.find(({ domain, aside }) => !aside && BOOKABLE.includes(domain));
  if (mention) {
    const known = view.context.venue[mention.domain] !== undefined;
    return mention.article === 'the' || known ? mention.domain : undefined;
  }
  const named = facts.find(({ domain }) => BOOKABLE.includes(domain))?.domain;
  const hint = view.hints.find((domain) => BOOKABLE.includes(domain));
  const topic = view.topic && BOOKABLE.includes(view.topic) ? view.topic : undefined;
  return named ?? topic ?? hint;
};
