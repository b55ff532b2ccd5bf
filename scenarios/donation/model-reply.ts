// What the simulated persuadee says. An utterance fills slots (an answer, a stance on giving, a question, thanks,
// a goodbye), each a multinomial logit over its options given the talk so far and how inclined the persuadee is.

import { promiseOdds } from './model-gift.ts';
import { levelOf } from './model-mind.ts';
import { table } from './model-table.ts';
import type { Act, Mind, Said } from './types.ts';
import { PERSUADEE, PERSUADER } from './types.ts';

/** Where the talk about the gift stands, by what the persuadee said last of it. */
export type Stand = 'open' | 'agreed' | 'promised' | 'refused';

/** The talk so far, as far as a reply hangs on it. */
export interface ReplyContext {
  /** Own utterances before this one, and after it. */
  readonly turn: number;
  readonly left: number;
  /** The persuader's latest utterance. */
  readonly heard: readonly Act[];
  readonly stand: Stand;
  readonly promised: number | null;
  /** Types of the persuadee's questions so far, each as often as it came. */
  readonly asked: readonly string[];
}

export interface ReplyOdd {
  /** "nothing": the slot stays empty. */
  readonly type: Act['type'] | 'nothing';
  readonly weight: number;
  readonly cents?: number;
}

const STANDS: Readonly<Partial<Record<string, Stand>>> = {
  'agree-donation': 'agreed',
  'provide-amount': 'promised',
  'disagree-donation': 'refused',
};

/** How the stand changes with the persuadee's own words. */
export const standAfter = (stand: Stand, acts: readonly Act[]): Stand => {
  let after = stand;
  for (const act of acts) {
    const next = STANDS[act.type];
    if (next === undefined || (next === 'agreed' && after === 'promised')) continue;
    after = next === 'promised' && 'cents' in act && act.cents === 0 ? 'refused' : next;
  }
  return after;
};

const ARGUMENTS = ['logical-appeal', 'emotion-appeal', 'self-modeling', 'personal-story'];

type Test = (heard: ReadonlySet<string>, context: ReplyContext) => boolean;
const oneOf =
  (...types: readonly string[]): Test =>
  (heard) =>
    types.some((type) => heard.has(type));

/** Ways to ask for a gift, the most pointed first. Of several in one utterance only that one counts: people seldom
 * use two, and their effects were never seen to add up. */
const REQUESTS = [
  'ask-donate-more',
  'ask-donation-amount',
  'confirm-donation',
  'proposition-of-donation',
  'foot-in-the-door',
];

const requests =
  (type: string): Test =>
  (heard) =>
    REQUESTS.find((one) => heard.has(one)) === type;

/** What a reply hangs on, each 0 or 1; `weights` in model.json follow this order. */
const FEATURES: Readonly<Record<string, Test>> = {
  always: () => true,
  opening: (_, { turn }) => turn === 0,
  early: (_, { turn }) => turn === 1 || turn === 2,
  late: (_, { left }) => left <= 1,
  last: (_, { left }) => left <= 0,
  greeted: oneOf('greeting'),
  inquired: oneOf('task-related-inquiry', 'personal-related-inquiry'),
  sourceInquired: oneOf('source-related-inquiry'),
  argued: oneOf(...ARGUMENTS),
  credited: oneOf('credibility-appeal'),
  informed: oneOf('donation-information'),
  proposed: requests('proposition-of-donation'),
  askedLittle: requests('foot-in-the-door'),
  askedAmount: requests('ask-donation-amount'),
  askedMore: requests('ask-donate-more'),
  confirmed: requests('confirm-donation'),
  thanked: oneOf('thank', 'praise-user'),
  parted: oneOf('closing'),
  blamed: oneOf('guilt'),
  agreed: (_, { stand }) => stand === 'agreed',
  promised: (_, { stand }) => stand === 'promised',
  refused: (_, { stand }) => stand === 'refused',
};

export const REPLY_FEATURES: readonly string[] = Object.keys(FEATURES);
const TESTS = Object.values(FEATURES);

/** Indices in REPLY_FEATURES of what holds. */
export const featuresOf = (context: ReplyContext): number[] => {
  const heard = new Set<string>(context.heard.map(({ type }) => type));
  return TESTS.flatMap((test, index) => (test(heard, context) ? index : []));
};

/** The slots, each with the types that it may hold; where an utterance has several, the first counts. */
export const SLOTS: Readonly<Record<string, readonly Act['type'][]>> = {
  answer: ['greeting', 'positive-to-inquiry', 'negative-to-inquiry', 'neutral-to-inquiry', 'acknowledgement'],
  stance: [
    'provide-amount',
    'disagree-donation',
    'disagree-donation-more',
    'agree-donation',
    'negative-reaction',
    'positive-reaction',
    'neutral-reaction',
  ],
  question: [
    'ask-donation-procedure',
    'ask-persuader-donation-intention',
    'ask-org-info',
    'task-related-inquiry',
    'personal-related-inquiry',
  ],
  thanks: ['thank'],
  goodbye: ['closing'],
};

/** A question that was asked twice is not asked again. */
const ENOUGH = 2;

const isWornOut = (type: string, { asked }: ReplyContext): boolean =>
  asked.filter((one) => one === type).length >= ENOUGH;

const withAmounts = (weight: number, mind: Mind, promised: number | null): ReplyOdd[] =>
  promiseOdds(mind, promised).map(({ cents, p }) => ({ type: 'provide-amount', weight: weight * p, cents }));

/**
 * What it says next: for each slot the options with weights that sum to 1. Drawn independently of each other;
 * an utterance with nothing in it is an acknowledgement.
 */
export const replyOdds = (mind: Mind, context: ReplyContext): ReplyOdd[][] => {
  const features = featuresOf(context);
  const level = levelOf(mind);
  return table.reply.map(({ options }) => {
    const odds: ReplyOdd[] = [{ type: 'nothing', weight: 1 }];
    for (const { type, loading, weights } of options) {
      if (isWornOut(type, context)) continue;
      let logit = loading * level;
      for (const index of features) logit += weights[index] ?? 0;
      odds.push({ type: type as Act['type'], weight: Math.exp(logit) });
    }
    const sum = odds.reduce((total, { weight }) => total + weight, 0);
    return odds.flatMap(({ type, weight }) =>
      type === 'provide-amount'
        ? withAmounts(weight / sum, mind, context.promised)
        : { type, weight: weight / sum },
    );
  });
};

const QUESTIONS = new Set<string>(SLOTS.question);

/** The context of the persuadee's next words, from what was said. */
export const contextOf = (said: readonly Said[], left: number, promised: number | null): ReplyContext => {
  let stand: Stand = 'open';
  let turn = 0;
  const asked: string[] = [];
  for (const { seat, acts } of said) {
    if (seat !== PERSUADEE) continue;
    turn++;
    stand = standAfter(stand, acts);
    for (const { type } of acts) if (QUESTIONS.has(type)) asked.push(type);
  }
  const last = said[said.length - 1];
  const heard = last?.seat === PERSUADER ? last.acts : [];
  return { turn, left, heard, stand, promised, asked };
};
