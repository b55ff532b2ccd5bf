// Which file of a model is loaded: what was pulled, or on a CPU a copy whose weights llama.cpp can multiply for
// several conversations at once (recode.ts). The copy lies beside what was pulled, is made when it is first wanted, and
// goes when the model is pulled anew; its hash is kept, so that a copy that took harm is made again.

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { hashOf } from '../folder.ts';
import { recoded } from './recode.ts';

/** Of the way in which copies are made; another number makes them all anew. */
const MAKE = 1;
const COPY = `batched-${MAKE}.gguf`;
const NOTE = `batched-${MAKE}.json`;

const NoteSchema = z.object({ sha256: z.string().nullable() });

/** What the note says: the copy's hash, null where none is needed; undefined: there is no note. */
const noted = (path: string): string | null | undefined => {
  if (!existsSync(path)) return undefined;
  try {
    return NoteSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).sha256;
  } catch {
    return undefined; // a note that cannot be read is none
  }
};

/** Writes a file whole or not at all. */
const put = (path: string, content: Buffer | string): void => {
  const partial = `${path}.${process.pid}`;
  try {
    writeFileSync(partial, content, { flush: true });
    renameSync(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
};

const made = async (path: string, copy: string, note: string): Promise<string> => {
  const content = recoded(readFileSync(path));
  if (content) put(copy, content);
  put(note, `${JSON.stringify({ sha256: content ? await hashOf(copy) : null })}\n`);
  return content ? copy : path;
};

/**
 * The file to load on a CPU in place of this one; the same where it gains nothing or where no copy can be made. Takes
 * some ten seconds when it first makes a copy. `without` is told why no copy could be made.
 */
export const batchedPath = async (path: string, without?: (why: string) => void): Promise<string> => {
  const [copy, note] = [join(dirname(path), COPY), join(dirname(path), NOTE)];
  const hash = noted(note);
  if (hash === null) return path;
  if (hash !== undefined && existsSync(copy) && (await hashOf(copy)) === hash) return copy;
  try {
    return await made(path, copy, note);
  } catch (error) {
    // No room, a folder that cannot be written to, or no such file: what was pulled is loaded, and is slower.
    without?.(error instanceof Error ? error.message : String(error));
    return path;
  }
};
