// Runs the tools that setup commands need, and finds out which are there.

import { spawn, spawnSync } from 'node:child_process';
import { RejectionError } from '../../shared/result.ts';

export const works = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

export const firstThatWorks = (
  commands: readonly (string | undefined)[],
  args: readonly string[],
): string | undefined =>
  commands.find((command) => command !== undefined && command !== '' && works(command, args));

/** A Python that has pip. */
export const findPython = (): string | undefined =>
  firstThatWorks([process.env.PYTHON, 'python3', 'python'], ['-m', 'pip', '--version']);

/**
 * Runs a command to its end and returns what it printed.
 * @throws RejectionError `no-backend` with the last lines of its stderr where it fails
 */
export const run = (
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4000);
    });
    const failed = (how: string): void => {
      const words = errors.trim().split('\n').slice(-4).join(' ').slice(-600);
      reject(
        new RejectionError('no-backend', `\`${command} ${args.slice(0, 3).join(' ')} ...\` ${how}: ${words}`),
      );
    };
    child.on('error', (error) => failed(`could not be started (${error.message})`));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else failed(`ended with ${signal ?? `code ${code}`}`);
    });
  });
