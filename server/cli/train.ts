// parlor train: episodes, updates, checkpoints. What is trained, against whom and by whom it is taught
// comes from the scenario's own training sheet; flags override it.

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { trainOffline } from '../learner/offline.ts';
import { ALGORITHMS, idPrefix, type TrainPlan } from '../learner/plan.ts';
import { planFor } from '../learner/plan-for.ts';
import { latestOf } from '../learner/resume.ts';
import { RunLog, runName } from '../learner/run-log.ts';
import { agentsAsked } from '../learner/table-seats.ts';
import type { TrainLine } from '../learner/train-line.ts';
import { Trainer } from '../learner/trainer.ts';
import type { Checkpoint } from '../policy/checkpoint.ts';
import { CheckpointStore } from '../policy/store.ts';
import { openBackend } from '../policy/tf.ts';
import { version } from '../version.ts';
import { agentsAt, checkpointsAt } from './agents.ts';
import { finish, parseObject, say } from './output.ts';
import { scenarioOf } from './play.ts';
import { type OfflineFlags, offlineData } from './train-offline.ts';

export interface TrainFlags extends OfflineFlags {
  scenario: string;
  algo: string;
  minutes?: number;
  updates?: number;
  out?: string;
  name?: string;
  from?: string;
  ablation?: string;
  plan: string;
  threads?: number;
  checkpointEvery?: number;
}

const FOREVER = Number.MAX_SAFE_INTEGER;

/** Algorithms by the names of their files, where those are others. */
const ALSO: Readonly<Record<string, string>> = { topr: 'reinforce' };

/** The plan: the scenario's sheet, overridden by --plan, overridden by the other flags. */
const planOf = (flags: TrainFlags, scenario: Scenario): TrainPlan => {
  const algorithm = ALSO[flags.algo] ?? flags.algo;
  if (!(ALGORITHMS as readonly string[]).includes(algorithm))
    throw new RejectionError(
      'bad-options',
      `There is no algorithm "${flags.algo.slice(0, 20)}"; there are: ${ALGORITHMS.join(', ')}.`,
    );
  return planFor(scenario, {
    ...parseObject(flags.plan, '--plan'),
    algorithm,
    ...(flags.ablation === undefined ? {} : { ablation: flags.ablation }),
    seed: flags.seed ?? 1,
    name: flags.name ?? flags.ablation?.replaceAll('+', '-') ?? flags.algo,
  });
};

/** Where each role starts: this run's latest checkpoints, the one named, or nowhere. */
const startsOf = (
  flags: TrainFlags,
  plan: TrainPlan,
  scenario: Scenario,
  store: CheckpointStore,
): Record<string, Checkpoint | undefined> => {
  const { from, resume } = flags;
  const found = resume ? latestOf(plan, scenario, store, tell) : undefined;
  if (found) return found;
  if (resume)
    throw new RejectionError(
      'bad-checkpoint',
      `There is nothing to resume of the run ${plan.name} (${scenario.id}, seed ${plan.seed}); leave --resume out.`,
    );
  return from === undefined ? {} : named(from.split(','), plan, scenario, checkpointsAt(flags.data));
};

/** Checkpoints by their ids, each for the role that it is of. */
const named = (
  ids: readonly string[],
  plan: TrainPlan,
  scenario: Scenario,
  store: CheckpointStore,
): Record<string, Checkpoint> =>
  Object.fromEntries(
    ids.map((id) => {
      const isOf = (role: string): boolean =>
        store.list(scenario.id, role).some(({ header }) => header.id === id);
      const role = plan.roles.find(isOf) ?? (plan.roles[0] as string);
      return [role, store.byId(scenario, role, id)];
    }),
  );

/** When this run wrote its latest checkpoint, ms since 1970; undefined: it has left none. */
const lastWritten = (plan: TrainPlan, store: CheckpointStore): number | undefined => {
  const own = plan.roles.flatMap((role) =>
    store
      .list(plan.scenario, role)
      .filter(({ shipped, header }) => !shipped && header.id.startsWith(idPrefix(plan, role))),
  );
  return own.length > 0 ? Math.max(...own.map(({ header }) => header.at)) : undefined;
};

