// A decision as numbers. Everything a policy sees comes from its seat's own observation; only `truth`
// does not, and only a value head in training reads it.

import type { Question, Scenario, SeatId, Spoken } from '../../shared/scenario.ts';
import { answerWidth, chosenWidth, entryWidth, type Shape, truthWidth } from './shape.ts';

/** What a seat knows when it is asked, encoded once a turn. */
export interface Encoded {
  /** [features] */
  readonly features: Float32Array;
  /** [heard * entryWidth], latest utterance last. */
  readonly history: Float32Array;
  readonly heard: number;
}

/** One pick among candidates: what a policy scores. */
export interface Pick {
  readonly state: Encoded;
  /** [chosenWidth]: sum of the acts picked so far in this utterance, and their number / 6. */
  readonly chosen: Float32Array;
  /** [count * act] */
  readonly candidates: Float32Array;
  readonly count: number;
}

/** One question as a seat is asked it: answers take the place of candidates. */
export interface Asked {
  readonly state: Encoded;
  /** [count * answerWidth] */
  readonly answers: Float32Array;
  readonly count: number;
}

const add = (into: Float32Array, at: number, row: Float32Array): void => {
  for (let index = 0; index < row.length; index++)
    into[at + index] = (into[at + index] as number) + (row[index] as number);
};

const MAX_PICKS = 6;

export class Encoder {
  readonly shape: Shape;
  readonly #scenario: Scenario;

  constructor(scenario: Scenario, shape: Shape) {
    this.#scenario = scenario;
    this.shape = shape;
  }

  state(observation: unknown, seat: SeatId, seats: number): Encoded {
    const { shape } = this;
    const said = this.#scenario.history(observation);
    const heard = Math.min(said.length, shape.turns);
    const width = entryWidth(shape);
    const history = new Float32Array(heard * width);
    for (let n = 0; n < heard; n++) {
      const entry = said[said.length - heard + n] as Spoken;
      const at = n * width;
      for (const act of entry.acts) add(history, at, this.#scenario.actFeatures(act, observation));
      history[at + shape.act + ((entry.seat - seat + seats) % seats)] = 1;
      history[at + width - 1] = 1 / (heard - n);
    }
    return { features: this.#scenario.features(observation), history, heard };
  }

  /** Of what is on offer after `chosen`, what a policy of this shape picks from: nothing that it avoids, unless
   * that is all there is. */
  open(observation: unknown, chosen: readonly unknown[], candidates: readonly unknown[]): readonly unknown[] {
    const { faults } = this.#scenario;
    const { avoids = [] } = this.shape;
    if (!faults || avoids.length === 0) return candidates;
    const clean = candidates.filter(
      (act) => !faults.of(act, observation, chosen).some((one) => avoids.includes(one)),
    );
    return clean.length > 0 ? clean : candidates;
  }

  pick(
    state: Encoded,
    observation: unknown,
    chosen: readonly unknown[],
    candidates: readonly unknown[],
  ): Pick {
    const { act } = this.shape;
    const picked = new Float32Array(chosenWidth(this.shape));
    for (const one of chosen) add(picked, 0, this.#scenario.actFeatures(one, observation));
    picked[act] = chosen.length / MAX_PICKS;
    const rows = new Float32Array(candidates.length * act);
    for (let n = 0; n < candidates.length; n++)
      rows.set(this.#scenario.actFeatures(candidates[n], observation), n * act);
    return { state, chosen: picked, candidates: rows, count: candidates.length };
  }

  asked(state: Encoded, observation: unknown, question: Question): Asked {
    const width = answerWidth(this.shape);
    const count = question.answers.length;
    const answers = new Float32Array(count * width);
    for (let answer = 0; answer < count; answer++) {
      const about = this.#scenario.answerAct(question, answer, observation);
      if (about !== undefined) answers.set(this.#scenario.actFeatures(about, observation), answer * width);
      else answers[answer * width + this.shape.act + Math.min(answer, width - this.shape.act - 1)] = 1;
    }
    return { state, answers, count };
  }

  /** [truthWidth]: roles by distance round the table; of two seats, the other's features too. */
  truth(state: unknown, seat: SeatId, seats: number): Float32Array {
    const { shape } = this;
    const out = new Float32Array(truthWidth(shape));
    if (out.length === 0) return out;
    const roles = shape.roles.length;
    for (let offset = 0; offset < seats; offset++) {
      const role = shape.roles.indexOf(this.#scenario.role(state, (seat + offset) % seats));
      if (role >= 0) out[offset * roles + role] = 1;
    }
    if (shape.seats === 2) {
      const other = this.#scenario.observe(state, (seat + 1) % 2);
      out.set(this.#scenario.features(other), shape.seats * roles);
    }
    return out;
  }
}
