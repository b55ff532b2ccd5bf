// A persona in words, for people: what stands out against other personas, temper first, then values.

import { standing, traitLabel } from './population.ts';
import type { Persona } from './types.ts';

type Poles = readonly [high: string, low: string];

/** The five factors of temper, as one would say them of oneself. */
const TEMPER: Readonly<Record<string, Poles>> = {
  extrovert: ['outgoing and talkative', 'quiet and reserved'],
  agreeable: ['warm and trusting', 'blunt and hard to please'],
  conscientious: ['orderly and careful', 'easy-going about plans'],
  neurotic: ['easily worried', 'calm and even'],
  open: ['curious about new things', 'happiest with the familiar'],
  rational: ['given to weighing reasons', 'impatient with long arguments'],
  intuitive: ['quick to go by feeling', 'wary of gut feelings'],
};

/** Moral foundations and basic values, as things to care about. */
const CARED: Readonly<Record<string, string>> = {
  care: 'nobody being hurt',
  fairness: 'fair play',
  loyalty: 'standing by friends',
  authority: 'respect for rules',
  purity: 'decency',
  freedom: 'being free to choose',
  conform: 'not upsetting others',
  tradition: 'tradition',
  benevolence: 'helping people close by',
  universalism: 'the good of all people',
  self_direction: 'thinking for oneself',
  stimulation: 'adventure',
  hedonism: 'enjoying life',
  achievement: 'success',
  power: 'money and influence',
  security: 'safety',
};

interface Marked {
  readonly name: string;
  /** Standard deviations from the usual. */
  readonly by: number;
}

/** Traits that a table has words for, the most unusual first. */
const marked = (persona: Persona, words: Readonly<Record<string, unknown>>): Marked[] =>
  Object.keys(persona)
    .map((trait) => ({ name: trait, by: standing(persona, trait) }))
    .filter(({ name }) => Object.hasOwn(words, name))
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const CLEAR = 0.4;

/** What of temper stands out, the most unusual first; "like most people" where nothing does. */
export const temper = (persona: Persona): string => {
  const words = marked(persona, TEMPER)
    .filter(({ by }) => Math.abs(by) >= CLEAR)
    .slice(0, 2)
    .map(({ name, by }) => TEMPER[name]?.[by > 0 ? 0 : 1] ?? '');
  return words.length === 0 ? 'like most people' : words.join('; ');
};

/** What matters more to this persona than to others, and what less; either may be empty. */
export const values = (persona: Persona): { readonly more: string; readonly less: string } => {
  const all = marked(persona, CARED);
  const named = (some: readonly Marked[]): string =>
    some
      .slice(0, 2)
      .map((one) => CARED[one.name] ?? one.name)
      .join(', ');
  return {
    more: named(all.filter(({ by }) => by >= CLEAR)),
    less: named(all.filter(({ by }) => by <= -CLEAR)),
  };
};

/** Temper and values as a line or two. */
export const portrait = (persona: Persona): string => {
  const { more, less } = values(persona);
  return [
    `${capital(temper(persona))}.`,
    ...(more === '' ? [] : [`Cares more than most about ${more}.`]),
    ...(less === '' ? [] : [`Cares less about ${less}.`]),
  ].join(' ');
};

const HOW_MUCH: readonly [number, string][] = [
  [-1.25, 'very low'],
  [-CLEAR, 'low'],
  [CLEAR, 'about average'],
  [1.25, 'high'],
];

const degree = (by: number): string => HOW_MUCH.find(([bound]) => by < bound)?.[1] ?? 'very high';

/** Every trait on the publishers' scales, beside how usual it is: "agreeable 4.2 (high)". */
export const traits = (persona: Persona): string[] =>
  Object.entries(persona).map(
    ([trait, value]) =>
      `${traitLabel(trait)} ${Number(value.toFixed(2))} (${degree(standing(persona, trait))})`,
  );
