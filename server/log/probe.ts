// Run as a child: walks through every row of a data file and its free list, so that whatever LMDB
// makes of a damaged page happens here. Leaves with 0 if the whole file could be read.

import { ABORT } from 'lmdb';
import { openTables } from './tables.ts';

const SCRATCH_ROWS = 256;

const walk = async (path: string): Promise<void> => {
  const tables = openTables(path, false);
  let sum = 0;
  for (const table of [tables.meta, tables.entries, tables.index, tables.ids, tables.live])
    for (const { value } of table.getRange({})) sum += (value[0] ?? 0) + (value.at(-1) ?? 0);
  tables.root.transactionSync(() => {
    // Takes pages from the free list; the transaction is dropped.
    for (let n = 0; n < SCRATCH_ROWS; n++) tables.ids.put(`probe ${n} ${sum}`, Buffer.alloc(1000));
    return ABORT;
  });
  await tables.root.close();
};

if (import.meta.main) await walk(process.argv[2] ?? '');
