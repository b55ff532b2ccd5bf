// Episodes as rows of LMDB: numbering, summaries and the reading of ranges. It writes one group at a
// time (group-commit.ts sees to that), so the tallies here are always those of what is stored.

import { RejectionError, type Result } from '../../shared/result.ts';
import type { EpisodeRecord } from '../../shared/turn.ts';
import { packRows, RowCodec } from './codec.ts';
import type { Given } from './group-commit.ts';
import { damaged, toRecord } from './record.ts';
import { numberRow, rowKey, type Tables } from './tables.ts';
import { advance, matches, opened, type Tally, unknownEpisode } from './tally.ts';
import type { EpisodeSummary, ListQuery, SealedEpisode } from './turn-log.ts';

/** Entries of one row: a few hundred bytes to two kilobytes, which fill LMDB's pages well. */
const ROW_ENTRIES = 16;
const STRUCTURES = 'structures';

interface Live {
  readonly number: number;
  /** undefined until the header is stored. */
  tally: Tally | undefined;
}

interface Plan {
  readonly given: Given;
  readonly live: Live;
  readonly tally: Tally;
  readonly rows: readonly { n: number; row: Buffer }[];
  readonly index: Buffer | undefined;
  /** Rows that are now part of another. */
  readonly drop: readonly number[];
}

export class LogStore {
  readonly #tables: Tables;
  readonly #codec: RowCodec;
  readonly #live = new Map<string, Live>();
  #nextNumber: number;

  /** Throws `corrupt-log` where the index cannot be read. */
  constructor(tables: Tables) {
    this.#tables = tables;
    this.#codec = new RowCodec(() => tables.meta.get(STRUCTURES));
    const [newest] = tables.index.getKeys({ reverse: true, limit: 1 });
    this.#nextNumber = (newest ?? 0) + 1;
    for (const number of tables.live.getKeys({})) {
      const summary = this.#summary(number);
      this.#live.set(summary.episode, { number, tally: this.#count(number, summary) });
    }
  }

  /** Gives a new episode its place. */
  enter(episode: string): void {
    this.#live.set(episode, { number: this.#nextNumber++, tally: undefined });
  }

  state(episode: string): 'live' | 'ended' | undefined {
    if (this.#live.has(episode)) return 'live';
    return this.#numberOf(episode) === undefined ? undefined : 'ended';
  }

  /** Stores a group in one transaction; resolves with the parts that were refused. */
  async write(group: readonly Given[]): Promise<ReadonlyMap<Given, RejectionError>> {
    const failed = new Map<Given, RejectionError>();
    const plans: Plan[] = [];
    for (const given of group) {
      try {
        plans.push(this.#plan(given));
      } catch (error) {
        failed.set(given, asRejection(given.episode, error));
      }
    }
    try {
      if (plans.length > 0) await this.#commit(plans);
      for (const plan of plans) this.#stored(plan);
    } catch (error) {
      const refusal = await writeFailure(error);
      for (const { given } of plans) failed.set(given, refusal);
    }
    for (const given of failed.keys()) if (given.header || given.sealed) this.#live.delete(given.episode);
    return failed;
  }

  #plan(given: Given): Plan {
    const live = this.#live.get(given.episode);
    if (!live) throw unknownEpisode(given.episode);
    if (given.sealed) return this.#sealed(given, live, given.sealed);
    const { header, entries } = given;
    const before = header ? opened(header) : live.tally;
    if (!before) throw unknownEpisode(given.episode);
    const first = header ? 0 : before.count;
    const values = header ? [header, ...entries] : entries;
    const rows: { n: number; row: Buffer }[] = [];
    for (let at = 0; at < values.length; at += ROW_ENTRIES)
      rows.push({ n: first + at, row: this.#codec.encode(values.slice(at, at + ROW_ENTRIES)) });
    const tally = advance(before, entries);
    const index = header || tally.summary.end ? this.#codec.encode([tally.summary]) : undefined;
    const plan = { given, live, tally, rows, index, drop: [] };
    return tally.summary.end ? this.#packed(plan, header === undefined) : plan;
  }

  #sealed(given: Given, live: Live, { summary, count, row }: SealedEpisode): Plan {
    const tally = { summary, count, closed: summary.turns, open: [] };
    const bytes = Buffer.from(row.buffer, row.byteOffset, row.byteLength);
    return {
      given,
      live,
      tally,
      rows: [{ n: 0, row: bytes }],
      index: this.#codec.encode([summary]),
      drop: [],
    };
  }

  /** An episode that ends becomes one row, in the same transaction as its end. */
  #packed(plan: Plan, begun: boolean): Plan {
    const stored = begun ? [...this.#rows(plan.live.number)] : [];
    const rows = [...stored, ...plan.rows];
    const drop = stored.slice(1).map(({ n }) => n);
    return { ...plan, rows: [{ n: 0, row: packRows(rows.map(({ row }) => row)) }], drop };
  }

  async #commit(plans: readonly Plan[]): Promise<void> {
    const { root, meta, entries, index, ids, live } = this.#tables;
    const structures = this.#codec.unsaved();
    await root.batch(() => {
      if (structures) meta.put(STRUCTURES, structures);
      for (const plan of plans) {
        const { number } = plan.live;
        for (const { n, row } of plan.rows) entries.put(rowKey(number, n), row);
        for (const n of plan.drop) entries.remove(rowKey(number, n));
        if (plan.index) index.put(number, plan.index);
        if (plan.given.header || plan.given.sealed) ids.put(plan.given.episode, numberRow(number));
        if (plan.tally.summary.end) live.remove(number);
        else if (plan.given.header) live.put(number, numberRow(number));
      }
    });
    if (structures) this.#codec.saved();
  }

  #stored(plan: Plan): void {
    plan.live.tally = plan.tally;
    if (plan.tally.summary.end) this.#live.delete(plan.given.episode);
  }

