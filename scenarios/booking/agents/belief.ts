// What a clerk believes of the goal: what the form says, mostly; else how often users care at all.

import type { Question } from '../../../shared/scenario.ts';
import { type AgentObservation, ANY, type Domain, type Slot } from '../types.ts';

/** Trust in what was heard, and the share of slots that do not matter to a user who has not said so. */
const TRUST = 0.9;
const CARELESS = 0.5;

/** Most of the weight on one answer, the rest shared by the others. */
const lean = (answers: readonly string[], answer: string, weight: number): number[] =>
  answers.map((one) => (one === answer ? weight : (1 - weight) / Math.max(1, answers.length - 1)));

/** Probabilities over the answers; undefined for a question of another kind. */
export const believe = ({ id, answers }: Question, { form }: AgentObservation): number[] | undefined => {
  const [domain, slot] = id.split('-') as [Domain, Slot | undefined];
  if (slot === undefined || !answers.includes(ANY)) return undefined;
  const value = form.info[domain]?.[slot];
  if (value !== undefined && answers.includes(value)) return lean(answers, value, TRUST);
  return lean(answers, ANY, CARELESS);
};
