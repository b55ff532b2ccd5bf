// PersuasionForGood as its publishers give it out (Wang et al. 2019): full_dialog.csv (what was said),
// full_info.csv (two rows a dialogue: who the two are, and what each gave afterwards), and the sentences that
// were annotated, as CSV. Both the publishers' folders (FullData, AnnotatedData) and one flat folder are read.
// A folder that is cut short anywhere is refused whole.

import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { badData, type InputFile, licenceOf, openSource, type SourceFolder } from './files.ts';

export interface Participant {
  readonly user: string;
  /** What it gave after the talk, dollars, as recorded: some are far above the payment. */
  readonly gave: number;
  /** Scores and numbers by the publishers' names without their ending; absent where the file has none. */
  readonly traits: Readonly<Record<string, number>>;
}

export interface Sentence {
  /** 0 persuader, 1 persuadee. */
  readonly seat: 0 | 1;
  /** Exchange, from 0: each seat speaks at most once in it. */
  readonly turn: number;
  readonly text: string;
  /** The annotators' labels, the most salient first. */
  readonly labels: readonly string[];
}

export interface HumanDialogue {
  readonly id: string;
  /** In the order spoken; one a seat and turn. */
  readonly said: readonly { readonly seat: 0 | 1; readonly turn: number; readonly text: string }[];
  readonly persuader: Participant;
  readonly persuadee: Participant;
  /** null: not among the annotated ones. */
  readonly sentences: readonly Sentence[] | null;
}

export interface PersuasionCorpus {
  readonly dialogues: readonly HumanDialogue[];
  readonly licence: string;
  readonly files: readonly InputFile[];
}

const whole = z.string().regex(/^\d+$/).transform(Number);
const seat = z.enum(['0', '1']).transform((text): 0 | 1 => (text === '0' ? 0 : 1));

const SaidRow = z.object({ Unit: z.string(), Turn: whole, B4: seat, B2: z.string().min(1) });
const LabelRow = SaidRow.extend({
  er_label_1: z.string(),
  ee_label_1: z.string(),
  er_label_2: z.string(),
  ee_label_2: z.string(),
});
const InfoRow = z
  .object({
    B2: z.string().min(1),
    B3: z.string(),
    B4: seat,
    B6: z.string().trim().min(1).transform(Number).pipe(z.number().min(0)),
    B7: z.coerce.number().int().min(1),
  })
  .catchall(z.string());

/** Traits that a file of the full layout has; one that lacks them is another file. */
const NEEDED = ['extrovert.x', 'agreeable.x', 'care.x'];

/** Rows of a CSV file, each checked; a sentence with file and line where one is wrong. */
const rowsOf = <T extends z.ZodType>(
  source: SourceFolder,
  file: string,
  row: T,
  columns: readonly string[],
): z.infer<T>[] => {
  const path = join(source.path, file);
  const text = source.text(file);
  let raw: Record<string, string>[];
  try {
    raw = parse<Record<string, string>>(text, { bom: true, columns: true, skip_empty_lines: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badData(`${path} is cut short or no CSV (${why}); copy the file again.`);
  }
  const missing = columns.filter((column) => !Object.hasOwn(raw[0] ?? {}, column));
  if (missing.length > 0) throw badData(`${path} has no column ${missing.join(', ')}, or no rows.`);
  if (!text.endsWith('\n')) throw badData(`${path} breaks off in its last line; copy the file again.`);
  return raw.map((one, index) => {
    const parsed = row.safeParse(one);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw badData(`${path}, row ${index + 1}: ${issue?.path.join('.')} is wrong (${issue?.message}).`);
  });
};

/** Where the publishers, or one flat folder, have a file. */
const find = (source: SourceFolder, folder: string, names: readonly string[]): string | undefined =>
  ['', folder, join('data', folder)]
    .flatMap((place) => names.map((name) => join(place, name)))
    .find((file) => source.has(file));

const need = (source: SourceFolder, folder: string, name: string): string => {
  const file = find(source, folder, [name]);
  if (file === undefined) throw badData(`${source.path} has no ${name}, neither there nor in ${folder}.`);
  return file;
};

const grouped = <T extends { readonly B2: string }>(rows: readonly T[]): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.B2);
    if (group) group.push(row);
    else groups.set(row.B2, [row]);
  }
  return groups;
};

