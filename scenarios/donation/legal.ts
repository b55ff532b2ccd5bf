// What may be done. Speech: whatever a role can say, true or not. The jar: any whole cents of the purse.

import type { SeatId } from '../../shared/scenario.ts';
import { isPayable, isSayable, roleOf } from './acts.ts';
import type { Act, State } from './types.ts';

export const legal = (state: State, seat: SeatId, act: Act): boolean => {
  if (state.phase === 'over' || seat !== state.mover) return false;
  if (state.phase === 'talk') return isSayable(roleOf(seat), act);
  return act.type === 'give' && 'cents' in act && isPayable(act.cents) && Object.keys(act).length === 2;
};
