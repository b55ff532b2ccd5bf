// Cards and notes beside the stage: the customer's errand as a check-list, the clerk's form filling, what
// the desk found, bookings; and at the end, for everybody, the errand and what became of it.

import type { Viewer } from '../../shared/scenario.ts';
import type { Stage } from '../../shared/stage.ts';
import { bookWishes, infoWishes } from './goal-words.ts';
import { capital, PLURALS, SINGULARS, slotName, valueName } from './names.ts';
import { verdictLines } from './narrate.ts';
import { leafletsOf } from './observe.ts';
import { BOOK, DOMAINS, INFO } from './slots.ts';
import { titled } from './spoken.ts';
import { latestCall } from './state.ts';
import { AGENT, type Domain, type DomainGoal, type Slot, type State, USER, type Values } from './types.ts';
import { isToBeBooked, verdict } from './verdict.ts';
import { worldOf } from './world/index.ts';

type Card = Stage['cards'][number];
type Row = Card['rows'][number];

/** "Italian, centre, cheap": facts of a venue in one line, without those that are known anyway. */
export const factLine = (domain: Domain, facts: Values, known: Values = {}): string =>
  INFO[domain]
    .flatMap((slot) => {
      const fact = facts[slot];
      if (fact === undefined || fact === known[slot]) return [];
      if (slot === 'parking' || slot === 'internet') return fact === 'yes' ? [slotName(slot)] : [];
      if (slot === 'stars') return [fact === '1' ? '1 star' : `${fact} stars`];
      if (slot === 'type' && fact === domain) return [];
      if (slot === 'departure' || slot === 'destination') return [`${slotName(slot)} ${titled(fact)}`];
      if (slot === 'leave' || slot === 'arrive')
        return [`${slot === 'leave' ? 'leaves' : 'arrives'} ${fact}`];
      return [valueName(slot, fact)];
    })
    .join(', ');

/** Slots of a domain that the user has spoken of itself. */
const toldOf = (state: State, domain: Domain): Set<Slot> => {
  const out = new Set<Slot>();
  for (const { seat, acts } of state.said)
    for (const act of acts)
      if (seat === USER && act.type === 'inform' && act.domain === domain) out.add(act.slot);
  return out;
};

/** The errand in one domain; a row is done when it has been said, answered or booked. */
const errandCard = (state: State, goal: DomainGoal): Card => {
  const { domain, request, withheld } = goal;
  const told = toldOf(state, domain);
  const known = state.notes.told[domain] ?? {};
  const ref = state.notes.refs[domain];
  const rows: Row[] = infoWishes(goal).map(({ slot, value }) => ({
    label: capital(slotName(slot)),
    value: withheld.includes(slot) ? `${value} (only if asked)` : value,
    done: told.has(slot),
  }));
  for (const { slot, value } of bookWishes(goal))
    rows.push({ label: `Book: ${slotName(slot)}`, value, done: told.has(slot) });
  for (const slot of request) {
    const value = known[slot];
    rows.push({
      label: `Ask: ${slotName(slot)}`,
      value: value === undefined ? 'to ask' : valueName(slot, value),
      done: value !== undefined,
    });
  }
  if (isToBeBooked(goal)) rows.push({ label: 'Reference', value: ref ?? 'to book', done: ref !== undefined });
  return { id: `errand-${domain}`, title: `Errand: ${SINGULARS[domain]}`, rows };
};

const OFFERS = 5;

/** Offers as the customer heard them, the latest first. */
const offersCard = ({ notes }: State): Card[] => {
  const rows: Row[] = [];
  for (let at = notes.offers.length - 1; at >= 0 && rows.length < OFFERS; at--) {
    const offer = notes.offers[at];
    const label = offer ? titled(offer.name) : '';
    if (!offer || rows.some((row) => row.label === label)) continue;
    rows.push({
      label,
      value: factLine(offer.domain, offer.facts) || SINGULARS[offer.domain],
      done: notes.venue[offer.domain] === offer.name,
    });
  }
  return rows.length > 0 ? [{ id: 'offers', title: 'Offered to you', rows }] : [];
};

