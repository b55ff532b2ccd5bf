// The server's own games, from the order to their end.

import { matchMaker } from '@colyseus/core';
import { ROOM_TYPE } from '../../shared/protocol.ts';
import type { EndEntry, Header, TournamentGame } from '../../shared/turn.ts';
import { liveEpisodes } from './room-server.ts';
import { type StagedGame, StageOrder } from './staged.ts';

const nameOf = ({ id, game }: Pick<TournamentGame, 'id' | 'game'>): string => `${id}/${game}`;

/** Puts games on in rooms of this process and waits for their ends. */
export class Stage {
  readonly #waiting = new Map<string, (end: EndEntry) => void>();

  /** Told of every episode that ends in a room. */
  readonly ended = ({ tournament }: Header, end: EndEntry): void => {
    if (tournament) this.#waiting.get(nameOf(tournament))?.(end);
  };

  /**
   * Plays a game in a room; where it is being played already (a server that was started again goes on
   * with its rooms) waits for that. Resolves with its end.
   */
  async play(game: StagedGame): Promise<EndEntry> {
    const name = nameOf(game.about);
    const end = new Promise<EndEntry>((resolve) => this.#waiting.set(name, resolve));
    const rooms = await liveEpisodes();
    const here = rooms.some(
      ({ tournament, status }) => status === 'playing' && tournament && nameOf(tournament) === name,
    );
    if (!here) await matchMaker.createRoom(ROOM_TYPE, { staged: new StageOrder(game) });
    try {
      return await end;
    } finally {
      this.#waiting.delete(name);
    }
  }
}
