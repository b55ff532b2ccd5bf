// What does not matter to a user: slots by name, or what was asked for.

import { ANY } from '../types.ts';
import { isYesNo } from './facts.ts';
import { isCue } from './spans.ts';
import { domainFor, type Fact, hasCue, requestsBefore, type View } from './view.ts';

/** Whether "any" or "does not matter" stands close before or after. */
const isAny = (view: View, at: number, named: boolean): boolean => {
  const [last, earlier] = [view.spans[at - 1], view.spans[at - 2]];
  if (isCue(last, 'each') || (isCue(earlier, 'each') && !isCue(last, 'it', 'the'))) return true;
  const near = view.spans.slice(Math.max(0, at - (named ? 9 : 4)), at + 8);
  return near.some((span) => isCue(span, 'any'));
};

const thingsAny = (view: View): Fact[] => {
  const out: Fact[] = [];
  view.spans.forEach(({ entry }, at) => {
    const slot = entry.thing ?? entry.values?.find((told) => isYesNo(told.slot))?.slot;
    if (!slot || !isAny(view, at, entry.thing !== undefined)) return;
    const domain = domainFor(view, slot, at);
    if (domain) out.push({ domain, slot, value: ANY, at });
  });
  return out;
};

/** Slots that do not matter; without a slot, and where nothing is told, all that was asked for. */
export const anyOf = (view: View, told: boolean): Fact[] => {
  const things = thingsAny(view);
  if (things.length > 0 || !hasCue(view, 'any') || told) return things;
  const at = view.spans.findIndex((span) => isCue(span, 'any'));
  if (view.spans[at]?.low === 'anywhere') {
    const domain = domainFor(view, 'area', at);
    return domain ? [{ domain, slot: 'area', value: ANY, at }] : [];
  }
  return requestsBefore(view.context).map(({ domain, slot }) => ({ domain, slot, value: ANY, at }));
};
