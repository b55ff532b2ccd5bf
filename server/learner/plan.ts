// What a training run is: everything that decides its course, as JSON, so that it can be sent to a
// thread, kept in a checkpoint and taken up again.

import { z } from 'zod';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';

export const ALGORITHMS = ['ppo', 'bc'] as const;

/** One way of seating a table; `weight`: how often it is dealt. */
export const TableSchema = z.strictObject({
  /** Scenario options, unparsed. */
  options: z.record(z.string(), z.unknown()).default({}),
  /**
   * Who plays each role: "learn" (the policy of this run), "learn:ROLE" (the policy of another learning
   * role), or a seat as on the command line.
   */
  seats: z.record(z.string(), z.string()),
  weight: z.number().positive().default(1),
});
export type TablePlan = z.infer<typeof TableSchema>;

export const TrainPlanSchema = z.strictObject({
  /** Names the run; a part of its checkpoints' ids. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,19}$/),
  scenario: z.string(),
  algorithm: z.enum(ALGORITHMS),
  /** Roles that learn, each with a policy of its own. */
  roles: z.array(z.string()).min(1),
  tables: z.array(TableSchema).min(1),
  /** Who is cloned, by role: a seat as on the command line (bc only). */
  teachers: z.record(z.string(), z.string()).default({}),
  /** Where a new checkpoint is judged before it is seated; the tables themselves unless told. */
  heldout: z.array(TableSchema).default([]),
  seed: z.number().int(),
  /** Episodes an update. */
  episodes: z.number().int().positive().default(192),
  /** Updates between checkpoints. */
  checkpointEvery: z.number().int().positive().default(10),
  /** Held-out episodes that a checkpoint of the live loop is judged by. */
  judgedBy: z.number().int().positive().default(200),
  hidden: z.number().int().positive().default(32),
  turns: z.number().int().positive().default(8),
  /** Overrides of the algorithm's own settings (ppo.ts, bc.ts). */
  settings: z.record(z.string(), z.number()).default({}),
});
export type TrainPlan = z.infer<typeof TrainPlanSchema>;

/**
 * The plan of a run: the scenario's training sheet, overridden by what is given.
 * Throws RejectionError `bad-options` that names the first thing wrong.
 */
export const planFor = (scenario: Scenario, given: Readonly<Record<string, unknown>>): TrainPlan => {
  const parsed = TrainPlanSchema.safeParse({
    roles: [...scenario.roles],
    tables: [{ seats: Object.fromEntries(scenario.roles.map((role) => [role, 'learn'])) }],
    ...scenario.training,
    ...given,
    scenario: scenario.id,
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RejectionError(
      'bad-options',
      `The training plan is wrong at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'wrong'}.`,
    );
  }
  const unknown = parsed.data.roles.find((role) => !scenario.roles.includes(role));
  if (unknown !== undefined)
    throw new RejectionError(
      'bad-options',
      `${scenario.id} has no role "${unknown}"; it has ${scenario.roles.join(', ')}.`,
    );
  return parsed.data;
};
