// The one door to TensorFlow: nothing else in the project imports its packages. Call `openBackend` once
// before the first tensor is made. Operations are functions (`tf.add(a, b)`), not methods of tensors.

import { RejectionError } from '../../shared/result.ts';
import { BACKENDS, type BackendName, isBackend, type Probe } from './backends/names.ts';
import { probe } from './backends/probe.ts';
import { startBackend } from './backends/start.ts';

export * as tf from '@tensorflow/tfjs-core';
export { BACKENDS, type BackendName, type Probe, probe };

export interface Backend {
  readonly name: BackendName;
  /** One clause: version, adapter, threads. */
  readonly about: string;
  /** Measured by the self-test; undefined where that was done elsewhere. */
  readonly gflops: number | undefined;
}

export interface OpenOptions {
  /** Told which back end was taken and why others were not. Default: a line on stderr. */
  readonly say?: (line: string) => void;
  /** The self-test was passed in another process, such as the one that started this worker. */
  readonly tested?: boolean;
}

const toStderr = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const refusal = (name: BackendName, why: string): RejectionError =>
  new RejectionError('no-backend', `The back end ${name} cannot be used here: ${why}.`);

const start = async (name: BackendName, gflops?: number): Promise<Backend> => {
  try {
    return { name, about: (await startBackend(name)).about, gflops };
  } catch (error) {
    throw refusal(name, error instanceof Error ? error.message : String(error));
  }
};

const startTested = async ({ name, gflops }: Probe, say: (line: string) => void): Promise<Backend> => {
  const backend = await start(name, gflops);
  say(`back end ${name}: ${backend.about}, ${gflops} GFLOP/s`);
  return backend;
};

const forced = async (name: string, options: OpenOptions): Promise<Backend> => {
  if (!isBackend(name))
    throw new RejectionError(
      'no-backend',
      `There is no back end "${name}"; there are ${BACKENDS.join(', ')}.`,
    );
  if (options.tested) return start(name);
  const found = await probe(name);
  if (!found.ok) throw refusal(name, found.why);
  return startTested(found, options.say ?? toStderr);
};

/**
 * Makes a back end the one of this process: `name`, else PARLOR_BACKEND, else the first of native,
 * webgpu, wasm and cpu that passes its self-test. Says which was taken and why others were not.
 * @throws RejectionError where a back end that was asked for by name does not pass, or none does
 */
export const openBackend = async (name?: string, options: OpenOptions = {}): Promise<Backend> => {
  const asked = name ?? process.env.PARLOR_BACKEND;
  if (asked) return forced(asked, options);
  const say = options.say ?? toStderr;
  for (const one of BACKENDS) {
    const found = await probe(one);
    if (found.ok && !found.lastResort) return startTested(found, say);
    say(`back end ${one} not used: ${found.ok ? found.lastResort : found.why}`);
  }
  throw new RejectionError('no-backend', 'No back end passed its self-test; `parlor doctor` tells why.');
};
