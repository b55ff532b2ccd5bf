// What a training run is: everything that decides its course, as JSON, so that it can be sent to a
// thread, kept in a checkpoint and taken up again.

import { z } from 'zod';

export const ALGORITHMS = ['ppo', 'bc', 'fbc', 'mc', 'ilql', 'reinforce'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** These learn from a log alone; bc from a log or from a teacher at play. */
export const FROM_LOG: readonly Algorithm[] = ['fbc', 'mc', 'ilql', 'reinforce'];

/** One way of seating a table; `weight`: how often it is dealt. */
const TableSchema = z.strictObject({
  /** Scenario options, unparsed. */
  options: z.record(z.string(), z.unknown()).default({}),
  /**
   * Who plays each role: "learn" (the policy of this run), "learn:ROLE" (the policy of another learning
   * role, which does not learn from it), "past:ROLE" (one of its latest checkpoints), or a seat as on the
   * command line. "A&B": acts as A does and talks as B does; neither is "learn". "A/B": the role's first seat is A's,
   * the others B's. Roles not named: "random".
   */
  seats: z.record(z.string(), z.string()),
  weight: z.number().positive().default(1),
});
export type TablePlan = z.infer<typeof TableSchema>;

export const TrainPlanSchema = z.strictObject({
  /** Names the run; a part of its checkpoints' ids. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,19}$/, 'use at most 20 of a-z, 0-9 and -'),
  scenario: z.string(),
  algorithm: z.enum(ALGORITHMS),
  /** Roles that learn, each with a policy of its own. */
  roles: z.array(z.string()).min(1),
  tables: z.array(TableSchema).min(1),
  /** Who is cloned, by role: a seat as on the command line (bc only). */
  teachers: z.record(z.string(), z.string()).default({}),
  /**
   * Where a new checkpoint is judged before it is seated; for roles that learn at none of these, the tables
   * themselves. Only the role that is judged is played by a policy; other policies' seats play at random.
   */
  heldout: z.array(TableSchema).default([]),
  seed: z.number().int().min(0).max(0xffff_ffff),
  /** Episodes an update. */
  episodes: z.number().int().positive().default(192),
  /** 1: the next episodes are played while an update runs, with the weights before it. 0: after it. */
  lag: z.union([z.literal(0), z.literal(1)]).default(1),
  /** How many checkpoints of the run "past:ROLE" draws from; 0: it is the policy as it is now. */
  league: z.number().int().min(0).max(64).default(0),
  /** Updates between checkpoints. */
  checkpointEvery: z.number().int().positive().default(10),
  /** Held-out episodes that a checkpoint of the live loop is judged by. */
  judgedBy: z.number().int().positive().default(200),
  hidden: z.number().int().positive().max(4096).default(32),
  turns: z.number().int().positive().max(256).default(8),
  /** Overrides of the algorithm's own settings (ppo.ts, bc.ts). */
  settings: z.record(z.string(), z.number()).default({}),
  /**
   * Settings of one role alone, by role. A role that learns slowly against one that learns fast plays, in the end, what is
   * best against a best reply (two timescales: Daskalakis et al. 2020, independent policy gradients in zero-sum games).
   */
  settingsByRole: z.record(z.string(), z.record(z.string(), z.number())).default({}),
  /** Weights of the scenario's training-only rewards (Scenario.shaping), added to its own. */
  shaping: z.record(z.string(), z.number()).default({}),
  /** Faults (Scenario.faults) that policies of this run never commit: such acts are not among what they pick from.
   * Absent: those that the checkpoint avoids from which a policy goes on. */
  avoids: z.array(z.string()).optional(),
  /** How they decide where a decision only says what they believe (Scenario.ballot). Absent: as that checkpoint. */
  ballots: z.enum(['policy', 'belief']).optional(),
});
export type TrainPlan = z.infer<typeof TrainPlanSchema>;

/** Settings that a role learns with. */
export const settingsOf = (
  { settings, settingsByRole }: TrainPlan,
  role: string,
): Record<string, number> => ({
  ...settings,
  ...settingsByRole[role],
});

/** A seat of a run's own policy: the one that learns, one that plays as it is now, or one as it was. */
export interface OwnSeat {
  readonly how: 'learn' | 'now' | 'past';
  /** Whose policy. */
  readonly role: string;
}

/** What a table's seat of `role` says, where it is one of the run's own: "learn", "learn:ROLE", "past:ROLE". */
export const ownSeat = (kind: string, role: string): OwnSeat | undefined => {
  if (kind === 'learn') return { how: 'learn', role };
  if (kind.startsWith('learn:')) return { how: 'now', role: kind.slice(6) };
  if (kind.startsWith('past:')) return { how: 'past', role: kind.slice(5) };
  return undefined;
};

/** Who sits in the seats of a role, in seat order; the last has all that follow. */
export const kindsOf = (seats: string): readonly string[] => seats.split('/');

/** Who acts and, where that is another, who talks. */
export const halvesOf = (kind: string): readonly string[] => kind.split('&');

/** Whether a role learns at a table. */
export const learnsAt = ({ seats }: TablePlan, role: string): boolean =>
  kindsOf(seats[role] ?? '').includes('learn');

/** How the ids of a run's checkpoints of a role begin; the number of the update follows. */
export const idPrefix = ({ scenario, name, seed }: TrainPlan, role: string): string =>
  `${scenario}-${role}-${name}-s${seed}-u`;

/** Tables at which a role is judged. */
export const judgedAt = ({ heldout, tables }: TrainPlan, role: string): readonly TablePlan[] => {
  const learns = (table: TablePlan): boolean => learnsAt(table, role);
  const own = heldout.filter(learns);
  return own.length > 0 ? own : tables.filter(learns);
};
