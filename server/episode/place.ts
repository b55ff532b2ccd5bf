// One seat at a table: who drives it now, what it may decide, and the clicks of its person.

import type { Question, SeatId, TurnKind } from '../../shared/scenario.ts';
import type { Occupant } from '../../shared/turn.ts';
import type { OpenTurn } from './open-turn.ts';
import type { Answered, Seat } from './seat.ts';

/** Somebody who decides from outside, by Table.pick and Table.say. */
export interface Person {
  readonly kind: 'human';
  readonly occupant: string;
}
export type Driver = Seat | Person;

export const isBot = (driver: Driver): driver is Seat => 'decide' in driver;
export const occupantOf = ({ kind, occupant }: Driver): Occupant => ({ kind, occupant });

/** What a person may decide now. */
export interface Offer {
  /** This seat's own count of decisions. */
  readonly turn: number;
  readonly kind: TurnKind;
  readonly observation: unknown;
  readonly candidates: readonly unknown[];
  readonly chosen: readonly unknown[];
  /** ms since 1970. */
  readonly deadline: number;
  /** A ballot that is in and may still be changed. */
  readonly given: boolean;
}

export class Place {
  readonly seat: SeatId;
  driver: Driver;
  /** A person sits there and is connected. */
  present: boolean;
  /** Decisions of this seat in steps that are closed. */
  decided: number;
  open: OpenTurn | undefined;
  /** Acts already picked for the open utterance. */
  chosen: unknown[] = [];
  deadline = 0;
  openedAt = 0;
  /** What the clock's stall counter showed when the deadline was last set. */
  stalledAt = 0;
  /** Its driver is putting words together. */
  writing = false;
  /** What its person typed is being read. */
  reading = false;
  /** Gives up a driver that is still deciding. */
  giveUp: AbortController | undefined;
  readonly #clicks = new Map<string, { answer: number; used: boolean }>();
  #cancelDeadline: (() => void) | undefined;

  constructor(seat: SeatId, driver: Driver, decided: number) {
    this.seat = seat;
    this.driver = driver;
    this.present = isBot(driver);
    this.decided = decided;
  }

  /** A turn opens; what was picked for an earlier one is forgotten. */
  begin(turn: OpenTurn, now: number): void {
    this.open = turn;
    this.chosen = [];
    this.openedAt = now;
  }

  setDeadline(at: number, stalled: number, cancel: () => void): void {
    this.#cancelDeadline?.();
    this.deadline = at;
    this.stalledAt = stalled;
    this.#cancelDeadline = cancel;
  }

  /** No more waiting for this seat: timer off, driver given up. */
  rest(): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = undefined;
    this.giveUp?.abort();
    this.giveUp = undefined;
    this.writing = false;
    this.chosen = [];
  }

  /** The step that consumed the open turn is closed. */
  end(): void {
    this.rest();
    this.open = undefined;
    this.decided++;
  }

  /** Candidates of the next pick, while the turn is undecided; a ballot may be changed until the step closes. */
  offer(): Offer | undefined {
    const { open, chosen, deadline } = this;
    if (!open || isBot(this.driver) || (open.pending && open.kind !== 'ballot')) return undefined;
    const candidates = open.candidates(chosen);
    const given = open.pending !== undefined;
    return {
      turn: this.decided,
      kind: open.kind,
      observation: open.observation,
      candidates,
      chosen,
      deadline,
      given,
    };
  }

  click(question: string, answer: number | null): void {
    if (answer === null) this.#clicks.delete(question);
    else this.#clicks.set(question, { answer, used: false });
  }

  clicked(question: string): number | null {
    return this.#clicks.get(question)?.answer ?? null;
  }

  forgetClicks(): void {
    this.#clicks.clear();
  }

  /** What a survey gets from this seat's person: the latest click, marked where an earlier survey had it. */
  answer(question: Question): Answered | undefined {
    const click = this.#clicks.get(question.id);
    if (!click) return undefined;
    const p = question.answers.map((_, index) => (index === click.answer ? 1 : 0));
    const answered = click.used ? { p, imputed: true } : { p };
    click.used = true;
    return answered;
  }
}
