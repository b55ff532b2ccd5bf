// Entry of the learner beside a running server (`parlor serve --learn SCENARIO`): a process of its own,
// at low priority, that reads the log as it grows, trains, and seats what it has judged. It tells its
// parent every line; without a parent it ends.

import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { findScenario } from '../../scenarios/index.ts';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { openLmdbTurnLog } from '../log/lmdb-turn-log.ts';
import type { Checkpoint } from '../policy/checkpoint.ts';
import { Encoder } from '../policy/encode.ts';
import { shapeOf } from '../policy/shape.ts';
import { type CheckpointStore, storeIn } from '../policy/store.ts';
import { openBackend } from '../policy/tf.ts';
import { loadResources } from '../resources.ts';
import { version } from '../version.ts';
import { LiveFeed } from './live.ts';
import type { TrainPlan } from './plan.ts';
import { planFor } from './plan-for.ts';
import { linesOf, quarantined } from './quarantine.ts';
import { latestOf } from './resume.ts';
import { RunLog, runName } from './run-log.ts';
import { Trainer } from './trainer.ts';

/** What the parent is told. */
export type LiveMessage = { say: string } | { warn: string } | { line: string };

const tell = (message: LiveMessage): void => {
  process.send?.(message);
};

/** PARLOR_LEARN_PLAN: overrides of the training plan as JSON, for machines that need other sizes. */
const overrides = (): Record<string, unknown> => {
  const text = process.env.PARLOR_LEARN_PLAN;
  if (!text) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new RejectionError('bad-options', 'PARLOR_LEARN_PLAN is no JSON object.');
  }
};

/** Where there are no more processors than play needs, play of its own and updates take turns on one. */
const SMALL = { lag: availableParallelism() > 2 ? 1 : 0 };

/**
 * Everything here gives way to whoever plays. Low priority alone is not enough on Linux: a thread that runs
 * may finish its few milliseconds before one that wakes up, and a turn wakes many. The idle class never does.
 * Threads started later take it over.
 */
const giveWay = (): void => {
  setPriority(constants.priority.PRIORITY_LOW);
  if (process.platform !== 'linux') return;
  const { error, stderr } = spawnSync('chrt', ['--all-tasks', '--idle', '--pid', '0', String(process.pid)], {
    encoding: 'utf8',
  });
  if (error || stderr)
    tell({ warn: `it stays in the usual class of the scheduler (${error?.message ?? stderr})` });
};

/** Episodes that were learned from, in DATA/training/RUN/, so that none is after a restart. */
const learnedIn = (data: string, plan: TrainPlan): string =>
  join(data, 'training', runName(plan), 'learned.txt');

const feedOf = (
  scenario: Scenario,
  plan: TrainPlan,
  data: string,
  start: Readonly<Record<string, Checkpoint | undefined>>,
): LiveFeed =>
  new LiveFeed({
    log: openLmdbTurnLog(join(data, 'log'), { readOnly: true }),
    scenario,
    encoders: Object.fromEntries(
      plan.roles.map((role) => [
        role,
        new Encoder(scenario, start[role]?.header.shape ?? shapeOf(scenario, plan)),
      ]),
    ),
    learned: linesOf(learnedIn(data, plan)),
    quarantined: () => quarantined(data),
    warn: (sentence) => tell({ warn: sentence }),
  });

const warn = (sentence: string): void => tell({ warn: sentence });

/** What an earlier process of this run got to, as far as it can be read. */
const latest = (
  plan: TrainPlan,
  scenario: Scenario,
  store: CheckpointStore,
): Record<string, Checkpoint> | undefined => {
  try {
    return latestOf(plan, scenario, store, warn);
  } catch (error) {
    if (error instanceof RejectionError) return undefined; // told already; what is seated now is the start
    throw error;
  }
};

const learn = async (scenarioId: string, data: string): Promise<void> => {
  const scenario = findScenario(scenarioId);
  if (!scenario) throw new RejectionError('unknown-scenario', `There is no scenario "${scenarioId}".`);
  giveWay();
  loadResources(data);
  const plan = planFor(scenario, { seed: 1, ...SMALL, ...overrides(), algorithm: 'ppo', name: 'live' });
  const { name: backend } = await openBackend(undefined, { say: (line) => tell({ say: line }) });
  const store = storeIn(data, warn);
  const resumed = latest(plan, scenario, store);
  const start =
    resumed ?? Object.fromEntries(plan.roles.map((role) => [role, store.current(scenario, role)]));
  const stop = new AbortController();
  process.once('disconnect', () => process.exit(0));
  process.once('SIGTERM', () => stop.abort());
  const runLog = new RunLog(data, runName(plan), Date.now());
  const live = feedOf(scenario, plan, data, start);
  const trainer = new Trainer({
    scenario,
    plan,
    data,
    store,
    backends: { learner: backend, actors: backend },
    threads: 1,
    updates: Number.MAX_SAFE_INTEGER,
    seconds: Number.MAX_SAFE_INTEGER,
    checkpointEvery: plan.checkpointEvery,
    keepLast: 5,
    start,
    resume: resumed !== undefined,
    code: version,
    now: Date.now,
    stop: stop.signal,
    live,
    judging: true,
    tell: (line) => {
      runLog.add(line, Date.now());
      if (line.checkpoints.length > 0) replaceLines(learnedIn(data, plan), live.learned);
      tell({ line: `update ${line.update}, ${line.checkpoints.join(', ') || 'no checkpoint'}` });
    },
  });
  await trainer.run();
};

const replaceLines = (path: string, lines: readonly string[]): void => {
  writeFileSync(`${path}.part`, lines.map((line) => `${line}\n`).join(''));
  renameSync(`${path}.part`, path);
};

const [scenarioId = '', data = ''] = process.argv.slice(2);
try {
  await learn(scenarioId, data);
  process.exit(0);
} catch (error) {
  warn(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
