// Noun phrases and lists of facts: "a cheap hotel in the north with parking", "cheap, in the north and for two".

import type { Rng } from '../../shared/rng.ts';
import { FRAGMENTS, NOUNS, PLAIN, THINGS } from './fragments.ts';
import { BOOK, INFO } from './slots.ts';
import { spoken } from './spoken.ts';
import { ANY, type Domain, type Slot, type Value } from './types.ts';
import type { Fragment, Fragments } from './wordings.ts';

export interface Fact {
  readonly slot: Slot;
  readonly value: Value;
}

/** A family's own fragments first, then the common ones. */
export type FragmentTable = Readonly<Partial<Record<Domain, Fragments>>> | undefined;

const fragmentOf = (domain: Domain, fact: Fact, tables: readonly FragmentTable[]): Fragment => {
  const exact = `${fact.slot}=${fact.value}`;
  for (const table of tables) {
    const found = table?.[domain]?.[exact] ?? table?.[domain]?.[fact.slot];
    if (found) return found;
  }
  return FRAGMENTS[domain][exact] ?? FRAGMENTS[domain][fact.slot] ?? PLAIN;
};

const put = (line: string, fact: Fact, rng: Rng): string =>
  line.replace('{v}', () => spoken(fact.slot, fact.value, rng));

/** "the price range", without a domain. */
export const thing = (domain: Domain, slot: Slot, rng: Rng): string =>
  rng.pick(THINGS[`${domain}.${slot}`] ?? THINGS[slot] ?? [`the ${slot}`]);

export const withoutArticle = (words: string): string => words.replace(/^the /, '');

/** "a", "b" and "c". */
export const joined = (items: readonly string[], word = 'and'): string => {
  const last = items[items.length - 1] ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
};

const VOWEL = /^(?:[aeio]|u(?!ni|s|k)|8|11|18)/i;
const withArticle = (words: string): string => `${VOWEL.test(words) ? 'an' : 'a'} ${words}`;

/** Types of attraction that are no things to count. */
const MASS: ReadonlySet<Value> = new Set([
  'architecture',
  'entertainment',
  'mutliple sports',
  'boat',
  'special',
]);

/** The noun of a type: "guesthouse", "museum", "architecture attraction". */
const typeNoun = (domain: Domain, value: Value, rng: Rng): string => {
  const words = spoken('type', value, rng);
  return domain === 'attraction' && MASS.has(value) ? `${words} attraction` : words;
};

const orderOf = (domain: Domain, slot: Slot): number => {
  const info = INFO[domain].indexOf(slot);
  if (info >= 0) return info;
  const book = BOOK[domain].indexOf(slot);
  // The name stands next to the noun.
  return slot === 'name' ? -1 : book >= 0 ? INFO[domain].length + book : 99;
};

export const inOrder = <T extends Fact>(domain: Domain, facts: readonly T[]): T[] =>
  [...facts].sort((a, b) => orderOf(domain, a.slot) - orderOf(domain, b.slot));

const WITH = /^with/;
const TIMED = /^(?:leaving|departing|arriving|getting) (?!from)/;

/** A tail with its blank before it; "and" between two of a kind: "with parking and without wifi". */
const linked = (tail: string, last: string | undefined): string => {
  const alike = last !== undefined && [WITH, TIMED].some((kind) => kind.test(last) && kind.test(tail));
  return alike ? ` and ${tail}` : ` ${tail}`;
};

const PROPER = ['that is a proper hotel', 'that is an actual hotel'];

/**
 * "a cheap guesthouse in the north". In an offer the plain word "hotel" says the type; a user's
 * "hotel" may be either, and is told as "a place to stay that is a proper hotel".
 */
export const nounPhrase = (
  domain: Domain,
  facts: readonly Fact[],
  tables: readonly FragmentTable[],
  offer: boolean,
  rng: Rng,
): string => {
  const before: string[] = [];
  const after: string[] = [];
  let noun: string | undefined;
  for (const fact of inOrder(domain, facts)) {
    if (fact.slot === 'type') {
      if (domain !== 'hotel' || fact.value !== 'hotel' || offer) noun = typeNoun(domain, fact.value, rng);
      else after.push(rng.pick(PROPER));
      continue;
    }
    const fragment = fragmentOf(domain, fact, tables);
    if (fragment.pre && rng.int(4) > 0) before.unshift(put(rng.pick(fragment.pre), fact, rng));
    else after.push(put(rng.pick(fragment.post), fact, rng));
  }
  noun ??= rng.pick(NOUNS[domain]);
  return withArticle(
    `${[...before, noun].join(' ')}${after.map((tail, at) => linked(tail, after[at - 1])).join('')}`,
  );
};

const HOTEL = ['a proper hotel', 'an actual hotel', 'a hotel and not a guesthouse'];

const item = (domain: Domain, fact: Fact, tables: readonly FragmentTable[], rng: Rng): string => {
  if (fact.value === ANY) return `with any ${withoutArticle(thing(domain, fact.slot, rng))}`;
  if (fact.slot === 'type')
    return domain === 'hotel' && fact.value === 'hotel'
      ? rng.pick(HOTEL)
      : withArticle(typeNoun(domain, fact.value, rng));
  const fragment = fragmentOf(domain, fact, tables);
  return put(rng.pick(fragment.be ?? fragment.post), fact, rng);
};

/** "cheap, in the north and for two people". */
export const factList = (
  domain: Domain,
  facts: readonly Fact[],
  tables: readonly FragmentTable[],
  rng: Rng,
): string => joined(inOrder(domain, facts).map((fact) => item(domain, fact, tables, rng)));
