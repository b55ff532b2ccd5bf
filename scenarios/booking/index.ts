// Task-oriented dialogue: a customer with an errand, and a clerk with a database. After MultiWOZ
// (Budzianowski et al. 2018) and the agenda-based users of Schatzmann et al. 2007 as ConvLab has them.

import { defineScenario } from '../../shared/scenario.ts';
import { brief } from './brief.ts';
import { candidates, closes, defaultAct, toMove } from './candidates.ts';
import { claims } from './desk.ts';
import { ENDS } from './ends.ts';
import { featureCount, features } from './features.ts';
import { actFeatureCount, actFeatures } from './features-acts.ts';
import { label } from './labels.ts';
import { legal } from './legal.ts';
import { metrics } from './metrics.ts';
import { seatName } from './names.ts';
import { narrate } from './narrate.ts';
import { observe } from './observe.ts';
import { controls, OptionsSchema } from './options.ts';
import { answerAct, questions } from './questions.ts';
import { readDialogues } from './recorded/dialogues.ts';
import { redeal } from './redeal.ts';
import { scripts } from './scripts.ts';
import { setup } from './setup.ts';
import { shaping } from './shaping.ts';
import { stage } from './stage.ts';
import { roleOf } from './state.ts';
import { step } from './step.ts';
import { interpret, phrase } from './talk.ts';
import type { Act, Observation, Options, State } from './types.ts';
import { multiwoz } from './world/index.ts';

const SEATS = 2;

export const booking = defineScenario<State, Act, Observation, Options>({
  id: 'booking',
  version: 3,
  title: 'Booking',
  summary: 'A customer has an errand in town. The clerk looks up, offers, answers and books.',
  roles: ['user', 'agent'],
  roleNames: { user: 'customer', agent: 'clerk' },
  seats: { min: SEATS, max: SEATS },
  ends: ENDS,
  options: OptionsSchema,
  controls,
  fill: ['user=scripted:agenda', 'agent=scripted:rule'],
  scripts,
  hints: {
    agent:
      'Look things up before you offer, answer every question, book when all is known, and tell the reference.',
    user: 'Say what you need, a thing or two at a time, ask for what you have to find out, and leave when all is done.',
  },
  baselines: {
    random: ['user=scripted:agenda', 'agent=random'],
    rule: ['user=scripted:agenda', 'agent=scripted:rule'],
    'rule against impatient': ['user=scripted:impatient', 'agent=scripted:rule'],
    'rule against rambling': ['user=scripted:rambling', 'agent=scripted:rule'],
  },
  resources: { multiwoz: { ...multiwoz, dialogues: readDialogues } },
  training: {
    roles: ['agent'],
    tables: [
      { options: { goals: 'train', vague: 0.3 }, seats: { agent: 'learn', user: 'scripted:agenda' } },
      { options: { goals: 'train', noise: 0.1 }, seats: { agent: 'learn', user: 'scripted:agenda' } },
      { options: { goals: 'train' }, seats: { agent: 'learn', user: 'scripted:impatient' }, weight: 0.5 },
    ],
    heldout: [
      { options: { goals: 'heldout' }, seats: { agent: 'learn', user: 'scripted:rambling' } },
      { options: { goals: 'heldout', noise: 0.1 }, seats: { agent: 'learn', user: 'scripted:agenda' } },
    ],
    teachers: { agent: 'scripted:rule', user: 'scripted:agenda' },
    settings: { gamma: 1 },
  },
  shaping,
  seatCount: () => SEATS,
  setup,
  fixedSeats: () => ({}),
  seatName: (_state, seat) => seatName(seat),
  role: (_state, seat) => roleOf(seat),
  alive: () => true,
  toMove,
  candidates,
  legal,
  closes,
  defaultAct,
  step,
  claims,
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
  phrase,
  interpret,
  metrics,
});
