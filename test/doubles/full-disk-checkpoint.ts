// A program whose files may not grow past a limit set from outside (ulimit -f): writes a checkpoint that
// does not fit over the one named in its arguments, and prints what came of it.

import { readCheckpoint, writeCheckpoint } from '../../server/policy/checkpoint.ts';
import { shapeOf } from '../../server/policy/shape.ts';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { echo } from '../scenarios/echo/index.ts';
import { checkpointOf } from './checkpoints.ts';

process.on('SIGXFSZ', () => undefined);
const path = process.argv[2] ?? '';
const shape = shapeOf(echo as Scenario, { hidden: 64 });
const { header } = readCheckpoint(path);
try {
  writeCheckpoint(path, checkpointOf(echo as Scenario, 'echo', { ...header, shape }));
  process.stdout.write('written');
} catch (error) {
  if (!(error instanceof RejectionError)) throw error;
  process.stdout.write(`${error.code}: ${error.message}`);
}
