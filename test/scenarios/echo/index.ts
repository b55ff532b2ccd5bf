// A problem whose best value is known: a caller says one of four words, then fills the silence; the
// echo must say that word, once, and close. What it needs is in its history alone, never in its
// features: a policy that cannot remember gets 1/4.

import { z } from 'zod';
import { defineScenario, type Mover, type Script } from '../../../shared/scenario.ts';

export type Act = { type: 'word'; word: number } | { type: 'um' } | { type: 'done' };
interface State {
  word: number;
  said: readonly { seat: number; acts: readonly Act[] }[];
}
interface Observation {
  seat: number;
  word: number | null;
  said: State['said'];
}

export const WORDS = ['ash', 'elm', 'fir', 'oak'];
const LINES = 4;
const CALLER = 0;
const ECHO = 1;
/** Mean return of a player who picks uniformly among the candidates, found by counting (see score). */
const COST = 0.1;

const movers = ({ said }: State): Mover[] =>
  said.length >= LINES
    ? []
    : [{ seat: said.length === LINES - 1 ? ECHO : CALLER, kind: 'speak', deadlineMs: 1000 }];

const words: readonly Act[] = WORDS.map((_, word) => ({ type: 'word', word }));

const candidates = (state: State, seat: number, chosen: readonly Act[]): readonly Act[] => {
  if (movers(state)[0]?.seat !== seat) return [];
  if (seat === CALLER)
    return state.said.length === 0 && chosen.length === 0
      ? [{ type: 'word', word: state.word }]
      : ([{ type: 'um' }, { type: 'done' }].filter((_, n) => n === (chosen.length > 0 ? 1 : 0)) as Act[]);
  return [...words.filter((act) => !chosen.includes(act)), { type: 'done' }];
};

/** 1 for the word, minus a tenth for every word beyond the first. */
const score = ({ word }: State, acts: readonly Act[]): number => {
  const spoken = acts.filter((act) => act.type === 'word');
  return (spoken.some((act) => act.word === word) ? 1 : 0) - COST * Math.max(0, spoken.length - 1);
};

const script = (decide: Script<State, Act, Observation>['decide']): Script<State, Act, Observation> => ({
  summary: 'plays',
  roles: ['caller', 'echo'],
  decide,
});

const random = script((view) => {
  const chosen: Act[] = [];
  for (;;) {
    const act = view.rng.pick(view.candidates(chosen));
    chosen.push(act);
    if (act.type === 'done' || chosen.length >= 6) return chosen;
  }
});

const right = script((view) => {
  const first = view.observation.said[0]?.acts.find((act) => act.type === 'word');
  if (view.seat === CALLER || !first) return random.decide(view);
  return [first, { type: 'done' }];
});

const one = (length: number, at: number): Float32Array => {
  const row = new Float32Array(length);
  if (at >= 0) row[at] = 1;
  return row;
};

export const echo = defineScenario<State, Act, Observation, Record<string, never>>({
  id: 'echo',
  version: 1,
  title: 'Echo',
  summary: 'Say what was said.',
  roles: ['caller', 'echo'],
  seats: { min: 2, max: 2 },
  ends: { said: 'It was said' },
  options: z.strictObject({}),
  controls: [],
  fill: ['caller=random', 'echo=random'],
  scripts: { random, right },
  baselines: { random: ['random'], right: ['scripted:right'] },
  seatCount: () => 2,
  setup: (_options, _seats, rng) => ({ word: rng.int(WORDS.length), said: [] }),
  fixedSeats: () => ({}),
  seatName: (_, seat) => (seat === CALLER ? 'Caller' : 'Echo'),
  role: (_, seat) => (seat === CALLER ? 'caller' : 'echo'),
  alive: () => true,
  toMove: movers,
  candidates,
  legal: (state, seat, act) =>
    candidates(state, seat, []).some((other) => JSON.stringify(other) === JSON.stringify(act)) ||
    act.type === 'done',
  closes: (act) => act.type === 'done',
  defaultAct: (state, seat) => candidates(state, seat, []).at(-1) ?? { type: 'done' },
  step: (state, moves) => {
    const said = [...state.said, ...moves.map(({ seat, acts }) => ({ seat, acts }))];
    const reward = said.length === LINES ? score(state, moves[0]?.acts ?? []) : 0;
    return { state: { ...state, said }, rewards: [0, reward] };
  },
  outcome: (state) =>
    state.said.length < LINES
      ? undefined
      : {
          end: 'terminated',
          winners: score(state, state.said.at(-1)?.acts ?? []) > 0.99 ? [ECHO] : [],
          reason: 'said',
        },
  observe: (state, seat) => ({ seat, word: seat === CALLER ? state.word : null, said: state.said }),
  redeal: (state) => state,
  stage: () => ({
    phase: 'Talk',
    clock: 0,
    places: [],
    links: [],
    tokens: [],
    speech: null,
    ballots: [],
    cards: [],
    meters: [],
    notes: [],
  }),
  narrate: () => [],
  questions: (state) =>
    state.said.length === 0 || state.said.length === LINES
      ? []
      : [
          {
            id: 'word',
            text: 'Which word was it?',
            asked: [ECHO],
            answers: WORDS,
            truth: state.word,
            sign: () => 1,
          },
        ],
  featureCount: 2,
  actFeatureCount: WORDS.length + 2,
  features: ({ seat, said }) => Float32Array.of(seat, said.length / LINES),
  actFeatures: (act) =>
    one(WORDS.length + 2, act.type === 'word' ? act.word : WORDS.length + (act.type === 'um' ? 0 : 1)),
  history: ({ said }) => said,
  answerAct: (_, word) => ({ type: 'word', word }),
  label: (act) => ({ label: act.type === 'word' ? (WORDS[act.word] ?? '') : act.type, group: 'Say' }),
  brief: () => 'Say what was said.',
  phrase: (acts) => acts.map((act) => (act.type === 'word' ? WORDS[act.word] : act.type)).join(' '),
  interpret: (text) => words.filter((act) => act.type === 'word' && text.includes(WORDS[act.word] ?? '')),
  metrics: (state) => ({ score: score(state, state.said.at(-1)?.acts ?? []) }),
});
