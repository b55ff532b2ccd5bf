// The persuaders that learned ones are compared with. `expert` keeps to what people who study persuasion say:
// rapport first, reasons that suit the answers, a gift asked for by the third utterance and again by the
// eighth (the script of Shi et al. 2021, Refine and Imitate), a small sum after a refusal, no guilt, nothing
// said too often. `inform` tells the same to everybody.

import { MAX_ACTS } from '../../shared/scenario.ts';
import { bare, DONE, SILENCE, withCents } from './acts.ts';
import { type Heard, heardBy, type View } from './heard.ts';
import type { Act, SpeechType } from './types.ts';

/** An utterance without doubles, closed. */
const utter = (acts: readonly Act[]): readonly Act[] => {
  const said: Act[] = [];
  for (const act of acts)
    if (said.length < MAX_ACTS && !said.some(({ type }) => type === act.type)) said.push(act);
  return said.length === 0 ? [SILENCE] : [...said, DONE];
};

const words = (...types: readonly SpeechType[]): Act[] => types.map(bare);

/** A reply to what the other asked, or undefined. */
const reply = (heard: Heard): SpeechType | undefined => {
  if (heard.has('ask-org-info'))
    return heard.used('credibility-appeal') < 2 ? 'credibility-appeal' : 'answer';
  if (heard.has('ask-donation-procedure'))
    return heard.used('donation-information') < 2 ? 'donation-information' : 'answer';
  if (heard.has('ask-persuader-donation-intention'))
    return heard.used('self-modeling') < 1 ? 'self-modeling' : 'answer';
  return heard.has('task-related-inquiry', 'personal-related-inquiry') ? 'answer' : undefined;
};

/** Arguments in the order of their turn, each with how often it may come. */
const CASES: readonly (readonly [SpeechType, number])[] = [
  ['emotion-appeal', 1],
  ['personal-story', 1],
  ['logical-appeal', 1],
  ['credibility-appeal', 1],
  ['self-modeling', 1],
  ['donation-information', 1],
  ['logical-appeal', 2],
  ['emotion-appeal', 2],
  ['credibility-appeal', 2],
];

const argument = (heard: Heard): SpeechType[] => {
  const next = CASES.find(([type, times]) => heard.used(type) < times);
  return next ? [next[0]] : [];
};

/** How the last words are taken up: kindly, whatever they were; a question is answered. */
const takeUp = (heard: Heard): SpeechType[] => {
  const answered = reply(heard);
  const answers = answered ? [answered] : [];
  if (heard.has('agree-donation', 'provide-amount')) return ['praise-user', ...answers];
  if (answered) return answers;
  if (heard.has('negative-reaction', 'negative-to-inquiry', 'disagree-donation')) return ['acknowledgement'];
  return heard.has('positive-reaction', 'positive-to-inquiry') ? ['comment-partner'] : [];
};

const opening = (heard: Heard): Act[] =>
  heard.turn === 0
    ? words('greeting', 'personal-related-inquiry')
    : words(...takeUp(heard), 'source-related-inquiry', 'credibility-appeal');

/** A kind word, and a goodbye if it has not been said. */
const part = (heard: Heard): Act[] => {
  const up = takeUp(heard);
  if (heard.used('closing') === 0) return words(...up, 'thank', 'closing');
  return words(...(up.length > 0 ? up : (['acknowledgement'] as const)));
};

const ASKS = ['proposition-of-donation', 'foot-in-the-door'] as const;
const SMALL = 10;
const TIMES_SMALL = 2;

/** After a refusal: once more for very little, with another reason; a second no is taken. */
const afterRefusal = (heard: Heard): Act[] => {
  const again = heard.has('disagree-donation') && heard.used('foot-in-the-door') > 0;
  if (again || heard.used('foot-in-the-door') >= TIMES_SMALL || heard.used('closing') > 0) return part(heard);
  const reasons = words(...takeUp(heard), ...argument(heard));
  return heard.since('foot-in-the-door') <= 2 ? reasons : [...reasons, withCents('foot-in-the-door', SMALL)];
};

/** It was agreed to give: how much? Asked twice at most; reasons fill the time between. */
const afterYes = (heard: Heard): Act[] =>
  heard.used('ask-donation-amount') < 2 && heard.since('ask-donation-amount') > 2
    ? words(...takeUp(heard), 'ask-donation-amount')
    : words(...takeUp(heard), ...argument(heard));

/** An amount was named: it is confirmed and thanked for. A promise is not the gift yet, so what is still
 * unsaid of good reasons follows. */
const afterPromise = (heard: Heard): Act[] => {
  if (heard.used('confirm-donation') === 0) return words(...takeUp(heard), 'confirm-donation', 'thank');
  const [next] = argument(heard);
  const fresh = next !== undefined && heard.used(next) === 0 && heard.used('closing') === 0;
  return fresh ? words(...takeUp(heard), next) : part(heard);
};

/** Third utterance, and the eighth at the latest. */
const asksNow = (heard: Heard): boolean => heard.turn === 2 || heard.since(...ASKS) > 4;

const middle = (heard: Heard): Act[] => {
  const acts = words(...takeUp(heard), ...argument(heard));
  return asksNow(heard) ? [...acts, bare('proposition-of-donation')] : acts;
};

export const persuade = ({ observation }: View): readonly Act[] => {
  const heard = heardBy(observation);
  if (heard.standing === 'named') return utter(afterPromise(heard));
  if (heard.standing === 'agreed') return utter(afterYes(heard));
  if (heard.standing === 'refused') return utter(afterRefusal(heard));
  return utter(heard.turn < 2 ? opening(heard) : middle(heard));
};

const LESSON: readonly (readonly SpeechType[])[] = [
  ['greeting', 'source-related-inquiry'],
  ['credibility-appeal'],
  ['credibility-appeal', 'donation-information'],
  ['proposition-of-donation'],
  ['donation-information'],
];

/** The same facts in the same order; a question is answered first. */
export const inform = ({ observation }: View): readonly Act[] => {
  const heard = heardBy(observation);
  const answered: SpeechType[] = reply(heard) ? ['answer'] : [];
  const parting: readonly SpeechType[] = heard.used('closing') > 0 ? ['thank'] : ['thank', 'closing'];
  if (heard.standing === 'named' || heard.standing === 'refused')
    return utter(words(...answered, ...parting));
  if (heard.standing === 'agreed') return utter(words(...answered, 'ask-donation-amount'));
  return utter(words(...answered, ...(LESSON[heard.turn] ?? parting)));
};
