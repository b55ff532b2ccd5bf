// Finds out, in a child process, whether a back end works here. The answer is kept for this process.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BackendName, Probe } from './names.ts';

/** A GPU may compile its kernels on first use. */
const LIMITS: Record<BackendName, number> = { native: 120_000, webgpu: 60_000, wasm: 30_000, cpu: 30_000 };

export interface ProbeOptions {
  /** Milliseconds after which the child is ended. */
  readonly limit?: number;
  /** A module that the child loads first. */
  readonly preload?: string;
  /** Environment variables of the child, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

interface Ended {
  readonly output: string;
  readonly errors: string;
  /** How it ended other than by itself. */
  readonly trouble?: string;
}

const runChild = (name: BackendName, limit: number, { preload, env }: ProbeOptions): Promise<Ended> =>
  new Promise((resolve) => {
    const program = fileURLToPath(new URL('./child.ts', import.meta.url));
    const first = preload === undefined ? [] : ['--import', preload];
    const child = spawn(process.execPath, ['--no-warnings', ...first, program, name], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let [output, errors, late] = ['', '', false];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4000);
    });
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limit);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ output, errors, trouble: `its test could not be started: ${error.message}` });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (late) resolve({ output, errors, trouble: `its test took longer than ${limit / 1000} s` });
      else if (signal) resolve({ output, errors, trouble: `its test was ended by ${signal}` });
      else if (code !== 0) resolve({ output, errors, trouble: `its test ended with code ${code}` });
      else resolve({ output, errors });
    });
  });

/** The last line that says why, for a crash. */
const lastWords = (errors: string): string => {
  const lines = errors.split('\n').map((line) => line.trim());
  const line = lines.findLast((one) => /error|cannot|fail/i.test(one)) ?? lines.findLast((one) => one !== '');
  return line === undefined ? '' : ` (${line.slice(0, 200)})`;
};

const probeNow = async (name: BackendName, options: ProbeOptions): Promise<Probe> => {
  const ended = await runChild(name, options.limit ?? LIMITS[name], options);
  if (ended.trouble) return { name, ok: false, why: ended.trouble + lastWords(ended.errors), gflops: 0 };
  const line = ended.output.split('\n').findLast((one) => one.startsWith('{'));
  if (line === undefined) return { name, ok: false, why: 'its test said nothing', gflops: 0 };
  const found = JSON.parse(line) as Probe;
  // Dawn says on stderr why it passed an adapter over.
  const warning = /^Warning: (.{1,200})/m.exec(ended.errors)?.[1];
  return found.ok || !warning ? found : { ...found, why: `${found.why} (${warning})` };
};

const known = new Map<BackendName, Promise<Probe>>();

/** Tests a back end in a child process. Without options the first answer is kept for later callers. */
export const probe = (name: BackendName, options?: ProbeOptions): Promise<Probe> => {
  if (options) return probeNow(name, options);
  const found = known.get(name) ?? probeNow(name, {});
  known.set(name, found);
  return found;
};
