// The policies of a run, one a learning role: network, optimizer, and how they come from and go into
// checkpoints.

import { rngFromState } from '../../shared/rng.ts';
import type { Checkpoint, CheckpointHeader } from '../policy/checkpoint.ts';
import { initialWeights, Network } from '../policy/network.ts';
import { habitsOf, type Shape } from '../policy/shape.ts';
import { BC } from './bc.ts';
import { Optimizer } from './optimizer.ts';
import { idPrefix, settingsOf, type TrainPlan } from './plan.ts';
import { PPO } from './ppo.ts';
import { type SharedWeights, shareWeights } from './weights.ts';

/** Settings of every algorithm: the learning rate falls evenly to its end over so many updates; 0: never. */
export const DECAY = { decayUpdates: 0, learningRateEnd: 1e-4 };

/** Learning rate of a role's update that follows `update` others of this run. */
export const rateAt = (plan: TrainPlan, role: string, update: number): number => {
  const usual = plan.algorithm === 'bc' ? BC.learningRate : PPO.learningRate;
  const { learningRate, decayUpdates, learningRateEnd } = {
    learningRate: usual,
    ...DECAY,
    ...settingsOf(plan, role),
  };
  if (decayUpdates <= 0) return learningRate;
  return learningRate + (learningRateEnd - learningRate) * Math.min(1, update / decayUpdates);
};

export interface Policy {
  readonly role: string;
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly shared: SharedWeights;
  /** What an update keeps it close to, where the plan says so. */
  readonly reference: Network | undefined;
  /** What it started from. */
  readonly parent: string | null;
}

const words = (seed: number, role: number): [number, number, number, number] => [
  seed,
  0,
  0x9e3779b9,
  role + 1,
];

/** Where a policy begins. */
export interface Beginning {
  /** The weights that it goes on from; absent: drawn from the plan's seed. */
  readonly from: Checkpoint | undefined;
  /** `from` is of this very run: its optimizer goes on as well. */
  readonly resume: boolean;
  readonly learningRate: number;
  /** Its shape where it begins anew. */
  readonly shape: Shape;
  readonly anchor: Checkpoint | undefined;
}

/** The shape of a policy that goes on: what the plan does not say of how it decides stays as it was. */
const continued = ({ avoids, ballots, ...shape }: Shape, plan: TrainPlan): Shape => ({
  ...shape,
  ...habitsOf({ avoids: plan.avoids ?? avoids, ballots: plan.ballots ?? ballots }),
});

export const openPolicy = (plan: TrainPlan, role: string, beginning: Beginning): Policy => {
  const { from, resume, learningRate, anchor } = beginning;
  const shape = from ? continued(from.header.shape, plan) : beginning.shape;
  const rng = rngFromState(words(plan.seed, plan.roles.indexOf(role)));
  const weights = from?.weights ?? initialWeights(shape, rng);
  const network = new Network(shape, weights);
  const optimizer = new Optimizer(network, learningRate);
  if (resume && from?.moments) optimizer.load(from.moments, from.header.optimizerSteps);
  return {
    role,
    network,
    optimizer,
    shared: shareWeights(weights, resume ? (from?.header.update ?? 0) : 0),
    reference: anchor && new Network(anchor.header.shape, anchor.weights),
    parent: resume ? (from?.header.parent ?? null) : (from?.header.id ?? null),
  };
};

/** A policy as it is now; the function takes it back to that. */
export const remembered = async ({ network, optimizer }: Policy): Promise<() => void> => {
  const [weights, moments] = await Promise.all([network.weights(), optimizer.moments()]);
  const { steps } = optimizer;
  return () => {
    network.load(weights);
    optimizer.load(moments, steps);
  };
};

export const checkpointOf = async (
  policy: Policy,
  plan: TrainPlan,
  about: Pick<CheckpointHeader, 'update' | 'episodes' | 'scores' | 'at' | 'code'>,
): Promise<Checkpoint> => {
  const weights = await policy.network.weights();
  const moments = await policy.optimizer.moments();
  const header: CheckpointHeader = {
    format: 1,
    id: `${idPrefix(plan, policy.role)}${about.update}`,
    shape: policy.network.shape,
    roles: [policy.role],
    algorithm: plan.algorithm,
    options: { plan },
    parent: policy.parent,
    seed: plan.seed,
    optimizerSteps: policy.optimizer.steps,
    moments: true,
    ...about,
  };
  return { header, weights, moments };
};
