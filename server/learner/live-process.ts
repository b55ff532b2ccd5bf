// Entry of the learner beside a running server (`parlor serve --learn SCENARIO`): a process of its own,
// at low priority, that reads the log as it grows, trains, and seats what it has judged. It tells its
// parent every line; without a parent it ends.

import { existsSync, readFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findScenario } from '../../scenarios/index.ts';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { openLmdbTurnLog } from '../log/lmdb-turn-log.ts';
import { Encoder } from '../policy/encode.ts';
import { shapeOf } from '../policy/shape.ts';
import { CheckpointStore } from '../policy/store.ts';
import { openBackend } from '../policy/tf.ts';
import { loadResources } from '../resources.ts';
import { version } from '../version.ts';
import { LiveFeed } from './live.ts';
import { planFor, type TrainPlan } from './plan.ts';
import { RunLog, runName } from './run-log.ts';
import { Trainer } from './trainer.ts';

/** What the parent is told. */
export type LiveMessage = { say: string } | { warn: string } | { line: string };

const tell = (message: LiveMessage): void => {
  process.send?.(message);
};

const SHIPPED = fileURLToPath(new URL('../../checkpoints', import.meta.url));

/** Names and episode ids that must not be learned from, one a line of DATA/training/quarantine.txt. */
const quarantine = (data: string): ReadonlySet<string> => {
  const path = join(data, 'training', 'quarantine.txt');
  if (!existsSync(path)) return new Set();
  return new Set(
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim()),
  );
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

const feedOf = (scenario: Scenario, plan: TrainPlan, data: string, encoder: Encoder): LiveFeed =>
  new LiveFeed({
    log: openLmdbTurnLog(join(data, 'log'), { readOnly: true }),
    scenario,
    encoder,
    roles: plan.roles,
    quarantined: () => quarantine(data),
    warn: (sentence) => tell({ warn: sentence }),
  });

const learn = async (scenarioId: string, data: string): Promise<void> => {
  const scenario = findScenario(scenarioId);
  if (!scenario) throw new RejectionError('unknown-scenario', `There is no scenario "${scenarioId}".`);
  setPriority(constants.priority.PRIORITY_LOW);
  loadResources(data);
  const { name: backend } = await openBackend(undefined, { say: (line) => tell({ say: line }) });
  const plan = planFor(scenario, { ...overrides(), algorithm: 'ppo', name: 'live', seed: 1 });
  const store = new CheckpointStore(SHIPPED, join(data, 'checkpoints'), (why) => tell({ warn: why }));
  const start = Object.fromEntries(plan.roles.map((role) => [role, store.current(scenario, role)]));
  const shape = Object.values(start)[0]?.header.shape ?? shapeOf(scenario, plan);
  const stop = new AbortController();
  process.once('disconnect', () => process.exit(0));
  process.once('SIGTERM', () => stop.abort());
  const runLog = new RunLog(data, runName(plan), Date.now());
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
    resume: Object.values(start).some((one) => one?.header.id.includes('-live-')),
    code: version,
    now: Date.now,
    stop: stop.signal,
    live: feedOf(scenario, plan, data, new Encoder(scenario, shape)),
    judging: { tables: plan.heldout.length > 0 ? plan.heldout : plan.tables, episodes: plan.judgedBy },
    tell: (line) => {
      runLog.add(line, Date.now());
      tell({ line: `update ${line.update}, ${line.checkpoints.join(', ') || 'no checkpoint'}` });
    },
  });
  await trainer.run();
};

const [scenarioId = '', data = ''] = process.argv.slice(2);
try {
  await learn(scenarioId, data);
  process.exit(0);
} catch (error) {
  tell({ warn: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
