// What the agent is asked to believe: the wishes behind the topic under discussion.

import type { Question } from '../../shared/scenario.ts';
import { capital, SINGULARS, slotName } from './names.ts';
import { CLOSED, INFO } from './slots.ts';
import { type Act, AGENT, ANY, type Domain, type Slot, type State } from './types.ts';
import { lastStage } from './verdict.ts';

/** Questions open at a time. */
const QUESTIONS = 3;

/** A slot of few values can be asked about. */
export const askable = (domain: Domain): readonly Slot[] =>
  INFO[domain].filter((slot) => CLOSED[slot] !== undefined).slice(0, QUESTIONS);

const answersOf = (slot: Slot): readonly string[] => [...(CLOSED[slot] ?? []), ANY];

// Both work for the same end: what the agent learns of the goal is a gain, whoever said it.
const gain = (): 1 => 1;

const textOf = (domain: Domain, slot: Slot): string =>
  slot === 'parking' || slot === 'internet'
    ? `${capital(SINGULARS[domain])} wanted: with ${slotName(slot)}?`
    : `${capital(SINGULARS[domain])} wanted: which ${slotName(slot)}?`;

const made = new Map<string, Question>();

/** One object for each question and answer, since every step asks. */
const question = (domain: Domain, slot: Slot, value: string): Question => {
  const key = `${domain}-${slot}-${value}`;
  const known = made.get(key);
  if (known) return known;
  const answers = answersOf(slot);
  const truth = answers.indexOf(value);
  const fresh: Question = {
    id: `${domain}-${slot}`,
    text: textOf(domain, slot),
    asked: [AGENT],
    answers,
    truth: truth < 0 ? answers.length - 1 : truth,
    sign: gain,
  };
  made.set(key, fresh);
  return fresh;
};

/** Open while there is a topic; the truth is the last stage of the goal, "any" where it says nothing. */
export const questions = (state: State): readonly Question[] => {
  const { current } = state.form;
  if (state.end !== null || current === null) return [];
  const goal = state.goal.domains.find((one) => one.domain === current);
  const values = goal ? lastStage(goal.info) : {};
  return askable(current).map((slot) => question(current, slot, values[slot] ?? ANY));
};

/** The agent's check of just this: "the north, is that right?" */
export const answerAct = ({ id, answers }: Question, answer: number): Act | undefined => {
  const [domain, slot] = id.split('-') as [Domain, Slot];
  const value = answers[answer];
  return value === undefined ? undefined : { type: 'confirm', domain, slot, value };
};
