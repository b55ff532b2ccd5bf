// Installs llama.cpp for Node from published packages: its scripts with exactly the dependencies of the lock file
// here, and the prebuilt binary for this machine. Nothing of them is run before a model has been loaded and has
// spoken, and the installation is put in place only then.

import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RejectionError } from '../../../shared/result.ts';
import { fetchPackage } from '../../packages/fetch.ts';
import { firstThatWorks, run, works } from '../../packages/run.ts';
import { inStage, mega } from '../../packages/stage.ts';
import type { CatalogueEntry } from '../catalogue.ts';
import { checkedPath, faultAtSight, runtimeFolder } from '../folder.ts';
import { measure } from '../measure.ts';
import { pull, type Say } from '../pull.ts';
import { openEmbedded } from './embedded.ts';
import type { Manifest, Variant } from './runtime.ts';

const PACKAGES = fileURLToPath(new URL('./packages/', import.meta.url));

/** Prebuilt binaries by what they run on. */
const BINARIES: Record<Variant, Readonly<Record<string, readonly string[]>>> = {
  cpu: { 'linux-x64': ['linux-x64'], 'linux-arm64': ['linux-arm64'] },
  cuda: { 'linux-x64': ['linux-x64-cuda', 'linux-x64-cuda-ext'] },
  vulkan: { 'linux-x64': ['linux-x64-vulkan'] },
};
/** Scripts, and the unpacked binaries with the archive beside them, in bytes. */
const ROOM: Record<Variant, number> = { cpu: 3e8, cuda: 3e9, vulkan: 5e8 };

/** A slow machine, and others beside it. */
const VERIFY_MS = 120_000;

export interface SetupOptions {
  readonly folder: string;
  readonly variant: Variant;
  /** The model that it is tested with; pulled where it is not there. */
  readonly entry: CatalogueEntry;
  readonly say: Say;
}

export interface SetupReport {
  readonly manifest: Manifest;
  /** What the test found. */
  readonly about: string;
  readonly tokensPerSecond: number;
}

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
}

/** What the lock file says of a package. */
const locked = (name: string): Locked => {
  const lock: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync(join(PACKAGES, 'package-lock.json'), 'utf8'),
  );
  return lock.packages[`node_modules/${name}`] ?? {};
};
const versionHere = (): string => locked('node-llama-cpp').version ?? '';

/** Removes a package's archive once it is found to be the one that the lock file names. */
const checkArchive = (name: string, archive: string): void => {
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== locked(name).integrity)
    throw new RejectionError('no-backend', `What came for ${name} has not the hash of the lock file.`);
  rmSync(archive);
};

const bytesBelow = (folder: string): number =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .reduce(
          (sum, entry) =>
            sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
          0,
        )
    : 0;

/** Runs `work` and says every half a second how large the folder has become. */
const watched = async <T>(what: string, folder: string, say: Say, work: () => Promise<T>): Promise<T> => {
  say(what);
  const watch = setInterval(() => say(`${what}: ${mega(bytesBelow(folder))}`, true), 500);
  try {
    return await work();
  } finally {
    clearInterval(watch);
  }
};

/** No script of a package runs: llama.cpp's would download or compile. */
const installScripts = async (npm: string, stage: string, say: Say): Promise<void> => {
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(PACKAGES, file), join(stage, file));
  const flags = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--silent'];
  await watched(`fetching node-llama-cpp ${versionHere()}`, join(stage, 'node_modules'), say, () =>
    run(npm, ['install', ...flags], { cwd: stage }),
  );
};

const installBinaries = async (
  npm: string,
  stage: string,
  names: readonly string[],
  say: Say,
): Promise<void> => {
  const scope = join(stage, 'node_modules/@node-llama-cpp');
  mkdirSync(scope, { recursive: true });
  for (const name of names) {
    const spec = `@node-llama-cpp/${name}@${versionHere()}`;
    const folder = join(scope, name);
    await watched(`fetching ${spec}`, folder, say, () =>
      fetchPackage({ npm, python: undefined }, spec, folder),
    );
    for (const file of readdirSync(folder))
      if (file.endsWith('.tgz')) checkArchive(`@node-llama-cpp/${name}`, join(folder, file));
  }
};

const binariesFor = (variant: Variant): readonly string[] => {
  const platform = `${process.platform}-${process.arch}`;
  const names = BINARIES[variant][platform];
  if (names) return names;
  throw new RejectionError('no-backend', `Setup knows no ${variant} binary of llama.cpp for ${platform}.`);
};

/** Loads the model with what was installed, and lets it speak. */
const verify = async (stage: string, options: SetupOptions): Promise<Omit<SetupReport, 'manifest'>> => {
  const { folder, entry, variant } = options;
  const setup = {
    runtime: stage,
    path: await checkedPath(folder, entry),
    name: entry.name,
    chat: entry.chat,
    variant,
    threads: 0,
    sequences: 8,
    contextTokens: 512,
  };
  const model = await openEmbedded(setup, { timeoutMs: VERIFY_MS });
  try {
    const { tokensPerSecond } = await measure(model);
    return { about: model.about, tokensPerSecond };
  } finally {
    await model.close();
  }
};

/**
 * Fetches, tests and installs llama.cpp, and pulls the model that it is tested with.
 * @throws RejectionError or ModelError with the reason; then the installation is what it was
 */
export const setupLlm = async (options: SetupOptions): Promise<SetupReport> => {
  const { folder, variant, entry, say } = options;
  const names = binariesFor(variant);
  const npm = firstThatWorks(['npm'], ['--version']);
  if (!npm || !works('tar', ['--version']))
    throw new RejectionError('no-backend', 'Language models cannot be set up here; missing: npm or tar.');
  if (faultAtSight(folder, entry)) await pull(entry, { folder, say });
  return inStage(runtimeFolder(folder), { room: ROOM[variant], code: 'no-backend' }, async (stage) => {
    await installScripts(npm, stage, say);
    await installBinaries(npm, stage, names, say);
    const platform = `${process.platform}-${process.arch}`;
    const manifest: Manifest = { version: versionHere(), variant, platform };
    writeFileSync(join(stage, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    say(`testing it with ${entry.name}`);
    return { manifest, ...(await verify(stage, options)) };
  });
};
