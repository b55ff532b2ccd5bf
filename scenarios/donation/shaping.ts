// Rewards of training only. The scenario's own reward is the gift as a share of the purse and nothing else;
// a plan may charge for faults (negative weights), and may take the chance out of the jar.

import type { ShapingReward } from '../../shared/scenario.ts';
import { FAULTS, type Fault, faultsOf } from './faults.ts';
import { giftOdds } from './model.ts';
import { type Act, BUDGET, PERSUADER, type State } from './types.ts';

type Reward = ShapingReward<State, Act>;

const counting = (fault: Fault): Reward => ({
  about: `an act of the persuader with the fault "${fault}"`,
  rewards: (before, moves) => {
    const said = moves.flatMap(({ seat, acts }) => (seat === PERSUADER ? acts : []));
    return [said.filter((act, n) => faultsOf(act, before, said.slice(0, n)).includes(fault)).length, 0];
  },
});

/** Its mean is 0 where the fitted persuadee sits: with weight 1 a policy learns towards the same end, from less noise. */
const luck: Reward = {
  about: 'the mean of what the fitted persuadee would give, less what it gave',
  rewards: (before, _moves, after) => {
    if (after.gift === null) return [0, 0];
    const mean = giftOdds(before.mind, before.promised).reduce((sum, { cents, p }) => sum + cents * p, 0);
    return [(mean - after.gift) / BUDGET, 0];
  },
};

export const shaping: Readonly<Record<string, Reward>> = {
  ...Object.fromEntries(FAULTS.map((fault) => [fault, counting(fault)])),
  luck,
};
