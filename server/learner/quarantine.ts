// Who and what must not be learned from: names of people and ids of episodes, one a line, kept by whoever
// runs the server.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines of a file; none where there is no file. */
export const linesOf = (path: string): ReadonlySet<string> =>
  new Set(
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .map((line) => line.trim())
      : [],
  );

/** What DATA/training/quarantine.txt says now. */
export const quarantined = (data: string): ReadonlySet<string> =>
  linesOf(join(data, 'training', 'quarantine.txt'));
