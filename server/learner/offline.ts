// A training run over a log: pass after pass over logged trajectories, nothing played. An update takes as
// many trajectories of each role as the plan has episodes an update.

import { RejectionError } from '../../shared/result.ts';
import type { Checkpoint } from '../policy/checkpoint.ts';
import { type Shape, shapeOf } from '../policy/shape.ts';
import { Keeper, type KeeperSetup } from './keeper.ts';
import type { OfflineData } from './offline-data.ts';
import type { TrainPlan } from './plan.ts';
import { openPolicy, rateAt } from './policies.ts';
import { NonFiniteLoss } from './ppo.ts';
import { Pupil } from './pupil.ts';
import type { TrainLine } from './train-line.ts';
import type { Trained } from './trainer.ts';

export interface OfflineRun extends KeeperSetup {
  readonly data: OfflineData;
  /** Ends at whichever comes first. */
  readonly updates: number;
  readonly seconds: number;
  readonly checkpointEvery: number;
  /** Where each role begins. */
  readonly start: Readonly<Record<string, Checkpoint | undefined>>;
  readonly tell: (line: TrainLine) => void;
  readonly stop?: AbortSignal;
}

/** Shapes of the networks of a run: of what it begins with, else by the plan. */
export const shapesOf = ({
  plan,
  scenario,
  start,
}: Pick<OfflineRun, 'plan' | 'scenario' | 'start'>): Record<string, Shape> => {
  const usual = shapeOf(scenario, plan);
  return Object.fromEntries(plan.roles.map((role) => [role, start[role]?.header.shape ?? usual]));
};

/** Trains until the limits are reached. Throws RejectionError `training-failed` or `log-failed`; what was kept stays. */
export const trainOffline = async (run: OfflineRun): Promise<Trained> => {
  const { plan, updates, seconds, now, stop, checkpointEvery, tell, data } = run;
  const keeper = new Keeper(run);
  const pupils = pupilsOf(run);
  const started = now();
  const elapsed = (): number => (now() - started) / 1000;
  let update = 0;
  try {
    for (;;) {
      const before = elapsed();
      const reports: Record<string, Record<string, number>> = {};
      for (const pupil of pupils) reports[pupil.policy.role] = await learned(pupil, plan, update);
      update++;
      const last = update >= updates || elapsed() >= seconds || (stop?.aborted ?? false);
      const keep = last || update % checkpointEvery === 0;
      if (keep)
        await keeper.keep(
          pupils.map(({ policy }) => policy),
          update,
        );
      tell({
        update,
        episodes: data.episodes,
        seconds: elapsed(),
        turnsPerSecond: picksOf(reports) / Math.max(1e-3, elapsed() - before),
        lag: 0,
        wins: {},
        metrics: {},
        reports,
        checkpoints: keep ? Object.values(keeper.latest) : [],
      });
      if (last) break;
    }
  } finally {
    for (const pupil of pupils) pupil.dispose();
  }
  return { updates: update, episodes: data.episodes, seconds: elapsed(), checkpoints: keeper.latest };
};

const pupilsOf = ({ plan, data, start, ...run }: OfflineRun): Pupil[] => {
  const shapes = shapesOf({ plan, start, scenario: run.scenario });
  return plan.roles.map((role) => {
    const from = start[role];
    const beginning = { from, resume: false, learningRate: rateAt(plan, role, 0), anchor: undefined };
    const policy = openPolicy(plan, role, { ...beginning, shape: shapes[role] as Shape });
    return new Pupil(plan, policy, from, data.roles[role]?.trajectories ?? []);
  });
};

const picksOf = (reports: Readonly<Record<string, Readonly<Record<string, number>>>>): number =>
  Object.values(reports).reduce((sum, { picks = 0 }) => sum + picks, 0);

const learned = async (
  pupil: Pupil,
  { name }: TrainPlan,
  update: number,
): Promise<Record<string, number>> => {
  try {
    return await pupil.learn(update);
  } catch (error) {
    if (!(error instanceof NonFiniteLoss)) throw error;
    throw new RejectionError(
      'training-failed',
      `Update ${update + 1} of ${name} was stopped: ${error.message}. Start again with a smaller learning rate.`,
    );
  }
};
