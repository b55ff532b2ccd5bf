// What leaves a room: lines, views and turns to its members, and the public state. Seats see what the
// rules let them see at once; everybody else what the room's spectator rule allows, that much later.

import type { BeliefsMessage, LinesMessage, SurveyItem } from '../../shared/protocol.ts';
import type { SeatId } from '../../shared/scenario.ts';
import type { EndEntry } from '../../shared/turn.ts';
import type { Clock } from '../episode/clock.ts';
import type { Beliefs } from '../episode/survey.ts';
import { surveyItem } from '../episode/survey-item.ts';
import type { Table } from '../episode/table.ts';
import type { Member } from './member.ts';
import { endMessage, viewMessage, youMessage } from './messages.ts';
import type { SpectatorRule } from './plan.ts';
import { assign, type PublicRoomState } from './public-state.ts';

/** Lines in one message; a long transcript comes in several. */
const LINES_AT_ONCE = 100;
/** Likewise; a survey of ten seats has about as many bytes as ten lines. */
const SURVEYS_AT_ONCE = 20;
/** A client that reconnected and says nothing for so long is served from where it was. */
const HOLD_MS = 1500;

export interface OutboxSetup {
  readonly table: Table;
  readonly state: PublicRoomState;
  readonly rule: SpectatorRule;
  readonly clock: Clock;
  readonly members: ReadonlySet<Member>;
  /** Those of before a restart. */
  readonly surveys: readonly SurveyItem[];
}

export class Outbox {
  readonly #members: ReadonlySet<Member>;
  readonly #table: Table;
  readonly #state: PublicRoomState;
  readonly #rule: SpectatorRule;
  readonly #clock: Clock;
  readonly #timers = new Set<() => void>();
  /** Lines that spectators may have by now. */
  #shown = 0;
  /** Seats whose language model gave no answer when they were last on to speak. */
  readonly #lost = new Set<SeatId>();
  readonly #surveys: SurveyItem[] = [];
  /** Surveys that spectators may have by now: none where they may not see everything. */
  #surveysShown = 0;
  /** No question has been open since the last survey. */
  #opens = true;
  #ended = false;
  #stage: { step: number; text: string; phase: string; clock: number } | undefined;

  constructor(setup: OutboxSetup) {
    const { table, state, rule, clock, members, surveys } = setup;
    this.#members = members;
    this.#table = table;
    this.#state = state;
    this.#rule = rule;
    this.#clock = clock;
    this.#shown = rule.delayMs === 0 ? table.transcript.count(rule.viewer) : 0;
    if (rule.viewer !== 'all') return;
    this.#surveys.push(...surveys);
    this.#opens = surveys.length === 0 || table.episode.questions.length === 0;
    this.#surveysShown = rule.delayMs === 0 ? surveys.length : 0;
  }

