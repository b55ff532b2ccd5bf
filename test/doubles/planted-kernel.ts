// Loaded before a back end's self-test: spoils what PLANT names, as a broken driver or build would.

import '@tensorflow/tfjs-backend-cpu';
import {
  getKernel,
  type KernelConfig,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

interface Holder {
  data: { get(id: object): { values: Float32Array } };
}

/** The largest number of the kernel's answer is 1% too large. */
export const spoil = (name: string): void => {
  const { kernelFunc, ...rest }: KernelConfig = getKernel(name, 'cpu');
  unregisterKernel(name, 'cpu');
  registerKernel({
    ...rest,
    kernelFunc: (call) => {
      const out = kernelFunc(call) as TensorInfo;
      const { values } = (call.backend as Holder).data.get(out.dataId);
      const worst = values.reduce((best, x, n) => (Math.abs(x) > Math.abs(values[best] ?? 0) ? n : best), 0);
      values[worst] = (values[worst] ?? 0) * 1.01 + (out.dtype === 'float32' ? 0 : 1);
      return out;
    },
  });
};

const PLANTS: Record<string, () => void> = {
  crash: () => process.abort(),
  hang: () => {
    for (;;) performance.now();
  },
  silence: () => process.exit(0),
};

const plant = process.env.PLANT;
if (plant) (PLANTS[plant] ?? (() => spoil(plant)))();
