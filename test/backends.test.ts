// Back ends: what is wrong is found before it is used, and whatever this machine has passes one suite.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { BACKENDS, type BackendName, type Probe, probe } from '../server/policy/tf.ts';
import { adapterEnv } from './doubles/backend.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const probeHere = (name: BackendName): Promise<Probe> =>
  probe(name, name === 'webgpu' ? { env: adapterEnv } : undefined);

const node = async (program: string, args: string[], more: NodeJS.ProcessEnv = {}): Promise<string> => {
  const all = ['--no-warnings', at(program), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, all, {
    env: { ...process.env, PARLOR_BACKEND: '', ...more },
    timeout: 60_000,
  });
  return stdout;
};
const lastJson = (text: string) => JSON.parse(text.trim().split('\n').at(-1) ?? '');
/** Opens one in a process of its own, the best unless named. */
const choose = async (name?: string, more: NodeJS.ProcessEnv = {}) =>
  lastJson(await node('doubles/choose-backend.ts', name === undefined ? [] : [name], more));

/** Largest error as a part of the largest number. Differences of float32 sums are rougher than slopes. */
const ALLOWED: Record<BackendName, number> = { native: 5e-3, webgpu: 1e-3, wasm: 1e-4, cpu: 5e-3 };

for (const name of BACKENDS) {
  const found = await probeHere(name);
  if (found.ok)
    test(`${name} (${found.why}) passes the shared suite of values and gradients`, async () => {
      const { backend, errors, grown } = lastJson(await node('doubles/backend-suite.ts', [name], adapterEnv));
      expect(backend).toBe(name === 'native' ? 'tensorflow' : name);
      expect(Object.keys(errors).length).toBeGreaterThan(40);
      for (const [one, error] of Object.entries(errors)) expect(error, one).toBeLessThan(ALLOWED[name]);
      expect(grown).toBe(0);
    });
  else
    test(`${name} is not here: ${found.why}`, () => {
      expect(['native', 'webgpu']).toContain(name);
      expect(found).toEqual({ name, ok: false, why: expect.stringMatching(/\w{3}/), gflops: 0 });
    });
}

if ((await probeHere('native')).ok)
  test('native and webgpu are never in one process', async () => {
    expect((await choose('native,webgpu', adapterEnv)).refused).toContain('cannot run in one process');
  });

describe('the self-test', () => {
  const planted = (PLANT: string, limit = 20_000): Promise<Probe> =>
    probe('cpu', { preload: at('doubles/planted-kernel.ts'), env: { PLANT }, limit });

  test('passes where nothing is planted', async () => {
    expect(await planted('')).toMatchObject({ name: 'cpu', ok: true });
  });

  test.each([
    ['BatchMatMul', 'matMul'],
    ['GatherV2', 'gather'],
    ['UnsortedSegmentSum', 'gradient of gather'],
    ['OneHot', 'oneHot'],
    ['Softmax', 'softmax'],
    ['Transpose', 'transpose'],
    ['Concat', 'concat'],
    ['Select', 'where'],
    ['Sum', 'sum over rows'],
    ['Step', 'gradient of'],
    ['Tanh', 'tanh'],
  ])('finds a %s that is 1% off in one number', async (kernel, check) => {
    const found = await planted(kernel);
    expect(found).toMatchObject({ ok: false, gflops: 0, why: expect.stringContaining('wrong answers') });
    expect(found.why).toContain(check);
  });

  test('a crash of the child is a reason, and harms nobody', async () => {
    const found = await planted('crash');
    expect(found).toMatchObject({ ok: false, why: expect.stringContaining('SIGABRT') });
  });

  test('a child that hangs is ended at its time limit', async () => {
    const found = await planted('hang', 700);
    expect(found).toMatchObject({ ok: false, why: expect.stringContaining('longer than 0.7 s') });
  });

  test('a child that says nothing is not taken for a pass', async () => {
    expect(await planted('silence')).toMatchObject({ ok: false, why: expect.stringContaining('nothing') });
  });
});

describe('the choice', () => {
  test('takes the first that passes, and says which and why others were not', async () => {
    const { chosen, said } = await choose();
    const passed = [];
    for (const one of BACKENDS) passed.push(await probe(one));
    const first = passed.findIndex((one) => one.ok && !one.lastResort);
    expect(chosen).toMatchObject({ name: BACKENDS[first] });
    expect(chosen.gflops).toBeGreaterThan(0);
    expect(said).toHaveLength(first + 1);
    for (const [n, line] of said.entries())
      expect(line).toMatch(n < first ? `back end ${BACKENDS[n]} not used: ` : `back end ${BACKENDS[n]}: `);
  });

  test('a name, or PARLOR_BACKEND, forces one', async () => {
    expect((await choose('cpu')).chosen.name).toBe('cpu');
    expect((await choose(undefined, { PARLOR_BACKEND: 'wasm' })).chosen.name).toBe('wasm');
  });

  test('what was asked for and cannot be had is refused, with the reason', async () => {
    expect((await choose('abacus')).refused).toContain('native, webgpu, wasm, cpu');
    const { refused } = await choose('native', { PARLOR_TENSORFLOW: '/nowhere' });
    expect(refused).toMatch(/cannot be used here: no library .* lies in \/nowhere/);
  });

  test('an adapter that computes on the CPU is not chosen unasked', async () => {
    const found = await probeHere('webgpu');
    if (found.ok && /swiftshader|llvmpipe/i.test(found.why)) expect(found.lastResort).toContain('CPU');
    const { said } = await choose(undefined, { PARLOR_TENSORFLOW: '/nowhere', ...adapterEnv });
    expect(said[1]).toMatch(/^back end webgpu(:| not used: )/);
  });
});
