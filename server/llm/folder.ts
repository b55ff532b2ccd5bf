// Where models and llama.cpp lie: a folder of the project that is neither data nor in version control, shared by
// all data folders since its files are large and everywhere the same.

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { CatalogueEntry } from './catalogue.ts';
import { ModelError } from './model.ts';

export const LLM_FOLDER = fileURLToPath(new URL('../../.parlor/llm', import.meta.url));

export const runtimeFolder = (folder: string): string => join(folder, 'runtime');
/** Each model has a folder of its own, put in place whole. */
export const modelFolder = (folder: string, name: string): string => join(folder, 'models', name);
const FILE = 'model.gguf';
const NOTE = 'note.json';
export const modelPath = (folder: string, name: string): string => join(modelFolder(folder, name), FILE);

const NoteSchema = z.object({
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** Whether the hash is the catalogue's; otherwise it is that of what came first. */
  verified: z.boolean(),
  from: z.string(),
});
/** What is known of a pulled model. */
export type Note = z.infer<typeof NoteSchema>;

export const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

/** Writes what is known of a model beside its file. */
export const writeNote = (stage: string, note: Note): void =>
  writeFileSync(join(stage, NOTE), `${JSON.stringify(note, null, 2)}\n`);
export const fileIn = (stage: string): string => join(stage, FILE);

/** The note of a pulled model; undefined: it is not pulled. */
export const readNote = (folder: string, { name }: CatalogueEntry): Note | undefined => {
  const path = join(modelFolder(folder, name), NOTE);
  if (!existsSync(path) || !existsSync(modelPath(folder, name))) return undefined;
  try {
    return NoteSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined; // a note that cannot be read is none; pulling writes it anew
  }
};

/** What is wrong with a model's file at first sight, if anything; its hash is not looked at. */
export const faultAtSight = (folder: string, entry: CatalogueEntry): string | undefined => {
  const { name, verified } = entry;
  const note = readNote(folder, entry);
  if (!note) return `${name} is not pulled; run \`npx parlor models pull ${name}\``;
  const bytes = statSync(modelPath(folder, name)).size;
  const wanted = verified?.bytes ?? note.bytes;
  if (bytes === wanted) return undefined;
  return `the file of ${name} has ${bytes} bytes instead of ${wanted}; run \`npx parlor models pull ${name} --force\``;
};

/**
 * The path of a pulled model whose bytes are those that they should be.
 * @throws ModelError `model-missing` where it is not pulled, `model-broken` where the file is not what was pulled
 */
export const checkedPath = async (folder: string, entry: CatalogueEntry): Promise<string> => {
  const fault = faultAtSight(folder, entry);
  const note = readNote(folder, entry);
  if (fault || !note) {
    const sentence = `${fault?.charAt(0).toUpperCase()}${fault?.slice(1)}.`;
    throw new ModelError(note ? 'model-broken' : 'model-missing', sentence);
  }
  const path = modelPath(folder, entry.name);
  if ((await hashOf(path)) === (entry.verified?.sha256 ?? note.sha256)) return path;
  throw new ModelError(
    'model-broken',
    `The file of ${entry.name} has not the hash that it should have; run \`npx parlor models pull ${entry.name} --force\`.`,
  );
};
