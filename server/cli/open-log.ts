// The log as commands use it, under the folder that --data names.

import { openLmdbTurnLog } from '../log/lmdb-turn-log.ts';
import type { TurnLog } from '../log/turn-log.ts';

/** Opens the log of this folder; `read` looks on beside a running server. */
export const openLog = (data: string, mode: 'read' | 'write'): TurnLog =>
  openLmdbTurnLog(`${data}/log`, { readOnly: mode === 'read' });
