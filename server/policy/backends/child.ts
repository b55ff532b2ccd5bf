// Runs in a process of its own: starts the back end named in the arguments, tests it, and prints what
// it found as one line of JSON. A crash or a hang here costs nobody anything.

import { isBackend, type Probe } from './names.ts';
import { matMulRate, selfTest } from './self-test.ts';
import { startBackend } from './start.ts';

const test = async (name: string): Promise<Probe> => {
  if (!isBackend(name)) throw new Error(`no back end is called ${name}`);
  const started = await startBackend(name);
  const failures = await selfTest(started.tolerance);
  if (failures.length > 0)
    return { name, ok: false, why: `wrong answers: ${failures.slice(0, 3).join('; ')}`, gflops: 0 };
  const gflops = Math.round((await matMulRate()) * 100) / 100;
  const { about: why, lastResort } = started;
  return { name, ok: true, why, gflops, ...(lastResort ? { lastResort } : {}) };
};

// A module that runs when imported, since it is a program: only ever started as a child.
const name = process.argv[2] ?? '';
try {
  process.stdout.write(`\n${JSON.stringify(await test(name))}\n`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const why = (message.split('\n')[0] ?? '').trim().replace(/\.$/, '');
  process.stdout.write(`\n${JSON.stringify({ name, ok: false, why, gflops: 0 })}\n`);
}
process.exit();
