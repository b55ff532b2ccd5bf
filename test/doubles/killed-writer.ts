// A program that dies while it writes a checkpoint over the one named in its arguments: everything is in
// the temporary file, and the file has not been put in place yet.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { readCheckpoint, writeCheckpoint } from '../../server/policy/checkpoint.ts';

const path = process.argv[2] ?? '';
const { header, weights, moments } = readCheckpoint(path);
fs.renameSync = () => {
  process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
writeCheckpoint(path, { header: { ...header, update: header.update + 1 }, weights, moments });
