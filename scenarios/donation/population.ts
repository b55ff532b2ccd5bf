// What is usual among personas: where a trait stands, and the tertiles of interest before the first word,
// measured once, on first use, over draws from a fixed stream.

import { rngFromState } from '../../shared/rng.ts';
import { beginMind, drawPersona } from './model.ts';
import { table } from './model-table.ts';
import type { Persona } from './types.ts';

const DRAWN = 1500;

/** Names of the traits, in a fixed order. */
export const TRAITS: readonly string[] = table.traits.map(({ name }) => name);

const NORMS = new Map(table.traits.map((trait) => [trait.name, trait]));

/** How far a trait stands from the usual, in standard deviations; 0 for a trait that a persona lacks. */
export const standing = (persona: Persona, trait: string): number => {
  const value = persona[trait];
  const norm = NORMS.get(trait);
  return value === undefined || !norm ? 0 : (value - norm.mean) / norm.spread;
};

/** What people call a trait. */
export const traitLabel = (trait: string): string => NORMS.get(trait)?.label ?? trait;

const measure = (): readonly [number, number] => {
  const rng = rngFromState([1, 1, 2, 3]);
  const interest: number[] = [];
  for (let n = 0; n < DRAWN; n++) interest.push(beginMind(drawPersona(rng, 'all'), rng).interest);
  interest.sort((a, b) => a - b);
  return [interest[DRAWN / 3] ?? 0, interest[(2 * DRAWN) / 3] ?? 1];
};

let tertiles: readonly [number, number] | undefined;

export const LEVELS = ['low', 'middle', 'high'] as const;

/** Index in LEVELS of an interest in [0, 1]: a third of all personas begins at each. */
export const interestLevel = (interest: number): 0 | 1 | 2 => {
  tertiles ??= measure();
  if (interest < tertiles[0]) return 0;
  return interest < tertiles[1] ? 1 : 2;
};