  read(episode: string): Result<EpisodeRecord> {
    const number = this.#numberOf(episode);
    if (number === undefined) {
      const { code, message } = unknownEpisode(episode);
      return { ok: false, error: { code, message } };
    }
    try {
      return this.#record(episode, number);
    } catch (error) {
      return damaged(episode, 0, `the file cannot be read there (${reasonOf(error)})`);
    }
  }

  #record(episode: string, number: number): Result<EpisodeRecord> {
    const values: unknown[] = [];
    for (const { n, row } of this.#rows(number)) {
      if (n !== values.length) return damaged(episode, values.length, `it is missing, entry ${n} follows`);
      const decoded = this.#codec.valuesOf(row);
      if (!decoded) return damaged(episode, values.length, 'its bytes do not fit their checksum');
      for (const value of decoded) values.push(value);
    }
    return toRecord(episode, values);
  }

  /** Newest first. */
  *summaries(query: ListQuery): IterableIterator<EpisodeSummary> {
    const before = query.before === undefined ? undefined : this.#numberOf(query.before);
    if (before === undefined && query.before !== undefined) throw unknownEpisode(query.before);
    const table = query.live === true ? this.#tables.live : this.#tables.index;
    if (before === 1) return;
    for (const number of table.getKeys(before ? { reverse: true, start: before - 1 } : { reverse: true })) {
      const summary = this.#summary(number);
      const current = this.#live.get(summary.episode)?.tally?.summary ?? this.#recounted(number, summary);
      if (matches(current, query)) yield current;
    }
  }

  *episodes(): IterableIterator<string> {
    for (const number of this.#tables.index.getKeys({})) yield this.#summary(number).episode;
  }

  /** A reader beside a writer has no tallies of what has been opened since. */
  #recounted(number: number, summary: EpisodeSummary): EpisodeSummary {
    return summary.end ? summary : this.#count(number, summary).summary;
  }

  *#rows(number: number): IterableIterator<{ n: number; row: Buffer }> {
    const range = this.#tables.entries.getRange({ start: rowKey(number, 0), end: rowKey(number + 1, 0) });
    for (const { key, value } of range) yield { n: key.readUInt32BE(4), row: value };
  }

  #numberOf(episode: string): number | undefined {
    if (episode.length === 0 || episode.length > 100) return undefined;
    return this.#tables.ids.get(episode)?.readUInt32BE(0);
  }

  #summary(number: number): EpisodeSummary {
    const row = this.#tables.index.get(number);
    const [summary] = (row && this.#codec.decode(row)) ?? [];
    if (!summary)
      throw new RejectionError(
        'corrupt-log',
        `The log's index is damaged at episode number ${number}; restore it from a backup.`,
      );
    return summary as EpisodeSummary;
  }

  /** Counts a live episode again. One that does not read keeps its last count; `read` says why. */
  #count(number: number, summary: EpisodeSummary): Tally {
    const record = this.read(summary.episode);
    if (record.ok) return advance(opened(record.value.header), record.value.entries);
    let count = 0;
    for (const { n, row } of this.#rows(number)) count = n + (this.#codec.decode(row)?.length ?? 1);
    return { summary, count, closed: summary.turns, open: [] };
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const asRejection = (episode: string, error: unknown): RejectionError => {
  if (error instanceof RejectionError) return error;
  const why = error instanceof Error ? error.message : String(error);
  return new RejectionError(
    'log-failed',
    `Episode ${episode} holds something that the log cannot store: ${why}.`,
  );
};

/** LMDB rejects with "commit failed" and gives the cause as a promise. */
const writeFailure = async (error: unknown): Promise<RejectionError> => {
  const cause = (error as { commitError?: Promise<unknown> }).commitError;
  const told = cause?.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const soon = new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
  const reason = (await Promise.race([told, soon])) ?? error;
  return new RejectionError(
    'log-failed',
    `The log could not be written (${reasonOf(reason)}). Free some disk space; nothing of this append was stored, and it can be given again.`,
  );
};
