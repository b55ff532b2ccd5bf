// What the user is offered: answers to what it was asked, its errand slot by slot, and ways out.

import { ATTRIBUTES, BOOK, BOOKABLE, CLOSED, DOMAINS, INFO } from './slots.ts';
import { lastHeard, sameAct } from './state.ts';
import { type Act, AGENT, ANY, type Domain, type DomainGoal, type Slot, type State } from './types.ts';

const COURTESIES: readonly Act[] = [{ type: 'greet' }, { type: 'thank' }, { type: 'bye' }];

const YES_OR_NO: readonly Act[] = [{ type: 'affirm' }, { type: 'deny' }];

/** Latest offers that can be chosen by name. */
const NAMES = 6;

const inform = (domain: Domain, slot: Slot, value: string): Act => ({ type: 'inform', domain, slot, value });

/** Every value that the goal has for a slot, whatever the stage. */
const errand = (state: State, goal: DomainGoal): Act[] => {
  const { domain, info, book, from } = goal;
  const out = [...info, ...book].flatMap(({ values }) =>
    Object.entries(values).map(([slot, value]) => inform(domain, slot, value)),
  );
  for (const [slot, source] of Object.entries(from)) {
    const linked = state.goal.domains.find((one) => one.domain === source);
    const time = linked?.book[linked.book.length - 1]?.values.time;
    const value = slot === 'leave' || slot === 'arrive' ? time : state.notes.venue[source];
    if (value !== undefined) out.push(inform(domain, slot, value));
  }
  return out;
};

/** Answers to the questions just asked: that it does not matter, and every value that all know. */
const replies = (before: readonly Act[]): Act[] =>
  before.flatMap((act) => {
    if (act.type !== 'request' || ![...INFO[act.domain], ...BOOK[act.domain]].includes(act.slot)) return [];
    const values = [ANY, ...(CLOSED[act.slot] ?? [])];
    return values.map((value) => inform(act.domain, act.slot, value));
  });

const choices = (state: State, domain: Domain): Act[] =>
  state.notes.offers
    .filter((offer) => offer.domain === domain)
    .slice(-NAMES)
    .map(({ name }) => inform(domain, 'name', name));

const requests = ({ domain, request }: DomainGoal): Act[] => {
  const slots = BOOKABLE.includes(domain) ? ['ref', ...request] : request;
  return slots.map((slot) => ({ type: 'request', domain, slot }));
};

const topic = (state: State, goal: DomainGoal): Act[] => [
  { type: 'need', domain: goal.domain },
  ...errand(state, goal),
  ...requests(goal),
  ...choices(state, goal.domain),
  { type: 'drop', domain: goal.domain },
];

/** Beyond the errand: other attributes of the topic, other topics. */
const asides = ({ notes: { current } }: State): Act[] => {
  const topics = DOMAINS.map((domain): Act => ({ type: 'need', domain }));
  if (current === null) return topics;
  return [...ATTRIBUTES[current].map((slot): Act => ({ type: 'request', domain: current, slot })), ...topics];
};

const goalsInOrder = ({ goal, notes }: State): readonly DomainGoal[] => [
  ...goal.domains.filter(({ domain }) => domain === notes.current),
  ...goal.domains.filter(({ domain }) => domain !== notes.current),
];

/** Distinct, in a fixed order, the topic under discussion first. */
export const userOffers = (state: State): readonly Act[] => {
  const before = lastHeard(state.said, AGENT);
  const out: Act[] = [];
  const add = (acts: readonly Act[]): void => {
    for (const act of acts) if (!out.some((one) => sameAct(one, act))) out.push(act);
  };
  const asked = before.some((act) => act.type !== 'greet' && act.type !== 'bye');
  if (asked) add(YES_OR_NO);
  for (const goal of goalsInOrder(state)) add(topic(state, goal));
  add(YES_OR_NO);
  add(COURTESIES);
  add(replies(before));
  add(asides(state));
  return out;
};
