// What a persuader should not say, found act by act from the talk alone, so that a policy can be kept from
// it beforehand (a mask) or be charged for it afterwards (a penalty). After the repetition and inconsistency
// detectors of Shi et al. 2021 (Refine and Imitate), which look at sentences; here acts are looked at.
//
//   repetition     an inquiry, a personal story or the own example for the second time, any other of the ten
//                  strategies for the third
//   pressing       one way of asking for money for the third time, or for more once that was refused
//   inconsistency  words that do not go with what was said: an amount asked for that was named already, no
//                  more asked for than was promised, more asked for or a promise confirmed where there is none,
//                  two sizes of gift in one breath, an answer to no question, a greeting in mid-talk
//   guilt          blame

import { ACT_TYPES, centsOf, isInquiry, isStrategy } from './acts.ts';
import { standingOf } from './heard.ts';
import { isAsked, tallyOf, typeIndex } from './tally.ts';
import { type Act, PERSUADEE, PERSUADER, type Said } from './types.ts';

export const FAULTS = ['repetition', 'pressing', 'inconsistency', 'guilt'] as const;
export type Fault = (typeof FAULTS)[number];

/** The talk so far, as both hear it. */
export interface Talk {
  readonly said: readonly Said[];
  /** Latest amount named by the persuadee, cents; null: none. */
  readonly promised: number | null;
}

/** Things that are told or asked once; other arguments may come up twice. */
const isOnce = (type: Act['type']): boolean =>
  isInquiry(type) || type === 'personal-story' || type === 'self-modeling';

/** Ways of asking for money that are no strategies of the paper. */
const REQUESTS: ReadonlySet<string> = new Set([
  'proposition-of-donation',
  'ask-donation-amount',
  'ask-donate-more',
  'confirm-donation',
]);

/** Ways of saying how much. */
const SIZES: ReadonlySet<string> = new Set([
  'proposition-of-donation',
  'ask-donate-more',
  'foot-in-the-door',
]);

const TWICE = 2;

/** Earlier utterances of a seat with an act of this type. */
const uses = (talk: Talk, seat: number, type: Act['type']): number =>
  tallyOf(talk).utterances[seat * ACT_TYPES.length + typeIndex(type)] ?? 0;

const repeats = (act: Act, talk: Talk): boolean =>
  isStrategy(act.type) && uses(talk, PERSUADER, act.type) >= (isOnce(act.type) ? 1 : TWICE);

const presses = ({ type }: Act, talk: Talk): boolean =>
  (REQUESTS.has(type) && uses(talk, PERSUADER, type) >= TWICE) ||
  (type === 'ask-donate-more' && uses(talk, PERSUADEE, 'disagree-donation-more') > 0);

const contradicts = (act: Act, talk: Talk, chosen: readonly Act[]): boolean => {
  const standing = standingOf(talk);
  const cents = centsOf(act);
  if (SIZES.has(act.type) && chosen.some(({ type }) => SIZES.has(type) && type !== act.type)) return true;
  if (cents !== null && standing === 'named') return cents <= (talk.promised ?? 0);
  switch (act.type) {
    case 'greeting':
      return talk.said.length > 0;
    case 'answer':
      return !isAsked({ said: talk.said, seat: PERSUADER });
    case 'ask-donation-amount':
      return standing === 'named';
    case 'ask-donate-more':
      return standing !== 'named';
    case 'confirm-donation':
      return standing === 'open' || standing === 'refused';
    default:
      return false;
  }
};

/** Faults that a persuader would commit by this act after this talk, with `chosen` said in the same breath. */
export const faultsOf = (act: Act, talk: Talk, chosen: readonly Act[] = []): readonly Fault[] => {
  const faults: Fault[] = [];
  if (repeats(act, talk)) faults.push('repetition');
  if (presses(act, talk)) faults.push('pressing');
  if (contradicts(act, talk, chosen)) faults.push('inconsistency');
  if (act.type === 'guilt') faults.push('guilt');
  return faults;
};
