// A checkpoint is one file: magic, length of the header, header as JSON, weights, the optimizer's
// moments if they are kept, and a SHA-256 of all that. Beside it lies the header again as NAME.json, for
// people; the file alone counts.
//
// Writing: a temporary file in the same folder, fsync, rename, fsync of the folder (Pillai et al. 2014).

import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { weightCount } from './network.ts';
import { ShapeSchema } from './shape.ts';

const MAGIC = Buffer.from('PARLORC1');
/** Magic and length of the header. */
const HEAD_BYTES = MAGIC.length + 4;
const MOST_HEADER_BYTES = 1 << 20;
const DIGEST_BYTES = 32;

export const CheckpointHeaderSchema = z.object({
  format: z.literal(1),
  /** Names it in seats and logs; unique. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,59}$/),
  shape: ShapeSchema,
  /** Roles that it was trained for; it may sit in others, as well as it can. */
  roles: z.array(z.string()),
  algorithm: z.string(),
  /** Options of the algorithm and of the run, as given. */
  options: z.record(z.string(), z.unknown()),
  update: z.number().int().nonnegative(),
  episodes: z.number().int().nonnegative(),
  parent: z.string().nullable(),
  seed: z.number().int(),
  /** Results of evaluations, by name: share or mean, n, 95% interval. */
  scores: z.record(
    z.string(),
    z.object({ value: z.number(), n: z.number().int(), low: z.number(), high: z.number() }),
  ),
  /** ms since 1970. */
  at: z.number(),
  code: z.string(),
  optimizerSteps: z.number().int().nonnegative(),
  moments: z.boolean(),
});
export type CheckpointHeader = z.infer<typeof CheckpointHeaderSchema>;

export interface Checkpoint {
  readonly header: CheckpointHeader;
  readonly weights: Float32Array;
  /** First and second moments of Adam, where they are kept. */
  readonly moments: Float32Array | undefined;
}

const bad = (path: string, what: string): RejectionError =>
  new RejectionError(
    'bad-checkpoint',
    `The checkpoint ${path} ${what}; use another one, or train anew with \`parlor train\`.`,
  );

/** Ends the name of a file that is still being written. */
export const PART = '.part';

const bytesOf = (numbers: Float32Array): Buffer =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);

/** Puts a file in place whole or not at all. Throws what the file system throws. */
const replaceFile = (path: string, parts: readonly Buffer[]): void => {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}${PART}`;
  try {
    flushed(temporary, 'w', (file) => {
      for (const part of parts) for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
    });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  flushed(dirname(path), 'r', () => undefined);
};

/** Opens a file or folder, and closes it once all that is in it is on the disk. */
const flushed = (path: string, mode: 'r' | 'w', use: (file: number) => void): void => {
  const file = openSync(path, mode);
  try {
    use(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Writes PATH and PATH with .json for .ckpt. Throws RejectionError `log-failed` where the disk does not take it. */
export const writeCheckpoint = (path: string, checkpoint: Checkpoint): void => {
  const header = Buffer.from(JSON.stringify(CheckpointHeaderSchema.parse(checkpoint.header)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const parts = [MAGIC, length, header, bytesOf(checkpoint.weights)];
  if (checkpoint.moments) parts.push(bytesOf(checkpoint.moments));
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  try {
    replaceFile(path, [...parts, hash.digest()]);
    replaceFile(sidecarOf(path), [Buffer.from(`${JSON.stringify(checkpoint.header, null, 2)}\n`)]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RejectionError('log-failed', `The checkpoint ${path} cannot be written (${why}).`);
  }
};

export const sidecarOf = (path: string): string => path.replace(/\.ckpt$/, '.json');

/** Reads and checks a checkpoint. Throws RejectionError `bad-checkpoint`. */
export const readCheckpoint = (path: string): Checkpoint => {
  const file = reading(path, () => readFileSync(path));
  const body = file.subarray(0, Math.max(0, file.length - DIGEST_BYTES));
  const length = headerLength(path, body);
  if (!createHash('sha256').update(body).digest().equals(file.subarray(body.length)))
    throw bad(path, 'is damaged or cut off (its checksum does not match)');
  const header = headerOf(path, body.subarray(HEAD_BYTES, HEAD_BYTES + length));
  // Copied, so that the numbers lie on a boundary of four bytes.
  const rest = Uint8Array.from(body.subarray(HEAD_BYTES + length));
  const count = weightCount(header.shape);
  if (rest.length !== 4 * count * (header.moments ? 3 : 1))
    throw bad(path, 'holds another number of weights');
  const numbers = new Float32Array(rest.buffer);
  if (!numbers.every(Number.isFinite)) throw bad(path, 'holds weights that are not numbers');
  return {
    header,
    weights: numbers.slice(0, count),
    moments: header.moments ? numbers.slice(count) : undefined,
  };
};

/** What a checkpoint says of itself, unchecked but for its form. Throws RejectionError `bad-checkpoint`. */
export const readHeader = (path: string): CheckpointHeader => {
  const file = reading(path, () => openSync(path, 'r'));
  try {
    const bytes = (at: number, length: number): Buffer => {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(
        0,
        reading(path, () => readSync(file, buffer, 0, length, at)),
      );
    };
    return headerOf(path, bytes(HEAD_BYTES, headerLength(path, bytes(0, HEAD_BYTES))));
  } finally {
    closeSync(file);
  }
};

const reading = <T>(path: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw bad(path, `cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
};

const headerLength = (path: string, head: Buffer): number => {
  if (head.length < HEAD_BYTES || !head.subarray(0, MAGIC.length).equals(MAGIC))
    throw bad(path, 'is no checkpoint of this project');
  const length = head.readUInt32LE(MAGIC.length);
  if (length > MOST_HEADER_BYTES) throw bad(path, 'is damaged (its header has no end)');
  return length;
};

const headerOf = (path: string, bytes: Buffer): CheckpointHeader => {
  try {
    return CheckpointHeaderSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw bad(path, 'has a header that this release does not understand');
  }
};

/** Why a checkpoint cannot play this scenario; undefined: it can. */
export const misfit = ({ header: { shape } }: Checkpoint, scenario: Scenario): string | undefined => {
  if (shape.scenario !== scenario.id) return `was trained for ${shape.scenario}, not for ${scenario.id}`;
  if (shape.version !== scenario.version)
    return `was trained for version ${shape.version} of ${scenario.id}; this server has version ${scenario.version}`;
  if (shape.features !== scenario.featureCount || shape.act !== scenario.actFeatureCount)
    return `reads other features than ${scenario.id} gives`;
  if (shape.seats !== scenario.seats.max || shape.roles.join() !== scenario.roles.join())
    return `was trained for other seats or roles than ${scenario.id} has`;
  return undefined;
};

/** As readCheckpoint, for this scenario. Throws RejectionError `bad-checkpoint`. */
export const readCheckpointFor = (path: string, scenario: Scenario): Checkpoint => {
  const checkpoint = readCheckpoint(path);
  const why = misfit(checkpoint, scenario);
  if (why) throw bad(path, why);
  return checkpoint;
};
