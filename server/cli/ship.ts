// parlor ship: a trained checkpoint becomes one that the project brings along: without the optimizer's
// moments, and with its score at the scenario's held-out tables in the header.

import { join, resolve } from 'node:path';
import { RejectionError } from '../../shared/result.ts';
import { winShare } from '../learner/judge.ts';
import { planFor } from '../learner/plan-for.ts';
import { type Checkpoint, writeCheckpoint } from '../policy/checkpoint.ts';
import { shippedFolder } from '../policy/store.ts';
import { openBackend } from '../policy/tf.ts';
import { checkpointsAt } from './agents.ts';
import { type Common, finish } from './output.ts';
import { scenarioOf } from './play.ts';

export interface ShipFlags extends Common {
  scenario: string;
  role: string;
  out?: string;
  episodes: number;
}

export const ship = async (id: string, flags: ShipFlags): Promise<void> => {
  const scenario = scenarioOf(flags.scenario);
  if (!scenario.roles.includes(flags.role))
    throw new RejectionError(
      'bad-options',
      `${scenario.id} has no role "${flags.role}"; it has ${scenario.roles.join(', ')}.`,
    );
  const { header, weights } = checkpointsAt(flags.data).byId(scenario, flags.role, id);
  await openBackend(undefined, { say: (line) => process.stderr.write(`parlor: ${line}\n`) });
  const { heldout, tables } = planFor(scenario, { algorithm: 'ppo', name: 'ship', seed: 1 });
  const judges = heldout.length > 0 ? heldout : tables;
  const bare: Checkpoint = { header: { ...header, moments: false }, weights, moments: undefined };
  const { rate, n, low, high } = await winShare(scenario, judges, flags.role, bare, flags.episodes);
  const scores = { ...header.scores, heldout: { value: rate, n, low, high } };
  const path = join(resolve(flags.out ?? shippedFolder()), scenario.id, flags.role, `${id}.ckpt`);
  writeCheckpoint(path, { ...bare, header: { ...bare.header, scores } });
  const percent = (value: number): string => (100 * value).toFixed(1);
  finish(
    flags,
    { id, path, heldout: scores.heldout },
    `${path}: wins ${percent(rate)}% [${percent(low)}, ${percent(high)}] of ${n} held-out episodes`,
  );
};
