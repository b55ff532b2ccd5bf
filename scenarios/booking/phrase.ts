// What acts are worded as. An utterance keeps to one family of wordings; the acts of one domain make one
// sentence where they can. A domain that is not the topic is always named, so that the words can be
// read without knowing what the speaker had in mind.

import type { Rng } from '../../shared/rng.ts';
import { MAX_TEXT } from '../../shared/scenario.ts';
import { agentSentences } from './phrase-agent.ts';
import { sentences } from './phrase-lines.ts';
import { userSentences } from './phrase-user.ts';
import type { Act, Options, ReadContext } from './types.ts';
import type { AgentWordings, UserWordings } from './wordings.ts';
import { AGENT } from './wordings-agent.ts';
import { held } from './wordings-held.ts';
import { USER } from './wordings-user.ts';

/** The speaker's side of a ReadContext. */
export interface PhraseContext extends ReadContext {
  readonly wording: Options['wording'];
}

const KNOWN_USER: readonly UserWordings[] = Object.values(USER);
const ALL_USER: readonly UserWordings[] = [...KNOWN_USER, ...Object.values(held.user)];
const KNOWN_AGENT: readonly AgentWordings[] = Object.values(AGENT);
const ALL_AGENT: readonly AgentWordings[] = [...KNOWN_AGENT, ...Object.values(held.agent)];

const TRIES = 4;

/** Says it again, in the shortest family, where it came out too long; at the worst without its end. */
const within = (text: string, shorter: () => string): string => {
  let best = text;
  for (let left = TRIES; left > 0 && best.length > MAX_TEXT; left--) {
    const other = shorter();
    if (other.length < best.length) best = other;
  }
  if (best.length <= MAX_TEXT) return best;
  const cut = best.slice(0, MAX_TEXT);
  return cut.slice(0, cut.lastIndexOf('. ') + 1) || cut;
};

/** The words of a user's acts, at most MAX_TEXT characters; `done` says nothing. */
export const phraseUser = (acts: readonly Act[], context: PhraseContext, rng: Rng): string => {
  const family = rng.pick(context.wording === 'all' ? ALL_USER : KNOWN_USER);
  const terse = USER.terse ?? family;
  return within(sentences(userSentences(acts, context, family, rng)), () =>
    sentences(userSentences(acts, context, terse, rng)),
  );
};

/** The words of an agent's acts, at most MAX_TEXT characters; searching and booking are worded as commands. */
export const phraseAgent = (acts: readonly Act[], context: PhraseContext, rng: Rng): string => {
  const family = rng.pick(context.wording === 'all' ? ALL_AGENT : KNOWN_AGENT);
  const terse = AGENT.terse ?? family;
  return within(sentences(agentSentences(acts, context, family, rng)), () =>
    sentences(agentSentences(acts, context, terse, rng)),
  );
};
