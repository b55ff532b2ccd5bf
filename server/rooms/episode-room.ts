// The Colyseus side of a room: passes clients on to the host and keeps the framework's traps shut. A
// handler that throws would end the process, so onUncaughtException is defined; reconnection tokens
// have 54 bits, so seats are held by tokens of our own; what a client does not read piles up, so slow
// readers are let go.

import { Socket as NetSocket } from 'node:net';
import { type AuthContext, type Client, CloseCode, matchMaker, Room, ServerError } from '@colyseus/core';
import { CLOSED, type LiveEpisode } from '../../shared/protocol.ts';
import { RejectionError, reject } from '../../shared/result.ts';
import { newEpisodeId } from '../episode/episode-id.ts';
import { Admission, parseJoin } from './admission.ts';
import { Chairs } from './chairs.ts';
import { Host, type HostHooks, type HostSetup } from './host.ts';
import type { Member, Socket } from './member.ts';
import { planRoom } from './plan.ts';
import { type PublicRoomState, PublicStateSchema } from './public-state.ts';
import { refused } from './refusal.ts';
import { answer, REQUESTS } from './requests.ts';
import { RestoreOrder, restored } from './restore.ts';
import type { Services } from './services.ts';
import { StageOrder, staged } from './staged.ts';

/** A dropped connection may be taken up by the SDK for so long; by token one comes back at any time. */
const RECONNECT_SECONDS = 60;
/** A client that sends this many times its steady rate is closed. */
const ABUSE = 10;

type RoomClient = Client<{ userData: Member }>;

/** Frames of one moment (lines, view, turn, answer) leave in one system call. */
const gather = ({ ref }: RoomClient): void => {
  const stream = '_socket' in ref ? ref._socket : undefined;
  if (!(stream instanceof NetSocket) || stream.writableCorked > 0) return;
  stream.cork();
  setImmediate(() => stream.uncork());
};

const socketOf = (client: RoomClient): Socket => ({
  send: (type, message) => {
    gather(client);
    client.send(type, message);
  },
  close: (code, reason) => {
    const { ref } = client;
    // A closing frame would wait behind all that a slow reader has not read.
    if (code === CLOSED.slow && 'terminate' in ref && typeof ref.terminate === 'function') ref.terminate();
    else client.leave(code, reason);
  },
  unsent: () => {
    const { ref } = client;
    return 'bufferedAmount' in ref && typeof ref.bufferedAmount === 'number' ? ref.bufferedAmount : 0;
  },
});

