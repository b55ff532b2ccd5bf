// How near simulated users come to people: what they do (shares of acts), whether they do it when people did
// (F1 given the same history), how much they say. Everything is counted by dialogue, so that intervals are over
// dialogues, redrawn whole.

import { bootstrap, type Estimate } from '../../server/fit/bootstrap.ts';
import type { Rng } from '../../shared/rng.ts';

/** One utterance: its acts by name, each at most once, and its length in words. */
export interface Spoken {
  readonly dialogue: string;
  readonly acts: readonly string[];
  readonly words: number;
}

/** One turn with the same history: what the person did, and what the simulated user does. */
export interface Foretold {
  readonly dialogue: string;
  readonly person: readonly string[];
  readonly simulated: readonly string[];
}

type Counts = Readonly<Record<string, number>>;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const grouped = <T extends { readonly dialogue: string }>(all: readonly T[]): T[][] => [
  ...Map.groupBy(all, ({ dialogue }) => dialogue).values(),
];

const counted = (spoken: readonly Spoken[]): Counts => {
  const counts: Record<string, number> = {};
  for (const { acts } of spoken) for (const act of acts) counts[act] = (counts[act] ?? 0) + 1;
  return counts;
};

const summed = (all: readonly Counts[]): Counts => {
  const sums: Record<string, number> = {};
  for (const counts of all)
    for (const [act, count] of Object.entries(counts)) sums[act] = (sums[act] ?? 0) + count;
  return sums;
};

/** Act -> its share of all acts. */
export const sharesOf = (spoken: readonly Spoken[]): Counts => shares(counted(spoken));

const shares = (counts: Counts): Counts => {
  const sum = Object.values(counts).reduce((total, count) => total + count, 0);
  return Object.fromEntries(Object.entries(counts).map(([act, count]) => [act, count / sum]));
};

/** Total variation distance of two distributions: 0 the same, 1 without anything in common. */
export const variation = (one: Counts, other: Counts): number => {
  const acts = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...acts].reduce((sum, act) => sum + Math.abs((one[act] ?? 0) - (other[act] ?? 0)), 0) / 2;
};

/** How far the acts of simulated users are from people's, with its interval over the simulated dialogues. */
export const distanceOf = (people: readonly Spoken[], simulated: readonly Spoken[], rng: Rng): Estimate => {
  const target = sharesOf(people);
  const dialogues = grouped(simulated).map(counted);
  return bootstrap(dialogues, (some) => variation(target, shares(summed(some))), rng);
};

const SPLITS = 400;

/** How far `dialogues` of the people's are from the rest of them, by chance alone: the least to be hoped for. */
export const chanceDistance = (people: readonly Spoken[], dialogues: number, rng: Rng): number => {
  const all = grouped(people).map(counted);
  const size = Math.min(dialogues, all.length >> 1);
  let sum = 0;
  for (let split = 0; split < SPLITS; split++) {
    const mixed = rng.shuffle(all);
    sum += variation(shares(summed(mixed.slice(0, size))), shares(summed(mixed.slice(size))));
  }
  return sum / SPLITS;
};

/** Of one act: right, said too much, missed. */
type Hits = readonly [right: number, extra: number, missed: number];
type Scored = Readonly<Record<string, Hits>>;

const scored = (turns: readonly Foretold[]): Scored => {
  const out: Record<string, [number, number, number]> = {};
  const at = (act: string): [number, number, number] => {
    out[act] ??= [0, 0, 0];
    return out[act];
  };
  for (const { person, simulated } of turns) {
    for (const act of simulated) at(act)[person.includes(act) ? 0 : 1]++;
    for (const act of person) if (!simulated.includes(act)) at(act)[2]++;
  }
  return out;
};

const hitsOf = (dialogues: readonly Scored[], act: string): Hits =>
  dialogues.reduce<Hits>(
    ([right, extra, missed], one) => {
      const [r, e, m] = one[act] ?? [0, 0, 0];
      return [right + r, extra + e, missed + m];
    },
    [0, 0, 0],
  );

const f1 = ([right, extra, missed]: Hits): number =>
  right === 0 ? 0 : (2 * right) / (2 * right + extra + missed);

const micro = (dialogues: readonly Scored[]): number => {
  const acts = new Set(dialogues.flatMap(Object.keys));
  const all = [...acts].map((act) => hitsOf(dialogues, act));
  const sum = (at: 0 | 1 | 2): number => all.reduce((total, hits) => total + hits[at], 0);
  return f1([sum(0), sum(1), sum(2)]);
};

export interface Foresight {
  /** Mean of the F1 of the acts that people did at least `least` times. */
  readonly macro: Estimate;
  /** F1 over all acts together. */
  readonly micro: Estimate;
  readonly turns: number;
  /** Acts that macro is a mean of. */
  readonly acts: number;
}

/** F1 of acts given the same history; intervals over dialogues. */
export const foresight = (turns: readonly Foretold[], rng: Rng, least = 5): Foresight => {
  const done = counted(turns.map(({ dialogue, person }) => ({ dialogue, acts: person, words: 0 })));
  const acts = Object.keys(done).filter((act) => (done[act] ?? 0) >= least);
  const dialogues = grouped(turns).map(scored);
  // An act that nobody did in the redrawn dialogues has no F1 there.
  const macro = (some: readonly Scored[]): number =>
    mean(
      acts
        .map((act) => hitsOf(some, act))
        .filter(([right, , missed]) => right + missed > 0)
        .map(f1),
    );
  return {
    macro: bootstrap(dialogues, macro, rng),
    micro: bootstrap(dialogues, micro, rng),
    turns: turns.length,
    acts: acts.length,
  };
};

export interface Lengths {
  readonly wordsPerUtterance: Estimate;
  readonly actsPerUtterance: Estimate;
  readonly utterancesPerDialogue: Estimate;
}

export const lengthsOf = (spoken: readonly Spoken[], rng: Rng): Lengths => {
  const dialogues = grouped(spoken);
  const over = (value: (one: Spoken) => number): Estimate =>
    bootstrap(dialogues, (some) => mean(some.flat().map(value)), rng);
  return {
    wordsPerUtterance: over(({ words }) => words),
    actsPerUtterance: over(({ acts }) => acts.length),
    utterancesPerDialogue: bootstrap(dialogues, (some) => mean(some.map(({ length }) => length)), rng),
  };
};

/** Words in a text. */
export const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
