// Social deduction aboard a ship: one impostor among the crew. After Sarkar, Xia, Liu and Sadigh,
// "Training Language Models for Social Deduction with Multi-Agent Reinforcement Learning" (AAMAS 2025).

import { defineScenario } from '../../shared/scenario.ts';
import { brief } from './brief.ts';
import { candidates, closes, defaultAct, toMove } from './candidates.ts';
import { ENDS } from './ends.ts';
import { FAULTS, faultsOf } from './faults.ts';
import { actFeatureCount, actFeatures, featureCount, features } from './features.ts';
import { interpret } from './interpret.ts';
import { label } from './labels.ts';
import { legal } from './legal.ts';
import { narrate } from './narrate.ts';
import { observe, seatName } from './observe.ts';
import { controls, MAX_PLAYERS, MIN_PLAYERS, OptionsSchema } from './options.ts';
import { ballot, metrics, questions } from './questions.ts';
import { redeal } from './redeal.ts';
import { scripts } from './scripts.ts';
import { setup } from './setup.ts';
import { shaping } from './shaping.ts';
import { phrase } from './speech.ts';
import { stage } from './stage.ts';
import { playerAt, type State } from './state.ts';
import { step } from './step.ts';
import type { Act, Observation, Options } from './types.ts';

export const impostor = defineScenario<State, Act, Observation, Options>({
  id: 'impostor',
  version: 1,
  title: 'Impostor',
  summary: 'One of the crew is an impostor. Do your tasks, find bodies, talk, and vote it out.',
  roles: ['crew', 'impostor'],
  seats: { min: MIN_PLAYERS, max: MAX_PLAYERS },
  ends: ENDS,
  options: OptionsSchema,
  controls,
  fill: ['impostor=scripted:mimic', 'crew=scripted:greedy'],
  scripts,
  hints: {
    crew: 'Say where you were and what you saw, compare what the others say with it, and vote for whoever does not fit.',
    impostor:
      'Seem like crew: give a likely alibi, agree with what fits, and turn suspicion on one of the crew.',
  },
  baselines: {
    random: ['random'],
    witness: ['impostor=random', 'crew=scripted:witness'],
    'shared-witness': ['impostor=random', 'crew=scripted:shared-witness'],
    greedy: ['impostor=random', 'crew=scripted:greedy'],
    'greedy against mimic': ['impostor=scripted:mimic', 'crew=scripted:greedy'],
    oracle: ['impostor=random', 'crew=scripted:oracle'],
  },
  training: {
    roles: ['crew'],
    tables: [
      {
        options: { mode: 'paper', seating: 'paper' },
        seats: { crew: 'learn', impostor: 'scripted:random' },
        weight: 1,
      },
      {
        options: { mode: 'paper', seating: 'paper' },
        seats: { crew: 'learn', impostor: 'scripted:stealth' },
        weight: 2,
      },
    ],
    heldout: [
      {
        options: { mode: 'paper', seating: 'paper', tasks: 5 },
        seats: { crew: 'learn', impostor: 'scripted:stealth' },
      },
      {
        options: { mode: 'paper', seating: 'paper', width: 3 },
        seats: { crew: 'learn', impostor: 'scripted:mimic' },
      },
    ],
    teachers: { crew: 'scripted:greedy', impostor: 'scripted:mimic' },
    settings: { learningRate: 0.003, decayUpdates: 220, learningRateEnd: 0.0001, entropyCoefficient: 0.003 },
    shaping: { task: 0.1, report: 0.1 },
    // Sarkar et al. 2025, section 5: reinforcement alone, listening alone, both, and speaking beside.
    ablations: {
      rl: { settings: { listening: 0 } },
      l: { algorithm: 'bc', teachers: { crew: 'scripted:oracle' } },
      'rl+l': { settings: { listening: 0.3 } },
      'rl+l+s': { settings: { listening: 0.3 }, shaping: { speaking: 0.2 } },
    },
  },
  shaping,
  faults: { names: FAULTS, of: faultsOf },
  seatCount: (options) => options.players,
  setup,
  fixedSeats: (state) => (state.options.seating === 'paper' ? { [state.frozen]: 'scripted:reporter' } : {}),
  seatName: (_state, seat) => seatName(seat),
  role: (state, seat) => playerAt(state, seat).role,
  alive: (state, seat) => !playerAt(state, seat).gone,
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
  answerAct: (_question, who) => ({ type: 'accuse', who }),
  ballot,
  label,
  brief,
  phrase,
  interpret,
  metrics,
});
