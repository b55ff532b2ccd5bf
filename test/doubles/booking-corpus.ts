// Annotated human dialogues (MultiWOZ 2.1 as ConvLab-2 has it) in the words of the booking scenario, and
// how much of what people said in them is read. Nothing of the corpus is kept here.

import { createHash } from 'node:crypto';
import { readAgent, readUser } from '../../scenarios/booking/reading/index.ts';
import { BOOKABLE, DOMAINS } from '../../scenarios/booking/slots.ts';
import { EMPTY_FORM } from '../../scenarios/booking/state.ts';
import { formAfterHearing, formAfterSaying } from '../../scenarios/booking/track.ts';
import {
  type Act,
  type AgentAct,
  ANY,
  type Domain,
  type Form,
  type ReadContext,
  type Slot,
  type UserAct,
  type Value,
  type World,
} from '../../scenarios/booking/types.ts';
import { tidyTime } from '../../scenarios/booking/world/times.ts';

interface Line {
  readonly text: string;
  readonly dialog_act: Readonly<Record<string, readonly (readonly [string, string])[]>>;
}
export type Dialogues = Readonly<Record<string, { readonly log: readonly Line[] }>>;

/** The half that the reader was developed on, or the other one; by a hash of the dialogue's id. */
export const isDevelopment = (id: string): boolean =>
  (createHash('sha256').update(id).digest()[3] ?? 0) % 2 === 0;

// --- the corpus's words into ours ---------------------------------------------------------------

const SLOTS: Readonly<Record<string, Slot>> = {
  Price: 'price',
  Dest: 'destination',
  Depart: 'departure',
  Post: 'postcode',
  Addr: 'address',
};

const domainIn = (name: string): Domain | undefined =>
  DOMAINS.find((domain) => domain === name.toLowerCase());

/** The corpus calls the travel time of a train "Time", as it does the hour of a table. */
const slotIn = (domain: Domain, name: string): Slot =>
  name === 'Time' && domain === 'train' ? 'duration' : (SLOTS[name] ?? name.toLowerCase());

const KINDS = /\b(?:the|restaurant|hotel|guest ?house|and)\b/g;

/** What stays the same however a value is spelt: articles, kinds, blanks and marks do not count. */
export const plainValue = (slot: Slot, value: Value): string => {
  const low = value.trim().toLowerCase();
  if (low === 'dontcare' || low === "do n't care") return ANY;
  if (slot === 'leave' || slot === 'arrive' || slot === 'time') return tidyTime(low);
  if (slot === 'name' || slot === 'departure' || slot === 'destination')
    return low.replace(KINDS, '').replace(/[^a-z\d]/g, '') || low;
  return low.replace(/[^a-z\d$.]/g, '');
};

const ASKED = '?';

interface Triple {
  readonly act: string;
  readonly domain: Domain;
  readonly slot: Slot;
  readonly value: Value;
}

/** Annotated acts of a line, by kind; slots named "none" say only the kind. */
const triplesOf = (line: Line, booking: Domain): Triple[] => {
  const out: Triple[] = [];
  for (const [name, pairs] of Object.entries(line.dialog_act)) {
    const [group = '', act = ''] = name.split('-');
    const domain = group === 'Booking' ? booking : domainIn(group);
    for (const [slot, value] of domain ? pairs : [])
      if (domain) out.push({ act, domain, slot: slotIn(domain, slot), value });
  }
  return out;
};

// --- a dialogue as its agent follows it ---------------------------------------------------------

const isBooking = (domain: Domain | null): domain is Domain => domain !== null && BOOKABLE.includes(domain);

const venueName = (world: World, domain: Domain, value: Value): string | undefined => {
  const plain = plainValue('name', value);
  return world.venues[domain].find(({ name }) => plainValue('name', name) === plain)?.name;
};

/** The annotated acts of a wizard as ours: what it asked for, which venues it named. */
const wizardActs = (world: World, line: Line, form: Form): AgentAct[] => {
  const booking = isBooking(form.current) ? form.current : 'restaurant';
  const acts: AgentAct[] = [];
  for (const { act, domain, slot, value } of triplesOf(line, booking)) {
    if (act === 'Request') acts.push({ type: 'request', domain, slot });
    else if (slot === 'name' || slot === 'id') {
      const name = venueName(world, domain, value);
      if (name !== undefined && act !== 'NoOffer') acts.push({ type: 'offer', domain, name, facts: {} });
    } else if (act === 'NoOffer') acts.push({ type: 'no-offer', domain });
  }
  if ('general-reqmore' in line.dialog_act) acts.push({ type: 'more' });
  return acts;
};

export interface Heard {
  readonly id: string;
  readonly text: string;
  readonly context: ReadContext;
  readonly line: Line;
}

