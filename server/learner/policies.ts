// The policies of a run, one a learning role: network, optimizer, and how they come from and go into
// checkpoints.

import { rngFromState } from '../../shared/rng.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Checkpoint, CheckpointHeader } from '../policy/checkpoint.ts';
import { initialWeights, Network } from '../policy/network.ts';
import type { Shape } from '../policy/shape.ts';
import { Optimizer } from './optimizer.ts';
import type { TrainPlan } from './plan.ts';
import { type SharedWeights, shareWeights } from './weights.ts';

export interface Policy {
  readonly role: string;
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly shared: SharedWeights;
  /** What it started from. */
  readonly parent: string | null;
}

const words = (seed: number, role: number): [number, number, number, number] => [
  seed >>> 0,
  Math.floor(seed / 2 ** 32) >>> 0,
  0x9e3779b9,
  role + 1,
];

/** A fresh policy, or one that goes on from a checkpoint; `resume`: with its optimizer. */
export const openPolicy = (
  plan: TrainPlan,
  shape: Shape,
  role: string,
  learningRate: number,
  from: Checkpoint | undefined,
  resume: boolean,
): Policy => {
  const rng = rngFromState(words(plan.seed, plan.roles.indexOf(role)));
  const weights = from?.weights ?? initialWeights(shape, rng);
  const network = new Network(shape, weights);
  const optimizer = new Optimizer(network, learningRate);
  if (resume && from?.moments) optimizer.load(from.moments, from.header.optimizerSteps);
  return {
    role,
    network,
    optimizer,
    shared: shareWeights(weights),
    parent: resume ? (from?.header.parent ?? null) : (from?.header.id ?? null),
  };
};

export const checkpointOf = async (
  policy: Policy,
  plan: TrainPlan,
  scenario: Scenario,
  about: Pick<CheckpointHeader, 'update' | 'episodes' | 'scores' | 'at' | 'code'>,
): Promise<Checkpoint> => {
  const weights = await policy.network.weights();
  const moments = await policy.optimizer.moments();
  const header: CheckpointHeader = {
    format: 1,
    id: `${scenario.id}-${policy.role}-${plan.name}-s${plan.seed}-u${about.update}`,
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
