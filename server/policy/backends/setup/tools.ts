// What setup needs from the machine, found before anything is fetched, and everything that is missing
// named at once.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RejectionError } from '../../../../shared/result.ts';

export type Variant = 'cpu' | 'cuda';

export interface Tools {
  /** C++ compiler. */
  readonly compiler: string;
  /** Folder with node_api.h. */
  readonly headers: string;
  readonly npm: string;
  /** Python that has pip; without one, wheels come from the index that PIP_INDEX_URL names. */
  readonly python: string | undefined;
}

const works = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const firstThatWorks = (
  commands: readonly (string | undefined)[],
  args: readonly string[],
): string | undefined =>
  commands.find((command) => command !== undefined && command !== '' && works(command, args));

/** Node's own headers lie beside it, Debian's in /usr/include; the binding's interface is the same in all. */
const findHeaders = (): string | undefined => {
  const roots = [join(dirname(process.execPath), '..'), process.env.npm_config_nodedir, '/usr', '/usr/local'];
  const folders = roots.filter((root) => root !== undefined).map((root) => join(root, 'include/node'));
  return folders.find((folder) => existsSync(join(folder, 'node_api.h')));
};

/** @throws RejectionError naming every tool that is missing and how to get it */
export const findTools = (): Tools => {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch))
    throw new RejectionError(
      'no-backend',
      `Setup knows Linux on x64 and arm64, not ${process.platform} on ${process.arch}; here install @tensorflow/tfjs-node-gpu, or stay with wasm.`,
    );
  const compiler = firstThatWorks([process.env.CXX, 'g++', 'c++', 'clang++'], ['--version']);
  const headers = findHeaders();
  const npm = firstThatWorks(['npm'], ['--version']);
  const python = firstThatWorks([process.env.PYTHON, 'python3', 'python'], ['-m', 'pip', '--version']);
  const tar = firstThatWorks(['tar'], ['--version']);
  const missing = [
    compiler ? '' : 'a C++ compiler (Debian: apt-get install g++)',
    headers ? '' : 'the headers of Node (Debian: apt-get install libnode-dev, or the npm package "node")',
    npm ? '' : 'npm',
    tar ? '' : 'tar',
    python || process.env.PIP_INDEX_URL
      ? ''
      : 'pip (Debian: apt-get install python3-pip; without it, set PIP_INDEX_URL to a package index)',
  ].filter(Boolean);
  if (!compiler || !headers || !npm || missing.length > 0)
    throw new RejectionError(
      'no-backend',
      `TensorFlow cannot be set up here; missing: ${missing.join('; ')}.`,
    );
  return { compiler, headers, npm, python };
};

/** A machine with an NVIDIA driver gets the library that knows CUDA. */
export const likelyVariant = (): Variant =>
  existsSync('/proc/driver/nvidia/version') || works('nvidia-smi', ['-L']) ? 'cuda' : 'cpu';

/**
 * Runs a command to its end and returns what it printed.
 * @throws RejectionError with the last lines of its stderr where it fails
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
