// WebAssembly with SIMD, one thread: the package switches threads off in Node.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import type { Started } from './names.ts';
import { mendKernels } from './wasm-kernels.ts';

export const start = async (): Promise<Started> => {
  const main = fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm'));
  setWasmPaths(join(dirname(main), '/'));
  mendKernels();
  if (!(await setBackend('wasm'))) throw new Error('the wasm back end did not start');
  return { about: 'WebAssembly SIMD, one thread', tolerance: 1e-4 };
};
