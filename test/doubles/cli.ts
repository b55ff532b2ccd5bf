// The command line as a user starts it.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout as JSON; undefined where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  readonly json: any;
}

const lastJson = (stdout: string): unknown => {
  try {
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  } catch {
    return undefined;
  }
};

export interface RunSetup {
  readonly env?: Readonly<Record<string, string>>;
  /** The Node that starts it. */
  readonly node?: string;
  /** Closes stdout after the first bytes, as `| head` does. */
  readonly head?: boolean;
}

/** Runs `parlor ARGS` to its end. */
export const parlor = (
  args: readonly string[],
  { env = {}, node = process.execPath, head = false }: RunSetup = {},
): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(node, ['bin/parlor.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: '', PORT: '', NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (head) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.once('close', (code) => resolve({ code, stdout, stderr, json: lastJson(stdout) }));
  });
