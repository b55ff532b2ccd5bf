// Play in a room, from its beginning in the log to its end: the table, what leaves it, and stand-ins
// for people who are not there.

import type { PublicState } from '../../shared/protocol.ts';
import type { EndEntry, Header, TurnEntry } from '../../shared/turn.ts';
import type { Past } from '../episode/recall.ts';
import { Table } from '../episode/table.ts';
import type { Chair, Chairs } from './chairs.ts';
import { llmNotice } from './llm-notice.ts';
import type { Member } from './member.ts';
import { Outbox } from './outbox.ts';
import { type Plan, spectatorRule } from './plan.ts';
import { assign, type PublicRoomState } from './public-state.ts';
import type { Services } from './services.ts';

export interface PlaySetup {
  readonly header: Header;
  readonly past: Past | undefined;
  readonly plan: Plan;
  readonly chairs: Chairs;
  readonly state: PublicRoomState;
  readonly services: Services;
  readonly members: ReadonlySet<Member>;
  /** A stand-in has come, or play is over. */
  readonly changed: () => void;
}

/** Turns in a row that an agent or a language model may fail to decide. */
const MOST_FAILURES = 3;

export class Play {
  readonly table: Table;
  readonly outbox: Outbox;
  readonly #setup: PlaySetup;

  constructor(setup: PlaySetup) {
    const { header, past, plan, chairs, state, services, members } = setup;
    const { log, ledger, clock, logger } = services;
    this.#setup = setup;
    this.table = new Table({
      header,
      episode: plan.episode,
      drivers: chairs.all.map((chair) => chairs.driver(chair)),
      store: { append: (entries) => log.append(header.episode, entries) },
      clock,
      report: logger,
      reader: chairs.reader,
      ledger,
      pace: plan.pace,
      ...(past ? { past } : {}),
      watcher: {
        step: () => this.outbox.step(),
        lines: () => this.outbox.lines(),
        seat: (seat) => this.outbox.seat(seat),
        accepted: (entry) => this.#accepted(entry),
        asked: (beliefs) => this.outbox.asked(beliefs),
        end: (end) => this.#ended(end),
      },
    });
    const rule = spectatorRule(plan.reveal, chairs.people.length > 0);
    const surveys = past?.surveys ?? [];
    this.outbox = new Outbox({ table: this.table, state, clock, members, rule, surveys });
    assign(state, { status: 'playing' });
    this.#countSeats(1);
  }

  get status(): PublicState['status'] {
    const { end } = this.table;
    if (!end) return 'playing';
    return end.end === 'aborted' ? 'aborted' : 'ended';
  }

  /** Begins or goes on; people who are not there yet have the grace time to come. */
  start(): void {
    for (const chair of this.#setup.chairs.people) {
      this.table.setPresent(chair.seat, chair.member !== undefined);
      if (!chair.member) this.startGrace(chair);
    }
    this.outbox.publish();
    void this.table.run();
  }

  /** The person's connection is gone. */
  away(chair: Chair): void {
    this.table.setPresent(chair.seat, false);
    this.startGrace(chair);
  }

  /** The person is there again and gets the seat back from a stand-in. */
  back(chair: Chair): void {
    chair.cancelGrace?.();
    chair.cancelGrace = undefined;
    if (chair.standIn) {
      chair.standIn = false;
      this.table.setDriver(chair.seat, this.#setup.chairs.driver(chair), 'back');
    }
    this.table.setPresent(chair.seat, true);
  }

  startGrace(chair: Chair): void {
    const { clock, limits } = this.#setup.services;
    if (chair.standIn || this.table.end) return;
    chair.cancelGrace?.();
    chair.cancelGrace = clock.after(limits.graceMs, () => this.standIn(chair, 'away'));
  }

  standIn(chair: Chair, reason: 'away' | 'left'): void {
    chair.cancelGrace?.();
    if (chair.standIn || this.table.end) return;
    chair.standIn = true;
    this.table.setDriver(chair.seat, this.#setup.chairs.driver(chair), reason);
    this.#setup.changed();
  }

  /** Stops without an end: the episode stays live in the log. */
  async close(): Promise<void> {
    for (const { cancelGrace } of this.#setup.chairs.all) cancelGrace?.();
    this.outbox.dispose();
    if (this.table.end) return;
    this.#countSeats(-1);
    await this.table.stop();
  }

  /** Whoever decides nothing (a broken back end, a model without tokens) gives way to a script. */
  #accepted(entry: TurnEntry): void {
    const { seat, kind, forced, latencyMs, llm } = entry;
    const { chairs, services, changed, header, plan } = this.#setup;
    services.telemetry.turn(latencyMs);
    const chair = chairs.at(seat);
    const bot = chair.spec.kind === 'agent' || chair.spec.kind === 'llm';
    // What a script moved for a model says nothing about the model.
    if (llm?.delegated === undefined) chair.failures = forced === undefined || !bot ? 0 : chair.failures + 1;
    const notice = llmNotice(entry, plan.scenario.seatName(plan.episode.state, seat));
    if (notice) this.outbox.notice(notice);
    if (kind === 'speak') this.outbox.lost(seat, forced === 'model');
    if (llm?.why)
      services.logger.warn(
        { episode: header.episode, seat, why: llm.why },
        'a language model gave no answer',
      );
    const spent = forced === 'model' && llm?.why === 'budget-spent';
    // A change of driver right behind a ballot would tell what the ballot was.
    if ((!spent && chair.failures < MOST_FAILURES) || kind === 'ballot' || this.table.end) return;
    chairs.replaceBot(chair);
    this.outbox.lost(seat, false);
    services.logger.warn(
      { episode: header.episode, seat, why: llm?.why },
      'a bot has failed; a script plays on',
    );
    this.table.setDriver(seat, chairs.driver(chair), spent ? 'spent' : 'failed');
    changed();
  }

  #ended(end: EndEntry): void {
    const { services, plan, chairs, changed } = this.#setup;
    services.telemetry.episode(plan.scenario.id, end.end);
    this.#countSeats(-1);
    for (const { cancelGrace } of chairs.all) cancelGrace?.();
    this.outbox.end(end);
    changed();
    services.ended?.(this.#setup.header, end);
  }

  #countSeats(change: number): void {
    const { header, services } = this.#setup;
    for (const { kind } of header.seats) services.telemetry.seats(kind, change);
  }
}
