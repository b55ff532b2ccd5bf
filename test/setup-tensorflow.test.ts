// `parlor setup tensorflow` with tools that fail at each step: nothing that was there may change.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { cudaPackages, setupTensorflow } from '../server/policy/backends/setup/tensorflow.ts';
import { outcome, pipWith, setupTools } from './doubles/setup-tools.ts';

/** A wheel of 4 entries of one letter each: two libraries, a header, and a file that nobody wants. */
const WHEEL =
  'UEsDBBQAAAAIAF1odV2DFtyMAwAAAAEAAAAgAAAAdGVuc29yZmxvdy9saWJ0ZW5zb3JmbG93X2NjLnNvLjKrAABQSwMEFAAAAAgAXWh1XYMW3IwDAAAAAQAAACcAAAB0ZW5zb3JmbG93L2xpYnRlbnNvcmZsb3dfZnJhbWV3b3JrLnNvLjKrAABQSwMEFAAAAAgAXWh1XYMW3IwDAAAAAQAAACcAAAB0ZW5zb3JmbG93L2luY2x1ZGUvdGVuc29yZmxvdy9jL2NfYXBpLmirAABQSwMEFAAAAAgAXWh1XYMW3IwDAAAAAQAAAB0AAAB0ZW5zb3JmbG93L3B5dGhvbi91bndhbnRlZC5weasAAFBLAQIUAxQAAAAIAF1odV2DFtyMAwAAAAEAAAAgAAAAAAAAAAAAAACAAQAAAAB0ZW5zb3JmbG93L2xpYnRlbnNvcmZsb3dfY2Muc28uMlBLAQIUAxQAAAAIAF1odV2DFtyMAwAAAAEAAAAnAAAAAAAAAAAAAACAAUEAAAB0ZW5zb3JmbG93L2xpYnRlbnNvcmZsb3dfZnJhbWV3b3JrLnNvLjJQSwECFAMUAAAACABdaHVdgxbcjAMAAAABAAAAJwAAAAAAAAAAAAAAgAGJAAAAdGVuc29yZmxvdy9pbmNsdWRlL3RlbnNvcmZsb3cvYy9jX2FwaS5oUEsBAhQDFAAAAAgAXWh1XYMW3IwDAAAAAQAAAB0AAAAAAAAAAAAAAIAB0QAAAHRlbnNvcmZsb3cvcHl0aG9uL3Vud2FudGVkLnB5UEsFBgAAAAAEAAQAQwEAAA8BAAAAAA==';

/** npm pack SPEC --silent --pack-destination DIR */
const NPM = `[ "$1" = pack ] || exit 0
mkdir -p "$5/made/package" && echo '{}' > "$5/made/package/package.json"
tar -czf "$5/some.tgz" -C "$5/made" package && echo some.tgz`;
/** A compiler whose product is no library. */
const COMPILER = `[ "$1" = --version ] && exit 0
while [ $# -gt 1 ]; do shift; done
echo rubbish > "$1"`;

const made = setupTools({
  npm: NPM,
  python3: pipWith(WHEEL, 'tensorflow_cpu-1-cp311-cp311-manylinux_2_17_x86_64.whl'),
  'g++': COMPILER,
});
const { tool } = made;
let folder = '';
beforeEach(() => {
  folder = join(made.root, 'parlor/tensorflow');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), 'what was there');
});

const setup = async (): Promise<{ said: string[]; why: string }> => {
  const said: string[] = [];
  const why = await outcome(setupTensorflow({ variant: 'cpu', folder, say: (line) => said.push(line) }));
  return { said, why };
};

const nothingChanged = (): void => {
  expect(readdirSync(join(made.root, 'parlor'))).toEqual(['tensorflow']);
  expect(readdirSync(folder)).toEqual(['manifest.json']);
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('what was there');
};

test('a package that cannot be fetched leaves all as it was, and says why', async () => {
  tool('npm', `[ "$1" = pack ] || exit 0\necho "the registry is out of reach" >&2; exit 1`);
  const { why } = await setup();
  expect(why).toContain('the registry is out of reach');
  nothingChanged();
});

test('a wheel that cannot be fetched leaves all as it was, and says why', async () => {
  tool('python3', `[ "$3" = download ] || exit 0\necho "no matching distribution" >&2; exit 1`);
  expect((await setup()).why).toContain('no matching distribution');
  nothingChanged();
});

test('a compiler that fails leaves all as it was, and shows what it said', async () => {
  tool('g++', `[ "$1" = --version ] && exit 0\necho "tfjs_backend.cc:1: error: no such thing" >&2; exit 1`);
  const { why, said } = await setup();
  expect(why).toContain('no such thing');
  expect(said.at(-1)).toContain('compiling');
  nothingChanged();
});

test('a library that does not pass the self-test is not put in place', async () => {
  const { why, said } = await setup();
  expect(why).toContain('What was built does not work');
  expect(said.at(-1)).toContain('testing');
  nothingChanged();
});

test('everything that is missing is named at once', async () => {
  vi.stubEnv('PATH', made.tools);
  rmSync(join(made.tools, 'g++'));
  rmSync(join(made.tools, 'python3'));
  const { why } = await setup();
  expect(why).toMatch(/missing: a C\+\+ compiler .*apt-get install g\+\+.*; .*tar.*; pip/);
  nothingChanged();
});

test('what a killed setup left behind is cleared away', async () => {
  const left = join(made.root, 'parlor/building-999999999');
  mkdirSync(left);
  await setup();
  expect(existsSync(left)).toBe(false);
});

test('the packages that a wheel wants for CUDA are read with their versions', () => {
  const metadata = `Name: tensorflow
Requires-Dist: numpy>=1.26.0
Requires-Dist: nvidia-cublas-cu12 (<13.0,>=12.5.3.2) ; extra == 'and-cuda'
Requires-Dist: nvidia-cudnn-cu12<10.0,>=9.3.0.75; extra == "and-cuda"
`;
  expect(cudaPackages(metadata)).toEqual([
    'nvidia-cublas-cu12<13.0,>=12.5.3.2',
    'nvidia-cudnn-cu12<10.0,>=9.3.0.75',
  ]);
});
