// Values in words: names with capitals, numbers and times as people write them.

import type { Rng } from '../../shared/rng.ts';
import type { Slot, Value } from './types.ts';

export const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'] as const;

/** Kinds of attraction whose type is written as one word, in two. */
const TYPE_WORDS: Readonly<Record<Value, string>> = {
  swimmingpool: 'swimming pool',
  nightclub: 'nightclub',
  concerthall: 'concert hall',
  'mutliple sports': 'multiple sports',
};

const SMALL = new Set(['the', 'and', 'of', 'in', 'by', 'at', 'on', 'a', 'an', 'for', 'from']);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const titles = new Map<string, string>();

/** "acorn guest house" -> "Acorn Guest House"; the number of a train in capitals. */
export const titled = (name: string): string => {
  const known = titles.get(name);
  if (known !== undefined) return known;
  const made = /^tr\d+[a-z]?$/.test(name)
    ? name.toUpperCase()
    : name
        .split(' ')
        .map((word, at) => (at > 0 && SMALL.has(word) ? word : capital(word)))
        .join(' ');
  // Names and places come from worlds and are few; what people type by hand is not kept for ever.
  if (titles.size < 20_000) titles.set(name, made);
  return made;
};

/** A kind of hotel or sight in words: "swimmingpool" -> "swimming pool". */
export const kindName = (type: Value): string => TYPE_WORDS[type] ?? type;

const hour = (time: string, rng: Rng): string => {
  const [hours = '', minutes = ''] = time.split(':');
  const number = Number(hours);
  if (!(number >= 1 && number <= 23) || number === 12 || rng.int(4) > 0) return time;
  const clock = number > 12 ? number - 12 : number;
  const half = number > 12 ? 'pm' : 'am';
  return minutes === '00' ? `${clock} ${half}` : `${clock}:${minutes} ${half}`;
};

const TITLED: ReadonlySet<Slot> = new Set(['name', 'departure', 'destination', 'day', 'address', 'id']);
const TIMES: ReadonlySet<Slot> = new Set(['leave', 'arrive', 'time']);
const COUNTS: ReadonlySet<Slot> = new Set(['people', 'stay', 'stars']);

/** A value as it is said; always read back as the same value. */
export const spoken = (slot: Slot, value: Value, rng: Rng): string => {
  if (TITLED.has(slot)) return titled(value);
  if (TIMES.has(slot)) return hour(value, rng);
  if (COUNTS.has(slot)) return rng.int(2) === 0 ? (NUMBER_WORDS[Number(value)] ?? value) : value;
  if (slot === 'food') return titled(value);
  if (slot === 'type') return kindName(value);
  if (slot === 'postcode') return value.toUpperCase();
  if (slot === 'parking' || slot === 'internet')
    return value === 'yes' ? 'available' : value === 'no' ? 'not available' : value;
  return value;
};
