// Plain JavaScript: always there, about 30 times slower than wasm.

import '@tensorflow/tfjs-backend-cpu';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';
import type { Started } from './names.ts';

export const start = async (): Promise<Started> => {
  // Else it advertises the native package on stderr.
  enableProdMode();
  if (!(await setBackend('cpu'))) throw new Error('the cpu back end did not start');
  return { about: 'plain JavaScript, one thread', tolerance: 1e-4 };
};
