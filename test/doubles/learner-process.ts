// The learner among the processes that a server has started (Linux).

import { readFileSync } from 'node:fs';
import type { ServerProcess } from './server.ts';

/** Its process id. */
export const learnerOf = ({ process: { pid } }: ServerProcess): number => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const found = children.find((one) =>
    readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('live-process.ts'),
  );
  if (found === undefined) throw new Error('the server has no learner');
  return found;
};
