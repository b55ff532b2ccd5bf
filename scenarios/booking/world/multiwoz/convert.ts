// Parsed MultiWOZ files -> what is kept, and a report on it.

import { z } from 'zod';
import type { Converted } from '../../../../shared/resource.ts';
import { RejectionError } from '../../../../shared/result.ts';
import type { Goal, World } from '../../types.ts';
import { contentOf } from './content.ts';
import { type Database, DatabaseSchema, type Read, readDatabase } from './database.ts';
import { type Outcome, readGoal } from './goals.ts';
import { type PublishedGoal, readPublished, UnknownDomain } from './publisher.ts';

/** Dialogues by file and id, database by domain, as the files hold them. */
const GivenSchema = z.object({
  db: z.record(z.string(), z.unknown()),
  dialogues: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const bad = (message: string): RejectionError => new RejectionError('bad-data', message);

const first = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'all of it'}: ${issue?.message ?? 'another form'}`;
};

const databaseOf = (db: unknown): Database => {
  const parsed = DatabaseSchema.safeParse(db);
  if (parsed.success) return parsed.data;
  throw bad(`The MultiWOZ database is not as published (${first(parsed.error)}).`);
};

const published = (file: string, id: string, dialogue: unknown): PublishedGoal => {
  try {
    return readPublished(dialogue);
  } catch (error) {
    if (error instanceof UnknownDomain)
      throw bad(`${file}: the goal of ${id} is in the ${error.message}; MultiWOZ has none of that name.`);
    if (error instanceof z.ZodError)
      throw bad(`${file}: the goal of ${id} is not as published (${first(error)}).`);
    throw error;
  }
};

/** Refused goals that are named in the report, of each kind. */
const NAMED = 10;

interface Tally {
  readonly goals: Goal[];
  readonly refused: Record<string, { count: number; first: string[] }>;
  prunedInfo: number;
  prunedBook: number;
  respelt: number;
  twice: number;
}

const count = (tally: Tally, id: string, outcome: Outcome): void => {
  if ('kept' in outcome) {
    tally.goals.push(outcome.kept);
    tally.prunedInfo += outcome.prunedInfo;
    tally.prunedBook += outcome.prunedBook;
    tally.respelt += outcome.respelt;
    return;
  }
  const kind = tally.refused[outcome.refused] ?? { count: 0, first: [] };
  kind.count++;
  if (kind.first.length < NAMED) kind.first.push(`${id}: ${outcome.what}`);
  tally.refused[outcome.refused] = kind;
};

/** "PMUL1635.json" and "PMUL1635" are the same dialogue. */
export const dialogueId = (key: string): string => key.replace(/\.json$/i, '');

const readGoals = (world: World, files: z.infer<typeof GivenSchema>['dialogues']): Tally => {
  const tally: Tally = { goals: [], refused: {}, prunedInfo: 0, prunedBook: 0, respelt: 0, twice: 0 };
  const seen = new Set<string>();
  for (const [file, dialogues] of Object.entries(files)) {
    if (Object.keys(dialogues).length === 0) throw bad(`${file} holds no dialogues.`);
    for (const [key, dialogue] of Object.entries(dialogues)) {
      const id = dialogueId(key);
      if (seen.has(id)) tally.twice++;
      else count(tally, id, readGoal(world, id, published(file, id, dialogue)));
      seen.add(id);
    }
  }
  return tally;
};

const reportOf = (database: Database, read: Read, tally: Tally, digest: string): Converted['report'] => {
  const { restaurant, hotel, attraction, train } = read.venues;
  const domains = tally.goals.flatMap((goal) => goal.domains);
  const refused = Object.values(tally.refused).reduce((sum, kind) => sum + kind.count, 0);
  return {
    digest,
    venues: {
      restaurant: restaurant.length,
      hotel: hotel.length,
      attraction: attraction.length,
      train: train.length,
      taxi: read.cars.length,
    },
    leftOut: {
      police: database.police.length,
      hospital: database.hospital.length,
      rows: read.leftOut,
    },
    renamedTrains: read.renamed,
    goals: tally.goals.length + refused,
    kept: tally.goals.length,
    refused: tally.refused,
    impossible: tally.goals.filter((goal) => goal.domains.some((one) => one.impossible)).length,
    failingStages: {
      info: domains.filter(({ info }) => info.length > 1).length,
      book: domains.filter(({ book }) => book.length > 1).length,
    },
    pruned: { info: tally.prunedInfo, book: tally.prunedBook },
    respeltNames: tally.respelt,
    twice: tally.twice,
  };
};

/** `{db: {DOMAIN: rows}, dialogues: {FILE: {ID: dialogue}}}` -> world and goals. Throws RejectionError `bad-data`. */
export const convert = (given: unknown): Converted => {
  const shape = GivenSchema.safeParse(given);
  if (!shape.success) throw bad(`The MultiWOZ files are not as published (${first(shape.error)}).`);
  const { db, dialogues } = shape.data;
  const database = databaseOf(db);
  const read = readDatabase(database);
  const world: World = { id: 'multiwoz', title: '', digest: '', venues: read.venues, cars: read.cars };
  const tally = readGoals(world, dialogues);
  if (tally.goals.length === 0)
    throw bad('None of the goals can be played: none is about this database alone.');
  const content = contentOf({ venues: read.venues, cars: read.cars, goals: tally.goals });
  return { content, report: reportOf(database, read, tally, content.digest) };
};
