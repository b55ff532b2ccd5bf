// A problem that tells offline learners apart, with values that can be counted. At the crossroads a walker goes
// left (.5 for sure), right, or gambles (3 with probability .1, else nothing). Right leads to four doors, behind
// one of which is 1, behind the others nothing. The log is of walkers who do everything equally often.
//
//   cloning them            (.5 + .25 + .3) / 3 = .35
//   cloning the best tenth  those won by gambling first, so that everybody gambles: .3
//   Q of the walkers        left .5, gamble .3, right .25 (they do not know the door): .5
//   Q of the best of them   right and through the right door: 1

import { discounted } from '../../server/learner/returns.ts';
import type { PickSample, Trajectory, TurnSample } from '../../server/learner/rollout.ts';
import { batchPicks } from '../../server/policy/batch.ts';
import type { Pick } from '../../server/policy/encode.ts';
import type { Network } from '../../server/policy/network.ts';
import { chosenWidth, type Shape } from '../../server/policy/shape.ts';
import { tf } from '../../server/policy/tf.ts';

const [LEFT, RIGHT, GAMBLE, DOORS] = [0, 1, 2, 4];
const ACTS = 3 + DOORS;
export const GOOD_DOOR = 2;

export const crossroadsShape: Shape = {
  scenario: 'crossroads',
  version: 1,
  features: 2,
  act: ACTS,
  seats: 1,
  roles: ['walker'],
  turns: 1,
  hidden: 16,
  privileged: false,
};

/** The decision at a place (0: crossroads, 1: doors) among acts first, ..., first + count - 1. */
const decision = (place: 0 | 1, first: number, count: number): Pick => {
  const candidates = new Float32Array(count * ACTS);
  for (let n = 0; n < count; n++) candidates[n * ACTS + first + n] = 1;
  const features = Float32Array.of(1 - place, place);
  return {
    state: { features, history: new Float32Array(0), heard: 0 },
    chosen: new Float32Array(chosenWidth(crossroadsShape)),
    candidates,
    count,
  };
};

export const crossroads = decision(0, 0, 3);
export const doors = decision(1, 3, DOORS);

const turn = (pick: Pick, index: number, reward: number, mu?: number): TurnSample => {
  const sample: PickSample = { pick, index, mu };
  return { picks: [sample], truth: new Float32Array(0), reward };
};

const walk = (turns: TurnSample[]): Trajectory => ({
  episode: 'walk',
  seat: 0,
  role: 'walker',
  turns,
  beliefs: [],
  truncated: false,
  version: undefined,
});

/** 120 walkers each way; `known`: the log has the probability of what they did. */
export const walkers = ({ known = false } = {}): Trajectory[] => {
  const [third, quarter] = known ? [1 / 3, 1 / 4] : [];
  return Array.from({ length: 120 }, (_, n) => [
    walk([turn(crossroads, LEFT, 0.5, third)]),
    walk([
      turn(crossroads, RIGHT, 0, third),
      turn(doors, n % DOORS, n % DOORS === GOOD_DOOR ? 1 : 0, quarter),
    ]),
    walk([turn(crossroads, GAMBLE, n % 10 === 0 ? 3 : 0, third)]),
  ]).flat();
};

export const returnsOf = (trajectories: readonly Trajectory[]): number[] =>
  trajectories.map(
    ({ turns }) =>
      discounted(
        turns.map(({ reward }) => reward),
        1,
      )[0] as number,
  );

const read = async (
  network: Network,
  pick: Pick,
  map: (logits: tf.Tensor) => tf.Tensor,
): Promise<number[]> => {
  const batch = batchPicks(network.shape, [pick]);
  const numbers = tf.tidy(() => map(network.score(batch, 'act').logits));
  const data = [...(await numbers.data())].slice(0, pick.count);
  numbers.dispose();
  return data;
};

/** Probabilities of a decision's options. */
export const chances = (network: Network, pick: Pick): Promise<number[]> =>
  read(network, pick, (logits) => tf.softmax(logits));

/** Scores of a decision's options: Q where the network is a critic. */
export const scores = (network: Network, pick: Pick): Promise<number[]> =>
  read(network, pick, (logits) => tf.add(logits, 0));

/** What a policy earns on average. */
export const worth = async (network: Network): Promise<number> => {
  const [left = 0, right = 0, gamble = 0] = await chances(network, crossroads);
  const behind = await chances(network, doors);
  return 0.5 * left + right * (behind[GOOD_DOOR] as number) + 0.3 * gamble;
};
