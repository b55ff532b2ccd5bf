// Fetches packages through their own clients, so that the user's mirrors, proxies and certificates
// hold: npm for the binding, pip for the library. Without pip, the index of PIP_INDEX_URL is read.

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RejectionError } from '../../shared/result.ts';
import { run } from './run.ts';

/** What fetching needs. */
export interface Fetchers {
  readonly npm: string;
  /** Python that has pip; without one, wheels come from the index that PIP_INDEX_URL names. */
  readonly python: string | undefined;
}

/** Told how many bytes are here so far. */
type Progress = (bytes: number) => void;

/** Fetches an npm package without running anything of it, into folder/package. */
export const fetchPackage = async (tools: Fetchers, spec: string, folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const said = await run(tools.npm, ['pack', spec, '--silent', '--pack-destination', folder]);
  const archive = said.trim().split('\n').at(-1) ?? '';
  await run('tar', ['-xzf', join(folder, basename(archive)), '-C', folder, '--strip-components=1']);
};

/** Tags that any wheel of this machine's kind has; the library in it does not depend on Python's version. */
const PYTHON = '3.11';
const machine = (): string => (process.arch === 'arm64' ? 'aarch64' : 'x86_64');
const platforms = (): string[] =>
  ['manylinux_2_28', 'manylinux_2_27', 'manylinux_2_17', 'manylinux2014'].map(
    (kind) => `${kind}_${machine()}`,
  );

const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => {
      // pip moves its files while they are counted.
      const found = statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false });
      return sum + (found?.size ?? 0);
    }, 0);

const withPip = async (python: string, spec: string, folder: string, progress: Progress): Promise<void> => {
  // The library is taken from a wheel for one certain Python; others are for the Python that is here.
  const abi = ['--python-version', PYTHON, '--implementation', 'cp', '--abi', `cp${PYTHON.replace('.', '')}`];
  const kinds = platforms().flatMap((platform) => ['--platform', platform]);
  const tags = spec.startsWith('tensorflow') ? [...abi, ...kinds] : [];
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', ...tags];
  const watch = setInterval(() => progress(bytesBelow(folder)), 500);
  try {
    // pip collects in the temporary folder what it downloads; below ours it can be counted and cleared.
    const env = { ...process.env, TMPDIR: folder, PIP_DISABLE_PIP_VERSION_CHECK: '1' };
    await run(python, [...args, '--quiet', '--no-cache-dir', '--dest', folder, spec], { env });
  } finally {
    clearInterval(watch);
  }
};

const answer = async (url: string | URL): Promise<Response> => {
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  if (!response.ok) throw new RejectionError('no-backend', `${url} answered ${response.status}.`);
  return response;
};

const sha256 = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

/** Reads the package's page in a simple index: links to its files, each with a hash behind it. */
const fromIndex = async (index: string, spec: string, folder: string, progress: Progress): Promise<void> => {
  const [name = '', version = ''] = spec.split('==');
  const page = new URL(`${name}/`, index.replace(/\/?$/, '/'));
  const links = [
    ...(await (await answer(page)).text()).matchAll(/href="([^"]+\.whl)#sha256=([0-9a-f]{64})"/g),
  ];
  const tags = `(cp${PYTHON.replace('.', '')}|py3).*manylinux.*${machine()}|py3-none-any`;
  const file = new RegExp(`-${version}-(${tags})\\.whl$`);
  const link = links.find((one) => file.test(decodeURIComponent(one[1] ?? '')));
  if (!link) throw new RejectionError('no-backend', `The index has no wheel of ${spec} for ${machine()}.`);
  const url = new URL(link[1] as string, page);
  const path = join(folder, basename(decodeURIComponent(url.pathname)));
  const { body } = await answer(url);
  if (!body) throw new RejectionError('no-backend', `${url} answered nothing.`);
  const watch = setInterval(() => progress(bytesBelow(folder)), 500);
  try {
    await pipeline(body, createWriteStream(path));
  } finally {
    clearInterval(watch);
  }
  if ((await sha256(path)) !== link[2])
    throw new RejectionError('no-backend', `What came for ${spec} has not the hash that the index gives.`);
};

/** Fetches one wheel, such as "tensorflow-cpu==2.21.0", and returns its path. */
export const fetchWheel = async (
  tools: Pick<Fetchers, 'python'>,
  spec: string,
  folder: string,
  progress: Progress,
): Promise<string> => {
  mkdirSync(folder, { recursive: true });
  const index = process.env.PIP_INDEX_URL;
  if (tools.python) await withPip(tools.python, spec, folder, progress);
  else if (index) await fromIndex(index, spec, folder, progress);
  const wheel = readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new RejectionError('no-backend', `No wheel of ${spec} came.`);
  return join(folder, wheel);
};
