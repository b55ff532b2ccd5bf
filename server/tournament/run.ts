// Plays the games of a plan that have not been played yet, several at a time where that helps. Who plays a
// game is not known here: headless below, rooms of a server in server/rooms/staged.ts.

import type { Entry, Header } from '../../shared/turn.ts';
import { Episode } from '../episode/episode.ts';
import { newEpisodeId } from '../episode/episode-id.ts';
import { playOut } from '../episode/play.ts';
import { seal } from '../log/sealed.ts';
import type { LogEntry, TurnLog } from '../log/turn-log.ts';
import { type HeadlessRun, headerFor, seatsFor } from '../seats/headless.ts';
import { type Game, gamesOf, type Plan } from './schedule.ts';

export interface Running {
  readonly plan: Plan;
  /** Games that need not be played again. */
  readonly done: ReadonlySet<number>;
  /** Games in play at once. */
  readonly lanes: number;
  /** Plays one game into the log. */
  play(game: Game): Promise<void>;
  /** Told after every game. */
  progress?(played: number, of: number): void;
}

/** Resolves when all games have been played; throws what `play` throws. Returns how many it played. */
export const runGames = async ({ plan, done, lanes, play, progress }: Running): Promise<number> => {
  const games = gamesOf(plan);
  const due = games.filter(({ about }) => !done.has(about.game));
  let next = 0;
  let played = games.length - due.length;
  const lane = async (): Promise<void> => {
    for (let game = due[next++]; game; game = due[next++]) {
      await play(game);
      progress?.(++played, games.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, due.length) }, lane));
  return due.length;
};

export interface HeadlessTable extends Pick<HeadlessRun, 'agents' | 'models' | 'code'> {
  readonly plan: Plan;
  readonly log: TurnLog;
  /** ms since 1970. */
  readonly now: () => number;
  readonly warn: (sentence: string) => void;
}

/** Games put away before they are made durable together. */
const BATCH = 16;

/** Plays games headless; call `flush` at the end. */
export class HeadlessGames {
  readonly #table: HeadlessTable;
  #unsaved = 0;

  constructor(table: HeadlessTable) {
    this.#table = table;
  }

  readonly play = async (game: Game): Promise<void> => {
    const { plan, log, warn } = this.#table;
    const { scenario, options } = plan;
    const run: HeadlessRun = { ...this.#table, scenario, options, seats: game.seats };
    const episode = new Episode({ scenario, options, key: game.key });
    const seats = seatsFor(run, episode);
    if (!seats.ok) throw new Error(seats.error.message);
    const about = { episode: newEpisodeId(), origin: 'play', tournament: game.about } as const;
    const header: Header = headerFor(run, episode, seats.value, about);
    const entries: LogEntry[] = [];
    await playOut(episode, seats.value, {
      record: (entry: Entry) => {
        if (entry.type !== 'header') entries.push(entry);
      },
      warn: (why, { turn, seat }) => warn(`game ${game.about.game}, turn ${turn}, seat ${seat}: ${why}`),
    });
    const room = log.keep(seal(header, entries));
    if (!room || ++this.#unsaved >= BATCH) await this.flush();
  };

  /** Resolves once all games so far are durable. */
  async flush(): Promise<void> {
    this.#unsaved = 0;
    await this.#table.log.flush();
  }
}
