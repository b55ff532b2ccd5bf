// Acts of the dialogues that nobody annotated: a softmax regression over words and pairs of words, learned from
// the annotated sentences. It is used for the fit and thrown away: it holds words from the data.

import { rngFromState } from '../../shared/rng.ts';
import type { HumanDialogue, Sentence } from '../corpora/persuasion.ts';

const EPOCHS = 14;
const RATE = 0.25;
const DECAY = 2e-5;
const OFTEN = 2;

const tokensOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/\d+(?:[.,]\d+)*/g, ' 0 ')
    .match(/[a-z']+|0|\$|\?|!|%/g) ?? [];

const featuresOf = (text: string, turn: number): string[] => {
  const tokens = tokensOf(text);
  const out = [turn === 0 ? '#opening' : turn < 3 ? '#early' : turn > 7 ? '#late' : '#middle'];
  tokens.forEach((token, index) => {
    out.push(token, `${tokens[index - 1] ?? '^'} ${token}`);
  });
  return [...new Set(out)];
};

/** Sentences of an utterance that nobody has split. */
export const sentencesIn = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

export interface Detector {
  /** The most likely label. */
  label(text: string, turn: number): string;
}

const vocabularyOf = (rows: readonly (readonly string[])[]): Map<string, number> => {
  const seen = new Map<string, number>();
  for (const row of rows) for (const word of row) seen.set(word, (seen.get(word) ?? 0) + 1);
  const kept = [...seen].filter(([, times]) => times >= OFTEN);
  return new Map(kept.map(([word], index) => [word, index]));
};

interface Example {
  readonly words: readonly number[];
  readonly label: number;
}

/** Weights [word * labels + label], by stochastic gradient with AdaGrad steps (Duchi et al. 2011). */
const train = (examples: readonly Example[], words: number, labels: number): Float64Array => {
  const weights = new Float64Array(words * labels);
  const sums = new Float64Array(words * labels).fill(1e-6);
  const rng = rngFromState([3, 1, 4, 1]);
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (const { words: active, label } of rng.shuffle(examples)) {
      const p = softmax(weights, active, labels);
      p[label] = (p[label] ?? 0) - 1;
      for (const word of active)
        for (let one = 0; one < labels; one++) {
          const at = word * labels + one;
          const slope = (p[one] ?? 0) + DECAY * (weights[at] ?? 0);
          sums[at] = (sums[at] ?? 0) + slope * slope;
          weights[at] = (weights[at] ?? 0) - (RATE * slope) / Math.sqrt(sums[at] ?? 1);
        }
    }
  return weights;
};

const softmax = (weights: Float64Array, active: readonly number[], labels: number): Float64Array => {
  const out = new Float64Array(labels);
  for (const word of active)
    for (let one = 0; one < labels; one++) out[one] = (out[one] ?? 0) + (weights[word * labels + one] ?? 0);
  const top = Math.max(...out);
  let sum = 0;
  for (let one = 0; one < labels; one++) {
    out[one] = Math.exp((out[one] ?? 0) - top);
    sum += out[one] ?? 0;
  }
  return out.map((value) => value / sum);
};

/** Learns to label sentences of one seat. */
export const trainDetector = (sentences: readonly Sentence[]): Detector => {
  const labelled = sentences.filter(({ labels }) => labels.length > 0);
  const rows = labelled.map(({ text, turn }) => featuresOf(text, turn));
  const vocabulary = vocabularyOf(rows);
  const labels = [...new Set(labelled.map((one) => one.labels[0] ?? ''))].sort();
  const indices = (row: readonly string[]): number[] => row.flatMap((word) => vocabulary.get(word) ?? []);
  const examples = labelled.map((one, index) => ({
    words: indices(rows[index] ?? []),
    label: labels.indexOf(one.labels[0] ?? ''),
  }));
  const weights = train(examples, vocabulary.size, labels.length);
  return {
    label: (text, turn) => {
      const p = softmax(weights, indices(featuresOf(text, turn)), labels.length);
      return labels[p.indexOf(Math.max(...p))] ?? '';
    },
  };
};

export interface Accuracy {
  readonly seat: 'persuader' | 'persuadee';
  readonly n: number;
  /** Share of sentences labelled as the annotators did, and that of always saying the most frequent label. */
  readonly accuracy: number;
  readonly majority: number;
  readonly macroF1: number;
}

const macroF1 = (truth: readonly string[], said: readonly string[]): number => {
  const labels = [...new Set(truth)];
  const scores = labels.map((label) => {
    const both = truth.filter((one, index) => one === label && said[index] === label).length;
    const either = truth.filter((one) => one === label).length + said.filter((one) => one === label).length;
    return either === 0 ? 0 : (2 * both) / either;
  });
  return scores.reduce((sum, one) => sum + one, 0) / labels.length;
};

/** How well a detector labels annotated dialogues that it was not trained on. */
export const measureDetector = (
  detector: Detector,
  dialogues: readonly HumanDialogue[],
  seat: 0 | 1,
): Accuracy => {
  const sentences = dialogues.flatMap((one) => one.sentences ?? []).filter((one) => one.seat === seat);
  const truth = sentences.map(({ labels }) => labels[0] ?? '');
  const said = sentences.map(({ text, turn }) => detector.label(text, turn));
  const hits = truth.filter((label, index) => label === said[index]).length;
  const most = Math.max(...[...new Set(truth)].map((label) => truth.filter((one) => one === label).length));
  return {
    seat: seat === 0 ? 'persuader' : 'persuadee',
    n: truth.length,
    accuracy: hits / truth.length,
    majority: most / truth.length,
    macroF1: macroF1(truth, said),
  };
};
