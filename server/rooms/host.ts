// Who is in a room: people come and sit down, drop and come back, leave; others watch. When everybody
// is there, or has been waited for long enough, play begins. Knows Colyseus only by its hooks.

import { cleanText } from '../../shared/clean-text.ts';
import { CLOSED, type JoinOptions, type LiveEpisode } from '../../shared/protocol.ts';
import { ok, type Result, reject } from '../../shared/result.ts';
import type { SeatId } from '../../shared/scenario.ts';
import type { Header } from '../../shared/turn.ts';
import type { Past } from '../episode/recall.ts';
import type { Chair, Chairs } from './chairs.ts';
import { Member, type Socket } from './member.ts';
import { seatedMessage } from './messages.ts';
import { headerOf, seatedEntries } from './opening.ts';
import { freeSeat, type Plan } from './plan.ts';
import { Play } from './play.ts';
import { assign, type PublicRoomState, PublicSeatSchema } from './public-state.ts';
import { TokenBucket } from './rate-limit.ts';
import type { Services } from './services.ts';
import { gameOf } from './staged.ts';

export interface HostHooks {
  /** The room's entry in the lobby has changed. */
  listed(entry: LiveEpisode): void;
  /** Whether the room stays open with nobody in it. */
  keepOpen(open: boolean): void;
  /** Everybody is to go. */
  close(): void;
}

/** What a restarted server goes on with. */
export interface Resumed {
  readonly header: Header;
  readonly past: Past;
}

export interface HostSetup {
  readonly episode: string;
  readonly plan: Plan;
  readonly chairs: Chairs;
  readonly state: PublicRoomState;
  readonly services: Services;
  readonly hooks: HostHooks;
  readonly resumed?: Resumed;
}

const MAX_NAME = 24;
const BEGUN = 'Play has begun; watch as a spectator, or create an episode of your own.';

export class Host {
  readonly members = new Set<Member>();
  readonly #setup: HostSetup;
  /** Tokens of people who are here, to repeat them when play begins. */
  readonly #tokens = new WeakMap<Member, string>();
  #cancelTimer: (() => void) | undefined;
  #play: Play | undefined;
  #begun = false;
  #closed = false;

  constructor(setup: HostSetup) {
    this.#setup = setup;
    const { state, plan, chairs, episode, resumed } = setup;
    assign(state, { episode, scenario: plan.scenario.id, practice: plan.practice });
    for (const { seat } of chairs.all) {
      const shown = new PublicSeatSchema();
      shown.name = plan.scenario.seatName(plan.episode.state, seat);
      state.seats.push(shown);
    }
    if (resumed) this.#start(resumed.header, resumed.past);
    else this.#refresh();
    // The server's own games wait for nobody.
    if (!resumed && plan.tournament) void this.#begin();
  }

  /** There once play has begun. */
  get play(): Play | undefined {
    return this.#play;
  }

