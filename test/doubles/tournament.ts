// A tournament on the command line that is killed in the middle and gone on with.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs `parlor ARGS` and kills it as a crash would once it has told of `after` games; resolves with how many
 * it told of. Rejects where it came to its end before. */
export const killedAfter = (args: readonly string[], after: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/parlor.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: '', PORT: '', LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'ignore', 'pipe'],
      // The command runs below a Node of its own: both are to be gone.
      detached: true,
    });
    let told = 0;
    let killed = false;
    child.stderr.on('data', (chunk: Buffer) => {
      for (const [, played] of chunk.toString().matchAll(/(\d+) of \d+ games played/g)) told = Number(played);
      if (told < after || killed) return;
      killed = true;
      process.kill(-(child.pid as number), 'SIGKILL');
    });
    child.once('close', (code) =>
      killed ? resolve(told) : reject(new Error(`it ended by itself (${code}) after ${told} games`)),
    );
  });
