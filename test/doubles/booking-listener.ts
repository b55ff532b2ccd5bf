// Hand-written utterances in the project's own town, with what a reader should make of them.

import type { Act, Domain, ReadContext, Slot, World } from '../../scenarios/booking/types.ts';

/** A context at the desk: the topic and what was asked just before ("hotel area"). */
export const atDesk = (world: World, current: Domain | null, ...asked: readonly string[]): ReadContext => ({
  world,
  current,
  before: asked.map((one): Act => {
    const [domain, slot] = one.split(' ') as [Domain, Slot];
    return slot === 'more' ? { type: 'more' } : { type: 'request', domain, slot };
  }),
  venue: {},
});

/** "inform hotel area north": an act in one line; values with blanks stand at its end. */
export const lineOf = (act: Act): string => {
  const parts: string[] = [act.type];
  if ('domain' in act) parts.push(act.domain);
  if ('slot' in act) parts.push(act.slot);
  if ('value' in act) parts.push(act.value);
  if ('name' in act) parts.push(act.name);
  if ('ref' in act) parts.push(act.ref);
  return parts.join(' ');
};
