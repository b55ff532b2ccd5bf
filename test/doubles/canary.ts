// Handshake with a word of its own for every seat and with scripts whose names stand out, so that a
// single one of them in the wrong place is proof of a leak.

import type { Question, Scenario } from '../../shared/scenario.ts';
import { handshake } from '../scenarios/handshake/index.ts';
import { scripts } from '../scenarios/handshake/scripts.ts';
import type { State } from '../scenarios/handshake/words.ts';

const LETTERS = 'bcdfghjklmnpqrstvwxz';

/** What every script believes at every question: a wrong answer has this probability, and the truth none, so
 * that the number is not in the metrics, which everybody is told in the end. */
export const BELIEF = 0.7306518429;

export const SCRIPT_NAMES = ['quislingscript', 'candidscript'] as const;

const { blunt, random } = scripts;
if (!blunt || !random) throw new Error('handshake has lost a script');

/** Seven letters that are no word. */
export const wordsOf = (state: unknown): readonly string[] => (state as State).words;

const sure = {
  ...blunt,
  believe: ({ answers, truth }: Question) =>
    answers.map((_, at) => [0, BELIEF, 1 - BELIEF][(at - truth + answers.length) % answers.length] ?? 0),
};

export const canary: Scenario = {
  ...(handshake as Scenario),
  id: 'canary',
  setup: (options, seats, rng) => {
    const state = handshake.setup(options as { players: number }, seats, rng);
    const word = (): string => Array.from({ length: 7 }, () => rng.pick([...LETTERS])).join('');
    return { ...state, words: state.words.map(word) };
  },
  scripts: { random, [SCRIPT_NAMES[0]]: sure, [SCRIPT_NAMES[1]]: sure } as Scenario['scripts'],
  fill: [`stranger=scripted:${SCRIPT_NAMES[0]}`, `friend=scripted:${SCRIPT_NAMES[1]}`],
  baselines: {},
};
