// How well free text is read: people's sentences from PersuasionForGood that the table was not fitted to, and
// sentences as somebody might type them at the game.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STRATEGIES } from '../scenarios/donation/types.ts';
import { type HumanDialogue, readPersuasion } from '../server/corpora/persuasion.ts';
import { isKeptOut } from '../server/fit/dialogues.ts';
import { writtenSentences } from '../server/fit/sentences.ts';
import { rngFromState } from '../shared/rng.ts';
import {
  accuracy,
  asStrategies,
  bootstrap,
  byMajority,
  isReadRight,
  labelsOf,
  macroF1,
  type Read,
  readDialogue,
  scoreLines,
  typedSentences,
} from './doubles/donation-sentences.ts';
import { describeWithData, outsideData } from './doubles/outside-data.ts';

const shown = ([low, high]: [number, number]): string => `[${low.toFixed(3)}, ${high.toFixed(3)}]`;

const TABLE = new URL('../scenarios/donation/reading/sentences.json', import.meta.url);

describeWithData('people’s sentences', () => {
  const corpus = readPersuasion(outsideData('persuasion-for-good'));
  const kept: HumanDialogue[] = corpus.dialogues.filter(
    ({ id, sentences }) => sentences !== null && isKeptOut(id),
  );
  const read = kept.map(readDialogue);
  const rowsOf = (seat: 0 | 1): Read[][] => read.map((rows) => rows.filter((row) => row.seat === seat));

  test('the committed table is what the fit gives, byte for byte, and holds no text', () => {
    const committed = readFileSync(TABLE, 'utf8');
    const { provenance } = JSON.parse(committed) as { provenance: { date: string } };
    expect(writtenSentences(corpus, provenance.date) === committed).toBe(true);
    expect(committed.length).toBeLessThanOrEqual(200_000);
  }, 60_000);

  test('the ten strategies are told apart far better than by the most frequent one', () => {
    const dialogues = rowsOf(0).map(asStrategies);
    const rows = dialogues.flat();
    const score = (some: readonly Read[]): number => macroF1(some, STRATEGIES);
    const base = score(byMajority(rows, [...STRATEGIES]));
    const interval = bootstrap(dialogues, score, rngFromState([1, 2, 3, 4]));
    console.log(
      [
        `persuaders: macro-F1 over ten strategies ${score(rows).toFixed(3)} ${shown(interval)}, majority ${base.toFixed(3)}; accuracy over the ten and none ${accuracy(rows).toFixed(3)}; n ${rows.length} in ${kept.length} dialogues`,
        ...scoreLines(rows),
      ].join('\n'),
    );
    expect(rows.length).toBeGreaterThan(900);
    expect(interval[0]).toBeGreaterThan(base + 0.2);
    expect(score(rows)).toBeGreaterThanOrEqual(0.45);
  });

  test.each([
    ['persuader', 0, 0.52],
    ['persuadee', 1, 0.48],
  ] as const)('all acts of the %s are read better than by the most frequent one', (role, seat, bound) => {
    const dialogues = rowsOf(seat);
    const rows = dialogues.flat();
    const labels = labelsOf(rows);
    const interval = bootstrap(dialogues, accuracy, rngFromState([1, 2, 3, 5]));
    const base = byMajority(rows);
    console.log(
      [
        `${role}: accuracy ${accuracy(rows).toFixed(3)} ${shown(interval)}, majority ${accuracy(base).toFixed(3)}; macro-F1 over ${labels.length} labels ${macroF1(rows, labels).toFixed(3)}, majority ${macroF1(base, labels).toFixed(3)}; n ${rows.length}`,
        ...scoreLines(rows),
      ].join('\n'),
    );
    expect(accuracy(rows)).toBeGreaterThanOrEqual(bound);
    expect(macroF1(rows, labels)).toBeGreaterThan(macroF1(base, labels) + 0.2);
  });
});

test.each([
  ['donation-sentences', 0.9],
  ['donation-sentences-later', 0.8],
] as const)('sentences typed at the game (%s) are read as a reader would', (name, bound) => {
  const typed = typedSentences(name);
  const right = typed.filter(isReadRight);
  const share = (role: string): string =>
    `${right.filter((one) => one.role === role).length} of ${typed.filter((one) => one.role === role).length}`;
  console.log(`${name}: exact acts of ${share('persuader')} persuader's, ${share('persuadee')} persuadee's`);
  expect(right.length / typed.length).toBeGreaterThanOrEqual(bound);
});
