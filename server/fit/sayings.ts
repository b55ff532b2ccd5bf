// How people type at the game, in our own words: loose spelling, short answers, what the annotated dialogues have
// little of. They are examples for the classifier beside the annotated sentences.

import type { Role } from '../../scenarios/donation/types.ts';
import type { Sayings } from './saying.ts';
import { PERSUADEE } from './sayings-persuadee.ts';
import { PERSUADER } from './sayings-persuader.ts';

export const SAYINGS: Readonly<Record<Role, readonly Sayings[]>> = {
  persuader: PERSUADER,
  persuadee: PERSUADEE,
};
