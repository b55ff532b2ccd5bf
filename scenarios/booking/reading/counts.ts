// Numbers and times: people, nights and stars; when a journey begins or ends, when a table is booked.

import type { Domain, Slot, Value } from '../types.ts';
import { isCue, type Span } from './spans.ts';
import { cueBefore, domainFor, type Fact, requestsBefore, type View } from './view.ts';

/** The span after `at`, past a hyphen. */
export const nextOf = (view: View, at: number): Span | undefined =>
  view.spans[at + 1]?.low === '-' ? view.spans[at + 2] : view.spans[at + 1];

const requested = (view: View, ...slots: readonly Slot[]): Slot | undefined =>
  requestsBefore(view.context).find(({ slot }) => slots.includes(slot))?.slot;

const isShort = (view: View): boolean => view.spans.filter(({ kind }) => kind !== 'mark').length <= 3;

/** A number by itself: what was asked for, else how many people it is for. */
const bareNumber = (view: View, at: number, taken: readonly Fact[]): Slot | undefined => {
  const before = view.spans[at - 1];
  const isOne = view.spans[at]?.low === 'one';
  const asked = requested(view, 'people', 'stay', 'stars');
  const led = isCue(before, 'for', 'group');
  if (asked && !taken.some(({ slot }) => slot === asked)) {
    const plain =
      before === undefined || before.kind === 'mark' || isCue(before, 'be', 'need', 'book', 'yes', 'instead');
    if (isShort(view) || led || (plain && !isOne)) return asked;
  }
  if (isOne || !led) return undefined;
  if (!taken.some(({ slot }) => slot === 'people')) return 'people';
  return view.topic === 'hotel' ? 'stay' : undefined;
};

/** "a star rating of 4". */
const isRating = (view: View, at: number): boolean => {
  const before = view.spans[at - 1];
  const led = isCue(before, 'in', 'be') ? view.spans[at - 2] : before;
  return led?.entry.thing === 'stars' || isCue(led, 'star');
};

const LIMITS: Readonly<Record<Slot, number>> = { people: 20, stay: 30, stars: 5 };

/** "not 5:58", "instead of 3 nights". */
const isTurnedDown = (view: View, at: number): boolean => cueBefore(view, at, 2, 'neg') >= 0;

export const numberFact = (view: View, at: number, taken: readonly Fact[]): Fact | undefined => {
  const { value } = view.spans[at] as Span;
  const next = nextOf(view, at);
  let slot: Slot | undefined;
  if (isCue(next, 'star') || next?.entry.thing === 'stars') slot = 'stars';
  else if (isCue(next, 'nights')) slot = 'stay';
  else if (isCue(next, 'people') || isCue(view.spans[at - 1], 'group')) slot = 'people';
  else if (isRating(view, at)) slot = 'stars';
  else slot = bareNumber(view, at, taken);
  if (!slot || !/^\d+$/.test(value) || Number(value) > (LIMITS[slot] ?? 0)) return undefined;
  if ((slot === 'people' && Number(value) === 0) || isTurnedDown(view, at)) return undefined;
  const domain = domainFor(view, slot, at);
  return domain && { domain, slot, value: String(Number(value)), at };
};

type End = 'leave' | 'arrive';

const endIn = (span: Span | undefined): End | undefined =>
  isCue(span, 'arrive') ? 'arrive' : isCue(span, 'leave') ? 'leave' : undefined;

/** leave or arrive, by the words around a time; undefined where they do not say. */
const endOfTrip = (view: View, at: number): End | undefined => {
  for (let back = at - 1; back >= 0 && back >= at - 9; back--) {
    const span = view.spans[back];
    if (span?.kind === 'time') break;
    const end = endIn(span);
    if (end) return end;
  }
  for (const span of view.spans.slice(at + 1, at + 5)) {
    if (span.kind === 'time' || isCue(span, 'and')) break;
    const end = endIn(span);
    if (end) return end;
  }
  return undefined;
};

/** Whether the clause is about a meal and not about a journey. */
const isMeal = (view: View): boolean =>
  view.mentions.some(({ domain, aside }) => !aside && domain === 'restaurant') ||
  (view.topic === 'restaurant' &&
    !view.mentions.some(({ domain }) => domain === 'train' || domain === 'taxi'));

export const timeFact = (view: View, at: number): Fact | undefined => {
  if (isTurnedDown(view, at)) return undefined;
  const { value } = view.spans[at] as Span;
  const fact = (domain: Domain, slot: Slot): Fact => ({ domain, slot, value: value as Value, at });
  const end = endOfTrip(view, at);
  const travels = domainFor(view, 'leave', at);
  const meal = isMeal(view);
  if (end && travels && !(meal && view.hints.includes('restaurant'))) return fact(travels, end);
  const bound = cueBefore(view, at, 3, 'by') >= 0 ? 'arrive' : undefined;
  const asked = requested(view, 'time', 'leave', 'arrive');
  if (asked && asked !== 'time' && !meal && travels) return fact(travels, bound ?? asked);
  if (end) return fact('train', end);
  if (meal || asked === 'time' || view.hints.includes('restaurant')) return fact('restaurant', 'time');
  return travels && fact(travels, bound ?? 'leave');
};