  /** Takes a client in, or says why not. */
  join(join: JoinOptions, socket: Socket): Result<Member> {
    if (join.token !== undefined) return this.#return(join.token, join, socket);
    if (join.as === 'spectator') return this.#watch(join, socket);
    if (this.#begun) return reject('room-full', BEGUN);
    const { chairs } = this.#setup;
    const seat = this.#seatFor(join);
    if (!seat.ok) return seat;
    const token = chairs.seat(seat.value, cleanText(join.name, MAX_NAME) || 'Guest', join.consent);
    return ok(this.#sit(chairs.at(seat.value), token, join, socket));
  }

  /** The connection is gone; its person may come back. */
  drop(member: Member): void {
    const chair = this.#chairOf(member);
    if (!this.members.delete(member)) return;
    if (chair) {
      chair.member = undefined;
      this.#play?.away(chair);
    }
    this.#refresh();
  }

  /** The same client is back by reconnection; false: its seat was taken again by token meanwhile. */
  reconnect(member: Member, socket: Socket): boolean {
    const chair = member.seat === null ? undefined : this.#setup.chairs.at(member.seat);
    if (chair?.member && chair.member !== member) return false;
    member.socket = socket;
    this.members.add(member);
    if (chair) this.#takeBack(chair, member);
    this.#play?.outbox.hold(member);
    this.#refresh();
    return true;
  }

  /** The person has gone for good, as far as they know; the token still opens the seat. */
  leave(member: Member): void {
    const chair = this.#chairOf(member);
    this.members.delete(member);
    if (chair) {
      chair.member = undefined;
      chair.left = true;
      if (this.#play) this.#play.standIn(chair, 'left');
      else if (!this.#begun) chair.person = undefined;
    }
    this.#refresh();
  }

  /** Lets go of readers that do not keep up; they can come back and say what they have. */
  shedSlow(): void {
    const { maxUnsent } = this.#setup.services.limits;
    for (const { socket } of this.members)
      if (socket.unsent() > maxUnsent) socket.close(CLOSED.slow, 'too slow; come back');
  }

  /** A message of the room itself, outside the transcript. */
  notice(text: string): void {
    for (const { socket } of this.members) socket.send('notice', { text });
  }

  /** The room closes; an episode that has not ended stays live in the log. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    await this.#play?.close();
  }

  #watch(join: JoinOptions, socket: Socket): Result<Member> {
    const { maxSpectators } = this.#setup.services.limits;
    if (this.#spectators >= maxSpectators)
      return reject('room-full', `There are ${maxSpectators} spectators already; try again later.`);
    const member = this.#admit(null, join, socket);
    this.#arrived(member);
    return ok(member);
  }

  #return(token: string, join: JoinOptions, socket: Socket): Result<Member> {
    const found = this.#setup.chairs.byToken(token);
    if (!found.ok) return found;
    const before = found.value.member;
    if (before) {
      this.members.delete(before);
      before.socket.close(CLOSED.replaced, 'the seat was taken from another window');
    }
    return ok(this.#sit(found.value, token, join, socket));
  }

  #sit(chair: Chair, token: string, join: JoinOptions, socket: Socket): Member {
    const member = this.#admit(chair.seat, join, socket);
    this.#tokens.set(member, token);
    this.#takeBack(chair, member);
    this.#tellSeat(member, chair.seat);
    this.#arrived(member);
    return member;
  }

  #takeBack(chair: Chair, member: Member): void {
    chair.member = member;
    chair.left = false;
    this.#play?.back(chair);
  }

  /** Says who they are; their role only once seats can no longer be chosen. */
  #tellSeat(member: Member, seat: SeatId): void {
    const token = this.#tokens.get(member) ?? '';
    const playing = this.#play !== undefined;
    member.socket.send('seated', seatedMessage(this.#setup.plan.episode, seat, token, playing));
  }

  #seatFor(join: JoinOptions): Result<SeatId> {
    const { plan, chairs } = this.#setup;
    const { creator } = plan;
    const kept = creator !== undefined && chairs.at(creator).person === undefined;
    // Whoever names a scenario made this room: its seat was kept.
    if (kept && join.scenario !== undefined) return ok(creator);
    const specs = chairs.all.map(({ spec }) => spec);
    const taken = (seat: SeatId): boolean =>
      chairs.at(seat).person !== undefined || (kept && seat === creator);
    return freeSeat(plan.scenario, plan.episode.state, specs, join.seat, taken);
  }

  #admit(seat: SeatId | null, join: JoinOptions, socket: Socket): Member {
    const { limits, clock } = this.#setup.services;
    const bucket = new TokenBucket(limits.rateBurst, limits.ratePerSecond, clock.now());
    const member = new Member(seat, socket, bucket, join.from ?? 0);
    this.members.add(member);
    return member;
  }

  #arrived(member: Member): void {
    this.#play?.outbox.greet(member);
    this.#refresh();
    if (this.#begun) return;
    const { chairs, services } = this.#setup;
    if (chairs.open.length === 0) void this.#begin();
    else this.#cancelTimer ??= services.clock.after(services.limits.waitMs, () => void this.#begin());
  }

  /** Nobody is waited for any longer: into the log, then play. */
  async #begin(): Promise<void> {
    if (this.#begun || this.#closed) return;
    this.#begun = true;
    this.#cancelTimer?.();
    const { plan, chairs, episode, services, hooks } = this.#setup;
    chairs.closeOpen();
    hooks.keepOpen(true);
    const header = headerOf(plan, chairs, episode, services);
    try {
      services.log.open(header);
      const entries = seatedEntries(chairs);
      await (entries.length > 0 ? services.log.append(episode, entries) : services.log.flush());
    } catch (err) {
      services.logger.error({ err, episode }, 'an episode could not be opened in the log');
      this.notice('The server could not store this episode; try again later.');
      return hooks.close();
    }
    if (!this.#closed) this.#start(header, undefined);
  }

  #start(header: Header, past: Past | undefined): void {
    const { members } = this;
    const { plan, chairs, state, services, hooks } = this.#setup;
    const changed = (): void => this.#changed();
    this.#begun = true;
    this.#play = new Play({ header, past, plan, chairs, state, services, members, changed });
    hooks.keepOpen(true);
    for (const { seat, member } of chairs.people) if (member) this.#tellSeat(member, seat);
    this.#refresh();
    this.#play.start();
  }

  /** Play has changed something of its own accord; after the end the room empties in its own time. */
  #changed(): void {
    const { services, plan, hooks } = this.#setup;
    if (this.#play?.table.end) {
      hooks.keepOpen(false);
      const delay = typeof plan.reveal === 'object' ? plan.reveal.delaySeconds * 1000 : 0;
      this.#cancelTimer = services.clock.after(services.limits.lingerMs + delay, () => hooks.close());
    }
    this.#refresh();
  }

  get #spectators(): number {
    return [...this.members].filter(({ seat }) => seat === null).length;
  }

  #chairOf(member: Member): Chair | undefined {
    const chair = member.seat === null ? undefined : this.#setup.chairs.at(member.seat);
    return chair?.member === member ? chair : undefined;
  }

  /** What everybody may know of who is here; and nobody waits where nobody is. */
  #refresh(): void {
    const { plan, chairs, state, hooks, episode } = this.#setup;
    for (const chair of chairs.all) {
      const held = state.seats[chair.seat];
      if (held) assign(held, chairs.shown(chair));
    }
    const spectators = this.#spectators;
    assign(state, { spectators });
    const followed = this.members.size > 0 || chairs.people.some(({ left }) => !left) || plan.unhurried;
    if (this.#play) this.#play.table.pace = followed ? plan.pace : 'fast';
    hooks.listed({
      roomId: episode,
      episode,
      scenario: plan.scenario.id,
      title: plan.scenario.title,
      status: this.#play?.status ?? 'waiting',
      open: this.#begun ? 0 : chairs.open.filter(({ seat }) => seat !== plan.creator).length,
      seats: chairs.all.length,
      people: chairs.people.length,
      spectators,
      practice: plan.practice,
      ...gameOf(plan),
    });
  }
}
