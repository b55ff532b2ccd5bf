// The turn log: what every episode leaves behind, and the only thing that survives a crash. Two
// stores keep these rules, and one contract suite holds both to them:
//
//   [L1] An episode reads back as its header and its entries, in the order in which they were given.
//   [L2] Entries are numbered by the store, without a hole; the header is number 0.
//   [L3] A resolved `append` or `flush` is durable: no crash of the process or the machine loses it.
//   [L4] Appends of one tick, of any number of episodes, share one flush.
//   [L5] An append is stored whole or not at all; one that failed leaves room for the next.
//   [L6] A turn may be given again until its step closes; both stay, and readers take the last.
//   [L7] `list` is newest first; `live` holds the episodes without an end; an ended one takes no more.
//   [L8] Unknown, damaged, foreign or locked: a RejectionError or a Rejection whose sentence says what to do.
//   [L9] What a closed store held is there when it is opened again (the memory store forgets).
//   [L11] A sealed episode reads back as one that was opened and noted.
//   [L10] One writer at a time; readers may look on beside it (LMDB).

import type { Result } from '../../shared/result.ts';
import type {
  EndEntry,
  Entry,
  EpisodeRecord,
  Header,
  Occupant,
  TournamentGame,
  TurnEntry,
} from '../../shared/turn.ts';

export type LogEntry = Exclude<Entry, Header>;

/** An episode at a glance. `end` is there once it has ended. */
export interface EpisodeSummary {
  readonly episode: string;
  readonly scenario: string;
  readonly startedAt: number;
  readonly origin: Header['origin'];
  readonly practice: boolean;
  /** Where it is a game of a tournament. */
  readonly tournament?: TournamentGame;
  readonly seats: readonly Occupant[];
  /** Distinct turns logged so far. */
  readonly turns: number;
  readonly end?: Pick<EndEntry, 'end' | 'winners' | 'reason'>;
}

export interface ListQuery {
  /** At most this many; 50 unless told. */
  readonly limit?: number;
  /** Only episodes opened before this one: the last id of the previous page. */
  readonly before?: string;
  /** true: only live ones; false: only ended ones. */
  readonly live?: boolean;
  readonly scenario?: string;
}

/** A whole ended episode, sealed. Plain data: it may be posted from one thread to another. */
export interface SealedEpisode {
  readonly summary: EpisodeSummary;
  /** Entries in it, the header among them. */
  readonly count: number;
  /** Header and entries, packed; readable by codec.ts alone. */
  readonly row: Uint8Array;
}

/** Entries that may wait for a flush before `note` asks for a pause. */
export const MAX_WAITING = 16_384;

export interface TurnLog {
  /**
   * Opens an episode. Durable with the next append or flush that resolves.
   * Throws RejectionError `not-allowed` where the id is taken or the log is only being read.
   */
  open(header: Header): void;
  /**
   * Appends entries and resolves once they, and all that was given before, are durable.
   * Rejects with a RejectionError: `unknown-episode`, `episode-over`, `not-allowed`, or `log-failed`
   * where the disk refused; then none of these entries is stored, and they may be given again.
   */
  append(episode: string, entries: readonly LogEntry[]): Promise<void>;
  /**
   * Appends without waiting; failures come out at `flush`, and until then an episode that lost
   * something takes no more. The entries must not be changed before the flush. Returns false when so
   * much waits that the caller should `await flush()` before going on. Throws as append rejects.
   * Nothing is written while the caller keeps the event loop to itself.
   */
  note(episode: string, entries: readonly LogEntry[]): boolean;
  /**
   * Puts away a whole ended episode that was sealed elsewhere (sealed.ts), as open, note and end in
   * one. Returns as note does. Throws RejectionError `not-allowed` where the id is taken.
   */
  keep(sealed: SealedEpisode): boolean;
  /** Resolves once everything given so far is durable; rejects if something noted since the last flush was lost. */
  flush(): Promise<void>;
  /** `unknown-episode` or `corrupt-log`. Holds what is stored: all that was given before a resolved append. */
  read(episode: string): Result<EpisodeRecord>;
  /** Newest first, in the order of opening. Throws RejectionError `unknown-episode` for an unknown `before`. */
  list(query?: ListQuery): EpisodeSummary[];
  /** Episodes with a header and no end, oldest first: what a restart goes on with. */
  live(): EpisodeSummary[];
  /** Ids of all episodes, oldest first. */
  episodes(): IterableIterator<string>;
  /** Flushes and lets go of the store. A second call does nothing. */
  close(): Promise<void>;
}

/** Entries without the turns that were given again later in the same step [L6]. */
export const settled = (entries: readonly LogEntry[]): LogEntry[] => {
  const last = new Map<number, TurnEntry>();
  for (const entry of entries) if (entry.type === 'turn') last.set(entry.turn, entry);
  return entries.filter((entry) => entry.type !== 'turn' || last.get(entry.turn) === entry);
};