export abstract class EpisodeRoom extends Room<{
  state: PublicRoomState;
  metadata: LiveEpisode;
  client: RoomClient;
}> {
  abstract readonly services: Services;
  override state = new PublicStateSchema();
  #host: Host | undefined;

  override onCreate(options: { restore?: unknown; staged?: unknown }): void {
    const { limits, telemetry } = this.services;
    this.maxMessagesPerSecond = Math.max(limits.ratePerSecond * ABUSE, limits.rateBurst * 2);
    const setup = this.#setUp(options);
    this.roomId = setup.episode;
    telemetry.rooms(1);
    this.#host = new Host(setup);
    for (const type of REQUESTS)
      this.onMessage(type, (client: RoomClient, payload: unknown) => this.#answer(type, client, payload));
    // Unknown messages are dropped: without this the framework closes their sender.
    this.onMessage('*', () => undefined);
  }

  override onJoin(client: RoomClient, options: unknown): void {
    const join = parseJoin(options);
    const member = join.ok ? this.#host?.join(join.value, socketOf(client)) : join;
    if (member?.ok) {
      client.userData = member.value;
      return;
    }
    const error = member?.error ?? { code: 'internal', message: 'This room is closed.' };
    this.services.telemetry.rejection(error.code);
    throw refused(error);
  }

  override onDrop(client: RoomClient): void {
    const member = client.userData;
    if (!member || !this.#host?.members.has(member)) return;
    this.#host.drop(member);
    this.allowReconnection(client, RECONNECT_SECONDS).then(undefined, () => {
      this.services.logger.debug({ episode: this.roomId }, 'a dropped client did not reconnect');
    });
  }

  override onReconnect(client: RoomClient): void {
    const member = client.userData;
    if (member && this.#host?.reconnect(member, socketOf(client))) return;
    client.leave(CLOSED.replaced, 'the seat was taken from another window');
  }

  override onLeave(client: RoomClient, code?: number): void {
    const member = client.userData;
    if (!member || !this.#host?.members.has(member)) return;
    if (code === CloseCode.CONSENTED) this.#host.leave(member);
    else this.#host.drop(member);
  }

  override onBeforePatch(): void {
    this.#host?.shedSlow();
  }

  override onBeforeShutdown(): void {
    this.#host?.notice('The server restarts; come back in a moment, play goes on.');
    super.onBeforeShutdown();
  }

  override async onDispose(): Promise<void> {
    if (!this.#host) return;
    this.services.telemetry.rooms(-1);
    await this.#host.close();
  }

  override onUncaughtException(error: Error, method: string): void {
    if (error.cause instanceof ServerError) return;
    this.services.logger.error({ err: error, method, episode: this.roomId }, 'a room handler threw');
  }

  async #answer(
    type: (typeof REQUESTS)[number],
    client: RoomClient,
    payload: unknown,
  ): Promise<object | undefined> {
    const member = client.userData;
    return this.#host && member ? answer(type, this.#host, member, payload, this.services) : undefined;
  }

  #setUp(options: { restore?: unknown; staged?: unknown }): HostSetup {
    if (options.restore instanceof RestoreOrder) return this.#restore(options.restore);
    if (!(options.staged instanceof StageOrder)) return this.#create(options);
    const episode = newEpisodeId(this.services.clock.now());
    return { ...this.#around, episode, ...staged(options.staged, this.services) };
  }

  #create(options: unknown): HostSetup {
    const join = parseJoin(options);
    const full = matchMaker.stats.local.roomCount >= this.services.limits.maxRooms;
    const busy = reject('server-busy', 'This server has as many rooms as it can hold; try again later.');
    const plan = full ? busy : join.ok ? planRoom(join.value, this.services) : join;
    if (!plan.ok) {
      this.services.telemetry.rejection(plan.error.code);
      throw refused(plan.error);
    }
    const { scenario, episode, specs } = plan.value;
    const chairs = new Chairs(scenario, episode.state, specs, this.services);
    const id = newEpisodeId(this.services.clock.now());
    return { ...this.#around, episode: id, plan: plan.value, chairs };
  }

  #restore({ record }: RestoreOrder): HostSetup {
    try {
      return { ...this.#around, episode: record.header.episode, ...restored(record, this.services) };
    } catch (error) {
      if (error instanceof RejectionError) throw refused({ code: error.code, message: error.message });
      throw error;
    }
  }

  get #around(): Pick<HostSetup, 'state' | 'services' | 'hooks'> {
    const hooks: HostHooks = {
      // Private rooms are joined by id alone; `join` and `joinOrCreate` find those that wait for people.
      listed: (entry) => void this.setMatchmaking({ metadata: entry, private: entry.open === 0 }),
      keepOpen: (open) => {
        this.autoDispose = !open;
      },
      close: () => void this.disconnect(CloseCode.NORMAL_CLOSURE),
    };
    return { state: this.state, services: this.services, hooks };
  }
}

/** The room type of one server: its services come in here, not as options that a client could send. */
export const episodeRoom = (services: Services): (new () => EpisodeRoom) => {
  const admission = new Admission(services);
  return class extends EpisodeRoom {
    readonly services = services;
    static override async onAuth(_token: string, options: unknown, context: AuthContext): Promise<true> {
      return admission.check(options, context);
    }
  };
};
