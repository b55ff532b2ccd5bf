// The fixed players: what persuaders say is in persuaders.ts, the fitted persuadee in persuadee.ts; here are
// the random ones, what persuaders believe, and the list.

import type { Question, Script } from '../../shared/scenario.ts';
import { DONE, SILENCE } from './acts.ts';
import type { View } from './heard.ts';
import { model } from './persuadee.ts';
import { inform, persuade } from './persuaders.ts';
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

/** What a reaction tells of interest, by type; the sum goes through a softmax over the levels. */
const TELLS: Readonly<Partial<Record<Act['type'], number>>> = {
  'agree-donation': 1.5,
  'provide-amount': 1,
  'positive-reaction': 0.4,
  'positive-to-inquiry': 0.3,
  'negative-reaction': -0.6,
  'negative-to-inquiry': -0.2,
  'disagree-donation': -1.5,
  'disagree-donation-more': -0.3,
};

const believe = ({ answers }: Question, { observation }: View): readonly number[] => {
  let score = 0;
  for (const { seat, acts } of observation.said)
    if (seat === PERSUADEE) for (const { type } of acts) score += TELLS[type] ?? 0;
  const weight = answers.map((_, level) => Math.exp(Math.max(-2, Math.min(2, score)) * (level - 1)));
  const sum = weight.reduce((total, one) => total + one, 0);
  return weight.map((one) => one / sum);
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
