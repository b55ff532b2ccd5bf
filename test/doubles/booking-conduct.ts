// Whether a simulated user kept to its goal. Looks at the transcript as the user knew it, and at the goal;
// knows nothing of how the user decides.

import { BOOKABLE } from '../../scenarios/booking/slots.ts';
import {
  type Act,
  ANY,
  type Domain,
  type DomainGoal,
  type Slot,
  type State,
  USER,
  type Value,
} from '../../scenarios/booking/types.ts';
import { asUserKnows } from './booking-episodes.ts';
import {
  add,
  type Fault,
  goalOf,
  holds,
  isBook,
  linkedValues,
  type Patience,
  stagesOf,
  suitable,
  type Watch,
} from './booking-watch.ts';

/** A value has to be that of the stage which the earlier ones were of, or of a later one. */
const checkValue = (watch: Watch, goal: DomainGoal, slot: Slot, value: Value): void => {
  const stages = stagesOf(goal, slot);
  if (stages.length === 0) {
    if (value !== ANY && !linkedValues(watch, goal, slot).includes(value)) watch.faults.add('contradicts');
    return;
  }
  const key = `${goal.domain} ${isBook(goal.domain, slot)}`;
  const floor = watch.floor.get(key) ?? 0;
  const at = stages.findIndex((stage, index) => index >= floor && holds(watch, goal, stage, slot, value));
  if (at >= 0) watch.floor.set(key, at);
  else {
    const ever = stages.some((stage) => holds(watch, goal, stage, slot, value));
    watch.faults.add(ever ? 'goes back' : 'contradicts');
  }
};

const checkInform = (watch: Watch, act: Act & { type: 'inform' }): void => {
  const goal = goalOf(watch, act.domain);
  if (!goal) {
    watch.faults.add('contradicts');
    return;
  }
  const key = `${act.domain} ${act.slot}`;
  if (goal.withheld.includes(act.slot) && !watch.asked.has(key) && !watch.told.has(key))
    watch.faults.add('reveals');
  if (!watch.told.has(key)) watch.waits.set(act.domain, 0);
  watch.told.add(key);
  if (act.slot === 'name') watch.content.add(act.domain);
  if (act.slot === 'name' && watch.names.has(`${act.domain} ${act.value}`)) return;
  checkValue(watch, goal, act.slot, act.value);
};

/** What it says yes to must be so. */
const checkYes = (watch: Watch, before: readonly Act[]): void => {
  for (const act of before) {
    if (act.type !== 'confirm') continue;
    const goal = goalOf(watch, act.domain);
    if (!goal) watch.faults.add('invents');
    else if (!stagesOf(goal, act.slot).some((stage) => holds(watch, goal, stage, act.slot, act.value)))
      watch.faults.add(act.value === ANY && stagesOf(goal, act.slot).length === 0 ? 'strays' : 'invents');
  }
  const offers = before.filter((act) => act.type === 'offer');
  if (offers.length === 0 || before.some(({ type }) => type === 'confirm')) return;
  const good = offers.some((offer) => suitable(watch, offer));
  if (!good) watch.faults.add('invents');
};

const checkRequest = (watch: Watch, act: Act & { type: 'request' }): void => {
  const goal = goalOf(watch, act.domain);
  const toBook = BOOKABLE.includes(act.domain) && (act.domain === 'taxi' || (goal?.book.length ?? 0) > 0);
  const asks = goal?.request.includes(act.slot) || goal?.info.some(({ values }) => act.slot in values);
  if (act.slot === 'ref' ? !toBook : !asks) watch.faults.add('strays');
};

const checkDrop = (watch: Watch, domain: Domain): void => {
  const goal = goalOf(watch, domain);
  if (!goal) {
    if ((watch.strange.get(domain) ?? 0) === 0) watch.faults.add('strays');
    return;
  }
  if (watch.dropped.has(domain)) return;
  const waited = watch.waits.get(domain) ?? 0;
  const enough = watch.dropped.size === 0 ? watch.patience.exchanges : 2;
  const begged = watch.times.get(JSON.stringify({ type: 'request', domain, slot: 'ref' })) ?? 0;
  const failed = (watch.none.get(domain) ?? 0) >= 2 || (watch.refused.get(domain) ?? 0) >= 2;
  const opened = watch.times.get(JSON.stringify({ type: 'need', domain })) ?? 0;
  const turnedDown = watch.turnedDown.get(domain) ?? 0;
  // What the drop answers has not been turned down in so many words.
  const hopeless = failed || Math.max(begged, opened, turnedDown + 1) > watch.patience.exchanges;
  const stranded = Object.values(goal.from).some((source) => watch.dropped.has(source));
  if (waited < enough && !hopeless && !stranded) watch.faults.add('drops early');
  watch.dropped.add(domain);
};

/** Whether it has what it wanted of the domain, as far as it knows. */
const served = ({ state }: Watch, goal: DomainGoal, begged: Map<string, number>): boolean => {
  const { domain } = goal;
  const told = state.notes.told[domain] ?? {};
  const answered = goal.request.every(
    (slot) => told[slot] !== undefined || (begged.get(`${domain} ${slot}`) ?? 0) >= 2,
  );
  const found = state.notes.venue[domain] !== undefined || state.notes.refs[domain] !== undefined;
  const toBook = domain === 'taxi' || goal.book.length > 0;
  return found && answered && (!toBook || state.notes.refs[domain] !== undefined);
};

