// A transcript is a list of lines numbered from 0 without gaps. Messages may overlap (after a
// reconnection) or come too early (one was lost); what is kept never repeats and never skips.

import type { BeliefsMessage, LineItem, LinesMessage, SurveyItem } from '../../shared/protocol.ts';

export interface TakenLines {
  readonly lines: readonly LineItem[];
  /** Number of the first line that is missing, to be asked for with `sync`; null: none known. */
  readonly missing: number | null;
}

/** Adds what is new and next in order; lines beyond a gap are dropped, since `sync` brings them again. */
export const takeLines = (have: readonly LineItem[], message: LinesMessage): TakenLines => {
  const fresh: LineItem[] = [];
  const items = [...message.items].sort((a, b) => a.n - b.n);
  for (const item of items) {
    const next = have.length + fresh.length;
    if (item.n < next) continue;
    if (item.n > next) return { lines: fresh.length > 0 ? [...have, ...fresh] : have, missing: next };
    fresh.push(item);
  }
  return { lines: fresh.length > 0 ? [...have, ...fresh] : have, missing: null };
};

/** Adds surveys that are new and next in order. They come after the lines that they follow, and whoever
 * asks for lines is sent all surveys again. */
export const takeSurveys = (
  have: readonly SurveyItem[],
  { items }: BeliefsMessage,
): readonly SurveyItem[] => {
  const fresh = items.filter(({ n }) => n >= have.length);
  return fresh.length > 0 && fresh.every(({ n }, index) => n === have.length + index)
    ? [...have, ...fresh]
    : have;
};
