// A survey as those who may see everything are shown it. It tells what seats think and what is true:
// nobody who plays, and nobody who watches people play, is ever sent one before the end.

import type { SurveyItem } from '../../shared/protocol.ts';
import type { Question } from '../../shared/scenario.ts';
import type { Beliefs } from './survey.ts';

/** `line`: how many lines had been told by then, counted as viewer "all" does. */
export const surveyItem = (
  about: Pick<SurveyItem, 'n' | 'line' | 'opens'>,
  questions: readonly Question[],
  beliefs: Beliefs,
): SurveyItem => ({
  ...about,
  questions: questions.flatMap(({ id, text, answers, truth }) => {
    const answered = beliefs[id];
    return answered ? [{ id, text, answers: [...answers], truth, beliefs: answered }] : [];
  }),
});
