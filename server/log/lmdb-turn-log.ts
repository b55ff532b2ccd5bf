// The log on disk: LMDB under a folder of its own, one writer, any number of readers.

import type { Result } from '../../shared/result.ts';
import { RejectionError } from '../../shared/result.ts';
import type { EpisodeRecord, Header } from '../../shared/turn.ts';
import { GroupCommit } from './group-commit.ts';
import {
  beginCreation,
  checkData,
  corrupt,
  dataPath,
  inspect,
  lockPath,
  makeFolder,
  markClosed,
  markOpen,
} from './log-folder.ts';
import { LogStore } from './log-store.ts';
import { FORMAT_ROW, openTables, type Tables } from './tables.ts';
import { checkEntries, takenId, unknownEpisode } from './tally.ts';
import type { EpisodeSummary, ListQuery, LogEntry, SealedEpisode, TurnLog } from './turn-log.ts';
import { holder, takeLock } from './writer-lock.ts';

interface Access {
  readonly store: LogStore;
  readonly writable: boolean;
  /** Closes the tables and lets go of the folder. */
  release(): Promise<void>;
}

class LmdbTurnLog implements TurnLog {
  readonly #access: Access;
  readonly #store: LogStore;
  readonly #commits: GroupCommit;
  /** Episodes whose end waits to be stored. */
  readonly #ending = new Set<string>();
  #closed: Promise<void> | undefined;

  constructor(access: Access) {
    this.#access = access;
    this.#store = access.store;
    this.#commits = new GroupCommit(async (group) => {
      const failed = await this.#store.write(group);
      for (const { episode } of group) this.#ending.delete(episode);
      return failed;
    });
  }

  open(header: Header): void {
    this.#checkWritable();
    if (this.#store.state(header.episode) !== undefined) throw takenId(header.episode);
    this.#store.enter(header.episode);
    this.#commits.give(header.episode, header, []);
  }

  append(episode: string, entries: readonly LogEntry[]): Promise<void> {
    return new Promise((resolve, reject) => this.#give(episode, entries, { resolve, reject }));
  }

  note(episode: string, entries: readonly LogEntry[]): boolean {
    this.#give(episode, entries);
    return !this.#commits.full;
  }

  keep(sealed: SealedEpisode): boolean {
    this.#checkWritable();
    const { episode } = sealed.summary;
    if (this.#store.state(episode) !== undefined) throw takenId(episode);
    this.#store.enter(episode);
    this.#ending.add(episode);
    this.#commits.giveSealed(sealed);
    return !this.#commits.full;
  }

  flush(): Promise<void> {
    return this.#commits.flush();
  }

  read(episode: string): Result<EpisodeRecord> {
    return this.#store.read(episode);
  }

  list(query: ListQuery = {}): EpisodeSummary[] {
    const limit = query.limit ?? 50;
    const found: EpisodeSummary[] = [];
    if (limit > 0)
      for (const summary of this.#store.summaries(query)) {
        found.push(summary);
        if (found.length >= limit) break;
      }
    return found;
  }

  live(): EpisodeSummary[] {
    return [...this.#store.summaries({ live: true })].reverse();
  }

  episodes(): IterableIterator<string> {
    return this.#store.episodes();
  }

  close(): Promise<void> {
    this.#closed ??= this.flush().finally(() => this.#access.release());
    return this.#closed;
  }

  #give(
    episode: string,
    entries: readonly LogEntry[],
    waiter?: { resolve(): void; reject(error: Error): void },
  ): void {
    this.#checkWritable();
    const state = this.#store.state(episode);
    if (state === undefined) throw unknownEpisode(episode);
    checkEntries(episode, entries, state === 'ended' || this.#ending.has(episode));
    this.#commits.give(episode, undefined, entries, waiter);
    if (entries.at(-1)?.type === 'end') this.#ending.add(episode);
  }

  #checkWritable(): void {
    if (!this.#access.writable)
      throw new RejectionError(
        'not-allowed',
        'This log was opened for reading; open it for writing to add to it.',
      );
    if (this.#closed)
      throw new RejectionError('not-allowed', 'This log has been closed; open it again to write.');
  }
}

export interface OpenOptions {
  /** Look on beside a writer; the log must exist. */
  readonly readOnly?: boolean;
}

/**
 * Opens the log in `folder`, or begins one where the folder is missing or empty. Throws RejectionError
 * `foreign-log`, `corrupt-log`, `log-locked` (another process writes it), or `unknown-episode` where
 * there is nothing to read.
 */
export const openLmdbTurnLog = (folder: string, options: OpenOptions = {}): TurnLog => {
  const found = inspect(folder);
  if (!options.readOnly) return openForWriting(folder);
  if (found === 'new')
    throw new RejectionError(
      'unknown-episode',
      `There is no log in ${folder} yet; play an episode first, or name another --data folder.`,
    );
  checkData(folder, holder(lockPath(folder)) === undefined);
  const { store, close } = openStore(folder, { readOnly: true, fresh: false });
  return new LmdbTurnLog({ store, writable: false, release: close });
};

const openForWriting = (folder: string): TurnLog => {
  const unlock = claim(folder);
  try {
    const fresh = inspect(folder) === 'new';
    if (fresh) beginCreation(folder);
    else checkData(folder);
    const { store, close } = openStore(folder, { readOnly: false, fresh });
    markOpen(folder);
    const release = async (): Promise<void> => {
      try {
        await close();
        markClosed(folder);
      } finally {
        unlock();
      }
    };
    return new LmdbTurnLog({ store, writable: true, release });
  } catch (error) {
    unlock();
    throw unwritable(folder, error);
  }
};

/** Makes the folder where it is missing, and takes its lock. */
const claim = (folder: string): (() => void) => {
  try {
    makeFolder(folder);
    return takeLock(lockPath(folder));
  } catch (error) {
    throw unwritable(folder, error);
  }
};

/** What the file system says, as a refusal. */
const unwritable = (folder: string, error: unknown): unknown =>
  error instanceof Error && 'syscall' in error
    ? new RejectionError(
        'log-failed',
        `The log in ${folder} cannot be written (${error.message}); see to the folder's rights and free space, or choose another --data folder.`,
      )
    : error;

/** Opens the tables and what they hold; nothing stays open where that fails. */
const openStore = (
  folder: string,
  { readOnly, fresh }: { readOnly: boolean; fresh: boolean },
): { store: LogStore; close: () => Promise<void> } => {
  let tables: Tables | undefined;
  try {
    tables = openTables(dataPath(folder), readOnly);
    const { root, meta } = tables;
    if (fresh) meta.putSync(FORMAT_KEY, FORMAT_ROW);
    if (!meta.get(FORMAT_KEY)?.equals(FORMAT_ROW))
      throw corrupt(folder, 'its format row is missing or wrong.');
    return { store: new LogStore(tables), close: () => root.close() };
  } catch (error) {
    void tables?.root.close();
    if (error instanceof RejectionError) throw error;
    throw corrupt(folder, `it cannot be opened (${error instanceof Error ? error.message : String(error)}).`);
  }
};

const FORMAT_KEY = 'format';
