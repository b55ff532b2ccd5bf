// One step of the rules: the phase decides which file plays it.

import type { Rng } from '../../shared/rng.ts';
import type { Move, StepResult } from '../../shared/scenario.ts';
import { talkStep, voteStep } from './meeting.ts';
import { shipStep } from './ship.ts';
import type { State } from './state.ts';
import type { Act } from './types.ts';

const play = (state: State, moves: readonly Move<Act>[], rng: Rng): State => {
  if (state.phase === 'ship') return shipStep(state, moves, rng);
  if (state.phase === 'talk') return talkStep(state, moves);
  if (state.phase === 'vote') return voteStep(state, moves);
  throw new Error('this episode is over');
};

/** Terminal rewards by side: +1 won, -1 lost, 0 where a cap cut the episode off or it goes on. */
const rewardsOf = (state: State): readonly number[] => {
  const rewards = new Array<number>(state.players.length).fill(0);
  if (state.end?.end !== 'terminated') return rewards;
  const { winners } = state.end;
  return rewards.map((_, seat) => (winners.includes(seat) ? 1 : -1));
};

export const step = (state: State, moves: readonly Move<Act>[], rng: Rng): StepResult<State> => {
  const next = play(state, moves, rng);
  return { state: next, rewards: rewardsOf(next) };
};
