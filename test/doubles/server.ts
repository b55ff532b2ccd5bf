// A real server in a process of its own, as a user would start it.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  readonly process: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** Ends it as a crash would; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Kills it and removes its data. */
  clean(): Promise<void>;
}

export const freshData = (): string => mkdtempSync(join(tmpdir(), 'parlor-'));

/** Starts `parlor serve` and resolves when it listens. `port` 0: any free one; `args`: another server. */
export const startServerProcess = ({
  data = freshData(),
  port = 0,
  env = {},
  args = ['bin/parlor.mjs', 'serve', '--port', String(port), '--data', data],
}: {
  data?: string;
  port?: number;
  env?: Record<string, string>;
  args?: readonly string[];
} = {}): Promise<ServerProcess> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const gone = new Promise<void>((done) => child.once('exit', () => done()));
    const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
      child.kill(signal);
      await gone;
    };
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /listening on (http:\/\/127\.0\.0\.1:(\d+))/.exec(output);
      if (!found?.[1]) return;
      resolve({
        url: found[1],
        port: Number(found[2]),
        data,
        process: child,
        output: () => output,
        kill,
        clean: async () => {
          if (child.exitCode === null && child.signalCode === null) await kill();
          rmSync(data, { recursive: true, force: true });
        },
      });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output.slice(-2000)}`)));
  });
