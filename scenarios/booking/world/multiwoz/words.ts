// MultiWOZ's spelling into ours (slots.ts). After the database and goals of Budzianowski et al. 2018,
// version 2.1.

import type { Domain, Slot, Value } from '../../types.ts';
import { tidyTime } from '../times.ts';

const SLOTS: Readonly<Record<string, Slot>> = {
  pricerange: 'price',
  'price range': 'price',
  arriveby: 'arrive',
  leaveat: 'leave',
  'entrance fee': 'fee',
  trainid: 'id',
  'car type': 'car',
};

/** Our name of a slot; a train's price is that of a ticket. */
export const slotOf = (domain: Domain, slot: string): Slot => {
  const tidy = slot.trim().toLowerCase();
  if (domain === 'train' && tidy === 'price') return 'ticket';
  return SLOTS[tidy] ?? tidy;
};

const TIMES: readonly Slot[] = ['time', 'leave', 'arrive'];

/** Spellings that differ inside the corpus itself. */
const VALUES: Readonly<Record<Slot, Readonly<Record<string, Value>>>> = {
  type: {
    'mutliple sports': 'multiple sports',
    'guest house': 'guesthouse',
    'swimming pool': 'swimmingpool',
  },
  area: { center: 'centre' },
  price: { moderately: 'moderate' },
};

/** Lower case, single blanks, times "HH:MM", one spelling; undefined for what is not known ("?", ""). */
export const tidyValue = (slot: Slot, raw: unknown): Value | undefined => {
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;
  const text = String(raw).toLowerCase().replaceAll(/\s+/g, ' ').trim();
  if (text === '' || text === '?' || text === 'none') return undefined;
  return TIMES.includes(slot) ? tidyTime(text) : (VALUES[slot]?.[text] ?? text);
};