/** What answers a question is said as often as it is asked. */
const isAnswer = (act: Act, before: readonly Act[]): boolean => {
  if (act.type === 'affirm' || act.type === 'deny') return before.some(({ type }) => ASKING.has(type));
  return before.some(
    (one) =>
      (one.type === 'request' || one.type === 'confirm') &&
      act.type === 'inform' &&
      one.domain === act.domain &&
      one.slot === act.slot,
  );
};
const ASKING: ReadonlySet<Act['type']> = new Set(['request', 'confirm', 'offer']);

const checkRepeats = (watch: Watch, acts: readonly Act[], before: readonly Act[]): void => {
  const keys = new Set(acts.filter((act) => !isAnswer(act, before)).map((act) => JSON.stringify(act)));
  for (const key of watch.row.keys()) if (!keys.has(key)) watch.row.delete(key);
  for (const key of keys) {
    add(watch.row, key);
    add(watch.times, key);
    if ((watch.row.get(key) ?? 0) > watch.patience.row) watch.faults.add('repeats');
    if ((watch.times.get(key) ?? 0) > watch.patience.times) watch.faults.add('repeats');
  }
};

const checkBye = (watch: Watch): void => {
  const begged = new Map<string, number>();
  for (const { seat, acts } of watch.state.said)
    for (const act of acts)
      if (seat === USER && act.type === 'request') add(begged, `${act.domain} ${act.slot}`);
  for (const goal of watch.state.goal.domains)
    if (!watch.dropped.has(goal.domain) && !served(watch, goal, begged)) watch.faults.add('leaves early');
};

/** The first offer that is not turned down is news. "No" to a question leaves open what was thought of an offer. */
const takeNews = (watch: Watch, acts: readonly Act[], before: readonly Act[]): void => {
  const no = acts.some(({ type }) => type === 'deny');
  const unclear = no && before.some(({ type }) => type === 'confirm');
  for (const act of before) {
    if (act.type !== 'offer') continue;
    const { domain } = act;
    const key = `${domain} ${act.name}`;
    const gone = acts.some((one) => one.type === 'drop' && one.domain === domain);
    if (no && before.find((one) => one.type === 'offer' && one.domain === domain) === act)
      add(watch.turnedDown, domain);
    if ((no && !unclear) || gone) watch.content.delete(domain);
    else {
      const news = !watch.content.has(domain) && !watch.names.has(key) && suitable(watch, act);
      if (news && !unclear) watch.waits.set(domain, 0);
      watch.content.add(domain);
    }
    watch.names.add(key);
  }
};

/** One more utterance spent on what it speaks of; on the topic, where it speaks of nothing. */
const wait = (watch: Watch, acts: readonly Act[]): void => {
  const domains = acts.flatMap((act) => ('domain' in act ? [act.domain] : []));
  const about = new Set(domains.filter((domain) => goalOf(watch, domain)));
  watch.current = [...about].pop() ?? watch.current;
  if (about.size === 0 && watch.current) about.add(watch.current);
  for (const domain of about) add(watch.waits, domain);
};

const speaks = (watch: Watch, acts: readonly Act[], before: readonly Act[]): void => {
  checkRepeats(watch, acts, before);
  takeNews(watch, acts, before);
  for (const act of acts) {
    if (act.type === 'inform') checkInform(watch, act);
    else if (act.type === 'request') checkRequest(watch, act);
    else if (act.type === 'affirm') checkYes(watch, before);
    else if (act.type === 'drop') checkDrop(watch, act.domain);
    else if (act.type === 'need' && !goalOf(watch, act.domain)) watch.faults.add('strays');
    else if (act.type === 'bye') checkBye(watch);
  }
  wait(watch, acts);
};

/** Something new about a domain, after which more patience is due. */
const hears = (watch: Watch, act: Act): void => {
  if (!('domain' in act)) return;
  const { domain } = act;
  const goal = goalOf(watch, domain);
  if (!goal || watch.dropped.has(domain)) add(watch.strange, domain);
  if (goal) watch.current = domain;
  if (act.type === 'request' || act.type === 'confirm') watch.asked.add(`${domain} ${act.slot}`);
  if (act.type === 'no-offer') add(watch.none, domain);
  if (act.type === 'apologise') add(watch.refused, domain);
};

/** Faults of the user in an episode that is over; none: it kept to its goal. */
export const faultsOf = (state: State, patience: Patience): ReadonlySet<Fault> => {
  const watch: Watch = {
    state,
    patience,
    faults: new Set(),
    floor: new Map(),
    asked: new Set(),
    told: new Set(),
    dropped: new Set(),
    waits: new Map(),
    none: new Map(),
    refused: new Map(),
    names: new Set(),
    content: new Set(),
    current: null,
    turnedDown: new Map(),
    row: new Map(),
    times: new Map(),
    strange: new Map(),
  };
  let before: readonly Act[] = [];
  for (const { seat, acts } of asUserKnows(state)) {
    if (seat === USER) speaks(watch, acts, before);
    else {
      for (const act of acts) hears(watch, act);
      before = acts;
    }
  }
  return watch.faults;
};
