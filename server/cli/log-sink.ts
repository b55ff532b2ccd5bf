// The log as commands use it: opened from --data, and as a place where headless play puts its episodes.

import type { Entry, Header } from '../../shared/turn.ts';
import { openLmdbTurnLog } from '../log/lmdb-turn-log.ts';
import type { LogEntry, TurnLog } from '../log/turn-log.ts';

/** Opens the log of this folder; `read` looks on beside a running server. */
export const openLog = (data: string, mode: 'read' | 'write'): TurnLog =>
  openLmdbTurnLog(`${data}/log`, { readOnly: mode === 'read' });

export interface LogSink {
  record(header: Header): (entry: Entry) => void;
  /** Lets writes catch up; call between episodes. */
  pause(): Promise<void> | undefined;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Entries between two flushes: few enough to be gone before the collector calls them old. */
const BATCH = 2048;

/** Collects an episode's entries and notes them together at its end. */
export const logSink = (data: string): LogSink => {
  const log = openLog(data, 'write');
  let noted = 0;
  return {
    record: (header) => {
      log.open(header);
      let waiting: LogEntry[] = [];
      return (entry) => {
        if (entry.type === 'header') return;
        waiting.push(entry);
        if (entry.type !== 'end' && waiting.length < 256) return;
        noted += waiting.length;
        if (!log.note(header.episode, waiting)) noted += BATCH;
        waiting = [];
      };
    },
    pause: () => {
      if (noted < BATCH) return undefined;
      noted = 0;
      return log.flush();
    },
    flush: () => log.flush(),
    close: () => log.close(),
  };
};
