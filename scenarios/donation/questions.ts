// What the persuader is asked to believe, for its listening alone: no reward hangs on it.

import type { Question } from '../../shared/scenario.ts';
import { bare } from './acts.ts';
import { interestLevel, LEVELS } from './population.ts';
import { type Act, PERSUADER, type State } from './types.ts';

/** Open from the first word until the jar is passed. Asked of the persuader: the persuadee knows. */
export const questions = (state: State): readonly Question[] => {
  if (state.phase === 'over') return [];
  return [
    {
      id: 'interest',
      text: `How inclined is ${state.name} to give?`,
      asked: [PERSUADER],
      answers: LEVELS,
      truth: interestLevel(state.mind.interest),
      sign: () => 0,
    },
  ];
};

const ABOUT: readonly Act[] = [
  bare('negative-reaction'),
  bare('neutral-reaction'),
  bare('positive-reaction'),
];

/** The reaction that goes with a level of interest. */
export const answerAct = (_question: Question, answer: number): Act | undefined => ABOUT[answer];
