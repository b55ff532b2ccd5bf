// Rewards of training only, as the code released with Sarkar et al. 2025 has them: paid to whoever did it,
// not to the side.

import type { SeatId, ShapingReward } from '../../shared/scenario.ts';
import { type Happening, playerAt, type State } from './state.ts';
import type { Act } from './types.ts';

type Reward = ShapingReward<State, Act>;

/** One for each happening of the step that is of somebody's doing. */
const paying = (about: string, whom: (happening: Happening) => SeatId | undefined): Reward => ({
  about,
  rewards: (_before, _moves, after) => {
    const rewards = after.players.map(() => 0);
    for (const happening of after.recent) {
      const seat = whom(happening);
      if (seat !== undefined) rewards[seat] = (rewards[seat] ?? 0) + 1;
    }
    return rewards;
  },
});

const ballot: Reward = {
  about: "a crew seat's vote for the impostor",
  rewards: (before, moves) => {
    const right = moves.filter(
      ({ seat, acts: [act] }) =>
        act?.type === 'vote' &&
        act.for !== null &&
        playerAt(before, act.for).role === 'impostor' &&
        playerAt(before, seat).role === 'crew',
    );
    return before.players.map((_, at) => (right.some(({ seat }) => seat === at) ? 1 : 0));
  },
};

export const shaping: Readonly<Record<string, Reward>> = {
  task: paying('a task finished', (one) => (one.kind === 'task' ? one.seat : undefined)),
  report: paying('a body reported', (one) => (one.kind === 'called' ? one.facts.reporter : undefined)),
  kill: paying('a kill', (one) => (one.kind === 'kill' ? one.killer : undefined)),
  ballot,
};
