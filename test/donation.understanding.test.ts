// How well free text is read: people's sentences from PersuasionForGood that the table was not fitted to, and
// sentences as somebody might type them at the game.

import { expect, test } from 'vitest';
import { STRATEGIES } from '../scenarios/donation/types.ts';
import { type HumanDialogue, readPersuasion } from '../server/corpora/persuasion.ts';
import { isKeptOut } from '../server/fit/dialogues.ts';
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

describeWithData('people’s sentences', () => {
  const kept: HumanDialogue[] = readPersuasion(outsideData('persuasion-for-good')).dialogues.filter(
    ({ id, sentences }) => sentences !== null && isKeptOut(id),
  );
  const read = kept.map(readDialogue);
  const rowsOf = (seat: 0 | 1): Read[][] => read.map((rows) => rows.filter((row) => row.seat === seat));

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

test('sentences typed at the game are read as a reader would', () => {
  for (const role of ['persuader', 'persuadee'] as const) {
    const typed = typedSentences('donation-sentences').filter((one) => one.role === role);
    const right = typed.filter(isReadRight).length;
    console.log(`${role}: exact acts of ${right} of ${typed.length} typed sentences`);
    expect(right / typed.length).toBeGreaterThanOrEqual(0.8);
  }
});
