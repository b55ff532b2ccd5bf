// Learning from whoever plays without a policy of ours: what a script, a person or a language model did
// is laid out as the picks that a policy would have made.

import { MAX_ACTS, type Scenario, type TurnKind } from '../../shared/scenario.ts';
import type { Seat } from '../episode/seat.ts';
import type { Encoder } from '../policy/encode.ts';
import type { PickSample } from './rollout.ts';

/** A seat that plays by itself and is learned from. */
export interface Watched {
  readonly encoder: Encoder;
  readonly seat: Seat;
}

export const watch = (encoder: Encoder, seat: Seat): Watched => ({ encoder, seat });

/** What was to be decided. */
export interface Decision {
  readonly seat: number;
  readonly seats: number;
  readonly kind: TurnKind;
  readonly observation: unknown;
  candidates(chosen: readonly unknown[]): readonly unknown[];
}

/** Acts compared by content: what was done may be another object than what was offered. */
const indexOf = (candidates: readonly unknown[], act: unknown): number => {
  const direct = candidates.indexOf(act);
  if (direct >= 0) return direct;
  const wanted = JSON.stringify(act);
  return candidates.findIndex((one) => JSON.stringify(one) === wanted);
};

/**
 * The picks behind an utterance. An act that was legal without being offered joins the candidates; an
 * utterance that ends without a closing act is closed. A remark (no acts) gives no picks.
 */
export const picksBehind = (
  scenario: Scenario,
  encoder: Encoder,
  decision: Decision,
  acts: readonly unknown[],
): PickSample[] => {
  if (acts.length === 0) return [];
  const { observation, kind } = decision;
  const state = encoder.state(observation, decision.seat, decision.seats);
  const picks: PickSample[] = [];
  const chosen: unknown[] = [];
  const add = (candidates: readonly unknown[], index: number): void => {
    picks.push({ pick: encoder.pick(state, observation, chosen, candidates), index, mu: undefined });
  };
  for (const act of acts) {
    const offered = encoder.open(observation, chosen, decision.candidates(chosen));
    const index = indexOf(offered, act);
    if (index >= 0) add(offered, index);
    else add([...offered, act], offered.length);
    chosen.push(act);
  }
  const open = kind === 'speak' && !scenario.closes(acts.at(-1)) && chosen.length < MAX_ACTS;
  if (open) {
    const offered = encoder.open(observation, chosen, decision.candidates(chosen));
    const close = offered.findIndex((act) => scenario.closes(act));
    if (close >= 0) add(offered, close);
  }
  return picks;
};
