// An agent's words as acts, clause by clause.

import { INFO } from '../slots.ts';
import type { Act, AgentAct, Domain, ReadContext, Slot, Value } from '../types.ts';
import { Acts } from './acts.ts';
import { anyOf } from './any.ts';
import { factsOf } from './facts.ts';
import { clausesOf, isCue, tidy } from './spans.ts';
import { tellsIn } from './telling.ts';
import { domainOf, type Fact, hasCue, type View, viewOf } from './view.ts';
import { vocabularyOf } from './vocabulary.ts';
import { requestsIn } from './wanting.ts';

/** An offer whose facts are still coming in. */
interface Offer {
  readonly domain: Domain;
  readonly name: string;
  readonly facts: Record<Slot, Value>;
}

/** What the clauses before have left: the topic, the offer being described, the booking being told. */
interface Course {
  topic: Domain | null;
  offer: Offer | undefined;
  booked: Domain | undefined;
}

const REF = /^(?=.*\d)[A-Za-z\d]{5,12}$|^[A-Z\d]{6,12}$/;

/** The reference in a clause as it was written. */
const referenceIn = (view: View): string | undefined => {
  const at = view.spans.findIndex((span) => isCue(span, 'reference'));
  if (at < 0) return undefined;
  return view.spans.slice(at + 1).find(({ raw }) => REF.test(raw))?.raw;
};

const describe = (view: View, offer: Offer, facts: readonly Fact[]): void => {
  for (const { domain, slot, value } of facts)
    if (domain === offer.domain && INFO[domain].includes(slot)) offer.facts[slot] ??= value;
  const hotel = view.mentions.find(({ at, article }) => article === 'a' && view.spans[at]?.low === 'hotel');
  if (hotel && offer.domain === 'hotel') offer.facts.type ??= 'hotel';
};

/** Venues that the clause names, the last of them open for more facts. */
const offersIn = (
  view: View,
  facts: readonly Fact[],
  told: boolean,
  acts: Acts<AgentAct>,
): Offer | undefined => {
  let open: Offer | undefined;
  for (const { domain, value, slot, at } of facts) {
    if (slot !== 'name') continue;
    const offer: Offer = { domain, name: value, facts: {} };
    const next = facts.find((fact) => fact.slot === 'name' && fact.at > at)?.at ?? view.spans.length;
    const alone = open === undefined && next === view.spans.length;
    describe(view, offer, alone ? facts : facts.filter((fact) => fact.at > at && fact.at < next));
    if (told && Object.keys(offer.facts).length === 0 && view.context.venue[domain] === value) continue;
    acts.add({ type: 'offer', ...offer });
    open = offer;
  }
  return open;
};

/** "You would like it in the north, is that right?" */
const confirmsIn = (view: View, acts: Acts<AgentAct>): boolean => {
  if (!hasCue(view, 'right')) return false;
  const any = anyOf(view, true);
  const facts = factsOf(view).filter(({ at }) => !any.some((one) => one.at === at));
  for (const { domain, slot, value } of [...facts, ...any])
    acts.add({ type: 'confirm', domain, slot, value });
  return facts.length + any.length > 0;
};

/** Whether nothing was found: "there is no such hotel", "no cheap Italian restaurants", "nothing like that". */
const isEmpty = (view: View): boolean => {
  if (hasCue(view, 'empty')) return true;
  const named = view.mentions.length > 0 || hasCue(view, 'noun', 'sorry');
  if (hasCue(view, 'none') && named) return true;
  return view.mentions.some((mention) => {
    for (let at = mention.at - 1; at >= 0 && at >= mention.at - 5; at--) {
      const span = view.spans[at];
      if (isCue(span, 'no')) return true;
      if (!span?.entry.values && !isCue(span, 'star', 'neg') && span?.kind !== 'number') return false;
    }
    return false;
  });
};

/** Booked, refused, nothing found: whether the clause says one of these. */
const resultsIn = (view: View, course: Course, acts: Acts<AgentAct>): boolean => {
  const domain = domainOf(view);
  const ref = referenceIn(view);
  if (ref) {
    const owner = view.mentions[0]?.domain ?? course.booked ?? domain;
    if (owner) acts.add({ type: 'booked', domain: owner, ref });
    course.booked = undefined;
    return true;
  }
  const failed = hasCue(view, 'fail') && hasCue(view, 'book', 'deal', 'booked', 'sorry');
  if (domain && (failed || hasCue(view, 'refused'))) {
    acts.add({ type: 'apologise', domain });
    return true;
  }
  if (hasCue(view, 'booked')) {
    course.booked = domain;
    return true;
  }
  if (!domain || !isEmpty(view)) return false;
  acts.add({ type: 'no-offer', domain });
  return true;
};

const courtesies = (view: View, acts: Acts<AgentAct>): void => {
  if (isCue(view.spans[0], 'greet')) acts.add({ type: 'greet' });
  if (hasCue(view, 'more')) acts.add({ type: 'more' });
  if (hasCue(view, 'bye')) acts.add({ type: 'bye' });
};

const readClause = (view: View, course: Course, acts: Acts<AgentAct>): void => {
  courtesies(view, acts);
  if (resultsIn(view, course, acts) || confirmsIn(view, acts)) return;
  const tells = tellsIn(view);
  for (const act of tells) acts.add(act);
  const asked = requestsIn(view);
  for (const act of asked) acts.add(act);
  if (asked.length > 0) return;
  const named = tells.some(({ slot }) => slot === 'id');
  const facts = tells.length > 0 && named ? [] : factsOf(view);
  const offer = offersIn(view, facts, tells.length > 0, acts);
  if (offer) course.offer = offer;
  else if (course.offer && tells.length === 0) describe(view, course.offer, facts);
  else if (tells.length === 0 && !view.question && hasCue(view, 'it'))
    for (const { domain, slot, value } of facts)
      if (view.context.venue[domain] && INFO[domain].includes(slot))
        acts.add({ type: 'inform', domain, slot, value });
};

const topicAfter = (view: View, course: Course): Domain | null =>
  view.mentions.findLast(({ aside }) => !aside)?.domain ?? course.offer?.domain ?? view.topic;

/** What a user understands of an agent's words; [] for a remark. Never throws. */
export const readAgent = (text: string, context: ReadContext): Act[] => {
  const acts = new Acts<AgentAct>();
  const course: Course = { topic: context.current, offer: undefined, booked: undefined };
  for (const clause of clausesOf(tidy(text), vocabularyOf(context.world))) {
    // What is being described is the topic, whatever was the topic before.
    const view = viewOf(clause, course.topic, context);
    readClause(view, course, acts);
    course.topic = topicAfter(view, course);
    if (view.mentions.some(({ domain }) => domain !== course.offer?.domain)) course.offer = undefined;
  }
  return acts.list;
};
