// parlor fit: numbers of a scenario's simulated user, from the dialogues of people.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RejectionError } from '../../shared/result.ts';
import { readPersuasion } from '../corpora/persuasion.ts';
import type { Estimate } from '../fit/bootstrap.ts';
import { type DonationFit, fitDonation } from '../fit/donation.ts';
import { type Common, finish } from './output.ts';

export interface FitFlags extends Common {
  out?: string;
  date?: string;
  check?: boolean;
}

const COMMITTED = fileURLToPath(new URL('../../scenarios/donation/model.json', import.meta.url));
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

const summary = (file: string, { figures }: DonationFit): string => {
  const { heldOut, people, spreads, dialogues } = figures;
  const { permutation } = heldOut;
  return [
    `${file}: fitted to ${dialogues.train} dialogues, judged on ${heldOut.n}.`,
    `giving, nats a dialogue: ${heldOut.base.toFixed(4)} base rate, ${heldOut.persona.toFixed(4)} persona, ${heldOut.model.toFixed(4)} model`,
    `  over the base rate ${shown(heldOut.overBase)}, over persona only ${shown(heldOut.overPersona)}`,
    `  acts exchanged between dialogues: worse by ${permutation.loss.toFixed(4)}; ${(100 * permutation.asGood).toFixed(0)}% of ${permutation.permutations} do as well`,
    `logits of giving, standard deviations: persona ${spreads.persona.toFixed(2)}, unseen ${spreads.unseen.toFixed(2)}, what was said ${spreads.moves.toFixed(2)}`,
    ...Object.entries(people).map(([name, estimate]) => `people, ${name}: ${shown(estimate)}`),
  ].join('\n');
};

export const fitCommand = async (what: string, dir: string, flags: FitFlags): Promise<void> => {
  if (what !== 'donation')
    throw new RejectionError(
      'unknown-scenario',
      `There is nothing to fit for "${what}"; try \`fit donation\`.`,
    );
  const file = flags.out ?? COMMITTED;
  const before = flags.check ? readTable(file) : '';
  const date = checkedDate(flags.date ?? (flags.check ? dateOf(before) : today()));
  const fit = fitDonation(readPersuasion(dir), flags.seed ?? SEED, date);
  if (flags.check && fit.json !== before)
    throw new RejectionError('bad-data', `${file} is not what a fit to ${dir} gives.`);
  if (!flags.check) write(file, fit.json);
  finish(flags, { table: file, ...(flags.check ? { same: true } : {}), ...fit.figures }, summary(file, fit));
};
