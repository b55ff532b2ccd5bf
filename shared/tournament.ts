// What a tournament comes to: the table that commands print, that /api/leaderboard answers with, and that
// the page shows.

/** A rating on OpenSkill’s scale: before the first heat mu is 25 and sigma 8.33; the mean over a role stays 25. */
export interface Rated {
  readonly mu: number;
  readonly sigma: number;
  /** mu - 3 sigma: what the entrant is at least, as good as certainly. */
  readonly ordinal: number;
  /** 95% interval of mu over resampled blocks; null where there are too few to tell. */
  readonly low: number | null;
  readonly high: number | null;
}

/** An entrant in one role. */
export interface RoleRow extends Rated {
  /** Games in this role. */
  readonly n: number;
  readonly wins: number;
  /** Share of games won, with Wilson's 95% interval. */
  readonly rate: number;
  readonly rateLow: number;
  readonly rateHigh: number;
  /** Mean return of its seats. */
  readonly score: number;
  /** Heats in this role, against at least one other entrant; 0: nobody to compare it with. */
  readonly heats: number;
}

/** An entrant over all its roles: the mean of those in which somebody was better than somebody. */
export interface TableRow extends Rated {
  readonly entrant: string;
  readonly n: number;
  readonly perRole: Readonly<Record<string, RoleRow>>;
}

/** A tournament at a glance. */
export interface TournamentItem {
  readonly id: string;
  readonly scenario: string;
  readonly seed: number;
  readonly startedAt: number;
  readonly games: number;
  /** Games that count so far. */
  readonly played: number;
}

/** GET /api/leaderboard */
export interface Leaderboard {
  readonly scenario: string;
  /** Newest first. */
  readonly tournaments: readonly TournamentItem[];
  /** The one that the table is of; null where there is none. */
  readonly tournament: TournamentItem | null;
  readonly options: unknown;
  /** Best first, by ordinal. */
  readonly table: readonly TableRow[];
  /** Its games that can be watched now. */
  readonly live: readonly { episode: string; game: number; sides: Readonly<Record<string, string>> }[];
}
