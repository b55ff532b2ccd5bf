// The choices that a prompt has room for, and the acts behind their labels.

import type { Scenario } from '../../shared/scenario.ts';
import type { Choice } from './prompt.ts';

export interface Offered extends Choice {
  readonly act: unknown;
}

/** Choices in one prompt: about 300 tokens. */
export const MOST_CHOICES = 32;

/** The label of a remark: words without an act. */
export const ONLY_TALK = 'Only talk';

/** From every group in turn, so that each has its share; within a group in the scenario's order. */
const shared = (offered: readonly Offered[], most: number): readonly Offered[] => {
  if (offered.length <= most) return offered;
  const groups = new Map<string, Offered[]>();
  for (const one of offered) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  const taken = new Set<Offered>();
  for (let rank = 0; taken.size < most; rank++)
    for (const list of groups.values()) {
      const one = list[rank];
      if (one && taken.size < most) taken.add(one);
    }
  return offered.filter((one) => taken.has(one));
};

/** What a seat can be asked to choose from. `observation` is that seat's own. */
export const offeredTo = (
  scenario: Scenario,
  observation: unknown,
  candidates: readonly unknown[],
  most: number = MOST_CHOICES,
): readonly Offered[] =>
  shared(
    candidates.map((act) => {
      const { label, group } = scenario.label(act, observation);
      return { act, label, group };
    }),
    most,
  );

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Whether two acts are the same, whatever the order of their fields. */
export const sameAct = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** Whether the text, read as this seat's, says these acts and no others. What only closes an utterance says nothing. */
export const carries = (
  scenario: Scenario,
  text: string,
  acts: readonly unknown[],
  observation: unknown,
): boolean => {
  const open = (list: readonly unknown[]): string[] =>
    list
      .filter((act) => !scenario.closes(act))
      .map(canonical)
      .sort();
  const [meant, read] = [open(acts), open(scenario.interpret(text, observation))];
  return meant.length === read.length && meant.every((act, index) => act === read[index]);
};
