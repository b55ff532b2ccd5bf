// What an agent tells of the venue in question.

import type { AgentAct, Slot, Value } from '../types.ts';
import { ownerOf } from './owner.ts';
import { isCue, type Span } from './spans.ts';
import type { View } from './view.ts';

type Told = Extract<AgentAct, { type: 'inform' }>;

const PHONE = /^\+?\d{7,}$/;

/** The value of a slot that a span gives, or undefined. */
const valueIn = (view: View, slot: Slot, at: number): Value | undefined => {
  const span = view.spans[at] as Span;
  const exact =
    span.entry.facts?.find((fact) => fact.slot === slot && fact.value === span.raw.toLowerCase()) ??
    span.entry.facts?.find((fact) => fact.slot === slot) ??
    span.entry.values?.find((told) => told.slot === slot);
  if (exact) return exact.value;
  if (slot === 'phone') return PHONE.test(span.low) ? span.low : undefined;
  if (slot === 'id') return span.entry.names?.find(({ domain }) => domain === 'train')?.name;
  if (slot === 'name') return span.entry.names?.[0]?.name;
  if (slot === 'departure' || slot === 'destination') return span.entry.place ?? span.entry.names?.[0]?.name;
  if (slot === 'leave' || slot === 'arrive' || slot === 'time')
    return span.kind === 'time' ? span.value : undefined;
  if (slot === 'stars' || slot === 'people' || slot === 'stay')
    return span.kind === 'number' && span.value.length < 3 ? span.value : undefined;
  return undefined;
};

/** "Parking is available", "the internet is not available". */
const available = (view: View, at: number): Told | undefined => {
  const slot = view.spans[at]?.entry.values?.find(
    (told) => told.slot === 'parking' || told.slot === 'internet',
  )?.slot;
  const after = view.spans.slice(at + 1, at + 6);
  const end = after.findIndex(
    ({ low }) => low === 'available' || low === 'not available' || low === 'unavailable',
  );
  const domain = slot && ownerOf(view, slot);
  if (!slot || !domain || end < 0) return undefined;
  const no = after[end]?.low !== 'available' || after.slice(0, end).some((span) => isCue(span, 'neg'));
  return { type: 'inform', domain, slot, value: no ? 'no' : 'yes' };
};

/** Attributes that the clause tells: a slot by its name, then its value; or a value that can only be that. */
export const tellsIn = (view: View): Told[] => {
  const out: Told[] = [];
  const used = new Set<number>();
  const put = (slot: Slot, value: Value): void => {
    const domain = ownerOf(view, slot);
    if (domain && !out.some((told) => told.slot === slot)) out.push({ type: 'inform', domain, slot, value });
  };
  view.spans.forEach(({ entry }, at) => {
    const told = available(view, at);
    if (told) out.push(told);
    const slot = entry.thing;
    if (!slot || view.question || isCue(view.spans[at], 'from', 'to', 'leave', 'arrive')) return;
    for (let next = at + 1; next < view.spans.length; next++) {
      const value = used.has(next) ? undefined : valueIn(view, slot, next);
      if (value !== undefined) {
        used.add(next);
        put(slot, value);
        break;
      }
      if (view.spans[next]?.entry.thing) break;
    }
  });
  view.spans.forEach(({ entry, low }, at) => {
    if (used.has(at) || view.question) return;
    const only = entry.facts?.find(
      ({ slot }) => slot === 'address' || slot === 'postcode' || slot === 'phone' || slot === 'car',
    );
    if (only) put(only.slot, only.value);
    else if (PHONE.test(low)) put('phone', low);
  });
  return out;
};
