// Live rooms of people and trained agents beside the learner: how long a person's turn takes, from the act
// that is sent until the next is asked for. In one and the same server the learner is halted and let go on
// by turns, a few seconds each, so that whatever else the machine does touches both alike.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median, quantile } from '../../server/stats.ts';
import { learnerOf } from '../doubles/learner-process.ts';
import { type ServerProcess, startServerProcess } from '../doubles/server.ts';
import type { Bench } from './index.ts';

const ROOMS = 20;
const WINDOW_MS = 3000;
/** Pairs of windows, one with the learner and one without. */
const ROUNDS = 8;
/** The learner's first update is awaited no longer than this, ms. */
const PATIENCE = 120_000;
const TICKS_PER_SECOND = 100;

interface Load {
  readonly messages: number;
  /** [ms since 1970, ms] */
  readonly turns: readonly (readonly [number, number])[];
}
interface Window {
  readonly from: number;
  readonly to: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const load = async ({ url }: ServerProcess): Promise<Load> => {
  const client = fileURLToPath(new URL('./load-client.ts', import.meta.url));
  const seconds = (2 * ROUNDS * WINDOW_MS) / 1000 + 1;
  const args = ['--no-warnings', client, url, 'agents', String(ROOMS), String(seconds)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
};

const updates = async ({ url }: ServerProcess): Promise<number> => {
  const answer = await fetch(`${url}/api/training?lines=1`);
  const { runs }: { runs: { lines: { update: number }[] }[] } = await answer.json();
  return runs[0]?.lines.at(-1)?.update ?? 0;
};

const untilLearning = async (server: ServerProcess): Promise<void> => {
  const late = Date.now() + PATIENCE;
  while ((await updates(server)) === 0) {
    if (Date.now() > late) throw new Error(`the learner made no update: ${server.output().slice(-1000)}`);
    await pause(200);
  }
};

/** CPU seconds of a process so far. */
const cpu = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

/** Windows with the learner running and without, in turn. */
const windows = async (learner: number): Promise<{ on: Window[]; off: Window[] }> => {
  const found: { on: Window[]; off: Window[] } = { on: [], off: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const name of round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
      process.kill(learner, name === 'on' ? 'SIGCONT' : 'SIGSTOP');
      const from = Date.now();
      await pause(WINDOW_MS);
      found[name].push({ from, to: Date.now() });
    }
  process.kill(learner, 'SIGCONT');
  return found;
};

const turnsIn = ({ turns }: Load, all: readonly Window[]): number[] =>
  turns.flatMap(([at, ms]) => (all.some(({ from, to }) => at >= from && at < to) ? [ms] : []));

export const learning = async (): Promise<Bench> => {
  const server = await startServerProcess({ env: { JOINS_PER_MINUTE: '1000000', LEARN: 'impostor' } });
  try {
    await untilLearning(server);
    const learner = learnerOf(server);
    const before = { update: await updates(server), cpu: cpu(learner) };
    const [played, { on, off }] = await Promise.all([load(server), windows(learner)]);
    const [withIt, without] = [turnsIn(played, on), turnsIn(played, off)];
    const ratios = on.map(
      (one, n) =>
        quantile(turnsIn(played, [one]), 0.95) / quantile(turnsIn(played, [off[n] as Window]), 0.95),
    );
    return {
      name: 'learning',
      value: Number(quantile(withIt, 0.95).toFixed(1)),
      unit: `ms, p95 of a person's turn among agents while the learner trains, ${ROOMS} rooms`,
      ratio: quantile(withIt, 0.95) / quantile(without, 0.95),
      peer: 'the same server with its learner halted',
      n: ROUNDS,
      more: {
        offP95: quantile(without, 0.95),
        onP50: median(withIt),
        offP50: median(without),
        medianOfRatios: median(ratios),
        onTurns: withIt.length,
        offTurns: without.length,
        updates: (await updates(server)) - before.update,
        learnerCpuSeconds: cpu(learner) - before.cpu,
      },
    };
  } finally {
    await server.clean();
  }
};
