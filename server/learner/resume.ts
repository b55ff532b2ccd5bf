// Where a run goes on: after the latest update that every learning role has a readable checkpoint of.

import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { type Checkpoint, readCheckpointFor } from '../policy/checkpoint.ts';
import type { CheckpointStore, Listed } from '../policy/store.ts';
import { idPrefix, type TrainPlan } from './plan.ts';

/** The checkpoints that this very run has left of a role. */
export const leftBy = (plan: TrainPlan, role: string, store: CheckpointStore): readonly Listed[] =>
  store
    .list(plan.scenario, role)
    // What is brought along may have such a name, but it is nobody's run here, and has no moments.
    .filter(({ shipped, header }) => !shipped && header.id === `${idPrefix(plan, role)}${header.update}`);

/**
 * By role; undefined: this run has none. Unreadable ones are passed over, `warn` is told of each. Throws
 * RejectionError `bad-checkpoint` where there are some and none can be used.
 */
export const latestOf = (
  plan: TrainPlan,
  scenario: Scenario,
  store: CheckpointStore,
  warn: (sentence: string) => void,
): Record<string, Checkpoint> | undefined => {
  const lists = plan.roles.map((role) => {
    const own = leftBy(plan, role, store);
    return new Map(own.map(({ header, path }) => [header.update, path]));
  });
  const updates = [...(lists[0]?.keys() ?? [])].filter((update) => lists.every((list) => list.has(update)));
  let failure: RejectionError | undefined;
  for (const update of updates.sort((a, b) => b - a)) {
    try {
      const read = plan.roles.map((role, n): [string, Checkpoint] => [
        role,
        readCheckpointFor(lists[n]?.get(update) as string, scenario),
      ]);
      return Object.fromEntries(read);
    } catch (error) {
      if (!(error instanceof RejectionError)) throw error;
      failure ??= error;
      warn(error.message);
    }
  }
  if (failure) throw failure;
  return undefined;
};
