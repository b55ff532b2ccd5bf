// The table of a tournament from its results: ratings and win rates by entrant and role. It depends on the
// results alone, so a table made again from the log is the same table.

import type { Rated, RoleRow, TableRow } from '../../shared/tournament.ts';
import { keyFromSeed, stream } from '../episode/streams.ts';
import { quantile, share } from '../stats.ts';
import { blocksOf, decidedRoles, type Heat } from './heats.ts';
import { ordinal, type Ratings, rateHeats, ratingIn, redrawn } from './rating.ts';
import type { GameResult } from './results.ts';

const DRAWS = 400;
/** An interval over fewer blocks would say nothing. */
const FEWEST_BLOCKS = 5;

interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/** Role -> its results, by entrant. */
type Played = ReadonlyMap<string, ReadonlyMap<string, readonly GameResult[]>>;

const playedBy = (results: readonly GameResult[]): Played => {
  const entrants = new Map<string, Map<string, GameResult[]>>();
  for (const result of results)
    for (const [role, entrant] of Object.entries(result.about.sides)) {
      const roles = entrants.get(entrant) ?? new Map<string, GameResult[]>();
      entrants.set(entrant, roles);
      const games = roles.get(role) ?? [];
      roles.set(role, games);
      games.push(result);
    }
  return entrants;
};

/** The mean over roles; independent ratings, so sigma is that of a mean. */
const overall = (
  ratings: Ratings,
  entrant: string,
  roles: readonly string[],
): { mu: number; sigma: number } => {
  const all = roles.map((role) => ratingIn(ratings, role, entrant));
  const squares = all.reduce((sum, { sigma }) => sum + sigma * sigma, 0);
  return {
    mu: all.reduce((sum, { mu }) => sum + mu, 0) / all.length,
    sigma: Math.sqrt(squares) / all.length,
  };
};

/** Values of mu over redrawn blocks, by name of a role's or an entrant's row. */
class Spread {
  readonly #values = new Map<string, number[]>();

  add(name: string, mu: number): void {
    const values = this.#values.get(name) ?? [];
    this.#values.set(name, values);
    values.push(mu);
  }

  of(name: string): Interval {
    const values = this.#values.get(name);
    return values ? { low: quantile(values, 0.025), high: quantile(values, 0.975) } : NO_INTERVAL;
  }
}

const NO_INTERVAL: Interval = { low: null, high: null };

const rated = ({ mu, sigma }: { mu: number; sigma: number }, interval: Interval): Rated => ({
  mu,
  sigma,
  ordinal: ordinal({ mu, sigma }),
  ...interval,
});

class Tabulation {
  readonly #played: Played;
  readonly #blocks: readonly (readonly Heat[])[];
  readonly #decided: ReadonlySet<string>;
  readonly #spread = new Spread();

  /** `given`: in any order. */
  constructor(given: readonly GameResult[]) {
    const results = [...given].sort((a, b) => a.about.game - b.about.game);
    this.#played = playedBy(results);
    this.#blocks = blocksOf(results);
    this.#decided = decidedRoles(this.#blocks);
  }

  /** Draws blocks again; rests after every draw. */
  *redraw(): Generator<void, void> {
    if (this.#blocks.length < FEWEST_BLOCKS) return;
    const rng = stream(keyFromSeed(0, 0), 'bootstrap', 0);
    for (const ratings of redrawn(this.#blocks, rng, DRAWS)) {
      for (const [entrant, roles] of this.#played) {
        for (const role of roles.keys())
          this.#spread.add(`${role}/${entrant}`, ratingIn(ratings, role, entrant).mu);
        this.#spread.add(entrant, overall(ratings, entrant, this.#counting(entrant)).mu);
      }
      yield;
    }
  }

  rows(): TableRow[] {
    const ratings = rateHeats(this.#blocks.flat());
    const rows = [...this.#played.keys()].map((entrant) => this.#row(entrant, ratings));
    return rows.sort((a, b) => b.ordinal - a.ordinal || (a.entrant < b.entrant ? -1 : 1));
  }

  /** The roles that an entrant is ranked by: those in which there is something to be better at. */
  #counting(entrant: string): string[] {
    const roles = [...(this.#played.get(entrant)?.keys() ?? [])];
    const decided = roles.filter((role) => this.#decided.has(role));
    return decided.length > 0 ? decided : roles;
  }

  #row(entrant: string, ratings: Ratings): TableRow {
    const roles = this.#played.get(entrant) ?? new Map<string, readonly GameResult[]>();
    const perRole: Record<string, RoleRow> = {};
    for (const [role, results] of roles) perRole[role] = this.#roleRow(entrant, role, results, ratings);
    const n = Object.values(perRole).reduce((sum, row) => sum + row.n, 0);
    const mean = overall(ratings, entrant, this.#counting(entrant));
    return { entrant, ...rated(mean, this.#spread.of(entrant)), n, perRole };
  }

  #roleRow(entrant: string, role: string, results: readonly GameResult[], ratings: Ratings): RoleRow {
    const won = results.filter((result) => result.won[role]).length;
    const { wins, n, rate, low, high } = share(won, results.length);
    const total = results.reduce((sum, { returns }) => sum + (returns[role] ?? 0), 0);
    const heats = this.#blocks
      .flat()
      .filter((heat) => heat.role === role && heat.entrants.includes(entrant)).length;
    return {
      ...rated(ratingIn(ratings, role, entrant), this.#spread.of(`${role}/${entrant}`)),
      n,
      wins,
      rate,
      rateLow: low,
      rateHigh: high,
      score: total / n,
      heats,
    };
  }
}

/** Makes the table bit by bit: whoever asks may let others run in between. */
export function* tabulate(results: readonly GameResult[]): Generator<void, TableRow[]> {
  const work = new Tabulation(results);
  yield* work.redraw();
  return work.rows();
}

/** The table at once. */
export const tableOf = (results: readonly GameResult[]): TableRow[] => {
  const work = tabulate(results);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};
