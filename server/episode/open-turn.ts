// One decision point that waits for its seat. What is not looked at is not computed.

import type { Rng } from '../../shared/rng.ts';
import type { Move, Mover, Scenario, SeatId, TurnKind } from '../../shared/scenario.ts';
import type { TurnView } from './seat.ts';
import type { TurnStreams } from './streams.ts';

export interface Rules {
  readonly scenario: Scenario;
  readonly state: unknown;
  readonly streams: TurnStreams;
}

export class OpenTurn implements TurnView {
  readonly turn: number;
  readonly seat: SeatId;
  readonly kind: TurnKind;
  readonly deadlineMs: number;
  pending: Move | undefined;
  readonly #rules: Rules;
  #observation: unknown;
  #first: readonly unknown[] | undefined;
  #rng: Rng | undefined;

  constructor(rules: Rules, mover: Mover, turn: number) {
    this.#rules = rules;
    this.turn = turn;
    this.seat = mover.seat;
    this.kind = mover.kind;
    this.deadlineMs = mover.deadlineMs;
  }

  get observation(): unknown {
    this.#observation ??= this.#rules.scenario.observe(this.#rules.state, this.seat);
    return this.#observation;
  }

  /** Candidates of the next pick after `chosen`; those of the first pick are remembered. */
  candidates(chosen: readonly unknown[]): readonly unknown[] {
    const { scenario, state } = this.#rules;
    if (chosen.length > 0) return scenario.candidates(state, this.seat, chosen);
    this.#first ??= scenario.candidates(state, this.seat, chosen);
    return this.#first;
  }

  /** Whether this very object was offered (a quick yes; a no means that legality must be asked). */
  offers(act: unknown): boolean {
    return this.#first?.includes(act) ?? false;
  }

  /** This seat's own stream for this turn. */
  get rng(): Rng {
    this.#rng ??= this.#rules.streams.at(this.turn);
    return this.#rng;
  }

  /** What the seat is shown: this turn itself, and the truth only where the seat is privileged. */
  view(privileged: boolean): TurnView {
    return privileged ? new PrivilegedView(this, this.#rules.state) : this;
  }
}

class PrivilegedView implements TurnView {
  readonly #open: OpenTurn;
  readonly truth: unknown;

  constructor(open: OpenTurn, truth: unknown) {
    this.#open = open;
    this.truth = truth;
  }
  get turn(): number {
    return this.#open.turn;
  }
  get seat(): SeatId {
    return this.#open.seat;
  }
  get kind(): TurnKind {
    return this.#open.kind;
  }
  get deadlineMs(): number {
    return this.#open.deadlineMs;
  }
  get observation(): unknown {
    return this.#open.observation;
  }
  get rng(): Rng {
    return this.#open.rng;
  }
  candidates(chosen: readonly unknown[]): readonly unknown[] {
    return this.#open.candidates(chosen);
  }
}
