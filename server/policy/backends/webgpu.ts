// WebGPU through Dawn's binding for Node. TensorFlow's package expects a browser's `navigator.gpu`, and
// looks for it when it is imported.

import { setBackend } from '@tensorflow/tfjs-core';
import { create, globals } from 'webgpu';
import type { Started } from './names.ts';

/** Vulkan drivers that compute on the CPU; one of them is right for tests only. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software/i;

export const start = async (): Promise<Started> => {
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no Vulkan, Metal or D3D12 adapter that WebGPU accepts was found');
  Object.assign(globalThis, globals);
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await setBackend('webgpu'))) throw new Error('the adapter was found, but no device could be opened');
  const { vendor, architecture, device, description } = adapter.info;
  const about = [description || device, architecture || vendor].filter(Boolean).join(', ');
  const software =
    adapter.info.isFallbackAdapter || SOFTWARE.test(Object.values(adapter.info).join(' ') + about);
  return {
    about: `WebGPU on ${about || 'an unnamed adapter'}`,
    tolerance: 2e-3,
    ...(software ? { lastResort: `its adapter (${about}) computes on the CPU, slower than wasm` } : {}),
  };
};
