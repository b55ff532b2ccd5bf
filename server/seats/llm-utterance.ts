// From a model's answer to an utterance: the acts are among those offered, in an order in which they can be
// picked, and the words say them and nothing else, or the scenario's own words take their place.

import type { Scenario } from '../../shared/scenario.ts';
import type { LlmNote } from '../../shared/turn.ts';
import type { TurnView } from '../episode/seat.ts';
import { type Decided, readAnswer } from '../llm/answer.ts';
import { carries, type Offered, ONLY_TALK, sameAct } from '../llm/choices.ts';

/** An utterance as a model gave it, before it is dressed as a turn. */
export interface Drafted {
  readonly acts: readonly unknown[];
  /** Absent: the scenario words the acts. */
  readonly text?: string;
  readonly wording?: LlmNote['wording'];
  readonly unsaid?: string;
}

/** Words for acts: the model's, where they carry them. */
export const worded = (
  scenario: Scenario,
  { observation, kind }: TurnView,
  acts: readonly unknown[],
  say: string,
): Drafted => {
  // What only closes an utterance (saying nothing, a call to the desk) is not spoken.
  const silent = acts.every((act) => scenario.closes(act));
  if (kind !== 'speak' || silent) return { acts };
  if (say !== '' && carries(scenario, say, acts, observation)) return { acts, text: say, wording: 'own' };
  return { acts, wording: 'template', ...(say === '' ? {} : { unsaid: say }) };
};

/** Acts in the order given, as far as each can follow those before it; what closes stands alone. */
const pickable = (scenario: Scenario, view: TurnView, wanted: readonly unknown[]): readonly unknown[] => {
  const [first] = wanted;
  if (first === undefined || scenario.closes(first)) return wanted.slice(0, 1);
  const acts: unknown[] = [first];
  for (const act of wanted.slice(1))
    if (!scenario.closes(act) && view.candidates(acts).some((one) => sameAct(one, act))) acts.push(act);
  return acts;
};

/** Words without a choice: a remark, or, as with anybody who talks, the acts that are heard in them. */
const remark = (scenario: Scenario, view: TurnView, say: string): Drafted | { refusal: string } => {
  if (say === '') return { refusal: 'There are no words in it.' };
  const acts = scenario.interpret(say, view.observation);
  const candidates = view.candidates([]);
  if (acts.every((act) => candidates.some((one) => sameAct(one, act))))
    return { acts, text: say, wording: 'own' };
  return { refusal: 'The words say something that is not in the list; choose from it.' };
};

/** Reads an answer to a decision. */
export const drafted = (
  scenario: Scenario,
  view: TurnView,
  offered: readonly Offered[],
  answer: string,
): Drafted | { refusal: string } => {
  const labels = offered.map(({ label }) => label);
  const read: Decided | { refusal: string } = readAnswer(answer, labels);
  if ('refusal' in read) return read;
  const wanted = read.labels.flatMap((label) => {
    const one = offered.find((each) => each.label === label);
    return one && one.label !== ONLY_TALK ? [one.act] : [];
  });
  if (wanted.length === 0) return remark(scenario, view, read.say);
  const acts = view.kind === 'speak' ? pickable(scenario, view, wanted) : wanted.slice(0, 1);
  return worded(scenario, view, acts, read.say);
};
