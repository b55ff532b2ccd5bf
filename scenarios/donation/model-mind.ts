// What goes on in the persuadee. Its inclination, in logits of giving, is what its persona makes likely, plus
// what nobody can see in a persona (a normal deviate of fitted spread), plus what it has heard. What it has
// heard wears off with repetition, and no persuader moves it further from what people usually bring about than
// `reach`: the fit knows nothing about anyone who was moved further. Guilt alone is not bounded so.

import type { Rng } from '../../shared/rng.ts';
import { normal } from './model-persona.ts';
import { table } from './model-table.ts';
import type { Act, Mind, Persona } from './types.ts';

const { interest, moves, traits } = table;

const chance = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Logits of giving that the persona alone makes likely, before anything is heard and for an average effect of it. */
const inclinationOf = (persona: Persona): number => {
  let sum = interest.intercept;
  for (const { name, mean, spread, effect } of traits)
    sum += (effect * ((persona[name] ?? mean) - mean)) / spread;
  return sum;
};

/** What uses of acts come to, in logits: bounded, and 0 for what people usually say. */
const movedBy = (heard: number): number => moves.reach * Math.tanh((heard - moves.centre) / moves.reach);

/** Logits of giving as they stand. */
export const levelOf = (mind: Mind): number =>
  (mind.inclination ?? 0) + movedBy(mind.heard ?? 0) + (mind.blamed ?? 0);

const withInterest = (mind: Mind): Mind => ({ ...mind, interest: chance(levelOf(mind)) });

/** Before the first word. */
export const beginMind = (persona: Persona, rng: Rng): Mind =>
  withInterest({
    interest: 0,
    inclination: inclinationOf(persona) + interest.spread * normal(rng),
    heard: 0,
    blamed: 0,
    asked: 0,
  });

const usesKey = (type: string): string => `heard ${type}`;

/** Times that this mind has heard a type of act. */
export const timesHeard = (mind: Mind, type: string): number => mind[usesKey(type)] ?? 0;

/**
 * After an utterance of the persuader: `turn` is the number of those before it. `asked` is the latest amount
 * asked for, cents; 0: none yet.
 */
export const hearActs = (mind: Mind, acts: readonly Act[], _turn: number): Mind => {
  const after: Record<string, number> & { interest: number } = { ...mind };
  for (const act of acts) {
    if ('cents' in act) after.asked = act.cents;
    const weight = moves.weights[act.type];
    if (weight === undefined) continue;
    const before = timesHeard(mind, act.type);
    const where = act.type === 'guilt' ? 'blamed' : 'heard';
    after[where] = (after[where] ?? 0) + weight * moves.wearOff ** before;
    after[usesKey(act.type)] = before + 1;
  }
  return withInterest(after);
};
