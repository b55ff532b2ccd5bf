// The deal: who the persuadee is, and how it feels about giving before the first word.

import type { Rng } from '../../shared/rng.ts';
import { beginMind, drawPersona } from './model.ts';
import { type Options, PERSUADER, type State } from './types.ts';

/** Drawn without a look at the persona: a name tells nothing. */
const NAMES = ['Ash', 'Bay', 'Cleo', 'Dani', 'Eden', 'Finn', 'Gale', 'Ira', 'Jules', 'Kit', 'Lou', 'Noa'];

/** What the persuader is called, always. */
export const PERSUADER_NAME = 'Sam';

export const setup = (options: Options, _seatCount: number, rng: Rng): State => {
  const name = rng.pick(NAMES);
  const persona = options.persona ?? drawPersona(rng, options.personas);
  const mind = beginMind(persona, rng);
  return {
    options,
    persona,
    name,
    mind,
    interestAtStart: mind.interest,
    said: [],
    promised: null,
    phase: 'talk',
    mover: PERSUADER,
    gift: null,
    end: null,
  };
};
