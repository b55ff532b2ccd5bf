// What an episode is measured by; means over episodes are the reader's.

import { type DomainGoal, type State, USER } from './types.ts';
import { isSuccess, verdict } from './verdict.ts';

/** Values that the goal holds for a slot, over all stages. */
const valuesIn = (goal: DomainGoal, slot: string): string[] =>
  [...goal.info, ...goal.book].flatMap((stage) => stage.values[slot] ?? []);

/** Informs of the user that its goal has another value for. */
const contradictions = ({ said, goal }: State): number => {
  let count = 0;
  for (const { seat, acts } of said) {
    if (seat !== USER) continue;
    for (const act of acts) {
      if (act.type !== 'inform') continue;
      const known = goal.domains.find((one) => one.domain === act.domain);
      const values = known ? valuesIn(known, act.slot) : [];
      if (values.length > 0 && !values.includes(act.value)) count++;
    }
  }
  return count;
};

/**
 * success: 0 or 1. inform: share of the goal's domains whose venue fits and whose questions are answered.
 * book: share of what was to be booked that is (absent where nothing was). turns: utterances of both.
 * asked: questions of the agent. searches, refusals: at the desk.
 */
export const metrics = (state: State): Record<string, number> => {
  const verdicts = verdict(state);
  const bookable = verdicts.filter(({ booked }) => booked !== null);
  const out: Record<string, number> = {
    success: isSuccess(verdicts) ? 1 : 0,
    inform: verdicts.filter(({ venue, answered }) => venue && answered).length / Math.max(1, verdicts.length),
    turns: state.said.length,
    asked: state.said.reduce(
      (sum, { seat, acts }) =>
        seat === USER ? sum : sum + acts.filter((act) => act.type === 'request').length,
      0,
    ),
    searches: state.desk.filter(({ call }) => call === 'search').length,
    refusals: state.desk.filter(({ call, ref }) => call === 'book' && ref === null).length,
    contradictions: contradictions(state),
  };
  if (bookable.length > 0) out.book = bookable.filter(({ booked }) => booked).length / bookable.length;
  return out;
};
