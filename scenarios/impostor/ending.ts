// When an episode is over, and for whom.

import type { Outcome, SeatId } from '../../shared/scenario.ts';
import type { Reason } from './ends.ts';
import type { Player, State } from './state.ts';

/** Cut off: nobody has lost. */
export const CAP: Outcome<Reason> = { end: 'truncated', winners: [], reason: 'cap' };

const side = (players: readonly Player[], role: Player['role']): SeatId[] =>
  players.flatMap((player, seat) => (player.role === role ? [seat] : []));

/**
 * Who has won, if anybody has. The tasks of the dead count no more; but a kill never completes them:
 * they are looked at (`worked`) when somebody finishes one, and after a vote.
 */
export const endOf = (players: readonly Player[], worked: boolean): Outcome<Reason> | null => {
  let crew = 0;
  let impostors = 0;
  let left = 0;
  for (const player of players) {
    if (player.fate !== 'in') continue;
    if (player.role === 'impostor') impostors++;
    else {
      crew++;
      left += player.tasks.length;
    }
  }
  if (impostors === 0) return { end: 'terminated', winners: side(players, 'crew'), reason: 'ejection' };
  if (impostors >= crew) return { end: 'terminated', winners: side(players, 'impostor'), reason: 'parity' };
  if (worked && left === 0) return { end: 'terminated', winners: side(players, 'crew'), reason: 'tasks' };
  return null;
};

export const over = (state: State, end: Outcome<Reason>): State => ({
  ...state,
  phase: 'over',
  movers: [],
  speakers: [],
  recent: [...state.recent, { kind: 'over' }],
  end,
});
