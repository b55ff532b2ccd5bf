// Policies and learning on every other back end that this machine has: the same tests as on wasm, in a run of
// their own. `PARLOR_BACKEND=cpu npx vitest run FILES` does one by hand.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { BACKENDS, type BackendName, type Probe, probe } from '../server/policy/tf.ts';
import { adapterEnv, BACKEND } from './doubles/backend.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VITEST = join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');
const ALL = ['network', 'learner', 'self-play', 'learning-from-log', 'live-feed'].map(
  (name) => `test/${name}.test.ts`,
);
/** What is bearable in plain JavaScript, and on an adapter that computes on the CPU. */
const WITHOUT_LONG = [...ALL, '-t', '^(?!.*(finds the best play|stays close to a reference))'];
const FEW = [
  'test/network.test.ts',
  'test/learner.test.ts',
  '-t',
  'gradient|weights|batch|no tensor|not a number|together',
];
const partFor = ({ name, lastResort }: Probe): readonly string[] =>
  lastResort ? FEW : name === 'cpu' ? WITHOUT_LONG : ALL;

const run = (args: readonly string[], backend: BackendName): Promise<string> =>
  new Promise((resolve) => {
    const env = { ...process.env, ...adapterEnv, PARLOR_BACKEND: backend, VITEST_MAX_WORKERS: '1' };
    const all = [VITEST, 'run', '--testTimeout', '240000', ...args];
    execFile(process.execPath, all, { cwd: ROOT, env, maxBuffer: 1 << 24 }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });

for (const name of BACKENDS) {
  if (name === BACKEND) continue;
  const found = await probe(name, name === 'webgpu' ? { env: adapterEnv } : undefined);
  if (!found.ok) {
    test(`${name} is not here (${found.why}), which only native and webgpu may be`, () => {
      expect(['native', 'webgpu']).toContain(name);
    });
    continue;
  }
  test(`${name} carries policies and learning as ${BACKEND} does`, { timeout: 400_000 }, async () => {
    const said = await run(partFor(found), name);
    const [, passed = '0', failed = '?'] = /^(\d+) passed, (\d+) failed$/m.exec(said) ?? [];
    expect(failed, said.slice(-4000)).toBe('0');
    expect(Number(passed)).toBeGreaterThanOrEqual(found.lastResort ? 6 : 30);
  });
}
