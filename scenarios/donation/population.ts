// What is usual among personas, measured once, on first use, over draws from a fixed stream: the mean and
// spread of every trait, and the tertiles of interest before the first word.

import { rngFromState } from '../../shared/rng.ts';
import { beginMind, drawPersona, personaRanges } from './model.ts';
import type { Persona } from './types.ts';

const DRAWN = 1500;

/** Names of the traits, in a fixed order. */
export const TRAITS: readonly string[] = Object.keys(personaRanges);

interface Population {
  /** By trait: mean and standard deviation (1 where all are alike). */
  readonly norms: ReadonlyMap<string, readonly [mean: number, spread: number]>;
  readonly tertiles: readonly [number, number];
}

const normOf = (values: readonly number[]): [number, number] => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return [mean, Math.sqrt(variance) || 1];
};

const measure = (): Population => {
  const rng = rngFromState([1, 1, 2, 3]);
  const personas: Persona[] = [];
  const interest: number[] = [];
  for (let n = 0; n < DRAWN; n++) {
    const persona = drawPersona(rng, 'all');
    personas.push(persona);
    interest.push(beginMind(persona, rng).interest);
  }
  interest.sort((a, b) => a - b);
  return {
    norms: new Map(TRAITS.map((trait) => [trait, normOf(personas.map((persona) => persona[trait] ?? 0))])),
    tertiles: [interest[DRAWN / 3] ?? 0, interest[(2 * DRAWN) / 3] ?? 1],
  };
};

let known: Population | undefined;
const population = (): Population => {
  known ??= measure();
  return known;
};

/** How far a trait stands from the usual, in standard deviations; 0 for a trait that a persona lacks. */
export const standing = (persona: Persona, trait: string): number => {
  const value = persona[trait];
  const norm = population().norms.get(trait);
  return value === undefined || !norm ? 0 : (value - norm[0]) / norm[1];
};

export const LEVELS = ['low', 'middle', 'high'] as const;

/** Index in LEVELS of an interest in [0, 1]: a third of all personas begins at each. */
export const interestLevel = (interest: number): 0 | 1 | 2 => {
  const [low, high] = population().tertiles;
  if (interest < low) return 0;
  return interest < high ? 1 : 2;
};
