// The leaderboard of a scenario: the table of one of its tournaments, made from the log.

import { setImmediate as breathe } from 'node:timers/promises';
import { ok, type Result, reject } from '../../shared/result.ts';
import type { Leaderboard, TableRow } from '../../shared/tournament.ts';
import { type Book, itemOf, type Kept } from './book.ts';
import { tabulate } from './table.ts';

/** Makes a table and lets others run meanwhile. */
const tableInTurns = async (kept: Kept): Promise<TableRow[]> => {
  const work = tabulate([...kept.results.values()]);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await breathe();
  }
};

/** A way to have the table of a tournament; `Tables` keeps them. */
export type TableSource = (kept: Kept) => Promise<readonly TableRow[]>;

/**
 * The newest tournament of the scenario, or the one that is named. `book` has been refreshed.
 * Refuses with `not-found` where the one named is not in the log.
 */
export const leaderboardOf = async (
  book: Book,
  scenario: string,
  id: string | undefined,
  tables: TableSource = tableInTurns,
): Promise<Result<Leaderboard>> => {
  const all = book.list(scenario);
  const kept = id === undefined ? all[0] : all.find(({ about }) => about.id === id);
  if (id !== undefined && !kept)
    return reject('not-found', `There is no tournament "${id.slice(0, 40)}" of ${scenario} in this log.`);
  return ok({
    scenario,
    tournaments: all.map(itemOf),
    tournament: kept ? itemOf(kept) : null,
    options: kept?.options ?? null,
    table: kept ? await tables(kept) : [],
    live: kept
      ? book
          .live(kept.about.id)
          .flatMap(({ episode, tournament }) =>
            tournament ? [{ episode, game: tournament.game, sides: tournament.sides }] : [],
          )
      : [],
  });
};

/** While games go on, a table is made again at most so often, ms, */
const FRESH_FOR = 10_000;
/** and takes at most this share of the time. */
const SHARE = 0.1;

interface Made {
  /** Results that it is of. */
  readonly of: number;
  /** When it may be made again. */
  until: number;
  readonly table: Promise<readonly TableRow[]>;
}

/** Tables as they were last made; one that is older than its results is made again when it is asked for. */
export class Tables {
  readonly #made = new Map<string, Made>();
  readonly #now: () => number;

  /** `now`: ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  readonly table: TableSource = (kept) => {
    const { id } = kept.about;
    const before = this.#made.get(id);
    const start = this.#now();
    if (before && (before.of === kept.results.size || start < before.until)) return before.table;
    const table = tableInTurns(kept);
    const made: Made = { of: kept.results.size, until: Number.POSITIVE_INFINITY, table };
    this.#made.set(id, made);
    const free = (): void => {
      made.until = start + Math.max(FRESH_FOR, (this.#now() - start) / SHARE);
    };
    table.then(free, free);
    return table;
  };
}