const formCard = ({ form }: State, domain: Domain): Card => {
  const values: Values = { ...form.info[domain], ...form.book[domain] };
  const row = (slot: Slot, lead: string): Row => {
    const value = values[slot];
    return {
      label: capital(`${lead}${slotName(slot)}`),
      value: value === undefined ? 'not said' : valueName(slot, value),
      done: value !== undefined,
    };
  };
  const name = form.venue[domain];
  const rows = [
    ...INFO[domain].map((slot) => row(slot, '')),
    ...BOOK[domain].map((slot) => row(slot, 'book: ')),
  ];
  if (name !== undefined) rows.push({ label: 'In question', value: titled(name), done: true });
  return { id: `form-${domain}`, title: `Wanted: ${SINGULARS[domain]}`, rows };
};

const searchCard = (state: State): Card[] => {
  const { current } = state.form;
  const entry = current === null ? undefined : latestCall(state.desk, 'search', current);
  if (!entry) return [];
  const shelf = leafletsOf(worldOf(state.options.world), state.desk)[entry.domain] ?? {};
  const found: Row = { label: 'Found', value: entry.found === 0 ? 'nothing' : String(entry.found) };
  const rows = entry.names.map((name) => ({
    label: titled(name),
    value: factLine(entry.domain, shelf[name] ?? {}, state.form.info[entry.domain]) || 'as wanted',
    done: state.form.venue[entry.domain] === name,
  }));
  return [{ id: 'found', title: `Looked up: ${PLURALS[entry.domain]}`, rows: [found, ...rows] }];
};

const bookingsCard = ({ bookings }: State): Card[] => {
  if (bookings.length === 0) return [];
  const rows = bookings.map(({ domain, name, ref }, at) => ({
    label: `${at + 1}. ${capital(SINGULARS[domain])}`,
    value: `${titled(name)}, reference ${ref}`,
    done: true,
  }));
  return [{ id: 'booked', title: 'Booked', rows }];
};

/** What anybody in the room sees of the clerk's work. */
const workCard = ({ desk }: State): Card[] => {
  const rows = DOMAINS.flatMap((domain): Row[] => {
    const looked = desk.filter((entry) => entry.domain === domain && entry.call === 'search').length;
    const tried = desk.filter((entry) => entry.domain === domain && entry.call === 'book').length;
    if (looked + tried === 0) return [];
    return [{ label: capital(PLURALS[domain]), value: `looked up ${looked}, tried to book ${tried}` }];
  });
  return rows.length > 0 ? [{ id: 'work', title: 'At the desk so far', rows }] : [];
};

const verdictCard = (state: State): Card => {
  const lines = verdictLines(state);
  const rows = verdict(state).map(({ domain, venue, answered, booked }, at) => ({
    label: capital(SINGULARS[domain]),
    value: (lines[at] ?? '').replace(/^[^:]*: /, ''),
    done: venue && answered && booked !== false,
  }));
  return { id: 'verdict', title: state.end?.winners.length ? 'Served' : 'Not served', rows };
};

const errands = (state: State): Card[] => state.goal.domains.map((goal) => errandCard(state, goal));

const forms = (state: State): Card[] => {
  const { topics, current } = state.form;
  const order = current === null ? topics : [current, ...topics.filter((topic) => topic !== current)];
  return order.map((domain) => formCard(state, domain));
};

export const cardsFor = (state: State, viewer: Viewer): Card[] => {
  const user = [...errands(state), ...offersCard(state)];
  const [form, ...others] = forms(state);
  const agent = [...(form ? [form] : []), ...searchCard(state), ...bookingsCard(state), ...others];
  if (state.end !== null) return [verdictCard(state), ...errands(state), ...bookingsCard(state)];
  if (viewer === 'public') return workCard(state);
  if (viewer === USER) return user;
  return viewer === AGENT ? agent : [...user, ...agent];
};

/** What the clerk still owes an answer to. */
export const notesFor = (state: State, viewer: Viewer): string[] => {
  if (state.end !== null || viewer === USER || viewer === 'public') return [];
  return state.form.asked.map(({ domain, slot }) =>
    slot === 'ref'
      ? `The customer wants the ${SINGULARS[domain]} booked.`
      : `The customer asked: ${slotName(slot)} (${SINGULARS[domain]}).`,
  );
};
