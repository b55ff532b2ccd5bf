// Data of others, as it is kept: one file for each resource of a scenario under DATA/resources/, written
// whole or not at all, and read when a process starts.

import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { scenarios } from '../scenarios/index.ts';
import type { Resource } from '../shared/resource.ts';
import { RejectionError } from '../shared/result.ts';
import type { Scenario } from '../shared/scenario.ts';

const EnvelopeSchema = z.object({
  what: z.literal('parlor-resource'),
  format: z.literal(1),
  scenario: z.string(),
  name: z.string(),
  /** Where it is from: title, licence as named there, digests of the files read. */
  source: z.object({
    title: z.string(),
    licence: z.string(),
    files: z.array(z.object({ file: z.string(), bytes: z.number(), sha256: z.string() })),
  }),
  content: z.unknown(),
});
export type ResourceSource = z.infer<typeof EnvelopeSchema>['source'];

export const resourcePath = (data: string, scenario: string, name: string): string =>
  join(data, 'resources', `${scenario}.${name}.json`);

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const damaged = (path: string, reason: string, { hint }: Resource): RejectionError =>
  new RejectionError('bad-data', `${path} is damaged (${reason}). ${hint}, or delete the file.`);

const parsed = (path: string, resource: Resource): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw damaged(path, why(error), resource);
  }
};

const loadOne = (path: string, resource: Resource): void => {
  const envelope = EnvelopeSchema.safeParse(parsed(path, resource));
  if (!envelope.success) throw damaged(path, 'it is of another form', resource);
  try {
    resource.load(envelope.data.content);
  } catch (error) {
    if (error instanceof RejectionError) throw damaged(path, error.message, resource);
    throw error;
  }
};

/**
 * Hands every resource that is kept under this folder to its scenario; what is not there is left out, and
 * the scenario's options say so where it is asked for. Throws RejectionError `bad-data` for a damaged file.
 */
export const loadResources = (
  data: string,
  offered: readonly Scenario[] = Object.values(scenarios),
): void => {
  for (const scenario of offered)
    for (const [name, resource] of Object.entries(scenario.resources ?? {})) {
      const path = resourcePath(data, scenario.id, name);
      if (existsSync(path)) loadOne(path, resource);
    }
};

/** Flushes a folder's entries, so that a rename in it outlives a crash. */
const syncFolder = (folder: string): void => {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

const writeFresh = (path: string, text: string): void => {
  const handle = openSync(path, 'w');
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Writes a file whole or not at all. Throws RejectionError `bad-data` where the folder cannot be written. */
const writeWhole = (folder: string, path: string, text: string): void => {
  const fresh = `${path}.${process.pid}.new`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFresh(fresh, text);
    renameSync(fresh, path);
    syncFolder(folder);
  } catch (error) {
    if (existsSync(fresh)) rmSync(fresh);
    throw new RejectionError('bad-data', `${path} cannot be written (${why(error)}).`);
  }
};

/** Keeps a resource in place of what was kept of it before; returns its path. */
export const keepResource = (
  data: string,
  scenario: string,
  name: string,
  kept: { readonly source: ResourceSource; readonly content: unknown },
): string => {
  const path = resourcePath(data, scenario, name);
  const envelope: z.infer<typeof EnvelopeSchema> = {
    what: 'parlor-resource',
    format: 1,
    scenario,
    name,
    ...kept,
  };
  writeWhole(join(data, 'resources'), path, JSON.stringify(envelope));
  return path;
};
