// Life of one room: people come and sit down, play begins, people drop and come back, it ends. Knows
// Colyseus only by the hooks given to it.

import type { JoinOptions, LiveEpisode, PublicState } from '../../shared/protocol.ts';
import { ok, type Result, reject } from '../../shared/result.ts';
import type { SeatId } from '../../shared/scenario.ts';
import type { EndEntry, Header } from '../../shared/turn.ts';
import type { Pace } from '../episode/pace.ts';
import { occupantOf } from '../episode/place.ts';
import type { Past } from '../episode/recall.ts';
import { Table } from '../episode/table.ts';
import type { Chair, Chairs } from './chairs.ts';
import { cleanText } from './clean-text.ts';
import { CLOSED, Member, type Socket } from './member.ts';
import { seatedMessage } from './messages.ts';
import { headerOf, seatedEntries } from './opening.ts';
import { Outbox } from './outbox.ts';
import { freeSeat, type Plan, spectatorRule } from './plan.ts';
import { assign, type PublicRoomState, PublicSeatSchema } from './public-state.ts';
import { TokenBucket } from './rate-limit.ts';
import type { Services } from './services.ts';

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

const BEGUN = 'Play has begun; watch as a spectator, or create an episode of your own.';

export class Host {
  readonly members = new Set<Member>();
  readonly #setup: HostSetup;
  readonly #timers: (() => void)[] = [];
  /** Tokens of people who are here, to repeat them when play begins. */
  readonly #tokens = new WeakMap<Member, string>();
  #table: Table | undefined;
  #outbox: Outbox | undefined;
  #status: PublicState['status'] = 'waiting';
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
    if (resumed) this.#resume(resumed);
    this.#refresh();
  }

  get table(): Table | undefined {
    return this.#table;
  }
  get outbox(): Outbox | undefined {
    return this.#outbox;
  }

  /** Takes a client in, or says why not. */
  join(join: JoinOptions, socket: Socket): Result<Member> {
    if (join.token !== undefined) return this.#return(join.token, join, socket);
    if (join.as === 'spectator') return this.#watch(join, socket);
    if (this.#begun) return reject('room-full', BEGUN);
    const seat = this.#seatFor(join);
    if (!seat.ok) return seat;
    const token = this.#setup.chairs.seat(seat.value, cleanText(join.name, 24) || 'Guest', join.consent);
    const member = this.#admit(seat.value, join, socket);
    this.#setup.chairs.at(seat.value).member = member;
    socket.send('seated', seatedMessage(this.#setup.plan.episode, seat.value, token, false));
    this.#tokens.set(member, token);
    this.#afterJoin(member);
    return ok(member);
  }

  /** The connection is gone; its person may come back. */
  drop(member: Member): void {
    if (!this.members.delete(member)) return;
    const chair = this.#chairOf(member);
    if (chair) {
      chair.member = undefined;
      this.#table?.setPresent(chair.seat, false);
      this.#startGrace(chair);
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
    this.#outbox?.hold(member);
    this.#refresh();
    return true;
  }

  /** The person has gone for good, as far as they know. */
  leave(member: Member): void {
    const chair = this.#chairOf(member);
    this.members.delete(member);
    if (chair) {
      chair.member = undefined;
      chair.left = true;
      if (this.#begun) this.#standIn(chair, 'left');
      else chair.person = undefined;
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
    for (const cancel of this.#timers) cancel();
    for (const { cancelGrace } of this.#setup.chairs.all) cancelGrace?.();
    this.#outbox?.dispose();
    if (this.#table && !this.#table.end) {
      this.#countSeats(-1);
      await this.#table.stop();
    }
  }

  #watch(join: JoinOptions, socket: Socket): Result<Member> {
    const { maxSpectators } = this.#setup.services.limits;
    if (this.#spectators >= maxSpectators)
      return reject('room-full', `There are ${maxSpectators} spectators already; try again later.`);
    const member = this.#admit(null, join, socket);
    this.#afterJoin(member);
    return ok(member);
  }

  #return(token: string, join: JoinOptions, socket: Socket): Result<Member> {
    const found = this.#setup.chairs.byToken(token);
    if (!found.ok) return found;
    const chair = found.value;
    const before = chair.member;
    if (before) {
      this.members.delete(before);
      before.socket.close(CLOSED.replaced, 'the seat was taken from another window');
    }
    const member = this.#admit(chair.seat, join, socket);
    this.#takeBack(chair, member);
    this.#tokens.set(member, token);
    socket.send(
      'seated',
      seatedMessage(this.#setup.plan.episode, chair.seat, token, this.#table !== undefined),
    );
    this.#afterJoin(member);
    return ok(member);
  }

  #takeBack(chair: Chair, member: Member): void {
    chair.member = member;
    chair.left = false;
    chair.cancelGrace?.();
    chair.cancelGrace = undefined;
    if (chair.standIn) {
      chair.standIn = false;
      this.#table?.setDriver(chair.seat, this.#setup.chairs.driver(chair), 'back');
    }
    this.#table?.setPresent(chair.seat, true);
  }

  #seatFor(join: JoinOptions): Result<SeatId> {
    const { plan, chairs } = this.#setup;
    const { creator } = plan;
    const free = creator !== undefined && chairs.at(creator).person === undefined;
    // Whoever names a scenario made this room: its seat was kept.
    if (free && join.scenario !== undefined) return ok(creator);
    const specs = chairs.all.map(({ spec }) => spec);
    const taken = (seat: SeatId): boolean =>
      chairs.at(seat).person !== undefined || (free && seat === creator);
    return freeSeat(plan.scenario, plan.episode.state, specs, join.seat, taken);
  }

  #admit(seat: SeatId | null, join: JoinOptions, socket: Socket): Member {
    const { limits, clock } = this.#setup.services;
    const bucket = new TokenBucket(limits.rateBurst, limits.ratePerSecond, clock.now());
    const member = new Member(seat, socket, bucket, join.from ?? 0);
    this.members.add(member);
    return member;
  }

  #afterJoin(member: Member): void {
    this.#outbox?.greet(member);
    this.#refresh();
    if (this.#begun) return;
    const { chairs, services } = this.#setup;
    if (chairs.open.length === 0) void this.#begin();
    else if (this.#timers.length === 0)
      this.#timers.push(services.clock.after(services.limits.waitMs, () => void this.#begin()));
  }

  async #begin(): Promise<void> {
    if (this.#begun || this.#closed) return;
    this.#begun = true;
    const { plan, chairs, episode, services } = this.#setup;
    chairs.closeOpen();
    const header = headerOf(plan, chairs, episode, services);
    try {
      services.log.open(header);
      const entries = seatedEntries(chairs);
      await (entries.length > 0 ? services.log.append(episode, entries) : services.log.flush());
    } catch (err) {
      services.logger.error({ err, episode }, 'an episode could not be opened in the log');
      this.notice('The server could not store this episode; try again later.');
      return this.#setup.hooks.close();
    }
    if (!this.#closed) this.#play(header);
  }

  #resume({ header, past }: Resumed): void {
    this.#begun = true;
    this.#play(header, past);
    for (const chair of this.#setup.chairs.people) {
      this.#table?.setPresent(chair.seat, false);
      this.#startGrace(chair);
    }
  }

  #play(header: Header, past?: Past): void {
    const { plan, chairs, state, services, hooks } = this.#setup;
    const { log, clock, logger, telemetry } = services;
    const table = new Table({
      header,
      episode: plan.episode,
      drivers: chairs.all.map((chair) => chairs.driver(chair)),
      store: { append: (entries) => log.append(header.episode, entries) },
      clock,
      report: logger,
      pace: plan.pace,
      ...(past ? { past } : {}),
      watcher: {
        step: () => this.#outbox?.step(),
        lines: () => this.#outbox?.lines(),
        seat: (seat) => this.#outbox?.seat(seat),
        accepted: (entry) => telemetry.turn(entry.latencyMs),
        end: (end) => this.#ended(end),
      },
    });
    const people = chairs.people.length > 0;
    this.#table = table;
    this.#outbox = new Outbox({
      table,
      state,
      clock,
      members: this.members,
      rule: spectatorRule(plan.reveal, people),
    });
    this.#status = 'playing';
    assign(state, { status: 'playing' });
    this.#countSeats(1);
    hooks.keepOpen(true);
    for (const chair of chairs.people) this.#playing(chair);
    this.#outbox.publish();
    this.#refresh();
    void table.run();
  }

  /** Tells a person their role, now that seats can no longer be chosen. */
  #playing({ seat, member }: Chair): void {
    this.#table?.setPresent(seat, member !== undefined);
    const token = member && this.#tokens.get(member);
    if (token) member.socket.send('seated', seatedMessage(this.#setup.plan.episode, seat, token, true));
  }

  #startGrace(chair: Chair): void {
    const { clock, limits } = this.#setup.services;
    if (!this.#begun || chair.standIn || this.#status === 'ended') return;
    chair.cancelGrace?.();
    chair.cancelGrace = clock.after(limits.graceMs, () => this.#standIn(chair, 'away'));
  }

  #standIn(chair: Chair, reason: 'away' | 'left'): void {
    chair.cancelGrace?.();
    if (chair.standIn || this.#table?.end) return;
    chair.standIn = true;
    this.#table?.setDriver(chair.seat, this.#setup.chairs.driver(chair), reason);
    this.#refresh();
  }

  #ended(end: EndEntry): void {
    const { services, plan, hooks } = this.#setup;
    this.#status = end.end === 'aborted' ? 'aborted' : 'ended';
    services.telemetry.episode(plan.scenario.id, end.end);
    this.#countSeats(-1);
    for (const { cancelGrace } of this.#setup.chairs.all) cancelGrace?.();
    this.#outbox?.end(end);
    hooks.keepOpen(false);
    const rest =
      services.limits.lingerMs + (typeof plan.reveal === 'object' ? plan.reveal.delaySeconds * 1000 : 0);
    this.#timers.push(services.clock.after(rest, () => hooks.close()));
    this.#refresh();
  }

  #countSeats(change: number): void {
    for (const chair of this.#setup.chairs.all)
      this.#setup.services.telemetry.seats(occupantOf(this.#setup.chairs.driver(chair)).kind, change);
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
    chairs.all.forEach((chair, seat) => {
      const held = state.seats[seat];
      if (held) assign(held, chairs.shown(chair));
    });
    const spectators = this.#spectators;
    assign(state, { spectators });
    const followed = this.members.size > 0 || chairs.people.some(({ left }) => !left);
    if (this.#table) this.#table.pace = followed ? plan.pace : ('fast' satisfies Pace);
    hooks.listed({
      roomId: episode,
      episode,
      scenario: plan.scenario.id,
      title: plan.scenario.title,
      status: this.#status,
      open: this.#begun ? 0 : chairs.open.length,
      seats: chairs.all.length,
      people: chairs.people.length,
      spectators,
      practice: plan.practice,
    });
  }
}
