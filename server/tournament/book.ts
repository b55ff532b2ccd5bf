// The tournaments that are in a log. It looks at the log when it is told to, and only at what is new there:
// summaries name a tournament's games, and of a game that has ended the record is read once.

import { setImmediate as breathe } from 'node:timers/promises';
import type { TournamentItem } from '../../shared/tournament.ts';
import type { TournamentGame } from '../../shared/turn.ts';
import type { EpisodeSummary, TurnLog } from '../log/turn-log.ts';
import { type GameResult, resultOf } from './results.ts';

/** A tournament as far as the log knows it. */
export interface Kept {
  readonly about: TournamentGame;
  readonly scenario: string;
  readonly options: unknown;
  readonly startedAt: number;
  /** Game -> its result, the first where it was played twice. */
  readonly results: ReadonlyMap<number, GameResult>;
}

interface Entry extends Kept {
  about: TournamentGame;
  options: unknown;
  startedAt: number;
  readonly results: Map<number, GameResult>;
}

const PAGE = 500;
/** Records read before others may run. */
const AT_ONCE = 20;

export class Book {
  readonly #log: TurnLog;
  readonly #tournaments = new Map<string, Entry>();
  /** Games that had not ended when they were last looked at. */
  #live = new Map<string, EpisodeSummary>();
  #newest: string | undefined;
  #reading: Promise<void> | undefined;

  constructor(log: TurnLog) {
    this.#log = log;
  }

  /** Reads what is new. Throws what the log throws. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  get(id: string): Kept | undefined {
    return this.#tournaments.get(id);
  }

  /** Newest first. */
  list(scenario: string): Kept[] {
    return [...this.#tournaments.values()]
      .filter((one) => one.scenario === scenario)
      .sort((a, b) => b.startedAt - a.startedAt || (a.about.id < b.about.id ? 1 : -1));
  }

  /** Its games that have begun and not ended, by episode. */
  live(id: string): EpisodeSummary[] {
    return [...this.#live.values()].filter(({ tournament }) => tournament?.id === id);
  }

  async #read(): Promise<void> {
    const fresh = await this.#news();
    const still = new Set(this.#log.live().map(({ episode }) => episode));
    const ended = [...this.#live.values()].filter(({ episode }) => !still.has(episode));
    this.#live = new Map([...this.#live].filter(([episode]) => still.has(episode)));
    let read = 0;
    for (const summary of [...ended, ...fresh]) {
      if (still.has(summary.episode)) this.#live.set(summary.episode, summary);
      this.#enter(summary, !still.has(summary.episode));
      if (++read % AT_ONCE === 0) await breathe();
    }
  }

  /** Games opened since the last look, oldest first. */
  async #news(): Promise<EpisodeSummary[]> {
    const found: EpisodeSummary[] = [];
    const [newest] = this.#log.list({ limit: 1 });
    let before: string | undefined;
    for (;;) {
      const page = this.#log.list({ limit: PAGE, ...(before ? { before } : {}) });
      const known = page.findIndex(({ episode }) => episode === this.#newest);
      const fresh = known < 0 ? page : page.slice(0, known);
      found.push(...fresh.filter(({ tournament }) => tournament));
      before = fresh.at(-1)?.episode;
      if (known >= 0 || page.length < PAGE || before === undefined) break;
      await breathe();
    }
    this.#newest = newest?.episode;
    return found.reverse();
  }

  #enter({ episode, scenario, startedAt, tournament }: EpisodeSummary, ended: boolean): void {
    if (!tournament) return;
    const known = this.#tournaments.get(tournament.id);
    const entry = known ?? {
      about: tournament,
      scenario,
      options: undefined,
      startedAt,
      results: new Map<number, GameResult>(),
    };
    this.#tournaments.set(tournament.id, entry);
    entry.startedAt = Math.min(entry.startedAt, startedAt);
    if (tournament.games > entry.about.games) entry.about = tournament;
    if (!ended && entry.options !== undefined) return;
    const record = this.#log.read(episode);
    // A damaged game is not counted; `parlor verify` names it.
    if (!record.ok) return;
    entry.options ??= record.value.header.options;
    const result = resultOf(record.value);
    const before = entry.results.get(tournament.game);
    if (result && (!before || result.episode < before.episode)) entry.results.set(tournament.game, result);
  }
}

export const itemOf = ({ about, scenario, startedAt, results }: Kept): TournamentItem => ({
  id: about.id,
  scenario,
  seed: about.seed,
  startedAt,
  games: about.games,
  played: results.size,
});
