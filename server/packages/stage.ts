// Setups happen in a folder beside the final one, which is put in place by a rename once it has passed its test:
// a failure, an interruption or a power cut leaves what was there before.

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type RejectionCode, RejectionError } from '../../shared/result.ts';

export const mega = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** Moves the built folder into place; what was there before stays until the new one is. */
const putInPlace = (stage: string, folder: string): void => {
  const before = `${stage}.before`;
  const had = existsSync(folder);
  if (had) renameSync(folder, before);
  try {
    renameSync(stage, folder);
  } catch (error) {
    if (had) renameSync(before, folder);
    throw error;
  }
  rmSync(before, { recursive: true, force: true });
};

/** Leftovers of a setup that was killed. */
const clearStale = (parent: string): void => {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^building-(?:[\w.-]+-)?(\d+)/.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || existsSync(`/proc/${pid}`)) continue;
    rmSync(join(parent, name), { recursive: true, force: true });
  }
};

export interface Needs {
  /** Free bytes. */
  readonly room: number;
  /** What to call it where they are missing. */
  readonly code: RejectionCode;
}

/**
 * Calls `build` with an empty folder and puts that in the place of `folder` once it is done.
 * @throws RejectionError where less than `room` bytes are free, or what `build` throws; then nothing has changed
 */
export const inStage = async <T>(
  folder: string,
  { room, code }: Needs,
  build: (stage: string) => Promise<T>,
): Promise<T> => {
  const final = join(folder, '.');
  const parent = dirname(final);
  mkdirSync(parent, { recursive: true });
  clearStale(parent);
  const { bavail, bsize } = statfsSync(parent);
  if (bavail * bsize < room)
    throw new RejectionError(
      code,
      `This needs ${mega(room)} in ${parent}; ${mega(bavail * bsize)} are free.`,
    );
  const stage = join(parent, `building-${basename(final)}-${process.pid}`);
  const clear = (): void => rmSync(stage, { recursive: true, force: true });
  const interrupted = (): void => {
    clear();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    mkdirSync(stage);
    const made = await build(stage);
    putInPlace(stage, final);
    return made;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    clear();
  }
};
