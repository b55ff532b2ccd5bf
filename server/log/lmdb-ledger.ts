// The ledger on disk, beside the log: holds outlive the server, and one transaction gives a key to one
// of any number of processes.

import { open } from 'lmdb';
import { RejectionError } from '../../shared/result.ts';
import { HOLD_MS, type Ledger } from '../episode/ledger.ts';

interface Hold {
  readonly holder: string;
  readonly until: number;
}

export interface LmdbLedger extends Ledger {
  close(): Promise<void>;
}

const failed = (path: string, error: unknown): RejectionError =>
  new RejectionError(
    'log-failed',
    `The ledger ${path} cannot be used (${error instanceof Error ? error.message : String(error)}); ` +
      'make the folder writable, or move the file away: only holds on shared stock are in it.',
  );

/** Opens or makes the ledger. `now`: ms since 1970. Throws RejectionError `log-failed`. */
export const openLmdbLedger = (path: string, now: () => number): LmdbLedger => {
  const openTable = (): ReturnType<typeof open<Hold, string>> => {
    try {
      return open<Hold, string>({ path, overlappingSync: false, eventTurnBatching: false });
    } catch (error) {
      throw failed(path, error);
    }
  };
  const holds = openTable();
  const takeAll = (keys: readonly string[], holder: string): boolean => {
    const at = now();
    const free = (key: string): boolean => {
      const hold = holds.get(key);
      return !hold || hold.holder === holder || hold.until <= at;
    };
    if (!keys.every(free)) return false;
    for (const key of keys) holds.putSync(key, { holder, until: at + HOLD_MS });
    return true;
  };
  return {
    take: (keys, holder) => {
      try {
        return holds.transactionSync(() => takeAll(keys, holder));
      } catch (error) {
        throw failed(path, error);
      }
    },
    close: () => holds.close(),
  };
};