/**
 * The plan under the name of a run of its own, or of the one to be resumed. A new run must not write over
 * an earlier one: without a name it gets the next that is free, and --resume takes up the latest of these.
 */
const withName = (flags: TrainFlags, plan: TrainPlan, store: CheckpointStore): TrainPlan => {
  const runs: { plan: TrainPlan; at: number }[] = [];
  for (let next = plan, n = 2; ; next = { ...plan, name: `${plan.name}-${n++}` }) {
    const at = lastWritten(next, store);
    if (at === undefined) {
      if (flags.resume) return runs.sort((a, b) => b.at - a.at)[0]?.plan ?? plan;
      if (next !== plan)
        tell(`there is a run ${plan.name} with seed ${plan.seed} already; this one is ${next.name}`);
      return next;
    }
    if (flags.name !== undefined && flags.resume) return plan;
    if (flags.name !== undefined)
      throw new RejectionError(
        'bad-options',
        `There is a run ${plan.name} with seed ${plan.seed} already; go on with it by --resume, or choose another --name.`,
      );
    runs.push({ plan: next, at });
  }
};

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

/** Numbers of a report that are told, in words and digits. */
const SHOWN: Readonly<Record<string, readonly [string, number]>> = {
  loss: ['loss', 3],
  entropy: ['entropy', 2],
  kl: ['kl', 4],
  qLoss: ['q loss', 3],
  vLoss: ['v loss', 4],
  moved: ['moved', 3],
  taper: ['taper', 3],
};

const lineOf = (line: TrainLine, eta: number): string => {
  const reports = Object.entries(line.reports).map(([role, report]) => {
    const told = Object.entries(SHOWN).filter(([name]) => report[name] !== undefined);
    return `${role} ${told.map(([name, [word, digits]]) => `${word} ${report[name]?.toFixed(digits)}`).join(' ')}`;
  });
  const kept = line.checkpoints.length > 0 ? `  kept ${line.checkpoints.join(', ')}` : '';
  const played =
    Object.keys(line.wins).length > 0
      ? `${Math.round(line.turnsPerSecond)} turns/s  lag ${line.lag}  wins ${share(line.wins)}  `
      : `${Math.round(line.turnsPerSecond)} picks/s  `;
  return (
    `${clock(line.seconds)} (${clock(eta)} left)  update ${line.update}  ${line.episodes} episodes  ` +
    `${played}${reports.join('  ')}${kept}`
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
  const store = storeOf(flags);
  const plan = withName(flags, planOf(flags, scenario), store);
  const start = startsOf(flags, plan, scenario, store);
  // What a self-play thread would stumble over is found before anything starts.
  const agents = agentsAt(flags.data);
  for (const { role, checkpoint } of agentsAsked(plan, scenario)) agents.check(scenario, role, checkpoint);
  const logged = await offlineData(flags, { plan, scenario, start }, tell);
  const { name: backend } = await openBackend(undefined, { say: tell });
  const limits = limitsOf(flags);
  const first = flags.resume ? Math.min(...plan.roles.map((role) => start[role]?.header.update ?? 0)) : 0;
  const runLog = new RunLog(flags.data, runName(plan), Date.now());
  let latest: TrainLine | undefined;
  const run = {
    ...limits,
    scenario,
    plan,
    store,
    checkpointEvery: flags.checkpointEvery ?? plan.checkpointEvery,
    keepLast: 5,
    judging: false,
    start,
    code: version,
    now: Date.now,
    stop: untilStopped(),
    tell: (line: TrainLine) => {
      latest = line;
      runLog.add(line, Date.now());
      const text = lineOf(line, left(line, first, limits.updates, limits.seconds));
      (flags.json ? tell : say)(text);
    },
  };
  const trained = logged
    ? await trainOffline({ ...run, data: logged })
    : await new Trainer({
        ...run,
        data: flags.data,
        backends: { learner: backend, actors: backend },
        threads: flags.threads ?? Math.max(1, availableParallelism() - 1),
        resume: flags.resume ?? false,
      }).run();
  finish(
    flags,
    { scenario: scenario.id, algorithm: plan.algorithm, backend, ...trained, last: latest },
    `${trained.updates} updates, ${trained.episodes} episodes in ${clock(trained.seconds)}; ` +
      `latest: ${Object.values(trained.checkpoints).join(', ')}`,
  );
};
