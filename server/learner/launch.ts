// Starts the learner beside a server, and starts it again when it falls, less and less often: play goes
// on with the last checkpoint whatever becomes of it.

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Reporter } from '../episode/round.ts';
import type { LiveMessage } from './live-process.ts';

const ENTRY = fileURLToPath(new URL('./live-process.ts', import.meta.url));
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 300_000;

export interface LaunchSetup {
  readonly scenario: string;
  readonly data: string;
  readonly report: Reporter & { info(about: object, message: string): void };
}

export interface Launched {
  /** Lets the learner keep what it has, and ends it. */
  close(): Promise<void>;
}

export const launchLearner = ({ scenario, data, report }: LaunchSetup): Launched => {
  let child: ChildProcess | undefined;
  let closing = false;
  let wait = FIRST_WAIT_MS;
  let timer: NodeJS.Timeout | undefined;
  const heard = (message: LiveMessage): void => {
    if ('warn' in message) return report.warn({ scenario }, `learner: ${message.warn}`);
    if ('line' in message) wait = FIRST_WAIT_MS; // it works: the next fall is a new one
    report.info({ scenario }, `learner: ${'line' in message ? message.line : message.say}`);
  };
  const start = (): void => {
    child = fork(ENTRY, [scenario, data], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.on('message', (message) => heard(message as LiveMessage));
    child.on('error', (err) => report.error({ err, scenario }, 'the learner cannot be started'));
    child.on('exit', (code, signal) => {
      child = undefined;
      if (closing) return;
      report.warn({ scenario, code, signal, againInMs: wait }, 'the learner has ended; it is started again');
      timer = setTimeout(start, wait);
      timer.unref();
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  };
  start();
  return {
    close: async () => {
      closing = true;
      clearTimeout(timer);
      const running = child;
      if (!running) return;
      const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      running.kill('SIGKILL'); // checkpoints are whole or not there; nothing is lost by haste
      await gone;
    },
  };
};
