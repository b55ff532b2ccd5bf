// What tests of rooms do again and again: set up, join, wait, ask, be refused.

import { Client, type Room } from '@colyseus/sdk';
import { expect } from 'vitest';
import { type Answer, type PublicState, ROOM_TYPE } from '../../shared/protocol.ts';
import type { LiveServer } from './live-server.ts';
import { Player } from './player.ts';

export const SOLO = { scenario: 'handshake', name: 'Ada', pace: 'fast' };
export const TWO = { ...SOLO, fill: ['human', 'human', 'scripted:blunt'] };

export const turn = (player: Player): Promise<void> => player.until(() => player.you !== undefined, 'a turn');
export const over = (player: Player): Promise<void> =>
  player.until(() => player.end !== undefined, 'the end');
export const firstChoice = (): number => 0;
export const state = (player: Player): PublicState => player.room?.state.toJSON();
export const seen = async (
  player: Player,
  ready: (state: PublicState) => boolean,
  what: string,
): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = (): void => {
    // Before the first full state nothing is there.
    if (state(player).stage !== undefined && ready(state(player))) resolve();
  };
  player.room?.onStateChange(look);
  look();
  const timer = setTimeout(() => resolve(), 5000);
  await promise;
  clearTimeout(timer);
  expect(ready(state(player)), what).toBe(true);
};

export const request = (player: Player, type: string, payload: unknown): Promise<Answer> => {
  if (!player.room) throw new Error('not in a room');
  return player.room.request<unknown, Answer>(type, payload);
};

export interface Refusal {
  code: unknown;
  message: string;
}

/** The same against one server, which tests may start anew. */
export const roomsOf = (server: () => LiveServer) => ({
  create: (options: Record<string, unknown> = SOLO): Promise<Player> => Player.create(server().url, options),
  join: (player: Player, options: Record<string, unknown> = {}): Promise<Player> =>
    Player.join(server().url, player.roomId, options),
  refusal: async (options: Record<string, unknown>, roomId?: string): Promise<Refusal> => {
    const client = new Client(server().url);
    const tried: Promise<Room> = roomId
      ? client.joinById(roomId, options)
      : client.create(ROOM_TYPE, options);
    const outcome = await tried.then(
      () => undefined,
      (error: Refusal) => error,
    );
    if (!outcome) throw new Error('it was not refused');
    return outcome;
  },
});
