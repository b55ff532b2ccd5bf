// Rooms over WebSockets on one HTTP server: wires Colyseus, restores live episodes before the first
// client can ask for them, and closes so that they stay live.

import { createServer, type Server as HttpServer } from 'node:http';
import { matchMaker, Server, type ServerOptions } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { type LiveEpisode, MAX_FRAME, ROOM_TYPE } from '../../shared/protocol.ts';
import { RejectionError } from '../../shared/result.ts';
import { originAllowed } from './admission.ts';
import { type EpisodeRoom, episodeRoom } from './episode-room.ts';
import { guard } from './front-door.ts';
import { RestoreOrder } from './restore.ts';
import type { RoomLogger, Services } from './services.ts';

export interface RoomServerSetup {
  readonly services: Services;
  /** Adds pages and data to the same HTTP server. */
  readonly pages: NonNullable<ServerOptions['express']>;
  readonly port: number;
  readonly host: string;
}

export interface RoomServer {
  /** The port that it listens on. */
  readonly port: number;
  /** Tells the rooms, ends connections, stops listening. Live episodes stay live in the log. */
  close(): Promise<void>;
}

/** The framework's own notes; what clients do wrong is not this server's error. */
const frameworkLogger = (logger: RoomLogger): NonNullable<ServerOptions['logger']> => {
  const note = (...args: unknown[]): void => logger.debug({ from: 'colyseus' }, args.map(String).join(' '));
  return { debug: note, error: note, info: note, trace: note, warn: note };
};

/** Opens the rooms of live episodes again; one that does not fit is left as it is. */
const restoreRooms = async ({ log, logger }: Services): Promise<void> => {
  for (const { episode, origin } of log.live()) {
    if (origin !== 'room') continue;
    try {
      const record = log.read(episode);
      if (!record.ok) throw new RejectionError(record.error.code, record.error.message);
      if (!record.value.header.room) continue;
      await matchMaker.createRoom(ROOM_TYPE, { restore: new RestoreOrder(record.value) });
      logger.info({ episode }, 'episode goes on');
    } catch (err) {
      logger.error({ err, episode }, 'a live episode could not be restored; it is left as it is');
    }
  }
};

const listen = async (game: Server, http: HttpServer, port: number, host: string): Promise<void> => {
  const failed = new Promise<never>((_, fail) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      const why = `Port ${port} cannot be had (${error.code}); stop what uses it, or choose another with --port.`;
      fail(busy ? new RejectionError('busy-port', why) : error);
    });
  });
  await Promise.race([game.listen(port, host), failed]);
};

const pageOrigins = ({ limits }: Services): void => {
  const { controller } = matchMaker;
  controller.DEFAULT_CORS_HEADERS = {
    ...controller.DEFAULT_CORS_HEADERS,
    'Access-Control-Allow-Origin': 'null',
    'Access-Control-Allow-Credentials': 'false',
  };
  controller.getCorsHeaders = (headers) => {
    const origin = headers.get('origin');
    const allowed = origin !== null && originAllowed(origin, headers.get('host'), limits.origins);
    return allowed ? { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' } : { Vary: 'Origin' };
  };
};

/** Starts listening; one a process, since the framework's match-maker is. Throws RejectionError `busy-port`. */
export const openRooms = async ({ services, pages, port, host }: RoomServerSetup): Promise<RoomServer> => {
  const http = createServer();
  const transport = new WebSocketTransport({
    server: http,
    maxPayload: MAX_FRAME,
    beforeUpgrade: ({ headers }) =>
      originAllowed(headers.get('origin'), headers.get('host'), services.limits.origins)
        ? undefined
        : new Response('This page may not connect here.', { status: 403 }),
  });
  const game = new Server({
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: frameworkLogger(services.logger),
    express: pages,
    beforeListen: async () => {
      await matchMaker.onReady;
      await restoreRooms(services);
    },
  });
  pageOrigins(services);
  game.define(ROOM_TYPE, episodeRoom(services)).filterBy(['scenario']);
  const close = async (): Promise<void> => {
    await game.gracefullyShutdown(false);
    http.closeAllConnections();
  };
  try {
    await listen(game, http, port, host);
  } catch (error) {
    await close();
    throw error;
  }
  guard(http, services.limits.trustProxy);
  const address = http.address();
  return { port: typeof address === 'object' && address ? address.port : port, close };
};

/** Rooms as the lobby lists them. */
export const liveEpisodes = async (): Promise<LiveEpisode[]> => {
  const rooms = await matchMaker.query<EpisodeRoom>({ name: ROOM_TYPE });
  return rooms.flatMap(({ metadata }) => (metadata ? [metadata] : []));
};
