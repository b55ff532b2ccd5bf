// The MultiWOZ folder as the booking scenario's converter takes it: the database (budzianowski/multiwoz,
// db/*.json) and the goals of its dialogues (val.json of ConvLab-2, or the publishers' data.json; the
// three parts may be files of their own).

import { join } from 'node:path';
import { badData, openSource, type SourceFolder } from './files.ts';

const NEEDED = ['restaurant', 'hotel', 'attraction', 'train', 'taxi'] as const;
/** Read where they are there, to say that they are left out. */
const BESIDE = ['police', 'hospital'] as const;
export const DIALOGUE_FILES = ['data.json', 'train.json', 'val.json', 'test.json'] as const;

/** Where a part of the database is: in db/, or beside the dialogues. */
const databaseFile = (source: SourceFolder, domain: string): string | undefined =>
  [`db/${domain}_db.json`, `${domain}_db.json`].find((file) => source.has(file));

const readDatabase = (source: SourceFolder): Record<string, unknown> => {
  const db: Record<string, unknown> = {};
  for (const domain of [...NEEDED, ...BESIDE]) {
    const file = databaseFile(source, domain);
    if (file !== undefined) db[domain] = source.json(file);
    else if (NEEDED.some((needed) => needed === domain))
      throw badData(
        `${join(source.path, 'db', `${domain}_db.json`)} is missing; copy the whole MultiWOZ folder (db/*.json and val.json or data.json).`,
      );
  }
  return db;
};

export interface MultiwozFiles {
  readonly source: SourceFolder;
  /** For Resource.convert. */
  readonly given: { readonly db: unknown; readonly dialogues: Readonly<Record<string, unknown>> };
}

/** Reads the folder. Throws RejectionError `bad-data`: no folder, a missing file, a file that is not JSON. */
export const readMultiwoz = (folder: string): MultiwozFiles => {
  const source = openSource(folder);
  const db = readDatabase(source);
  const files = DIALOGUE_FILES.filter((file) => source.has(file));
  if (files.length === 0)
    throw badData(`${folder} has no dialogues: one of ${DIALOGUE_FILES.join(', ')} must be in it.`);
  return {
    source,
    given: { db, dialogues: Object.fromEntries(files.map((file) => [file, source.json(file)])) },
  };
};
