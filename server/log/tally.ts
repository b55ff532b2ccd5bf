// What a store knows of an episode while it is live, kept by adding entries one after another.

import { RejectionError } from '../../shared/result.ts';
import type { Header } from '../../shared/turn.ts';
import type { EpisodeSummary, ListQuery, LogEntry } from './turn-log.ts';

export interface Tally {
  readonly summary: EpisodeSummary;
  /** Entries so far, the header among them: the number of the next one. */
  readonly count: number;
  /** Turns below this one are closed by a step. */
  readonly closed: number;
  /** Turns logged since that step. */
  readonly open: readonly number[];
}

export const opened = (header: Header): Tally => ({
  summary: {
    episode: header.episode,
    scenario: header.scenario,
    startedAt: header.startedAt,
    origin: header.origin,
    practice: header.practice,
    ...(header.tournament ? { tournament: header.tournament } : {}),
    seats: header.seats,
    turns: 0,
  },
  count: 1,
  closed: 0,
  open: [],
});

/** The tally after further entries. */
export const advance = (tally: Tally, entries: readonly LogEntry[]): Tally => {
  let { closed } = tally;
  const open = new Set(tally.open);
  let summary = tally.summary;
  for (const entry of entries) {
    if (entry.type === 'turn') open.add(entry.turn);
    else if (entry.type === 'step') {
      closed = entry.turn + 1;
      open.clear();
    } else if (entry.type === 'end') {
      const { end, winners, reason } = entry;
      summary = { ...summary, end: { end, winners, reason } };
    }
  }
  summary = { ...summary, turns: closed + open.size };
  return { summary, count: tally.count + entries.length, closed, open: [...open] };
};

/** Whether an episode belongs on a list. */
export const matches = (summary: EpisodeSummary, query: ListQuery): boolean =>
  (query.live === undefined || query.live === (summary.end === undefined)) &&
  (query.scenario === undefined || query.scenario === summary.scenario);

/** Refuses entries after the end. */
export const checkEntries = (episode: string, entries: readonly LogEntry[], ended: boolean): void => {
  const end = entries.findIndex((entry) => entry.type === 'end');
  if (ended || (end >= 0 && end < entries.length - 1))
    throw new RejectionError('episode-over', `Episode ${episode} has ended; nothing can be added to it.`);
};

export const unknownEpisode = (episode: string): RejectionError =>
  new RejectionError(
    'unknown-episode',
    `There is no episode ${JSON.stringify(episode.slice(0, 60))} in this log; list the episodes to see their ids.`,
  );

export const takenId = (episode: string): RejectionError =>
  new RejectionError('not-allowed', `Episode ${episode} is already in this log; open it under another id.`);
