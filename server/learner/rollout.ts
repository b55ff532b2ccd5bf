// What one seat lived through, as samples for an update. A recorder sits beside the seat while it
// plays; the episode's steps bring the rewards.

import type { TurnKind } from '../../shared/scenario.ts';
import type { Asked, Pick } from '../policy/encode.ts';

/** One pick of an utterance, with the probability that it was made with. */
export interface PickSample {
  readonly pick: Pick;
  readonly index: number;
  /** Behaviour probability mu(a|s); undefined where the driver had none (people, scripts, language models). */
  readonly mu: number | undefined;
}

/** One turn: a decision point of this seat, and what came of it before its next one. */
export interface TurnSample {
  readonly picks: readonly PickSample[];
  /** What only the value head may see. */
  readonly truth: Float32Array;
  /** Whether it was talk. */
  readonly speech?: boolean;
  reward: number;
}

/** A question as this seat was asked it, and the true answer. */
export interface BeliefSample {
  readonly asked: Asked;
  readonly truth: number;
}

export interface Trajectory {
  readonly episode: string;
  readonly seat: number;
  readonly role: string;
  readonly turns: readonly TurnSample[];
  readonly beliefs: readonly BeliefSample[];
  /** Cut off by a cap: the value of what would have come is not zero. */
  readonly truncated: boolean;
  /** Version of the weights that played; undefined for others. */
  readonly version: string | undefined;
}

export class Recorder {
  readonly #turns: TurnSample[] = [];
  readonly #beliefs: BeliefSample[] = [];

  turn(picks: readonly PickSample[], truth: Float32Array, kind: TurnKind): void {
    this.#turns.push({ picks, truth, speech: kind === 'speak', reward: 0 });
  }
  belief(asked: Asked, truth: number): void {
    this.#beliefs.push({ asked, truth });
  }
  /** A reward belongs to the seat's latest turn; what comes before its first is nobody's doing. */
  reward(reward: number): void {
    const last = this.#turns.at(-1);
    if (last) last.reward += reward;
  }
  end(about: Omit<Trajectory, 'turns' | 'beliefs'>): Trajectory {
    return { ...about, turns: this.#turns, beliefs: this.#beliefs };
  }
}
