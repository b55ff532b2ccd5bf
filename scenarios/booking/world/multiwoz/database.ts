// The MultiWOZ database (db/*.json) as venues.

import { z } from 'zod';
import { ATTRIBUTES, INFO } from '../../slots.ts';
import type { Domain, Values, Venue } from '../../types.ts';
import { slotOf, tidyValue } from './words.ts';

const Row = z.record(z.string(), z.unknown());
const Rows = z.array(Row).min(1, 'is empty');

/** Parsed files by domain; police and hospital are counted and left out. */
export const DatabaseSchema = z.object({
  restaurant: Rows,
  hotel: Rows,
  attraction: Rows,
  train: Rows,
  taxi: z
    .array(
      z.object({
        taxi_colors: z.array(z.string()).min(1, 'is empty'),
        taxi_types: z.array(z.string()).min(1, 'is empty'),
      }),
    )
    .length(1),
  police: z.array(z.unknown()).default([]),
  hospital: z.array(z.unknown()).default([]),
});
export type Database = z.infer<typeof DatabaseSchema>;

const LOOKED = ['restaurant', 'hotel', 'attraction', 'train'] as const;

const factsOf = (domain: Domain, row: z.infer<typeof Row>): Values => {
  const slots = [...INFO[domain], ...ATTRIBUTES[domain]];
  const facts: Record<string, string> = {};
  for (const [key, raw] of Object.entries(row)) {
    const slot = slotOf(domain, key);
    const value = slots.includes(slot) ? tidyValue(slot, raw) : undefined;
    if (value !== undefined) facts[slot] = value;
  }
  return facts;
};

/** The trains' numbers are not unique in the database; a name is. Later ones get a letter: tr1234b. */
const uniqueName = (name: string, taken: ReadonlySet<string>): string => {
  for (let letter = 'b'.charCodeAt(0); ; letter++) {
    const other = `${name}${String.fromCharCode(letter)}`;
    if (!taken.has(other)) return other;
  }
};

export interface Read {
  readonly venues: Record<Domain, Venue[]>;
  readonly cars: string[];
  /** Rows that are not venues: without a name, or a second of the same name (trains get a name of their own). */
  readonly leftOut: number;
  readonly renamed: number;
}

/** Facts that are not known are left away, so that nobody offers them. */
export const readDatabase = (database: Database): Read => {
  const venues: Record<Domain, Venue[]> = { restaurant: [], hotel: [], attraction: [], train: [], taxi: [] };
  let [leftOut, renamed] = [0, 0];
  for (const domain of LOOKED) {
    const taken = new Set<string>();
    for (const row of database[domain]) {
      const facts = factsOf(domain, row);
      const given = domain === 'train' ? facts.id : tidyValue('name', row.name);
      if (given === undefined || (domain !== 'train' && taken.has(given))) {
        leftOut++;
        continue;
      }
      const name = taken.has(given) ? uniqueName(given, taken) : given;
      if (name !== given) renamed++;
      taken.add(name);
      venues[domain].push({ name, facts: domain === 'train' ? { ...facts, id: name } : facts });
    }
  }
  const [taxi] = database.taxi;
  const cars = (taxi?.taxi_colors ?? []).flatMap((colour) =>
    (taxi?.taxi_types ?? []).map((type) => `${colour} ${type}`.toLowerCase()),
  );
  return { venues, cars, leftOut, renamed };
};
