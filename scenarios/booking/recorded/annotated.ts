// What MultiWOZ's annotators say of an utterance (version 2.1, after ConvLab's naming), in our slots and values.

import { z } from 'zod';
import { DOMAINS } from '../slots.ts';
import { ANY, type Domain, type Slot, type Value, type World } from '../types.ts';
import { spellPlace, spellVenue } from '../world/multiwoz/spelling.ts';
import { tidyValue } from '../world/multiwoz/words.ts';
import { isPlace, search, valuesOf } from '../world/query.ts';

const Pairs = z.array(z.tuple([z.string(), z.string()]));

/** One utterance; anything but a table of acts ("No Annotation") is no annotation. */
const LineSchema = z.object({ text: z.string(), dialog_act: z.record(z.string(), Pairs).catch({}) });
export type Line = z.infer<typeof LineSchema>;

export const LogSchema = z.object({ log: z.array(LineSchema).default([]) });

export interface Triple {
  /** "Inform", "Request", ...; of courtesies "thank", "bye", ... */
  readonly act: string;
  /** null: of a booking, without saying of what, or a courtesy. */
  readonly domain: Domain | null;
  /** undefined: the act alone. */
  readonly slot: Slot | undefined;
  /** As annotated. */
  readonly raw: string;
}

const SLOTS: Readonly<Record<string, Slot>> = {
  dest: 'destination',
  depart: 'departure',
  post: 'postcode',
  addr: 'address',
};

/** The corpus calls the travel time of a train "Time", as it does the hour of a table; its price is a ticket's. */
const slotIn = (domain: Domain | null, name: string): Slot | undefined => {
  const low = name.toLowerCase();
  if (low === 'none') return undefined;
  if (domain === 'train' && low === 'time') return 'duration';
  if (domain === 'train' && low === 'price') return 'ticket';
  if (domain === 'attraction' && low === 'price') return 'fee';
  return SLOTS[low] ?? low;
};

/** Annotated acts in the order of the file. */
export const triplesOf = ({ dialog_act }: Line): Triple[] =>
  Object.entries(dialog_act).flatMap(([name, pairs]) => {
    const [group = '', act = ''] = name.split('-');
    const domain = DOMAINS.find((one) => one === group.toLowerCase()) ?? null;
    return pairs.map(([slot, raw]) => ({ act, domain, slot: slotIn(domain, slot), raw }));
  });

/** Whether the act is of a domain that the scenario does not have. */
export const isForeign = (line: Line): boolean =>
  Object.keys(line.dialog_act).some((name) => /^(?:police|hospital|bus)-/i.test(name));

const CARELESS = ['dontcare', "don't care", "do n't care", 'do not care', 'any'];

const plain = (text: string): string => text.replaceAll(/[^a-z\d]/g, '');

/** The one of these that is the same but for blanks and marks. */
const among = (values: readonly Value[], value: Value): Value | undefined =>
  values.includes(value) ? value : values.find((one) => plain(one) === plain(value) && plain(one) !== '');

const ENDS: readonly Slot[] = ['departure', 'destination'];

/** A value as the world writes it; undefined for what says nothing. */
export const worldValue = (world: World, domain: Domain, slot: Slot, raw: string): Value | undefined => {
  const value = tidyValue(slot, raw.replaceAll(' -s', 's').replaceAll(" '", "'"));
  if (value === undefined) return undefined;
  if (CARELESS.includes(value)) return ANY;
  if (slot === 'name') return venuesCalled(world, domain, value)[0] ?? value;
  if (domain === 'taxi' && ENDS.includes(slot))
    return isPlace(world, value) ? value : spellPlace(world, value);
  const names = known(world, domain, slot);
  return among(names, value) ?? among(names, value.replace(/(?:ly)?[ -]priced$|s$/, '')) ?? value;
};

const lists = new WeakMap<World, Map<string, readonly Value[]>>();

const known = (world: World, domain: Domain, slot: Slot): readonly Value[] => {
  const cache = lists.get(world) ?? new Map<string, readonly Value[]>();
  lists.set(world, cache);
  const key = `${domain} ${slot}`;
  const values = cache.get(key) ?? valuesOf(world, domain, slot);
  cache.set(key, values);
  return values;
};

/** Shorter names are parts of too many others. */
const LEAST = 5;

/** Every venue that people named so: by its name, but for a word that says what it is, or by a part of it. */
export const venuesCalled = (world: World, domain: Domain, value: Value): readonly Value[] => {
  const spelt = spellVenue(world, domain, value);
  if (search(world, domain, { name: spelt }).found > 0) return [spelt];
  const names = known(world, domain, 'name');
  const one = among(names, value.replace(/^(?:and )?(?:the )?/, ''));
  if (one !== undefined) return [one];
  const bare = plain(value.replace(/^(?:and )?(?:the )?/, ''));
  const inside = names.filter((name) => plain(name).length >= LEAST && bare.includes(plain(name)));
  if (inside.length > 0 || bare.length < LEAST) return inside;
  const around = names.filter((name) => plain(name).includes(bare));
  return around.length === 1 ? around : [];
};
