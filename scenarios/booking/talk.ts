// Words on the way out and in: how a seat's acts are said, and what its own typed words mean.

import type { Rng } from '../../shared/rng.ts';
import { closes } from './candidates.ts';
import { type PhraseContext, phraseAgent, phraseUser } from './phrase.ts';
import { readAgent, readDesk, readUser } from './reading/index.ts';
import type { Act, Observation } from './types.ts';
import { worldOf } from './world/index.ts';

/** What the speaker knows: its own account, and what it heard last. */
const contextOf = (observation: Observation): PhraseContext => {
  const { said, seat, wording } = observation;
  const { current, venue } = observation.role === 'user' ? observation.notes : observation.form;
  const before = said.findLast((one) => one.seat !== seat)?.acts ?? [];
  return { world: worldOf(observation.world), current, venue, before, wording };
};

/** The words of an utterance; a call to the desk is not spoken. */
export const phrase = (acts: readonly Act[], observation: Observation, rng: Rng): string => {
  const spoken = acts.filter((act) => !closes(act));
  if (spoken.length === 0) return '';
  const context = contextOf(observation);
  return observation.role === 'user' ? phraseUser(spoken, context, rng) : phraseAgent(spoken, context, rng);
};

/** What a typed text means; at the desk a text that says nothing to the user can be a command ("search hotels"). */
export const interpret = (text: string, observation: Observation): readonly Act[] => {
  const context = contextOf(observation);
  if (observation.role === 'user') return readUser(text, context);
  const spoken = readAgent(text, context);
  return spoken.length > 0 ? spoken : readDesk(text, context);
};
