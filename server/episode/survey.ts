// Beliefs: every asked seat may answer every open question before the first utterance of a
// discussion and after each one. A seat that does not answer is left out.

import type { Rng } from '../../shared/rng.ts';
import type { Question, SeatId, TurnKind } from '../../shared/scenario.ts';
import type { Belief } from '../../shared/turn.ts';
import type { Episode } from './episode.ts';
import type { Answered, Believer, SurveyView } from './seat.ts';
import { stream } from './streams.ts';

export type Beliefs = Record<string, Belief[]>;

/** A class, not a literal: a getter in a literal costs a hidden class of its own each time. */
class BeliefView implements SurveyView {
  readonly seat: SeatId;
  readonly kind = 'ballot';
  readonly truth?: unknown;
  readonly #episode: Episode;
  #observation: unknown;
  #rng: Rng | undefined;

  constructor(episode: Episode, seat: SeatId, privileged: boolean) {
    this.#episode = episode;
    this.seat = seat;
    if (privileged) this.truth = episode.state;
  }
  get observation(): unknown {
    this.#observation ??= this.#episode.scenario.observe(this.#episode.state, this.seat);
    return this.#observation;
  }
  get rng(): Rng {
    const { step } = this.#episode;
    this.#rng ??= stream(this.#episode.keyAt(step), `belief:${this.seat}`, step);
    return this.#rng;
  }
  get next(): TurnKind | undefined {
    return this.#episode.openFor(this.seat)?.kind;
  }
  candidates(): readonly unknown[] {
    return [];
  }
}

/** A distribution over the answers: finite, not negative, not all zero; scaled to sum to 1. */
const normalise = (answered: Answered, question: Question): number[] | undefined => {
  if (answered.p.length !== question.answers.length) return undefined;
  let sum = 0;
  for (const value of answered.p) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) return undefined;
    sum += value;
  }
  if (!(sum > 0)) return undefined;
  return Math.abs(sum - 1) < 1e-9 ? [...answered.p] : answered.p.map((value) => value / sum);
};

const toBelief = (seat: SeatId, question: Question, answered: Answered | undefined): Belief | undefined => {
  const p = answered && normalise(answered, question);
  if (!p) return undefined;
  return answered?.imputed ? { seat, p, imputed: true } : { seat, p };
};

/** Asks every seat; a promise only where some seat needs one. Undefined: nobody answered. */
export const survey = (
  episode: Episode,
  seats: readonly Believer[],
  signal?: AbortSignal,
): Beliefs | undefined | Promise<Beliefs | undefined> => {
  const waiting: Promise<void>[] = [];
  const beliefs: Beliefs = {};
  for (const question of episode.questions)
    for (const id of question.asked) {
      const seat = seats[id];
      if (!seat?.believe) continue;
      const keep = (answered: Answered | undefined): void => {
        const belief = toBelief(id, question, answered);
        if (!belief) return;
        beliefs[question.id] ??= [];
        beliefs[question.id]?.push(belief);
      };
      const answer = seat.believe(question, new BeliefView(episode, id, seat.privileged ?? false), signal);
      if (answer instanceof Promise) waiting.push(answer.then(keep));
      else keep(answer);
    }
  const answered = (): Beliefs | undefined => (Object.keys(beliefs).length > 0 ? beliefs : undefined);
  if (waiting.length === 0) return answered();
  return Promise.all(waiting).then(() => {
    for (const list of Object.values(beliefs)) list.sort((a, b) => a.seat - b.seat);
    return answered();
  });
};

/** Mean probability that seats on the question's side (sign +1) gave to the truth, over an episode. */
export class BeliefTally {
  #sum = 0;
  #count = 0;

  add(questions: readonly Question[], beliefs: Beliefs | undefined): void {
    if (!beliefs) return;
    for (const question of questions)
      for (const belief of beliefs[question.id] ?? []) {
        if (belief.imputed || question.sign(belief.seat) !== 1) continue;
        this.#sum += belief.p[question.truth] ?? 0;
        this.#count++;
      }
  }

  /** Absent where nobody answered: no number is better than a made-up one. */
  metrics(): Record<string, number> {
    return this.#count > 0 ? { beliefTruth: this.#sum / this.#count } : {};
  }
}
