// Run as a child: walks through every row of a data file and its free list, so that whatever LMDB
// makes of a damaged page happens here. Leaves with 0 if the whole file could be read.

import { ABORT, type Database, type Key } from 'lmdb';
import { openTables } from './tables.ts';

const SCRATCH_ROWS = 256;

/** Rows that a walk finds and that can be looked up; LMDB ends a walk early at some damaged pages. */
const countRows = <K extends Key>(table: Database<Buffer, K>): number => {
  let rows = 0;
  for (const { key } of table.getRange({})) if (table.get(key)) rows++;
  return rows;
};

const checkTable = <K extends Key>(name: string, table: Database<Buffer, K>): void => {
  const { entryCount } = table.getStats() as { entryCount: number };
  const rows = countRows(table);
  if (rows !== entryCount) throw new Error(`${name} has ${rows} rows of ${entryCount}`);
};

const walk = (path: string): void => {
  const tables = openTables(path, false);
  checkTable('meta', tables.meta);
  checkTable('entries', tables.entries);
  checkTable('index', tables.index);
  checkTable('ids', tables.ids);
  checkTable('live', tables.live);
  tables.root.transactionSync(() => {
    // Takes pages from the free list; the transaction is dropped.
    for (let n = 0; n < SCRATCH_ROWS; n++) tables.ids.put(`probe ${n}`, Buffer.alloc(1000));
    return ABORT;
  });
};

/** Leaves at once: closing could write to a file that is damaged. */
const main = (path: string): never => {
  try {
    walk(path);
  } catch (error) {
    process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  process.exit(0);
};

if (import.meta.main) main(process.argv[2] ?? '');
