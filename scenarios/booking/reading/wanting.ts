// What an agent asks a user for.

import type { AgentAct, Domain, Slot } from '../types.ts';
import { ownerOf } from './owner.ts';
import { isCue, type Span } from './spans.ts';
import { cueBefore, hasCue, type View } from './view.ts';

type Asked = Extract<AgentAct, { type: 'request' }>;

/** Slots that are an agent's to tell. */
const NEVER: ReadonlySet<Slot> = new Set([
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

const isTravel = (domain: Domain | null | undefined): boolean => domain === 'train' || domain === 'taxi';

/** "later in the day", "in that area", "African food": no questions for a day, an area, a cuisine. */
const isPassing = (view: View, at: number, slot: Slot): boolean => {
  const [last, earlier] = [view.spans[at - 1], view.spans[at - 2]];
  if (last?.low === 'that' || isCue(last, 'same')) return true;
  if (last?.low === 'the' && isCue(earlier, 'in') && (slot === 'area' || slot === 'day')) return true;
  return last?.entry.values?.some((told) => told.slot === slot) === true;
};

/** A slot by its name; the time of a journey is when it begins. */
const thingWanted = (view: View, at: number): Slot | undefined => {
  const slot = (view.spans[at] as Span).entry.thing;
  if (!slot || NEVER.has(slot) || isPassing(view, at, slot)) return undefined;
  if (slot === 'name') return view.question ? slot : undefined;
  const travel = isTravel(view.mentions[0]?.domain ?? view.topic);
  return slot === 'time' && travel ? 'leave' : slot;
};

const yesNoWanted = (view: View, at: number): Slot | undefined => {
  const wish = view.spans[at]?.entry.values?.find(({ slot }) => slot === 'parking' || slot === 'internet');
  if (!wish) return undefined;
  return isCue(view.spans[at - 1], 'the') || cueBefore(view, at, 8, 'would', 'need') >= 0
    ? wish.slot
    : undefined;
};

/** "Where will the taxi be taking you?", "to and from", "leave or arrive". */
const endsWanted = (view: View): Slot[] => {
  const out: Slot[] = [];
  const where = view.spans.findIndex((span) => isCue(span, 'where'));
  const rest = where < 0 ? [] : view.spans.slice(where + 1);
  if (rest.some((span) => isCue(span, 'from', 'leave') || span.low === 'departure')) out.push('departure');
  else if (rest.some((span) => isCue(span, 'to') || GOING.has(span.low))) out.push('destination');
  if (view.spans.some(({ low }) => low === 'to and from' || low === 'traveling between'))
    out.push('departure', 'destination');
  const leave = view.spans.findIndex(({ entry }) => entry.thing === 'leave');
  const both = leave >= 0 && view.spans.slice(leave + 1, leave + 4).some((span) => isCue(span, 'arrive'));
  if (both) out.push('arrive');
  const destination = view.spans.some(({ entry }) => entry.thing === 'destination');
  if (destination && view.spans.some(({ low }) => low === 'departure')) out.push('departure');
  return out;
};

const GOING: ReadonlySet<string> = new Set([
  'going',
  'headed',
  'heading',
  'go',
  'taking',
  'take',
  'traveling',
  'travelling',
]);

/** "the north, south or east?": one of several values. */
const choiceWanted = (view: View): Slot | undefined => {
  if (!view.question || !view.spans.some(({ low }) => low === 'or')) return undefined;
  const slots = view.spans.flatMap(({ entry }) => entry.values ?? []).map(({ slot }) => slot);
  const hotel = view.mentions.some(({ at, article }) => article === 'a' && view.spans[at]?.low === 'hotel');
  if (hotel && slots.includes('type')) return 'type';
  return slots.find((slot, at) => slot !== 'food' && slots.indexOf(slot) !== at);
};

const ASKER: ReadonlySet<string> = new Set(['i', 'ill', 'id', 'will', 'would', 'just', 'we']);

/** "I will need the number of guests". */
const needs = (view: View): boolean =>
  view.spans.some(({ low }, at) => low === 'need' && ASKER.has(view.spans[at - 1]?.low ?? ''));

/** Slots that the clause asks for. */
export const requestsIn = (view: View): Asked[] => {
  const asks = view.question || hasCue(view, 'would') || needs(view);
  if (!asks || hasCue(view, 'more')) return [];
  const out: Asked[] = [];
  const put = (slot: Slot | undefined): void => {
    const domain = slot && ownerOf(view, slot);
    if (!slot || !domain || out.some((asked) => asked.slot === slot && asked.domain === domain)) return;
    out.push({ type: 'request', domain, slot });
  };
  for (const at of view.spans.keys()) {
    put(thingWanted(view, at));
    put(yesNoWanted(view, at));
  }
  if (isTravel(view.mentions[0]?.domain ?? view.topic)) for (const slot of endsWanted(view)) put(slot);
  put(choiceWanted(view));
  return out;
};
