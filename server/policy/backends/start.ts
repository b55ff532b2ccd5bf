// Starts one back end in this process. Each module is loaded only when its back end is wanted.

import '@tensorflow/tfjs-layers'; // for its side effect: it registers the gradients
import type { BackendName, Started } from './names.ts';

const STARTS: Record<BackendName, () => Promise<{ start(): Promise<Started> }>> = {
  native: () => import('./native.ts'),
  webgpu: () => import('./webgpu.ts'),
  wasm: () => import('./wasm.ts'),
  cpu: () => import('./cpu.ts'),
};

/** Both bring an LLVM of their own (TensorFlow's, and that of a software Vulkan), and its symbols clash. */
const CLASHES: Partial<Record<BackendName, BackendName>> = { native: 'webgpu', webgpu: 'native' };

const loaded = new Set<BackendName>();

/**
 * Makes `name` the back end of this process; no self-test.
 * @throws Error with the reason, in words, where it cannot start here
 */
export const startBackend = async (name: BackendName): Promise<Started> => {
  const clash = CLASHES[name];
  if (clash !== undefined && loaded.has(clash))
    throw new Error(`${name} and ${clash} cannot run in one process`);
  const started = await (await STARTS[name]()).start();
  loaded.add(name);
  return started;
};
