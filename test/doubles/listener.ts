// Players and spectators whose every received byte is kept.

import type { Answer, PublicState, YouMessage } from '../../shared/protocol.ts';
import { Player } from './player.ts';
import { type Wiretap, wiretap } from './wiretap.ts';

export interface Listener {
  readonly player: Player;
  readonly tap: Wiretap;
}

export class Listeners {
  readonly #port: number;
  readonly #taps: Wiretap[] = [];

  /** `port`: the server's. */
  constructor(port: number) {
    this.#port = port;
  }

  /** A way to the server that is listened to. */
  async tap(): Promise<Wiretap> {
    const tap = await wiretap(this.#port);
    this.#taps.push(tap);
    return tap;
  }

  async create(options: Record<string, unknown>): Promise<Listener> {
    const tap = await this.tap();
    return { tap, player: await Player.create(tap.url, options) };
  }

  async join(roomId: string, options: Record<string, unknown>): Promise<Listener> {
    const tap = await this.tap();
    return { tap, player: await Player.join(tap.url, roomId, options) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#taps.map((tap) => tap.close()));
  }
}

/** "ok" or the code of the refusal. */
export const request = async (player: Player, type: string, payload: unknown): Promise<string> => {
  if (!player.room) throw new Error('not in a room');
  const answer = await player.room.request<unknown, Answer>(type, payload);
  return answer.ok ? 'ok' : answer.code;
};

/** Whatever was sent before this is in the taps when it resolves: an answer comes after it on each socket. */
export const settled = (listeners: readonly Listener[]): Promise<unknown> =>
  Promise.all(listeners.map(({ player }) => request(player, 'sync', { from: player.lines.length })));

/** Resolves once the public state shows this phase. */
export const phase = async ({ player }: Listener, name: string): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = (): void => {
    const state: Partial<PublicState> | undefined = player.room?.state.toJSON();
    if (state?.phase === name) resolve();
  };
  player.room?.onStateChange(look);
  look();
  await promise;
};

export const turn = (player: Player, kind: YouMessage['kind']): Promise<void> =>
  player.until(() => player.you?.kind === kind, `a turn to ${kind}`);

export const tokenOf = ({ player }: Listener): string => player.seated?.token ?? '';
