// Reading the folders that publishers of data give out: what is missing or broken is said in one sentence.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RejectionError } from '../../shared/result.ts';

/** A file that was read, as it is named in what is kept. */
export interface InputFile {
  /** Path inside the folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const badData = (message: string): RejectionError => new RejectionError('bad-data', message);

/** A folder being read; remembers which of its files were. */
export interface SourceFolder {
  readonly path: string;
  readonly read: readonly InputFile[];
  has(file: string): boolean;
  text(file: string): string;
  json(file: string): unknown;
}

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Opens a folder for reading. Throws RejectionError `bad-data` where there is none. */
export const openSource = (path: string): SourceFolder => {
  if (!existsSync(path)) throw badData(`There is no folder ${path}.`);
  if (!statSync(path).isDirectory())
    throw badData(`${path} is a file; name the folder that holds ${basename(path)}.`);
  const read: InputFile[] = [];
  const bytes = (file: string): Buffer => {
    let content: Buffer;
    try {
      content = readFileSync(join(path, file));
    } catch (error) {
      throw badData(`${join(path, file)} cannot be read (${why(error)}).`);
    }
    const sha256 = createHash('sha256').update(content).digest('hex');
    read.push({ file, bytes: content.length, sha256 });
    return content;
  };
  const text = (file: string): string => bytes(file).toString('utf8');
  return {
    path,
    read,
    has: (file) => existsSync(join(path, file)),
    text,
    json: (file) => {
      const content = text(file);
      try {
        return JSON.parse(content);
      } catch (error) {
        throw badData(
          `${join(path, file)} is not JSON, or only a part of it (${why(error)}); copy the file again.`,
        );
      }
    },
  };
};

/** The licence by the first line of the folder's LICENSE file. */
export const licenceOf = (source: SourceFolder): string => {
  const file = ['LICENSE', 'LICENSE.txt', 'LICENSE.md'].find((name) => source.has(name));
  if (file === undefined) return 'not named in the folder';
  const [first = ''] = source
    .text(file)
    .split('\n')
    .flatMap((line) => line.trim() || []);
  return first.slice(0, 100);
};
