// A trained agent judges utterances that others propose: by the mean log probability of their acts, each
// picked after the one before it.

import type { Scenario, ScriptView } from '../../shared/scenario.ts';
import { sameAct } from '../llm/choices.ts';
import type { Playing } from './agent-seat.ts';

export interface ScorerSetup {
  readonly scenario: Scenario;
  readonly policy: () => Playing | Promise<Playing>;
  /** Seats of the episode. */
  readonly seats: number;
}

/** What a pick gets that the policy was not offered. */
const NEVER = Math.log(1e-6);

const softmax = (scores: readonly number[]): number[] => {
  const top = Math.max(...scores);
  const weights = scores.map((score) => Math.exp(score - top));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
};

/** Probabilities of the proposals, in order; each proposal has at least one act. */
export const scoreProposals = async (
  { scenario, policy, seats }: ScorerSetup,
  view: ScriptView,
  proposals: readonly { readonly acts: readonly unknown[] }[],
): Promise<readonly number[]> => {
  const { encoder, inference } = await policy();
  const state = encoder.state(view.observation, view.seat, seats);
  const scoreOf = async (acts: readonly unknown[]): Promise<number> => {
    let sum = 0;
    for (const [at, act] of acts.entries()) {
      const chosen = acts.slice(0, at);
      const candidates = view.candidates(chosen);
      const index = candidates.findIndex((one) => sameAct(one, act));
      if (index < 0) return NEVER;
      const { p } = await inference.score(encoder.pick(state, view.observation, chosen, candidates));
      sum += Math.max(NEVER, Math.log(p[index] ?? 0));
    }
    return sum / acts.length;
  };
  const scores = await Promise.all(
    proposals.map(({ acts }) => scoreOf(acts.filter((act, at) => at === 0 || !scenario.closes(act)))),
  );
  return softmax(scores);
};
