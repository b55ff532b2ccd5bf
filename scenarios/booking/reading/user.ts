// A user's words as acts, clause by clause.

import type { Act, Domain, ReadContext, UserAct } from '../types.ts';
import { Acts } from './acts.ts';
import { anyOf } from './any.ts';
import { askedOf, bookedIn } from './asking.ts';
import { factsOf, isNegated } from './facts.ts';
import { type Clause, clausesOf, isCue, type Span, tidy } from './spans.ts';
import { cueBefore, type Fact, hasCue, type Mention, type View, viewOf } from './view.ts';
import { vocabularyOf } from './vocabulary.ts';

/** The domain that the clause gives up, or undefined. */
const droppedIn = (view: View): Domain | undefined => {
  const mention = view.mentions[0];
  if (!mention) return undefined;
  const over = view.spans.slice(mention.at).some((span) => isCue(span, 'afterall'));
  const dropped = cueBefore(view, mention.at, 5, 'drop') >= 0;
  const unwanted = over && cueBefore(view, mention.at, 6, 'neg', 'no') >= 0;
  return dropped || unwanted ? mention.domain : undefined;
};

/** What follows the part of a clause that gives something up. */
const afterComma = (view: View): Clause | undefined => {
  const from = view.mentions[0]?.at ?? 0;
  const comma = view.spans.findIndex(({ low }, at) => at > from && low === ',');
  return comma < 0 ? undefined : { spans: view.spans.slice(comma + 1), question: view.question };
};

/** Whether a noun opens its topic: "I need a hotel"; not "it should be a guesthouse". */
const opens = (view: View, mention: Mention): boolean => {
  if (mention.article === 'the' || mention.aside || isNegated(view, mention.at)) return false;
  for (let at = 0; at < mention.at; at++) if (isCue(view.spans[at], 'it')) return false;
  if (view.mentions.some(({ domain, article }) => article === 'the' && domain === mention.domain))
    return false;
  return view.topic !== mention.domain || view.question || hasCue(view, 'need', 'book');
};

const first = (view: View): Span | undefined => view.spans.find(({ kind }) => kind !== 'mark');

/** Yes, no and courtesies of a clause. */
const courtesies = (view: View, facts: readonly Fact[], acts: Acts<UserAct>): void => {
  const start = first(view);
  if (isCue(start, 'greet')) acts.add({ type: 'greet' });
  const last = view.spans[view.spans.length - 1];
  if ((isCue(start, 'yes') || (isCue(last, 'yes') && facts.length === 0)) && !hasCue(view, 'bye', 'thank'))
    acts.add({ type: 'affirm' });
  const plain = facts.length === 0 || !hasCue(view, 'instead');
  const single = start?.low === 'no' ? isCue(start, 'no') && !leadsOn(view) : false;
  const denies = single || view.spans.some((span) => span.low !== 'no' && isCue(span, 'no'));
  const others = hasCue(view, 'other') && view.context.before.some(({ type }) => type === 'offer');
  if ((denies && plain) || others) acts.add({ type: 'deny' });
  if (hasCue(view, 'thank')) acts.add({ type: 'thank' });
  if (hasCue(view, 'bye')) acts.add({ type: 'bye' });
};

/** "No wifi needed", "no hotel": the word belongs to what comes next. */
const leadsOn = (view: View): boolean => {
  const next = view.spans[view.spans.findIndex(({ low }) => low === 'no') + 1];
  return (
    next !== undefined &&
    (next.entry.values !== undefined || next.entry.domain !== undefined || next.entry.thing !== undefined)
  );
};

/** Reads one clause; returns the topic that it leaves. */
const readClause = (view: View, acts: Acts<UserAct>): Domain | null => {
  const dropped = droppedIn(view);
  if (dropped) {
    acts.add({ type: 'drop', domain: dropped });
    const rest = afterComma(view);
    return rest ? readClause(viewOf(rest, dropped, view.context), acts) : dropped;
  }
  const told = factsOf(view);
  const any = anyOf(view, told.length > 0);
  // What does not matter is not wanted either: "any parking".
  const facts = any.length > 0 ? told.filter(({ at }) => !any.some((one) => one.at === at)) : told;
  courtesies(view, [...facts, ...any], acts);
  for (const mention of view.mentions)
    if (opens(view, mention)) acts.add({ type: 'need', domain: mention.domain });
  const asked = askedOf(view, [...facts, ...any]);
  for (const { domain, slot, value } of [...facts, ...any]) {
    if (asked.some((one) => one.domain === domain && one.slot === slot)) continue;
    acts.add({ type: 'inform', domain, slot, value });
  }
  for (const { domain, slot } of asked) acts.add({ type: 'request', domain, slot });
  const booked = bookedIn(view, facts);
  if (booked) acts.add({ type: 'request', domain: booked, slot: 'ref' });
  const mention = view.mentions.findLast(({ aside }) => !aside);
  return mention?.domain ?? booked ?? facts[facts.length - 1]?.domain ?? view.topic;
};

/** What a listener at the agent's desk understands of a user's words; [] for a remark. Never throws. */
export const readUser = (text: string, context: ReadContext): Act[] => {
  const acts = new Acts<UserAct>();
  let topic = context.current;
  const clauses: Clause[] = clausesOf(tidy(text), vocabularyOf(context.world));
  for (const clause of clauses) topic = readClause(viewOf(clause, topic, context), acts);
  return acts.list;
};
