// parlor train: episodes, updates, checkpoints. What is trained, against whom and by whom it is taught
// comes from the scenario's own training sheet; flags override it.

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { ALGORITHMS, planFor, type TrainPlan } from '../learner/plan.ts';
import { RunLog, runName } from '../learner/run-log.ts';
import { Trainer, type TrainLine } from '../learner/trainer.ts';
import type { Checkpoint } from '../policy/checkpoint.ts';
import { CheckpointStore } from '../policy/store.ts';
import { openBackend } from '../policy/tf.ts';
import { version } from '../version.ts';
import { checkpointsAt } from './agents.ts';
import { type Common, finish, parseObject, say } from './output.ts';
import { scenarioOf } from './play.ts';

export interface TrainFlags extends Common {
  scenario: string;
  algo: string;
  minutes?: number;
  updates?: number;
  resume?: boolean;
  out?: string;
  name?: string;
  from?: string;
  plan: string;
  threads?: number;
  checkpointEvery?: number;
}

const FOREVER = Number.MAX_SAFE_INTEGER;

/** The plan: the scenario's sheet, overridden by --plan, overridden by the other flags. */
const planOf = (flags: TrainFlags, scenario: Scenario): TrainPlan => {
  if (!(ALGORITHMS as readonly string[]).includes(flags.algo))
    throw new RejectionError(
      'bad-options',
      `There is no algorithm "${flags.algo.slice(0, 20)}"; there are: ${ALGORITHMS.join(', ')}.`,
    );
  return planFor(scenario, {
    ...parseObject(flags.plan, '--plan'),
    algorithm: flags.algo,
    seed: flags.seed ?? 1,
    name: flags.name ?? flags.algo,
  });
};

/** Where each role starts: its own latest checkpoint of this run, the one named, or nowhere. */
const startsOf = (
  flags: TrainFlags,
  plan: TrainPlan,
  scenario: Scenario,
  store: CheckpointStore,
): Record<string, Checkpoint | undefined> =>
  Object.fromEntries(
    plan.roles.map((role) => {
      if (flags.from !== undefined) return [role, store.byId(scenario, role, flags.from)];
      if (!flags.resume) return [role, undefined];
      const prefix = `${scenario.id}-${role}-${plan.name}-s${plan.seed}-u`;
      const latest = store
        .list(scenario.id, role)
        .filter(({ header }) => header.id.startsWith(prefix))
        .sort((a, b) => b.header.update - a.header.update)[0];
      if (!latest)
        throw new RejectionError(
          'bad-checkpoint',
          `There is nothing to resume for ${scenario.id}/${role} (${plan.name}, seed ${plan.seed}); leave --resume out.`,
        );
      return [role, store.byId(scenario, role, latest.header.id)];
    }),
  );

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

const share = (record: Readonly<Record<string, number>>): string =>
  Object.entries(record)
    .map(([name, value]) => `${name} ${value.toFixed(3)}`)
    .join('  ');

/** Time left, by the limit that comes first. */
const left = ({ update, seconds }: TrainLine, first: number, updates: number, limit: number): number => {
  const each = seconds / Math.max(1, update - first);
  return Math.max(0, Math.min((first + updates - update) * each, limit - seconds));
};

const lineOf = (line: TrainLine, eta: number): string => {
  const reports = Object.entries(line.reports).map(
    ([role, { loss = 0, entropy, kl }]) =>
      `${role} loss ${loss.toFixed(3)}${entropy === undefined ? '' : ` entropy ${entropy.toFixed(2)}`}${kl === undefined ? '' : ` kl ${kl.toFixed(4)}`}`,
  );
  const kept = line.checkpoints.length > 0 ? `  kept ${line.checkpoints.join(', ')}` : '';
  return (
    `${clock(line.seconds)} (${clock(eta)} left)  update ${line.update}  ${line.episodes} episodes  ` +
    `${Math.round(line.turnsPerSecond)} turns/s  lag ${line.lag}  wins ${share(line.wins)}  ${reports.join('  ')}${kept}`
  );
};

const tell = (line: string): void => {
  process.stderr.write(`parlor: ${line}\n`);
};

const storeOf = ({ out, data }: TrainFlags): CheckpointStore =>
  out ? new CheckpointStore(resolve(out), resolve(out), tell) : checkpointsAt(data);

/** When the run ends: as told, else after ten minutes. */
const limitsOf = ({ updates, minutes }: TrainFlags): { updates: number; seconds: number } => ({
  updates: updates ?? FOREVER,
  seconds: minutes === undefined ? (updates === undefined ? 600 : FOREVER) : minutes * 60,
});

/** Aborts at the first signal, so that a run ends with a checkpoint. */
const untilStopped = (): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
};

export const train = async (flags: TrainFlags): Promise<void> => {
  const scenario = scenarioOf(flags.scenario);
  const plan = planOf(flags, scenario);
  const store = storeOf(flags);
  const start = startsOf(flags, plan, scenario, flags.from === undefined ? store : checkpointsAt(flags.data));
  const { name: backend } = await openBackend(undefined, { say: tell });
  const limits = limitsOf(flags);
  const first = flags.resume ? Math.min(...plan.roles.map((role) => start[role]?.header.update ?? 0)) : 0;
  const runLog = new RunLog(flags.data, runName(plan), Date.now());
  let latest: TrainLine | undefined;
  const trainer = new Trainer({
    ...limits,
    scenario,
    plan,
    data: flags.data,
    store,
    backends: { learner: backend, actors: backend },
    threads: flags.threads ?? Math.max(1, availableParallelism() - 1),
    checkpointEvery: flags.checkpointEvery ?? plan.checkpointEvery,
    keepLast: 5,
    start,
    resume: flags.resume ?? false,
    code: version,
    now: Date.now,
    stop: untilStopped(),
    tell: (line) => {
      latest = line;
      runLog.add(line, Date.now());
      const text = lineOf(line, left(line, first, limits.updates, limits.seconds));
      (flags.json ? tell : say)(text);
    },
  });
  const trained = await trainer.run();
  finish(
    flags,
    { scenario: scenario.id, algorithm: plan.algorithm, backend, ...trained, last: latest },
    `${trained.updates} updates, ${trained.episodes} episodes in ${clock(trained.seconds)}; ` +
      `latest: ${Object.values(trained.checkpoints).join(', ')}`,
  );
};
