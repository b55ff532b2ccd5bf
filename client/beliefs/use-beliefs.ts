import { useMemo, useState } from 'preact/hooks';
import type { LineItem, SurveyItem } from '../../shared/protocol.ts';
import { type Change, changesOf, utterancesOf } from './changes.ts';
import type { Pick } from './course.ts';

export interface BeliefsShown {
  readonly surveys: readonly SurveyItem[];
  /** By survey: what was said before it (changes.ts). */
  readonly utterances: readonly (LineItem | undefined)[];
  readonly changes: ReadonlyMap<number, readonly Change[]>;
  readonly pick: Pick;
  setPick(pick: Pick): void;
}

/** What is shown of beliefs, and what the viewer has picked of it; `lines` are those of the same viewer. */
export const useBeliefs = (surveys: readonly SurveyItem[], lines: readonly LineItem[]): BeliefsShown => {
  const [pick, setPick] = useState<Pick>({});
  const utterances = useMemo(() => utterancesOf(surveys, lines), [surveys, lines]);
  const changes = useMemo(
    () => changesOf(surveys, utterances, pick.whose),
    [surveys, utterances, pick.whose],
  );
  return { surveys, utterances, changes, pick, setPick };
};
