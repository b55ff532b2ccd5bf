// A whole ended episode as one piece that stands alone. Sealing is the dear part of logging headless
// play; it needs no store, so every thread seals its own episodes and the log only puts them away.

import type { Header } from '../../shared/turn.ts';
import { sealRow } from './codec.ts';
import { advance, checkEntries, opened } from './tally.ts';
import type { LogEntry, SealedEpisode } from './turn-log.ts';

/** Throws RejectionError `episode-over` where something follows the end, RangeError where there is none. */
export const seal = (header: Header, entries: readonly LogEntry[]): SealedEpisode => {
  checkEntries(header.episode, entries, false);
  const { summary, count } = advance(opened(header), entries);
  if (!summary.end)
    throw new RangeError(`episode ${header.episode} has not ended; only whole ones are sealed`);
  return { summary, count, row: sealRow([header, ...entries]) };
};
