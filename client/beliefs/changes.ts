// What an utterance did to the beliefs of those who heard it: the survey after it minus the one before it.

import type { LineItem, SurveyItem } from '../../shared/protocol.ts';
import type { Belief } from '../../shared/turn.ts';

type Asked = SurveyItem['questions'][number];

/** A gain (or loss, where negative) in the probability of an answer. */
export interface Change {
  /** The question, as it was asked. */
  readonly question: string;
  readonly answer: string;
  readonly by: number;
}

/** Smaller ones would be shown as .00. */
const LEAST = 0.005;

/** By survey, the utterance that led to it; undefined: nobody spoke before it. Where several spoke at once
 * the change is all of theirs, and stands with the last. */
export const utterancesOf = (
  surveys: readonly SurveyItem[],
  lines: readonly LineItem[],
): (LineItem | undefined)[] =>
  surveys.map(({ line }, index) =>
    lines.slice(surveys[index - 1]?.line ?? 0, line).findLast(({ kind }) => kind === 'say'),
  );

/** Mean change of each answer over those who answered both times, the speaker left out; empty: nobody did. */
const meanChange = (
  before: Asked,
  after: Asked,
  speaker: number | null,
  whose: number | undefined,
): number[] => {
  const counts = ({ seat, imputed }: Belief): boolean =>
    !imputed && (whose === undefined ? seat !== speaker : seat === whose);
  const sums = after.answers.map(() => 0);
  let heard = 0;
  for (const now of after.beliefs.filter(counts)) {
    const then = before.beliefs.find(({ seat }) => seat === now.seat);
    if (!then) continue;
    heard++;
    now.p.forEach((p, answer) => {
      sums[answer] = (sums[answer] ?? 0) + p - (then.p[answer] ?? 0);
    });
  }
  return heard > 0 ? sums.map((sum) => sum / heard) : [];
};

/** The answer that gained or lost most. */
const strongest = (question: Asked, by: readonly number[]): Change | undefined => {
  let most = 0;
  by.forEach((value, answer) => {
    if (Math.abs(value) > Math.abs(by[most] ?? 0) + 1e-9) most = answer;
  });
  const value = by[most];
  if (value === undefined || Math.abs(value) < LEAST) return undefined;
  return { question: question.text, answer: question.answers[most] ?? String(most + 1), by: value };
};

/**
 * By number of the line, the strongest change in each question that was asked before and after it.
 * `whose` undefined: the mean of the listeners; else that seat's alone, also where it spoke itself.
 */
export const changesOf = (
  surveys: readonly SurveyItem[],
  utterances: readonly (LineItem | undefined)[],
  whose: number | undefined,
): ReadonlyMap<number, readonly Change[]> => {
  const found = new Map<number, readonly Change[]>();
  surveys.forEach(({ questions, opens }, index) => {
    const said = utterances[index];
    if (!said || opens) return;
    const earlier = surveys[index - 1]?.questions ?? [];
    const changes = questions.flatMap((after) => {
      const before = earlier.find(({ id }) => id === after.id);
      return before ? (strongest(after, meanChange(before, after, said.seat, whose)) ?? []) : [];
    });
    if (changes.length > 0) found.set(said.n, changes);
  });
  return found;
};