/** Every line of one side with what its listener knows: the other's last line by its annotation, its own reading before. */
export const linesOf = (side: 'user' | 'agent', world: World, dialogues: Dialogues): Heard[] => {
  const out: Heard[] = [];
  for (const [id, { log }] of Object.entries(dialogues)) {
    let form: Form = EMPTY_FORM;
    let before: readonly AgentAct[] = [];
    log.forEach((line, at) => {
      const context: ReadContext = { world, current: form.current, before, venue: form.venue };
      if ((at % 2 === 0) === (side === 'user'))
        out.push({
          id,
          text: line.text,
          context: side === 'user' ? context : { ...context, before: [] },
          line,
        });
      if (at % 2 === 0)
        form = formAfterHearing(form, readUser(line.text, context) as UserAct[], before, world);
      else {
        before = wizardActs(world, line, form);
        form = formAfterSaying(form, before);
      }
    });
  }
  return out;
};

// --- scores -------------------------------------------------------------------------------------

/** Micro-averaged over items; n: items of the annotation. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly n: number;
}

export interface Compared {
  readonly heard: Heard;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly right: number;
}

const compare = (heard: Heard, gold: ReadonlySet<string>, found: ReadonlySet<string>): Compared => ({
  heard,
  missing: [...gold].filter((item) => !found.has(item)),
  extra: [...found].filter((item) => !gold.has(item)),
  right: [...gold].filter((item) => found.has(item)).length,
});

export const scoreOf = (all: readonly Compared[]): Score => {
  const sum = (count: (one: Compared) => number): number => all.reduce((total, one) => total + count(one), 0);
  const right = sum((one) => one.right);
  const missing = sum((one) => one.missing.length);
  const extra = sum((one) => one.extra.length);
  const precision = right / Math.max(1, right + extra);
  const recall = right / Math.max(1, right + missing);
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
    n: right + missing,
  };
};

const item = (domain: Domain, slot: Slot, value: Value): string =>
  `${domain} ${slot} ${plainValue(slot, value)}`;

/** Slots that users of the corpus are never annotated with. */
const isAnnotated = (domain: Domain, slot: Slot): boolean =>
  slot !== 'name' || (domain !== 'train' && domain !== 'taxi');

const goldItems = (heard: Heard, kinds: readonly string[], asked: boolean): Set<string> => {
  const booking = isBooking(heard.context.current) ? heard.context.current : 'restaurant';
  const out = new Set<string>();
  for (const { act, domain, slot, value } of triplesOf(heard.line, booking)) {
    if (!kinds.includes(act) || slot === 'none' || (value === 'none' && act !== 'Inform')) continue;
    if ((value === ASKED) === asked && value !== 'none') out.add(item(domain, slot, value));
  }
  return out;
};

const foundItems = (acts: readonly Act[], type: 'inform' | 'request'): Set<string> => {
  const out = new Set<string>();
  for (const act of acts) {
    if (act.type !== type) continue;
    const value = act.type === 'inform' ? act.value : ASKED;
    if (type === 'request' && act.slot === 'ref') continue;
    if (isAnnotated(act.domain, act.slot)) out.add(item(act.domain, act.slot, value));
  }
  return out;
};

const withoutRef = (items: Set<string>): Set<string> =>
  new Set([...items].filter((one) => !one.includes(' ref ')));

/** What users told or asked for; booking, which people ask for in many ways, is left out of the requests. */
export const compareUser = (heard: Heard, type: 'inform' | 'request'): Compared =>
  compare(
    heard,
    withoutRef(goldItems(heard, [type === 'inform' ? 'Inform' : 'Request'], type === 'request')),
    foundItems(readUser(heard.text, heard.context), type),
  );

export type AgentKind = 'request' | 'offer' | 'booked' | 'no-offer';

const goldOfAgent = (heard: Heard, kind: AgentKind): Set<string> => {
  const { world, current } = heard.context;
  const booking = isBooking(current) ? current : 'restaurant';
  const out = new Set<string>();
  for (const { act, domain, slot, value } of triplesOf(heard.line, booking)) {
    if (kind === 'request' && act === 'Request') out.add(`${domain} ${slot}`);
    if (kind === 'no-offer' && act === 'NoOffer') out.add(domain);
    if (kind === 'booked' && slot === 'ref') out.add(value.toLowerCase());
    if (
      kind === 'offer' &&
      (slot === 'name' || slot === 'id') &&
      ['Inform', 'Recommend', 'Select', 'OfferBook'].includes(act)
    ) {
      const name = venueName(world, domain, value);
      if (name !== undefined && name !== heard.context.venue[domain])
        out.add(`${domain} ${plainValue('name', name)}`);
    }
  }
  return out;
};

const foundOfAgent = (heard: Heard, kind: AgentKind): Set<string> => {
  const out = new Set<string>();
  for (const act of readAgent(heard.text, heard.context) as readonly AgentAct[]) {
    if (act.type !== kind) continue;
    if (act.type === 'request') out.add(`${act.domain} ${act.slot}`);
    else if (act.type === 'booked') out.add(act.ref.toLowerCase());
    else if (act.type === 'no-offer') out.add(act.domain);
    else if (act.type === 'offer' && act.name !== heard.context.venue[act.domain])
      out.add(`${act.domain} ${plainValue('name', act.name)}`);
  }
  return out;
};

export const compareAgent = (heard: Heard, kind: AgentKind): Compared =>
  compare(heard, goldOfAgent(heard, kind), foundOfAgent(heard, kind));
