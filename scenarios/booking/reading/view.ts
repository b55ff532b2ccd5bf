// One clause as its reader sees it: what it mentions, what is under discussion, and which domain a value
// belongs to when the clause does not say.

import { BOOK, DOMAINS, INFO } from '../slots.ts';
import type { Act, Domain, ReadContext, Slot, Value } from '../types.ts';
import type { Cue } from './entries.ts';
import { type Clause, isCue, type Span } from './spans.ts';

/** A noun of a domain. */
export interface Mention {
  readonly at: number;
  readonly domain: Domain;
  /** the: "the hotel"; a: "a hotel", "hotels". */
  readonly article: 'the' | 'a';
  /** Only says where or like what something else is: "near the hotel", "from the hotel". */
  aside: boolean;
}

/** A value that fills a slot. */
export interface Fact {
  readonly domain: Domain;
  readonly slot: Slot;
  readonly value: Value;
  /** Index of its span. */
  readonly at: number;
}

export interface View {
  readonly spans: readonly Span[];
  readonly question: boolean;
  readonly mentions: readonly Mention[];
  /** Domains that are only hinted at. */
  readonly hints: readonly Domain[];
  /** All that its words do. */
  readonly cues: ReadonlySet<Cue>;
  readonly context: ReadContext;
  /** The topic as the utterance has left it so far. */
  topic: Domain | null;
}

/** Domains that have a slot, "name" included. */
const OWNERS = new Map<Slot, readonly Domain[]>();
export const ownersOf = (slot: Slot): readonly Domain[] => {
  const known = OWNERS.get(slot);
  if (known) return known;
  const made = DOMAINS.filter((domain) => INFO[domain].includes(slot) || BOOK[domain].includes(slot));
  // Slots are few; a slot that nobody has is not kept.
  if (made.length > 0) OWNERS.set(slot, made);
  return made;
};

/** The nearest cue of these kinds among the `reach` spans before `at`; a comma ends the look. */
export const cueBefore = (view: View, at: number, reach: number, a: Cue, b?: Cue, c?: Cue): number => {
  for (let back = at - 1; back >= 0 && back >= at - reach; back--) {
    const span = view.spans[back];
    if (isCue(span, a, b ?? a, c ?? a)) return back;
    if (span?.kind === 'mark' && span.low === ',') return -1;
  }
  return -1;
};

export const hasCue = (view: View, ...cues: readonly Cue[]): boolean => {
  for (const cue of cues) if (view.cues.has(cue)) return true;
  return false;
};

const articleOf = (spans: readonly Span[], at: number): Mention['article'] => {
  for (let back = at - 1; back >= 0 && back >= at - 5; back--) {
    const span = spans[back] as Span;
    if (isCue(span, 'the')) return 'the';
    if (isCue(span, 'a', 'each')) return 'a';
    const adjective = span.entry.values || span.kind === 'number' || isCue(span, 'star') || span.low === '-';
    if (!adjective) return 'a';
  }
  return 'a';
};

const mentionsOf = (spans: readonly Span[]): Mention[] => {
  const out: Mention[] = [];
  for (let at = 0; at < spans.length; at++) {
    const domain = (spans[at] as Span).entry.domain;
    if (!domain) continue;
    const article = articleOf(spans, at);
    const aside =
      article === 'the' &&
      (isCue(spans[at - 1], 'near') || isCue(spans[at - 2], 'near') || isCue(spans[at - 3], 'same'));
    out.push({ at, domain, article, aside });
  }
  return out;
};

export const viewOf = (clause: Clause, topic: Domain | null, context: ReadContext): View => {
  const hints: Domain[] = [];
  const cues = new Set<Cue>();
  for (const { entry } of clause.spans) {
    if (entry.weak && !hints.includes(entry.weak)) hints.push(entry.weak);
    if (entry.cues) for (const cue of entry.cues) cues.add(cue);
  }
  return { ...clause, mentions: mentionsOf(clause.spans), hints, cues, context, topic };
};

/** Whether only adjectives stand between a value and the noun after it: "cheap Italian restaurant". */
const leadsTo = (view: View, at: number, mention: Mention): boolean => {
  if (mention.at < at || mention.at > at + 6) return false;
  for (let between = at + 1; between < mention.at; between++) {
    const span = view.spans[between] as Span;
    if (
      !span.entry.values &&
      !isCue(span, 'star', 'people', 'nights') &&
      span.kind !== 'number' &&
      span.low !== '-'
    )
      return false;
  }
  return true;
};

export type Request = Extract<Act, { type: 'request' }>;

/** What the other side asked for just before. */
export const requestsBefore = ({ before }: ReadContext): Request[] =>
  before.filter((act): act is Request => act.type === 'request');

const fromBefore = (view: View, slot: Slot, owners: readonly Domain[]): Domain | undefined =>
  requestsBefore(view.context).find((act) => act.slot === slot && owners.includes(act.domain))?.domain;

/** The domain that a value of this slot at this place belongs to, or undefined. */
export const domainFor = (view: View, slot: Slot, at: number): Domain | undefined => {
  const owners = ownersOf(slot);
  if (owners.length < 2) return owners[0];
  const fits = (mention: Mention): boolean => !mention.aside && owners.includes(mention.domain);
  const next = view.mentions.find((mention) => fits(mention) && leadsTo(view, at, mention));
  if (next) return next.domain;
  const last = view.mentions.findLast((mention) => fits(mention) && mention.at < at);
  if (last) return last.domain;
  const first = view.mentions.find(fits);
  if (first) return first.domain;
  const asked = fromBefore(view, slot, owners);
  const hint = view.hints.find((domain) => owners.includes(domain));
  const topic = view.topic && owners.includes(view.topic) ? view.topic : undefined;
  if (hint && (topic === undefined || topic === hint)) return hint;
  const likely = topic ?? asked ?? hint;
  if (likely || view.mentions.some(({ aside }) => !aside)) return likely;
  return DOMAINS.find((domain) => owners.includes(domain) && view.context.venue[domain]);
};

/** The domain of a clause as a whole, for what it asks. */
export const domainOf = (view: View): Domain | undefined =>
  (view.mentions.find(({ aside }) => !aside)?.domain ?? view.topic ?? view.hints[0]) || undefined;
