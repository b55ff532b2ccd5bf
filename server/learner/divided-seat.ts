// An opponent that acts as one policy does and talks as another: of n opponents n x n, whose habits of talk tell
// nothing of what they do. Who learns against them has to weigh what is said, not how.

import type { Seat, TurnView, Utterance } from '../episode/seat.ts';

export class DividedSeat implements Seat {
  readonly #acts: Seat;
  readonly #talks: Seat;

  constructor(acts: Seat, talks: Seat) {
    this.#acts = acts;
    this.#talks = talks;
  }

  get kind(): Seat['kind'] {
    return this.#acts.kind;
  }

  get occupant(): string {
    return `${this.#acts.occupant}&${this.#talks.occupant}`;
  }

  decide(view: TurnView, signal?: AbortSignal): Utterance | Promise<Utterance> {
    return (view.kind === 'speak' ? this.#talks : this.#acts).decide(view, signal);
  }
}