  /** Everything this member may have, from line `member.next` on. */
  greet(member: Member): void {
    // Not the number shown so far: after a restart that begins anew where there is a delay.
    const viewer = member.seat ?? this.#rule.viewer;
    member.next = Math.min(member.next, this.#table.transcript.count(viewer));
    member.holding = false;
    this.#lines(member);
    member.surveys = 0;
    this.#beliefs(member);
    if (member.seat !== null) this.#seat(member, member.seat, true);
    if (this.#table.end && (member.seat !== null || this.#ended)) this.#end(member, this.#table.end);
  }

  /** A member is back by reconnection: it will ask for what it lacks; one that does not is served anyway. */
  hold(member: Member): void {
    member.holding = true;
    this.#after(HOLD_MS, () => {
      if (member.holding && this.#members.has(member)) this.greet(member);
    });
  }

  /** After a step. */
  step(): void {
    if (this.#table.episode.questions.length === 0) this.#opens = true;
    for (const member of this.#members) {
      if (member.seat === null) continue;
      this.#lines(member);
      this.#seat(member, member.seat, false);
    }
    this.publish();
  }

  /** After a line between steps. */
  lines(): void {
    for (const member of this.#members) if (member.seat !== null) this.#lines(member);
    this.publish();
  }

  /** Something about this seat's turn has changed. */
  seat(seat: SeatId): void {
    for (const member of this.#members) if (member.seat === seat) this.#you(member, seat);
    this.publish();
  }

  /** Seats were asked; what they believe is for those alone who may see everything. */
  asked(beliefs: Beliefs): void {
    if (this.#rule.viewer !== 'all') return;
    const { episode, transcript } = this.#table;
    const about = { n: this.#surveys.length, line: transcript.count('all'), opens: this.#opens };
    const count = this.#surveys.push(surveyItem(about, episode.questions, beliefs));
    this.#opens = false;
    this.#later(() => {
      this.#surveysShown = count;
      for (const member of this.#members) this.#beliefs(member);
    });
  }

  end(end: EndEntry): void {
    for (const member of this.#members) if (member.seat !== null) this.#end(member, end);
    this.publish();
    this.#later(() => {
      this.#ended = true;
      assign(this.#state, { status: end.end === 'aborted' ? 'aborted' : 'ended' });
      for (const member of this.#members) if (member.seat === null) this.#end(member, end);
    });
  }

  /** Whether the seat's language model gave no answer when it was on; told with what is published next. */
  lost(seat: SeatId, lost: boolean): void {
    if (lost) this.#lost.add(seat);
    else this.#lost.delete(seat);
  }

  /** A word from the room itself. */
  notice(text: string): void {
    const message = { text };
    for (const member of this.#members) if (member.seat !== null) member.socket.send('notice', message);
    this.#later(() => {
      for (const member of this.#members) if (member.seat === null) member.socket.send('notice', message);
    });
  }

  /** Nothing is sent any more. */
  dispose(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  /** Brings the public state up to what is now, at once or after the delay. */
  publish(): void {
    const { episode, transcript } = this.#table;
    const { scenario, state } = episode;
    const stage = this.#stageNow();
    const shown = transcript.count(this.#rule.viewer);
    const deadline = Math.round(this.#table.deadline);
    const seats = episode.totals.map((_, seat) => ({
      name: scenario.seatName(state, seat),
      alive: scenario.alive(state, seat),
      busy: this.#table.busy(seat),
      writing: this.#table.writing(seat),
      lost: this.#lost.has(seat),
    }));
    this.#later(() => {
      assign(this.#state, { phase: stage.phase, turn: stage.clock, stage: stage.text, deadline });
      seats.forEach((seat, index) => {
        const held = this.#state.seats[index];
        if (held) assign(held, seat);
      });
      this.#shown = shown;
      for (const member of this.#members) if (member.seat === null) this.#lines(member);
    });
  }

  #stageNow(): { text: string; phase: string; clock: number } {
    const { episode } = this.#table;
    if (this.#stage?.step === episode.step) return this.#stage;
    const stage = episode.scenario.stage(episode.state, this.#rule.viewer);
    this.#stage = { step: episode.step, text: JSON.stringify(stage), phase: stage.phase, clock: stage.clock };
    return this.#stage;
  }

  #later(show: () => void): void {
    if (this.#rule.delayMs === 0) show();
    else this.#after(this.#rule.delayMs, show);
  }

  #after(ms: number, fn: () => void): void {
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(cancel);
      fn();
    });
    this.#timers.add(cancel);
  }

  #count(member: Member): number {
    return member.seat === null ? this.#shown : this.#table.transcript.count(member.seat);
  }

  #lines(member: Member): void {
    if (member.holding) return;
    const until = this.#count(member);
    const viewer = member.seat ?? this.#rule.viewer;
    while (member.next < until) {
      const end = Math.min(until, member.next + LINES_AT_ONCE);
      const items = this.#table.transcript.items(viewer, member.next, end);
      const message: LinesMessage = { from: member.next, items };
      member.socket.send('lines', message);
      member.next = end;
    }
  }

  #beliefs(member: Member): void {
    if (member.seat !== null || member.holding) return;
    while (member.surveys < this.#surveysShown) {
      const from = member.surveys;
      const end = Math.min(this.#surveysShown, from + SURVEYS_AT_ONCE);
      const message: BeliefsMessage = { from, items: this.#surveys.slice(from, end) };
      member.socket.send('beliefs', message);
      member.surveys = end;
    }
  }

  #seat(member: Member, seat: SeatId, again: boolean): void {
    member.sendView(viewMessage(this.#table, seat), again);
    if (again) this.#you(member, seat, true);
  }

  /** `again`: also a ballot that is in and may be changed. */
  #you(member: Member, seat: SeatId, again = false): void {
    const offer = this.#table.offer(seat);
    if (offer && (again || !offer.given))
      member.socket.send('you', youMessage(this.#table.episode, offer, this.#clock.now()));
  }

  #end(member: Member, end: EndEntry): void {
    member.socket.send('end', endMessage(this.#table.header, this.#table.episode, end));
  }
}
