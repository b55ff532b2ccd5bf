// The log of a process that keeps nothing: tests, and play without --log. It follows the same rules
// as the store on disk, but what is "durable" here ends with the process, and close() forgets it all.

import { RejectionError, type Result, reject } from '../../shared/result.ts';
import type { Entry, EpisodeRecord, Header } from '../../shared/turn.ts';
import { openSealed } from './codec.ts';
import { toRecord } from './record.ts';
import { advance, checkEntries, matches, opened, type Tally, takenId, unknownEpisode } from './tally.ts';
import type { EpisodeSummary, ListQuery, LogEntry, SealedEpisode, TurnLog } from './turn-log.ts';

interface Kept {
  tally: Tally;
  readonly entries: Entry[];
}

export class MemoryTurnLog implements TurnLog {
  readonly #kept = new Map<string, Kept>();
  #closed = false;

  open(header: Header): void {
    this.#checkOpen();
    if (this.#kept.has(header.episode)) throw takenId(header.episode);
    this.#kept.set(header.episode, { tally: opened(header), entries: [structuredClone(header)] });
  }

  async append(episode: string, entries: readonly LogEntry[]): Promise<void> {
    this.note(episode, entries);
  }

  note(episode: string, entries: readonly LogEntry[]): boolean {
    this.#checkOpen();
    const kept = this.#kept.get(episode);
    if (!kept) throw unknownEpisode(episode);
    checkEntries(episode, entries, kept.tally.summary.end !== undefined);
    kept.entries.push(...structuredClone(entries));
    kept.tally = advance(kept.tally, entries);
    return true;
  }

  keep({ summary, count, row }: SealedEpisode): boolean {
    this.#checkOpen();
    if (this.#kept.has(summary.episode)) throw takenId(summary.episode);
    const entries = openSealed(row) as Entry[];
    this.#kept.set(summary.episode, { tally: { summary, count, closed: summary.turns, open: [] }, entries });
    return true;
  }

  async flush(): Promise<void> {}

  read(episode: string): Result<EpisodeRecord> {
    const kept = this.#kept.get(episode);
    if (!kept) {
      const { code, message } = unknownEpisode(episode);
      return reject(code, message);
    }
    return toRecord(episode, structuredClone(kept.entries));
  }

  list(query: ListQuery = {}): EpisodeSummary[] {
    const ids = [...this.#kept.keys()];
    const before = query.before === undefined ? ids.length : ids.indexOf(query.before);
    if (before < 0) throw unknownEpisode(query.before ?? '');
    return ids
      .slice(0, before)
      .reverse()
      .flatMap((id) => this.#kept.get(id)?.tally.summary ?? [])
      .filter((summary) => matches(summary, query))
      .slice(0, query.limit ?? 50);
  }

  live(): EpisodeSummary[] {
    return this.list({ live: true, limit: Number.POSITIVE_INFINITY }).reverse();
  }

  episodes(): IterableIterator<string> {
    return [...this.#kept.keys()].values();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#kept.clear();
  }

  #checkOpen(): void {
    if (this.#closed)
      throw new RejectionError('not-allowed', 'This log has been closed; open it again to write.');
  }
}
