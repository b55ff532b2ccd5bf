// Misunderstandings. On words: letters and words are lost before the text arrives. On acts: what was read is
// lost or taken for something else. Both draw from the step's stream.

import type { Rng } from '../../shared/rng.ts';
import { ATTRIBUTES, BOOK, CLOSED, DOMAINS, INFO } from './slots.ts';
import type { Act, Domain, Slot, Value, World } from './types.ts';
import { valuesOf } from './world/index.ts';

/** Without one letter, or with two neighbours swapped. */
const misspelt = (word: string, rng: Rng): string => {
  if (word.length < 2) return word;
  const at = rng.int(word.length - 1);
  const swapped = rng.int(2) === 0 ? '' : word.charAt(at);
  return word.slice(0, at) + word.charAt(at + 1) + swapped + word.slice(at + 2);
};

/**
 * The text as it arrives: each word is hit with probability `rate`, and then lost, misspelt, or replaced by
 * another word of the text, a third each.
 */
export const corruptWords = (text: string, rate: number, rng: Rng): string => {
  if (rate <= 0 || text === '') return text;
  const words = text.split(' ');
  const out: string[] = [];
  for (const word of words) {
    if (rng.float() >= rate) {
      out.push(word);
      continue;
    }
    const how = rng.int(3);
    if (how === 1) out.push(misspelt(word, rng));
    else if (how === 2) out.push(rng.pick(words));
  }
  return out.join(' ');
};

/** Another one of the list; undefined where there is none. */
const another = <T>(list: readonly T[], than: T, rng: Rng): T | undefined => {
  const others = list.filter((one) => one !== than);
  return others.length > 0 ? rng.pick(others) : undefined;
};

const QUARTERS = Array.from({ length: 72 }, (_, quarter) => {
  const hours = String(5 + Math.floor(quarter / 4)).padStart(2, '0');
  return `${hours}:${String((quarter % 4) * 15).padStart(2, '0')}`;
});

const isTime = (slot: Slot): boolean => slot === 'time' || slot === 'leave' || slot === 'arrive';

/** The same with one of its letters or digits changed: a number misheard. */
const altered = (value: Value, rng: Rng): Value => {
  const at = rng.int(value.length);
  const old = value.charAt(at);
  const letters = old >= '0' && old <= '9' ? '0123456789' : 'abcdefghijklmnopqrstuvwxyz';
  return value.slice(0, at) + (another([...letters], old, rng) ?? old) + value.slice(at + 1);
};

/** A value that could have stood there instead. */
const otherValue = (world: World, domain: Domain, slot: Slot, value: Value, rng: Rng): Value | undefined => {
  if (value === '') return undefined;
  if (slot === 'ref' || slot === 'phone' || slot === 'postcode') return altered(value, rng);
  if (isTime(slot)) return another(QUARTERS, value, rng);
  const closed = CLOSED[slot];
  if (closed) return another(closed, value, rng);
  if (domain !== 'taxi') return another(valuesOf(world, domain, slot), value, rng);
  if (slot === 'car') return another(world.cars, value, rng);
  const source = rng.pick(['restaurant', 'hotel', 'attraction'] as const);
  return another(valuesOf(world, source, 'name'), value, rng);
};

const misheardValue = (act: Act, world: World, rng: Rng): Act | undefined => {
  switch (act.type) {
    case 'inform':
    case 'confirm': {
      const value = otherValue(world, act.domain, act.slot, act.value, rng);
      return value === undefined ? undefined : { ...act, value };
    }
    case 'offer': {
      const name = otherValue(world, act.domain, 'name', act.name, rng);
      return name === undefined ? undefined : { ...act, name };
    }
    case 'booked': {
      const ref = otherValue(world, act.domain, 'ref', act.ref, rng);
      return ref === undefined ? undefined : { ...act, ref };
    }
    case 'affirm':
      return { type: 'deny' };
    case 'deny':
      return { type: 'affirm' };
    default:
      return undefined;
  }
};

const slotsLike = (domain: Domain, slot: Slot): readonly Slot[] => {
  const lists = [ATTRIBUTES[domain], [...INFO[domain], ...BOOK[domain]]];
  return lists.find((list) => list.includes(slot)) ?? [];
};

const misheardSlot = (act: Act, world: World, rng: Rng): Act | undefined => {
  if (act.type !== 'inform' && act.type !== 'confirm' && act.type !== 'request') return undefined;
  const slot = another(slotsLike(act.domain, act.slot), act.slot, rng);
  if (slot === undefined) return undefined;
  if (act.type === 'request') return { ...act, slot };
  const value = otherValue(world, act.domain, slot, act.value, rng);
  return value === undefined ? undefined : { ...act, slot, value };
};

const knows = (domain: Domain, slot: Slot): boolean =>
  INFO[domain].includes(slot) || BOOK[domain].includes(slot) || ATTRIBUTES[domain].includes(slot);

const misheardDomain = (act: Act, rng: Rng): Act | undefined => {
  if (!('domain' in act) || act.type === 'offer') return undefined;
  const possible = 'slot' in act ? DOMAINS.filter((domain) => knows(domain, act.slot)) : DOMAINS;
  const domain = another(possible, act.domain, rng);
  return domain === undefined ? undefined : { ...act, domain };
};

/** Another value, another slot or another domain, a third each; whichever of them the act has. */
const misheard = (act: Act, world: World, rng: Rng): Act | undefined => {
  const ways = [
    () => misheardValue(act, world, rng),
    () => misheardSlot(act, world, rng),
    () => misheardDomain(act, rng),
  ];
  const first = rng.int(3);
  for (let turn = 0; turn < 3; turn++) {
    const other = ways[(first + turn) % 3]?.();
    if (other) return other;
  }
  return undefined;
};

/**
 * The acts as they are understood: each is hit with probability `rate`, and then lost (a half of the time) or
 * taken for another one. What has nothing to be mistaken for is lost.
 */
export const corruptActs = (acts: readonly Act[], rate: number, world: World, rng: Rng): readonly Act[] => {
  if (rate <= 0 || acts.length === 0) return acts;
  const out: Act[] = [];
  for (const act of acts) {
    if (rng.float() >= rate) {
      out.push(act);
      continue;
    }
    const other = rng.int(2) === 0 ? undefined : misheard(act, world, rng);
    if (other) out.push(other);
  }
  return out;
};
