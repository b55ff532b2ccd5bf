// The back end that tests of policies and learning run on: PARLOR_BACKEND (native, webgpu, wasm or cpu), else
// wasm, which is everywhere. test/every-backend.test.ts runs them on the others that this machine has.

import { existsSync } from 'node:fs';
import { type BackendName, isBackend } from '../../server/policy/backends/names.ts';

const asked = process.env.PARLOR_BACKEND || 'wasm';
if (!isBackend(asked)) throw new Error(`PARLOR_BACKEND names no back end: ${asked}`);
export const BACKEND: BackendName = asked;

const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/**
 * What a process needs around it to see an adapter at all: Debian's chromium brings a software Vulkan that
 * WebGPU accepts; slow, but right. Empty where it is not there, or where somebody has named a driver.
 */
export const adapterEnv: Readonly<Record<string, string>> =
  existsSync(SWIFTSHADER) && !process.env.VK_ICD_FILENAMES ? { VK_ICD_FILENAMES: SWIFTSHADER } : {};
