// Loaded before a program (NODE_OPTIONS=--import): while the file that FULL_DISK names is there, no checkpoint
// can be written, as on a full disk. Turn log and database write as ever.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const open = fs.openSync;
fs.openSync = (path, ...rest) => {
  const full = fs.existsSync(process.env.FULL_DISK ?? '') && /\.ckpt\..*part$/.test(String(path));
  if (full)
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 });
  return open(path, ...rest);
};
syncBuiltinESMExports();
