// parlor ship: a trained checkpoint becomes one that the project brings along: without the optimizer's
// moments, and with its score at the scenario's held-out tables in the header.

import { join, resolve } from 'node:path';
import { RejectionError } from '../../shared/result.ts';
import { winShare } from '../learner/judge.ts';
import { judgedAt } from '../learner/plan.ts';
import { planFor } from '../learner/plan-for.ts';
import { type Checkpoint, writeCheckpoint } from '../policy/checkpoint.ts';
import { shippedFolder } from '../policy/store.ts';
import { openBackend } from '../policy/tf.ts';
import type { Share } from '../stats.ts';
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
  // A role that learns at none of the scenario's tables is not judged: it has no score.
  const judges = judgedAt(planFor(scenario, { algorithm: 'ppo', name: 'ship', seed: 1 }), flags.role);
  const bare: Checkpoint = { header: { ...header, moments: false }, weights, moments: undefined };
  const heldout =
    judges.length > 0 ? await winShare(scenario, judges, flags.role, bare, flags.episodes) : undefined;
  const scores = heldout ? { ...header.scores, heldout: scoreOf(heldout) } : header.scores;
  const path = join(resolve(flags.out ?? shippedFolder()), scenario.id, flags.role, `${id}.ckpt`);
  writeCheckpoint(path, { ...bare, header: { ...bare.header, scores } });
  const percent = (value: number): string => (100 * value).toFixed(1);
  const told = heldout
    ? `wins ${percent(heldout.rate)}% [${percent(heldout.low)}, ${percent(heldout.high)}] of ${heldout.n} held-out episodes`
    : `not judged, since ${scenario.id} has no tables for a learning ${flags.role}`;
  finish(flags, { id, path, heldout: scores.heldout }, `${path}: ${told}`);
};

const scoreOf = ({ rate, n, low, high }: Share): Checkpoint['header']['scores'][string] => ({
  value: rate,
  n,
  low,
  high,
});
