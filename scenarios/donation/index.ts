// Persuasion: one seat asks the other to give to a children's charity. After Wang et al., "Persuasion for
// Good: Towards a Personalized Persuasive Dialogue System for Social Good" (ACL 2019).

import { defineScenario } from '../../shared/scenario.ts';
import { roleOf } from './acts.ts';
import { brief } from './brief.ts';
import { candidates, closes, defaultAct, toMove } from './candidates.ts';
import { ENDS } from './ends.ts';
import { FAULTS, faultsOf } from './faults.ts';
import { actFeatureCount, actFeatures, featureCount, features } from './features.ts';
import { label } from './labels.ts';
import { legal } from './legal.ts';
import { metrics } from './metrics.ts';
import { narrate } from './narrate.ts';
import { observe, seatName } from './observe.ts';
import { controls, OptionsSchema } from './options.ts';
import { phraseActs } from './phrase.ts';
import { answerAct, questions } from './questions.ts';
import { readActs } from './reading/index.ts';
import { redeal } from './redeal.ts';
import { scripts } from './scripts.ts';
import { setup } from './setup.ts';
import { shaping } from './shaping.ts';
import { stage } from './stage.ts';
import { step } from './step.ts';
import type { Act, Observation, Options, State } from './types.ts';

export const donation = defineScenario<State, Act, Observation, Options>({
  id: 'donation',
  version: 1,
  title: 'Donation',
  summary: 'One asks the other for a gift to a children’s charity. Only what is in the jar counts.',
  roles: ['persuader', 'persuadee'],
  seats: { min: 2, max: 2 },
  ends: ENDS,
  options: OptionsSchema,
  controls,
  fill: ['persuader=scripted:expert', 'persuadee=scripted:model'],
  scripts,
  hints: {
    persuader:
      'Greet, ask about them, tell what the charity does, give one reason at a time, and ask for a small gift.',
    persuadee: 'Answer what you are asked, ask what you want to know, and decide as your persona would.',
  },
  baselines: {
    random: ['persuader=random', 'persuadee=scripted:model'],
    inform: ['persuader=scripted:inform', 'persuadee=scripted:model'],
    expert: ['persuader=scripted:expert', 'persuadee=scripted:model'],
  },
  training: {
    roles: ['persuader'],
    tables: [{ options: { personas: 'train' }, seats: { persuader: 'learn', persuadee: 'scripted:model' } }],
    heldout: [
      { options: { personas: 'heldout' }, seats: { persuader: 'learn', persuadee: 'scripted:model' } },
    ],
    teachers: { persuader: 'scripted:expert', persuadee: 'scripted:model' },
    settings: { gamma: 1 },
  },
  shaping,
  faults: {
    names: FAULTS,
    of: (act, observation, chosen) =>
      observation.role === 'persuader' ? faultsOf(act, observation, chosen) : [],
  },
  seatCount: () => 2,
  setup,
  fixedSeats: () => ({}),
  seatName,
  role: (_state, seat) => roleOf(seat),
  alive: () => true,
  toMove,
  candidates,
  legal,
  closes,
  defaultAct,
  step,
  outcome: (state) => state.end ?? undefined,
  observe,
  redeal,
  stage,
  narrate,
  questions,
  featureCount,
  actFeatureCount,
  features,
  actFeatures,
  history: (observation) => observation.said,
  answerAct,
  label,
  brief,
  // Who puts something into a jar says nothing; the text is that of the button.
  phrase: (acts, observation, rng) =>
    acts[0]?.type === 'give'
      ? label(acts[0], observation).label
      : phraseActs(acts, observation.role, observation, rng),
  interpret: (text, observation) => readActs(text, observation.role, observation),
  metrics,
});
