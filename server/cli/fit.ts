// parlor fit: numbers of a scenario's simulated user, from the dialogues of people.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RejectionError } from '../../shared/result.ts';
import { readPersuasion } from '../corpora/persuasion.ts';
import type { Estimate } from '../fit/bootstrap.ts';
import { crossValidate, type DonationFit, fitDonation } from '../fit/donation.ts';
import type { HeldOutFigures } from '../fit/heldout.ts';
import { writtenSentences } from '../fit/sentences.ts';
import { type Common, finish } from './output.ts';

export interface FitFlags extends Common {
  out?: string;
  date?: string;
  check?: boolean;
  folds?: boolean;
}

const COMMITTED = fileURLToPath(new URL('../../scenarios/donation/model.json', import.meta.url));
const COMMITTED_SENTENCES = fileURLToPath(
  new URL('../../scenarios/donation/reading/sentences.json', import.meta.url),
);
const SEED = 1;

const today = (): string => new Date().toISOString().slice(0, 10);

/** The date inside a table that was written before. */
const dateOf = (text: string): string => /"date": "(\d{4}-\d\d-\d\d)"/.exec(text)?.[1] ?? '';

const checkedDate = (date: string): string => {
  if (/^\d{4}-\d\d-\d\d$/.test(date)) return date;
  throw new RejectionError('bad-options', `--date must look like 2026-01-31, not "${date.slice(0, 40)}".`);
};

const readTable = (file: string): string => {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new RejectionError('bad-options', `There is no table ${file} to compare with.`);
};

/** Writes the whole file or nothing. */
const write = (file: string, text: string): void => {
  try {
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RejectionError('bad-options', `${file} cannot be written (${why}).`);
  }
};

const shown = ({ value, low, high }: Estimate): string =>
  `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;

const judgement = ({ n, base, persona, model, overBase, overPersona, permutation }: HeldOutFigures): string =>
  [
    `giving in ${n} dialogues not fitted to, nats each: ${base.toFixed(4)} base rate, ${persona.toFixed(4)} persona, ${model.toFixed(4)} model`,
    `  over the base rate ${shown(overBase)}, over persona only ${shown(overPersona)}`,
    `  persuaders' acts exchanged between dialogues: worse by ${permutation.loss.toFixed(4)}; ${(100 * permutation.asGood).toFixed(1)}% of ${permutation.permutations} do as well`,
  ].join('\n');

const summary = (file: string, { figures }: DonationFit): string => {
  const { heldOut, people, spreads, dialogues } = figures;
  return [
    `${file}: fitted to ${dialogues.train} dialogues.`,
    judgement(heldOut),
    `logits of giving, standard deviations: persona ${spreads.persona.toFixed(2)}, unseen ${spreads.unseen.toFixed(2)}, what was said ${spreads.moves.toFixed(2)}`,
    ...Object.entries(people).map(([name, estimate]) => `people, ${name}: ${shown(estimate)}`),
  ].join('\n');
};

interface Table {
  readonly file: string;
  readonly text: string;
}

/** The classifier of sentences is written beside a table that goes elsewhere. */
const besideOut = (out: string | undefined): string =>
  out === undefined ? COMMITTED_SENTENCES : join(dirname(out), 'sentences.json');

export const fitCommand = async (what: string, dir: string, flags: FitFlags): Promise<void> => {
  if (what !== 'donation')
    throw new RejectionError(
      'unknown-scenario',
      `There is nothing to fit for "${what}"; try \`fit donation\`.`,
    );
  if (flags.folds) {
    const folds = crossValidate(readPersuasion(dir), flags.seed ?? SEED);
    return finish(flags, { folds }, judgement(folds));
  }
  const file = flags.out ?? COMMITTED;
  const date = checkedDate(flags.date ?? (flags.check ? dateOf(readTable(file)) : today()));
  const corpus = readPersuasion(dir);
  const fit = fitDonation(corpus, flags.seed ?? SEED, date);
  const tables: readonly Table[] = [
    { file, text: fit.json },
    { file: besideOut(flags.out), text: writtenSentences(corpus, date) },
  ];
  for (const table of tables) {
    if (!flags.check) write(table.file, table.text);
    else if (readTable(table.file) !== table.text)
      throw new RejectionError('bad-data', `${table.file} is not what a fit to ${dir} gives.`);
  }
  finish(flags, { table: file, ...(flags.check ? { same: true } : {}), ...fit.figures }, summary(file, fit));
};
