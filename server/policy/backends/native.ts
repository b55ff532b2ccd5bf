// libtensorflow through the binding of @tensorflow/tfjs-node: either the one that `parlor setup
// tensorflow` made for this machine, or that of an installed @tensorflow/tfjs-node-gpu.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import util from 'node:util';
import { type KernelBackend, registerBackend, setBackend } from '@tensorflow/tfjs-core';
import type { Started } from './names.ts';
import { mendNativeKernels } from './native-kernels.ts';

/** Where setup puts what it built; not in version control, and not data. */
export const NATIVE_FOLDER = fileURLToPath(new URL('../../../.parlor/tensorflow/', import.meta.url));
export const NATIVE_PACKAGE = '@tensorflow/tfjs-node-gpu';

/** What setup says of its work. */
export interface Manifest {
  /** For example "tensorflow-cpu 2.21.0". */
  readonly library: string;
  readonly binding: string;
  readonly platform: string;
}

/** The two functions that Node 23 dropped from util and the binding's scripts still call. */
const bringBackUtil = (): void => {
  const gone = util as typeof util & Record<string, unknown>;
  gone.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  gone.isArray ??= Array.isArray;
};

interface KernelBackendModule {
  NodeJSKernelBackend: new (
    binding: unknown,
    packageName: string,
  ) => KernelBackend & { isUsingGpuDevice: boolean };
}

const fromFolder = async (folder: string): Promise<Started> => {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const load = createRequire(join(folder, 'manifest.json'));
  load('@tensorflow/tfjs-node/dist/register_all_kernels.js');
  const { NodeJSKernelBackend }: KernelBackendModule = load(
    '@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js',
  );
  const backend = new NodeJSKernelBackend(load('./binding/tfjs_binding.node'), '@tensorflow/tfjs-node');
  registerBackend('tensorflow', () => backend, 3);
  if (!(await setBackend('tensorflow'))) throw new Error('libtensorflow did not start');
  mendNativeKernels();
  const device = backend.isUsingGpuDevice ? 'GPU' : `CPU, threads: ${process.env.TF_NUM_INTRAOP_THREADS}`;
  return {
    about: `${manifest.library} on the ${device}`,
    // A GPU rounds the factors of matrix products to TF32.
    tolerance: backend.isUsingGpuDevice ? 2e-3 : 1e-4,
  };
};

const fromPackage = async (): Promise<Started> => {
  const require = createRequire(import.meta.url);
  require(NATIVE_PACKAGE);
  if (!(await setBackend('tensorflow'))) throw new Error('libtensorflow did not start');
  mendNativeKernels();
  return { about: `libtensorflow of ${NATIVE_PACKAGE}`, tolerance: 2e-3 };
};

const isInstalled = (): boolean => {
  try {
    createRequire(import.meta.url).resolve(NATIVE_PACKAGE);
    return true;
  } catch {
    return false;
  }
};

/** Set before the library is loaded; whoever sets one of them outside keeps it. */
const SETTINGS: Readonly<Record<string, string>> = {
  // Its own notices (which instruction sets it was built for) would drown what matters.
  TF_CPP_MIN_LOG_LEVEL: '2',
  // Handing pieces of a small product to other threads takes longer than the product: with 1 thread
  // instead of 2, a training step takes 0.8 of the time and an answer half. Play and learning run in
  // processes of their own beside each other anyway.
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  // oneDNN sets up primitives for every new size; batches here come in many.
  TF_ENABLE_ONEDNN_OPTS: '0',
  // Else the first process takes all of a GPU's memory.
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
};

export const start = async (): Promise<Started> => {
  for (const [name, value] of Object.entries(SETTINGS)) process.env[name] ??= value;
  bringBackUtil();
  const named = process.env.PARLOR_TENSORFLOW;
  const folder = resolve(named ?? NATIVE_FOLDER);
  if (existsSync(join(folder, 'manifest.json'))) return fromFolder(folder);
  if (named !== undefined) throw new Error(`no library of \`npx parlor setup tensorflow\` lies in ${named}`);
  if (isInstalled()) return fromPackage();
  throw new Error(`neither ${NATIVE_PACKAGE} nor a library of \`npx parlor setup tensorflow\` is installed`);
};
