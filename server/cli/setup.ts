// parlor setup tensorflow: the fast native back end, built for this machine.

import { setupTensorflow } from '../policy/backends/setup/tensorflow.ts';
import { likelyVariant, type Variant } from '../policy/backends/setup/tools.ts';
import { probe } from '../policy/tf.ts';
import { type Common, finish } from './output.ts';
import { reporter } from './progress.ts';

export interface SetupFlags extends Common {
  variant?: Variant;
  tensorflow?: string;
  force?: boolean;
}

/** Builds the native back end unless one works already (`--force` builds it anew). */
export const setupTensorflowCommand = async (flags: SetupFlags): Promise<void> => {
  const say = reporter();
  const began = performance.now();
  const before = flags.force ? undefined : await probe('native');
  if (before?.ok) {
    const { why, gflops } = before;
    return finish(
      flags,
      { ok: true, built: false, why, gflops },
      `native works already: ${why}, ${gflops} GFLOP/s`,
    );
  }
  if (before) say(`native does not work yet: ${before.why}`);
  const {
    manifest,
    folder,
    probe: found,
  } = await setupTensorflow({
    variant: flags.variant ?? likelyVariant(),
    say,
    ...(flags.tensorflow === undefined ? {} : { version: flags.tensorflow }),
  });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const { why, gflops } = found;
  if (manifest.library.startsWith('tensorflow ') && !why.includes('GPU'))
    say('it was built for CUDA, but sees no GPU here; is the driver loaded?');
  finish(
    flags,
    { ok: true, built: true, why, gflops, folder, seconds, ...manifest },
    `native works: ${why}, ${gflops} GFLOP/s; built in ${seconds} s in ${folder}`,
  );
};
