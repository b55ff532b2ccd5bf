// The tables of a log in LMDB. An episode has a number, given in order of opening; its rows lie side
// by side under [number, n of the row's first entry], both 32 bits, big-endian. The index holds a
// summary an episode, written when it opens and when it ends; `live` names those in between.
//
// Plain synchronous commits on the writer's thread: a resolved batch is on disk, and a failed one
// rejects. (LMDB's overlapping sync is a little faster, but its flush promise never settles when
// the disk refuses.) Batching by event turn is off because a failed batch then rejects a second
// promise that nobody can catch.

import { type Database, open, type RootDatabase } from 'lmdb';
import { FORMAT } from './log-folder.ts';

export interface Tables {
  readonly root: RootDatabase<Buffer, string>;
  /** 'format', 'structures' */
  readonly meta: Database<Buffer, string>;
  readonly entries: Database<Buffer, Buffer>;
  readonly index: Database<Buffer, number>;
  readonly ids: Database<Buffer, string>;
  readonly live: Database<Buffer, number>;
}

/** Opens the tables; a new file gets them. Throws what LMDB throws. */
export const openTables = (path: string, readOnly: boolean): Tables => {
  const root = open<Buffer, string>({
    path,
    readOnly,
    encoding: 'binary',
    maxDbs: 8,
    overlappingSync: false,
    eventTurnBatching: false,
  });
  const table = <K extends Buffer | number | string>(
    name: string,
    keyEncoding: 'binary' | 'uint32' | 'ordered-binary',
  ): Database<Buffer, K> => root.openDB<Buffer, K>({ name, encoding: 'binary', keyEncoding });
  return {
    root,
    meta: table<string>('meta', 'ordered-binary'),
    entries: table<Buffer>('entries', 'binary'),
    index: table<number>('index', 'uint32'),
    ids: table<string>('ids', 'ordered-binary'),
    live: table<number>('live', 'uint32'),
  };
};

export const FORMAT_ROW = Buffer.from(JSON.stringify({ what: 'parlor-log', format: FORMAT }));

export const rowKey = (episode: number, n: number): Buffer => {
  const key = Buffer.allocUnsafe(8);
  key.writeUInt32BE(episode, 0);
  key.writeUInt32BE(n, 4);
  return key;
};

export const numberRow = (value: number): Buffer => {
  const row = Buffer.allocUnsafe(4);
  row.writeUInt32BE(value, 0);
  return row;
};
