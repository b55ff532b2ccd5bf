// The fixed players: what persuaders say is in persuaders.ts, the fitted persuadee in persuadee.ts; here are
// the random ones, what persuaders believe, and the list.

import type { Question, Script } from '../../shared/scenario.ts';
import { ACT_TYPES, DONE, SILENCE } from './acts.ts';
import type { View } from './heard.ts';
import { model } from './persuadee.ts';
import { inform, persuade } from './persuaders.ts';
import { tallyOf, typeIndex } from './tally.ts';
import { type Act, type Observation, PERSUADEE, type State } from './types.ts';

type DonationScript = Script<State, Act, Observation>;

/** A random utterance ends with this chance after every act. */
const ENDS = 0.5;
const LONGEST = 6;

/** A type of act uniformly among those on offer, then an amount among those of that type. */
const pickAct = (offer: readonly Act[], { rng }: View): Act => {
  const types = [...new Set(offer.map(({ type }) => type))];
  const type = rng.pick(types);
  return rng.pick(offer.filter((act) => act.type === type));
};

const babble = (view: View): readonly Act[] => {
  if (view.kind !== 'speak') return [view.rng.pick(view.candidates([]))];
  const acts: Act[] = [];
  for (;;) {
    const act = pickAct(view.candidates(acts), view);
    acts.push(act);
    if (act === SILENCE || act === DONE || acts.length >= LONGEST) return acts;
    if (view.rng.float() < ENDS) return [...acts, DONE];
  }
};

/** What the persuadee's words tell of its interest, by type, each counted at most TOLD times: weights of an
 * ordinal softmax over the levels, from 3,000 talks of `expert` with `model` (log loss 1.03 on talks kept
 * apart; knowing nothing, 1.10). That somebody agrees tells little: most do. */
const TELLS: Readonly<Partial<Record<Act['type'], number>>> = {
  'positive-reaction': 0.4,
  'neutral-to-inquiry': 0.3,
  'provide-amount': 0.15,
  thank: 0.1,
  'agree-donation': 0.05,
  'ask-org-info': -0.1,
  'ask-persuader-donation-intention': -0.1,
  acknowledgement: -0.15,
  greeting: -0.2,
  'disagree-donation-more': -0.25,
  'negative-to-inquiry': -0.35,
  'negative-reaction': -0.6,
  'disagree-donation': -0.85,
};
const TELLING = Object.entries(TELLS).map(
  ([type, weight]) => [typeIndex(type as Act['type']), weight] as const,
);
const TOLD = 2;
const START = 0.15;
const MIDDLE = 0.2;

const believe = (_question: Question, { observation }: View): readonly number[] => {
  const { counts } = tallyOf(observation);
  let score = START;
  for (const [type, weight] of TELLING) {
    const times = counts[PERSUADEE * ACT_TYPES.length + type] ?? 0;
    if (times > 0) score += weight * Math.min(TOLD, times);
  }
  const odds = [Math.exp(-score), Math.exp(MIDDLE), Math.exp(score)];
  const sum = odds.reduce((total, one) => total + one, 0);
  return odds.map((one) => one / sum);
};

const persuader = { roles: ['persuader'], believe } as const;

export const scripts = {
  random: {
    summary: 'Uniformly random types of act, two or so an utterance; a random gift.',
    roles: ['persuader', 'persuadee'],
    decide: babble,
    believe: ({ answers }) => answers.map(() => 1 / answers.length),
  },
  inform: {
    ...persuader,
    summary: 'Tells everybody the same facts in the same order, asks once, and takes the answer.',
    decide: inform,
  },
  expert: {
    ...persuader,
    summary:
      'Rapport, reasons that suit the answers, a gift asked for early and again; no guilt, no repetition.',
    decide: persuade,
  },
  model,
} satisfies Record<string, DonationScript>;
