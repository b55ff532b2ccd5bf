// The same to one seat, different in what it cannot know. The persuader cannot know whom it talks to:
// another persona, in whom the same words have worked. The persuadee knows itself, and nothing else is hidden.

import type { Rng } from '../../shared/rng.ts';
import type { SeatId } from '../../shared/scenario.ts';
import { beginMind, drawPersona, hearActs } from './model.ts';
import { interestLevel } from './population.ts';
import { type Mind, PERSUADER, type Persona, type State } from './types.ts';

/** Draws in search of another level of interest; the last one stands. */
const TRIES = 24;

const heard = (state: State, mind: Mind): Mind => {
  let after = mind;
  state.said.forEach(({ seat, acts }, index) => {
    if (seat === PERSUADER) after = hearActs(after, acts, index >> 1);
  });
  return after;
};

const another = (state: State, rng: Rng): State => {
  const persona: Persona = state.options.persona ?? drawPersona(rng, state.options.personas);
  const begun = beginMind(persona, rng);
  return { ...state, persona, mind: heard(state, begun), interestAtStart: begun.interest };
};

/** A state that `seat` cannot tell from this one. Once the jar is open everything is known. */
export const redeal = (state: State, seat: SeatId, rng: Rng): State => {
  if (state.phase === 'over' || seat !== PERSUADER) return state;
  const level = interestLevel(state.mind.interest);
  let other = another(state, rng);
  for (let tries = 1; tries < TRIES && interestLevel(other.mind.interest) === level; tries++)
    other = another(state, rng);
  return other;
};
