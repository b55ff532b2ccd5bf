// Who the persuadee is: traits drawn from the fitted means and correlations, on the publishers' scales.

import type { Rng } from '../../shared/rng.ts';
import { table } from './model-table.ts';
import type { Persona } from './types.ts';

/** `train` and `heldout` share `all` out between them: no persona is in both. */
export type Split = 'all' | 'train' | 'heldout';

export interface TraitRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly label: string;
}

/** By trait, in a fixed order. */
export const personaRanges: Readonly<Record<string, TraitRange>> = Object.fromEntries(
  table.traits.map(({ name, min, max, step, label }) => [name, { min, max, step, label }]),
);

/** Why these are no traits of a persuadee, as a sentence; undefined: they are. Traits left out are average. */
export const checkPersona = (persona: Persona): string | undefined => {
  for (const [name, value] of Object.entries(persona)) {
    if (!Object.hasOwn(personaRanges, name))
      return `a persona has no trait "${name.slice(0, 40)}"; traits are ${Object.keys(personaRanges).join(', ')}`;
    const range = personaRanges[name];
    if (range && !(value >= range.min && value <= range.max))
      return `the persona's ${name} must be from ${range.min} to ${range.max}, not ${value}`;
  }
  return undefined;
};

/** One draw from the standard normal distribution (Box and Muller 1958). */
export const normal = (rng: Rng): number =>
  Math.sqrt(-2 * Math.log(1 - rng.float())) * Math.cos(2 * Math.PI * rng.float());

/** To the nearest value of the scale; two decimals, as thirds are written. */
const onScale = (value: number, { min, max, step }: TraitRange): number => {
  const steps = Math.round((value - min) / step);
  return Number(Math.min(max, Math.max(min, min + steps * step)).toFixed(2));
};

const draw = (rng: Rng): Persona => {
  const free = table.traits.map(() => normal(rng));
  const traits = table.traits.map((trait, row) => {
    let score = 0;
    for (let column = 0; column <= row; column++)
      score += (table.cholesky[row]?.[column] ?? 0) * (free[column] ?? 0);
    return [trait.name, onScale(trait.mean + trait.spread * score, trait)];
  });
  return Object.fromEntries(traits);
};

const FIFTH = 5;

/** Whether a persona belongs to the fifth of all that is kept from training: by an FNV-1a hash of its values. */
export const isHeldOut = (persona: Persona): boolean => {
  let hash = 0x811c9dc5;
  for (const { name } of table.traits)
    hash = Math.imul(hash ^ Math.round((persona[name] ?? 0) * 100), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) % FIFTH === 0;
};

/** A persona of the split: one in five draws is held out. */
export const drawPersona = (rng: Rng, split: Split): Persona => {
  for (;;) {
    const persona = draw(rng);
    if (split === 'all' || isHeldOut(persona) === (split === 'heldout')) return persona;
  }
};
