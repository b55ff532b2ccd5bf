// Reading measured: on annotated dialogues that were kept from the fit, sentence by sentence as it would be read
// in play (what was heard and said before is what was read, not what the annotators say), and on typed sentences.

import { readFileSync } from 'node:fs';
import { readActs, readFrom } from '../../scenarios/donation/reading/index.ts';
import { type Act, type Role, STRATEGIES } from '../../scenarios/donation/types.ts';
import type { HumanDialogue } from '../../server/corpora/persuasion.ts';
import { typeOf } from '../../server/fit/labels.ts';
import { utterancesOf } from '../../server/fit/sentences.ts';
import type { Rng } from '../../shared/rng.ts';

export const REMARK = 'remark';

/** A sentence as the annotators label it and as it is read. */
export interface Read {
  readonly seat: 0 | 1;
  readonly gold: string;
  readonly said: string;
}

const roleOf = (seat: 0 | 1): Role => (seat === 0 ? 'persuader' : 'persuadee');

/** Sentences of one dialogue. A sentence read as several acts counts as the first. */
export const readDialogue = (dialogue: HumanDialogue): Read[] => {
  let heard: string[] = [];
  return utterancesOf(dialogue).flatMap((sentences) => {
    let place = { turn: sentences[0]?.turn ?? 0, heard, before: null as string | null };
    const read = sentences.map(({ seat, text, labels }): Read => {
      const { acts, place: behind } = readFrom(text, roleOf(seat), place);
      place = { ...place, before: behind.before };
      return { seat, gold: typeOf(seat, labels[0] ?? 'other') ?? REMARK, said: acts[0]?.type ?? REMARK };
    });
    heard = [...new Set(read.map(({ said }) => said).filter((said) => said !== REMARK))];
    return read;
  });
};

const f1 = (rows: readonly Read[], label: string): number => {
  const both = rows.filter(({ gold, said }) => gold === label && said === label).length;
  const either =
    rows.filter(({ gold }) => gold === label).length + rows.filter(({ said }) => said === label).length;
  return either === 0 ? 0 : (2 * both) / either;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

export const macroF1 = (rows: readonly Read[], labels: readonly string[]): number =>
  mean(labels.map((label) => f1(rows, label)));

export const accuracy = (rows: readonly Read[]): number =>
  mean(rows.map(({ gold, said }) => (gold === said ? 1 : 0)));

/** Labels of the annotators, the most frequent first. */
export const labelsOf = (rows: readonly Read[]): string[] => {
  const counts = new Map<string, number>();
  for (const { gold } of rows) counts.set(gold, (counts.get(gold) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([label]) => label);
};

/** The same sentences, all read as the most frequent of some labels. */
export const byMajority = (rows: readonly Read[], labels = labelsOf(rows)): Read[] => {
  const most = labelsOf(rows).find((label) => labels.includes(label)) ?? REMARK;
  return rows.map((row) => ({ ...row, said: most }));
};

/** The ten strategies and everything else as one label, as the paper counts. */
export const asStrategies = (rows: readonly Read[]): Read[] => {
  const of = (label: string): string => ((STRATEGIES as readonly string[]).includes(label) ? label : REMARK);
  return rows.map(({ seat, gold, said }) => ({ seat, gold: of(gold), said: of(said) }));
};

/** 95% percentile interval of a statistic, dialogues drawn with replacement. */
export const bootstrap = (
  dialogues: readonly (readonly Read[])[],
  statistic: (rows: readonly Read[]) => number,
  rng: Rng,
  draws = 400,
): [low: number, high: number] => {
  const values = Array.from({ length: draws }, () =>
    statistic(dialogues.flatMap(() => rng.pick(dialogues))),
  ).sort((a, b) => a - b);
  return [values[Math.floor(0.025 * draws)] ?? 0, values[Math.floor(0.975 * draws)] ?? 0];
};

export const scoreLines = (rows: readonly Read[]): string[] =>
  labelsOf(rows).map(
    (label) =>
      `  ${label} ${f1(rows, label).toFixed(2)} of ${rows.filter(({ gold }) => gold === label).length}`,
  );

interface Typed {
  readonly role: Role;
  /** Types of the acts said just before by the other. */
  readonly after: readonly string[];
  readonly text: string;
  readonly acts: readonly Act[];
}

export const typedSentences = (name: string): Typed[] =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as Typed[];

const key = (acts: readonly Act[]): string =>
  acts
    .map((act) => JSON.stringify([act.type, 'cents' in act ? act.cents : null]))
    .sort()
    .join();

/** Whether all acts of a typed sentence are read, and no others. */
export const isReadRight = ({ role, after, text, acts }: Typed): boolean => {
  const seat = role === 'persuader' ? 0 : 1;
  const before = after.map((type) => ({ type }) as Act);
  const said = before.length > 0 ? [{ seat: 1 - seat, acts: before, text: '' }] : [];
  return key(readActs(text, role, { said, promised: null, seat })) === key(acts);
};
