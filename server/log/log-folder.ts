// What a log's folder holds, and whether it may be opened at all. LMDB trusts its file: a damaged page
// can end the process. So nothing is opened before the marker, the file's head and, after anything
// but a clean close, a walk through the whole file in a child process have spoken for it.

import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { RejectionError } from '../../shared/result.ts';

export const FORMAT = 1;

const MARKER = 'parlor-log.json';
const DATA = 'turns.mdb';
const LOCK = 'writer.lock';

const MarkerSchema = z.object({
  what: z.literal('parlor-log'),
  format: z.number().int(),
  /** creating: nothing acknowledged yet. open: a writer has it, or died with it. closed: as it was left. */
  state: z.enum(['creating', 'open', 'closed']),
  size: z.number().optional(),
  mtimeMs: z.number().optional(),
});
type Marker = z.infer<typeof MarkerSchema>;

export const dataPath = (folder: string): string => join(folder, DATA);
export const lockPath = (folder: string): string => join(folder, LOCK);

const foreign = (folder: string, what: string): RejectionError =>
  new RejectionError(
    'foreign-log',
    `${folder} is not a log of this program: ${what} Choose another --data folder.`,
  );

export const corrupt = (folder: string, what: string): RejectionError =>
  new RejectionError(
    'corrupt-log',
    `The log in ${folder} is damaged: ${what} Restore it from a backup, or move the folder away to begin a new log.`,
  );

/** Looks at a folder and touches nothing. Throws `foreign-log` where it belongs to something else. */
export const inspect = (folder: string): 'new' | 'ours' => {
  if (!existsSync(folder)) return 'new';
  if (!statSync(folder).isDirectory()) throw foreign(folder, 'it is a file.');
  const names = readdirSync(folder).filter((name) => !name.startsWith(LOCK) && name !== `${MARKER}.new`);
  if (names.length === 0) return 'new';
  if (!names.includes(MARKER)) throw foreign(folder, `it holds ${names[0]} but no ${MARKER}.`);
  const marker = readMarker(folder);
  if (marker.format !== FORMAT)
    throw new RejectionError(
      'foreign-log',
      `The log in ${folder} has format ${marker.format}; this release writes ${FORMAT}. Open it with the release that wrote it.`,
    );
  return marker.state === 'creating' ? 'new' : 'ours';
};

const readMarker = (folder: string): Marker => {
  try {
    return MarkerSchema.parse(JSON.parse(readFileSync(join(folder, MARKER), 'utf8')));
  } catch {
    throw corrupt(folder, `${MARKER} cannot be read.`);
  }
};

const writeMarker = (folder: string, fields: Pick<Marker, 'state' | 'size' | 'mtimeMs'>): void => {
  const path = join(folder, MARKER);
  const file = openSync(`${path}.new`, 'w');
  writeSync(file, `${JSON.stringify({ what: 'parlor-log', format: FORMAT, ...fields })}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${path}.new`, path);
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
};

/** As mkdir -p. Node's own recursion never comes back where the system refuses (/proc). */
export const makeFolder = (folder: string): void => {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const at of missing)
    try {
      mkdirSync(at);
    } catch (error) {
      if (!existsSync(at)) throw error;
    }
};

/** Clears what an interrupted creation left. The folder must be `new`. */
export const beginCreation = (folder: string): void => {
  makeFolder(folder);
  writeMarker(folder, { state: 'creating' });
  for (const path of [dataPath(folder), `${dataPath(folder)}-lock`]) rmSync(path, { force: true });
};

/** From here on the file may change at any time. */
export const markOpen = (folder: string): void => writeMarker(folder, { state: 'open' });

/** The file is complete and at rest; remembers how it looks. Without room for that, the next opening walks through it. */
export const markClosed = (folder: string): void => {
  const { size, mtimeMs } = statSync(dataPath(folder));
  try {
    writeMarker(folder, { state: 'closed', size, mtimeMs });
  } catch {
    rmSync(join(folder, `${MARKER}.new`), { force: true });
  }
};

const PAGE_HEADER = 24;
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;

/** Checks the two meta pages at the head of the data file. */
const checkHead = (folder: string): void => {
  const path = dataPath(folder);
  if (!existsSync(path)) throw corrupt(folder, `${DATA} is missing.`);
  const head = Buffer.alloc(65_536 + 256);
  const file = openSync(path, 'r');
  const length = readSync(file, head, 0, head.length, 0);
  closeSync(file);
  if (length < 512) throw corrupt(folder, `${DATA} is cut off after ${length} bytes.`);
  const pageSize = head.readUInt32LE(PAGE_HEADER + 24);
  const sane = pageSize >= 256 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0;
  if (!sane) throw corrupt(folder, `the head of ${DATA} is unreadable.`);
  for (const start of [PAGE_HEADER, pageSize + PAGE_HEADER]) {
    if (start + 152 > length) throw corrupt(folder, `${DATA} is cut off after ${length} bytes.`);
    if (head.readUInt32LE(start) !== MAGIC || head.readUInt16LE(start + 4) !== DATA_VERSION)
      throw corrupt(folder, `the head of ${DATA} is unreadable.`);
  }
};

/**
 * Makes sure that opening and reading the data file cannot end this process. `walk: false` skips the
 * walk (a living writer has already done it).
 */
export const checkData = (folder: string, walk = true): void => {
  checkHead(folder);
  const marker = readMarker(folder);
  const { size, mtimeMs } = statSync(dataPath(folder));
  if (!walk || (marker.state === 'closed' && marker.size === size && marker.mtimeMs === mtimeMs)) return;
  const probe = fileURLToPath(new URL('./probe.ts', import.meta.url));
  const { status, signal, stderr } = spawnSync(process.execPath, [probe, dataPath(folder)], {
    encoding: 'utf8',
  });
  if (status === 0) return;
  const lines = stderr.split('\n').filter((line) => line.startsWith('Error: '));
  const why = signal
    ? `the reader died of ${signal}`
    : (lines[0]?.slice(0, 120) ?? `the reader left with ${status}`);
  throw corrupt(folder, `${DATA} cannot be read to its end (${why}).`);
};
