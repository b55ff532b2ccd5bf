// The deal: a goal for the user, and what the desk will refuse.

import type { Rng } from '../../shared/rng.ts';
import { closedFor, drawGoal } from './goals/index.ts';
import { EMPTY_FORM, EMPTY_NOTES } from './state.ts';
import { type Options, type State, USER } from './types.ts';
import { worldOf } from './world/index.ts';

/** A fresh episode; the user speaks first. Throws RejectionError `bad-options` where the world has no such goal. */
export const setup = (options: Options, _seatCount: number, rng: Rng): State => {
  const world = worldOf(options.world);
  const goal = drawGoal(world, options, rng);
  return {
    options,
    digest: world.digest,
    goal,
    closed: closedFor(goal),
    said: [],
    desk: [],
    bookings: [],
    form: EMPTY_FORM,
    notes: EMPTY_NOTES,
    mover: USER,
    end: null,
  };
};
