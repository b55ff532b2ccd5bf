// Small checkpoints for tests: an untrained network of a scenario, under any name.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpoint, CheckpointHeader } from '../../server/policy/checkpoint.ts';
import { initialWeights } from '../../server/policy/network.ts';
import { type Shape, shapeOf } from '../../server/policy/shape.ts';
import { CheckpointStore } from '../../server/policy/store.ts';
import { rngFromState } from '../../shared/rng.ts';
import type { Scenario } from '../../shared/scenario.ts';

export const smallShape = (scenario: Scenario): Shape => shapeOf(scenario, { hidden: 8, turns: 4 });

export const checkpointOf = (
  scenario: Scenario,
  role: string,
  about: Partial<CheckpointHeader> = {},
): Checkpoint => {
  const shape = about.shape ?? smallShape(scenario);
  const update = about.update ?? 1;
  const weights = initialWeights(shape, rngFromState([about.seed ?? 1, update, 3, 4]));
  const header: CheckpointHeader = {
    format: 1,
    id: `${scenario.id}-${role}-test-s1-u${update}`,
    shape,
    roles: [role],
    algorithm: 'ppo',
    options: {},
    update,
    episodes: 16 * update,
    parent: null,
    seed: 1,
    scores: {},
    at: 1000 * update,
    code: 'test',
    optimizerSteps: 3,
    moments: true,
    ...about,
  };
  const moments = header.moments
    ? Float32Array.from({ length: 2 * weights.length }, (_, n) => Math.sin(n))
    : undefined;
  return { header, weights, moments };
};

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'parlor-checkpoints-'));

/** A store over two fresh folders, and what it complained of. */
export const freshStore = (): {
  store: CheckpointStore;
  shipped: string;
  trained: string;
  said: string[];
} => {
  const [shipped, trained] = [freshFolder(), freshFolder()];
  const said: string[] = [];
  return { store: new CheckpointStore(shipped, trained, (why) => said.push(why)), shipped, trained, said };
};
