// A Python wheel is a zip file; of the 15,000 files in TensorFlow's only the library and the headers
// of its C interface are wanted.

import { createWriteStream, mkdirSync } from 'node:fs';
import { basename, dirname, join, normalize, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise, type ZipFile } from 'yauzl';
import { RejectionError } from '../../shared/result.ts';

const open = (wheel: string): Promise<ZipFile> => openPromise(wheel, { lazyEntries: true, autoClose: false });

/** Writes the entries that are wanted below a folder, under their own paths; returns their bytes in all. */
export const unpack = async (
  wheel: string,
  folder: string,
  wanted: (path: string) => boolean,
): Promise<number> => {
  const zip = await open(wheel);
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/') || !wanted(entry.fileName)) continue;
      const path = normalize(join(folder, entry.fileName));
      if (!path.startsWith(normalize(folder) + sep))
        throw new RejectionError('no-backend', `The wheel has a file outside itself: ${entry.fileName}.`);
      mkdirSync(dirname(path), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path));
      bytes += entry.uncompressedSize;
    }
  } finally {
    zip.close();
  }
  return bytes;
};

/**
 * Calls `take` with the content of one entry.
 * @throws RejectionError where the wheel has no such entry
 */
export const readContent = async (
  wheel: string,
  path: string,
  take: (content: Readable) => Promise<void>,
): Promise<void> => {
  const zip = await open(wheel);
  try {
    for await (const entry of zip.eachEntry())
      if (entry.fileName === path) return await take(await zip.openReadStreamPromise(entry));
  } finally {
    zip.close();
  }
  throw new RejectionError('bad-data', `${basename(wheel)} has no ${path}.`);
};

/** The text of one entry, chosen by its name. */
export const readEntry = async (wheel: string, wanted: (path: string) => boolean): Promise<string> => {
  const zip = await open(wheel);
  try {
    for await (const entry of zip.eachEntry())
      if (wanted(entry.fileName)) return await text(await zip.openReadStreamPromise(entry));
  } finally {
    zip.close();
  }
  return '';
};