const participant = (row: z.infer<typeof InfoRow>): Participant => {
  const traits: Record<string, number> = {};
  for (const [column, value] of Object.entries(row)) {
    if (!column.endsWith('.x') || typeof value !== 'string' || value.trim() === '') continue;
    if (Number.isFinite(Number(value))) traits[column.slice(0, -2)] = Number(value);
  }
  return { user: row.B3, gave: row.B6, traits };
};

const SENTENCE_FILES = ['annotated_300.csv', '300_dialog.csv', 'dialog_310.csv'];

const sentencesOf = (source: SourceFolder, known: ReadonlySet<string>): Map<string, Sentence[]> => {
  const file = find(source, 'AnnotatedData', SENTENCE_FILES);
  if (file === undefined) return new Map();
  const rows = rowsOf(source, file, LabelRow, ['B2', 'B4', 'Turn', 'Unit', 'er_label_1', 'ee_label_1']);
  const out = new Map<string, Sentence[]>();
  for (const [id, group] of grouped(rows)) {
    if (!known.has(id)) continue;
    out.set(
      id,
      group.map(({ B4, Turn, Unit, er_label_1, er_label_2, ee_label_1, ee_label_2 }) => ({
        seat: B4,
        turn: Turn,
        text: Unit,
        labels: (B4 === 0 ? [er_label_1, er_label_2] : [ee_label_1, ee_label_2]).filter((one) => one !== ''),
      })),
    );
  }
  return out;
};

type InfoRows = z.infer<typeof InfoRow>[];

/** The two rows of a dialogue, persuader first, or a sentence. */
const pairOf = (id: string, rows: InfoRows | undefined): [InfoRows[number], InfoRows[number]] => {
  const persuader = rows?.find(({ B4 }) => B4 === 0);
  const persuadee = rows?.find(({ B4 }) => B4 === 1);
  if (persuader && persuadee) return [persuader, persuadee];
  const who = persuader ? 'persuadee' : 'persuader';
  throw badData(
    `Dialogue ${id} is in full_dialog.csv, but full_info.csv has no row for its ${who}; it is cut short.`,
  );
};

/**
 * Everything in a folder of PersuasionForGood, dialogues in the order of the file.
 * Throws RejectionError `bad-data` with one sentence for a folder that is missing, cut short or of another form.
 */
export const readPersuasion = (folder: string): PersuasionCorpus => {
  const source = openSource(folder);
  const saidFile = need(source, 'FullData', 'full_dialog.csv');
  const infoFile = need(source, 'FullData', 'full_info.csv');
  const said = grouped(rowsOf(source, saidFile, SaidRow, ['Unit', 'Turn', 'B4', 'B2']));
  const info = grouped(rowsOf(source, infoFile, InfoRow, ['B2', 'B3', 'B4', 'B6', 'B7', ...NEEDED]));
  const lost = [...info.keys()].filter((id) => !said.has(id));
  if (lost.length > 0)
    throw badData(
      `full_info.csv tells of ${lost.length} dialogues that full_dialog.csv does not have (${lost[0]}); it is cut short.`,
    );
  const sentences = sentencesOf(source, new Set(said.keys()));
  const dialogues = [...said].map(([id, rows]) => {
    const [persuader, persuadee] = pairOf(id, info.get(id));
    const turns = Math.max(...rows.map(({ Turn }) => Turn)) + 1;
    if (turns < persuadee.B7)
      throw badData(
        `Dialogue ${id} has ${turns} of its ${persuadee.B7} turns; full_dialog.csv is cut short.`,
      );
    return {
      id,
      said: rows.map(({ B4, Turn, Unit }) => ({ seat: B4, turn: Turn, text: Unit })),
      persuader: participant(persuader),
      persuadee: participant(persuadee),
      sentences: sentences.get(id) ?? null,
    };
  });
  return { dialogues, licence: licenceOf(source), files: source.read };
};
