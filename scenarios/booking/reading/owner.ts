// Whose slot an agent speaks of.

import { ATTRIBUTES, BOOK, INFO } from '../slots.ts';
import type { Domain, Slot } from '../types.ts';
import type { View } from './view.ts';

const VENUES: ReadonlySet<Domain> = new Set(['restaurant', 'hotel', 'attraction']);

const has = (domain: Domain, slot: Slot): boolean =>
  (slot === 'name' && VENUES.has(domain)) ||
  INFO[domain].includes(slot) ||
  ATTRIBUTES[domain].includes(slot) ||
  BOOK[domain].includes(slot);

/** The domain of a slot that an agent names: the noun that follows ("of the hotel"), else the topic. */
export const ownerOf = (view: View, slot: Slot): Domain | undefined => {
  const named = view.mentions.find(({ domain, aside }) => !aside && has(domain, slot));
  if (named) return named.domain;
  if (view.topic && has(view.topic, slot)) return view.topic;
  return view.hints.find((domain) => has(domain, slot));
};
