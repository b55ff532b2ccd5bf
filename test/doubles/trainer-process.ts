// A program that trains with tiny sizes, as `parlor train` does, and prints a line of JSON where it
// begins, after each update and for a refusal. Arguments: the data folder, and the run as JSON.

import { findScenario } from '../../scenarios/index.ts';
import { planFor } from '../../server/learner/plan-for.ts';
import { latestOf } from '../../server/learner/resume.ts';
import { RunLog, runName } from '../../server/learner/run-log.ts';
import { Trainer } from '../../server/learner/trainer.ts';
import { storeIn } from '../../server/policy/store.ts';
import { openBackend } from '../../server/policy/tf.ts';
import { RejectionError } from '../../shared/result.ts';
import { BACKEND } from './backend.ts';

export interface TinyRun {
  readonly updates: number;
  readonly checkpointEvery?: number;
  readonly threads?: number;
  readonly resume?: boolean;
  readonly plan?: Readonly<Record<string, unknown>>;
}

const TINY = {
  name: 'tiny',
  algorithm: 'ppo',
  seed: 1,
  episodes: 4,
  hidden: 4,
  turns: 2,
  lag: 0,
  roles: ['crew'],
  tables: [{ options: { mode: 'paper', cap: 30 }, seats: { crew: 'learn', impostor: 'random' } }],
};

const tell = (said: object): void => {
  process.stdout.write(`${JSON.stringify(said)}\n`);
};

export const trainTiny = async (data: string, run: TinyRun, say = tell): Promise<void> => {
  const scenario = findScenario('impostor');
  if (!scenario) throw new Error('no impostor');
  const plan = planFor(scenario, { ...TINY, ...run.plan });
  const store = storeIn(data, (warned) => say({ warned }));
  const start = run.resume ? (latestOf(plan, scenario, store, (warned) => say({ warned })) ?? {}) : {};
  say({ begins: start[plan.roles[0] as string]?.header.update ?? 0 });
  const log = new RunLog(data, runName(plan), Date.now());
  const trainer = new Trainer({
    scenario,
    plan,
    data,
    store,
    backends: { learner: BACKEND, actors: BACKEND },
    threads: run.threads ?? 1,
    updates: run.updates,
    seconds: Number.MAX_SAFE_INTEGER,
    checkpointEvery: run.checkpointEvery ?? 1,
    keepLast: 5,
    judging: false,
    start,
    resume: Object.keys(start).length > 0,
    code: 'test',
    now: Date.now,
    tell: (line) => {
      log.add(line, Date.now());
      say({ line });
    },
  });
  await trainer.run();
};

if (import.meta.main) {
  process.on('SIGXFSZ', () => undefined);
  await openBackend(BACKEND, { tested: true });
  try {
    await trainTiny(process.argv[2] ?? '', JSON.parse(process.argv[3] ?? '{}') as TinyRun);
  } catch (error) {
    if (!(error instanceof RejectionError)) throw error;
    tell({ refused: error.code, message: error.message });
  }
  process.exit();
}
