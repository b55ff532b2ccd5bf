// A customer's utterance in MultiWOZ as acts of the user.

import { type Act, ANY, type Domain } from '../types.ts';
import { userCanSay } from '../vocabulary.ts';
import { type Line, type Triple, triplesOf, worldValue } from './annotated.ts';
import { type Followed, note, turnTo } from './follow.ts';
import { Meanings } from './meanings.ts';

const COURTESIES: Readonly<Record<string, Act>> = {
  thank: { type: 'thank' },
  greet: { type: 'greet' },
  bye: { type: 'bye' },
};

const named = ({ act, slot }: Triple): string => (slot === undefined ? act : `${act} ${slot}`);

const told = (followed: Followed, domain: Domain, triple: Triple): Act | undefined => {
  const { slot, raw } = triple;
  if (slot === undefined) return undefined;
  const value = worldValue(followed.world, domain, slot, raw);
  if (value === undefined) return undefined;
  const act: Act = { type: 'inform', domain, slot, value };
  if (!userCanSay(act)) return undefined;
  if (value !== ANY || slot !== 'name') note(followed, domain, slot, value);
  return act;
};

const asked = (domain: Domain, { slot }: Triple): Act | undefined => {
  const act: Act = { type: 'request', domain, slot: slot ?? '' };
  return userCanSay(act) ? act : undefined;
};

const meant = (followed: Followed, triple: Triple): Act | undefined => {
  const { domain, act, slot } = triple;
  if (domain === null) return COURTESIES[act];
  if (act === 'Inform' && slot === undefined) return { type: 'need', domain };
  if (act === 'Inform') return told(followed, domain, triple);
  return act === 'Request' ? asked(domain, triple) : undefined;
};

/**
 * The acts of a line, constraints before questions before courtesies. A domain that comes up for the first
 * time is opened, which the annotation does not say.
 */
export const userSaid = (followed: Followed, line: Line): Meanings => {
  const out = new Meanings();
  const rank = ({ domain, act }: Triple): number => (domain === null ? 2 : act === 'Request' ? 1 : 0);
  for (const triple of triplesOf(line).toSorted((a, b) => rank(a) - rank(b))) {
    const act = meant(followed, triple);
    if (act === undefined) {
      out.leave(named(triple));
      continue;
    }
    const { domain } = triple;
    if (domain !== null && !followed.topics.has(domain)) out.add({ type: 'need', domain }, 0);
    if (domain !== null) turnTo(followed, domain);
    out.add(act, 1);
  }
  return out;
};
