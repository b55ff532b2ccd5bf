// From annotated sentences to scenarios/donation/reading/sentences.json, the classifier of free text: one linear
// softmax a role, fitted to four fifths of the annotated dialogues and to the scenario's own wordings.

import { cuesOf, type Place, REMARK } from '../../scenarios/donation/reading/cues.ts';
import type { PackedTable, PackedWeights } from '../../scenarios/donation/reading/table.ts';
import { sentencesOf } from '../../scenarios/donation/reading/words.ts';
import type { Role } from '../../scenarios/donation/types.ts';
import { fill, PLAIN, PRICED } from '../../scenarios/donation/wordings.ts';
import { rngFromState } from '../../shared/rng.ts';
import type { HumanDialogue, PersuasionCorpus, Sentence } from '../corpora/persuasion.ts';
import { isKeptOut } from './dialogues.ts';
import { typeOf } from './labels.ts';
import { SAYINGS } from './sayings.ts';
import { type Example, fitSoftmax, type SoftmaxSettings } from './softmax.ts';

/** Chosen by fourfold cross-validation inside the four fifths; so was what cuesOf looks at. */
const SETTINGS: SoftmaxSettings = {
  epochs: 15,
  averageFrom: 4,
  rate: 0.2,
  decay: 5e-4,
  dropout: 0.5,
  balance: 0.5,
  cues: 2800,
};
/** Largest weight that is kept, logits: 127 steps. */
const LARGEST = 4;

/** A sentence at its place, and what the annotators say it does. */
export interface Placed {
  readonly id: string;
  readonly seat: 0 | 1;
  readonly text: string;
  readonly place: Place;
  readonly label: string;
}

const labelOf = ({ seat, labels }: Sentence): string => typeOf(seat, labels[0] ?? 'other') ?? REMARK;

/** Utterances of a dialogue, in their order: runs of sentences of one seat. */
export const utterancesOf = ({ sentences }: HumanDialogue): Sentence[][] => {
  const out: Sentence[][] = [];
  for (const one of sentences ?? []) {
    const run = out[out.length - 1];
    if (run?.[0]?.seat === one.seat) run.push(one);
    else out.push([one]);
  }
  return out;
};

/** The sentences of a dialogue with their places, by what the annotators say was heard. */
const placedIn = (dialogue: HumanDialogue): Placed[] => {
  let heard: string[] = [];
  return utterancesOf(dialogue).flatMap((sentences) => {
    const labels = sentences.map(labelOf);
    const placed = sentences.map(({ seat, turn, text }, index) => ({
      id: dialogue.id,
      seat,
      text,
      place: { turn, heard: [...new Set(heard)], before: labels[index - 1] ?? null },
      label: labels[index] ?? REMARK,
    }));
    heard = labels;
    return placed;
  });
};

type Row = Pick<Placed, 'text' | 'place' | 'label'>;

const at = (heard: readonly string[]): Place => ({ turn: 4, heard, before: null });

/** Own wordings and sayings as examples: what is close to them should be read as they are. */
const ownExamples = (role: Role): Row[] => [
  ...[PLAIN[role], PRICED[role]].flatMap((lists) =>
    Object.entries(lists).flatMap(([label, wordings]) =>
      wordings.map((wording) => ({ text: fill(wording, '$0.50'), place: at([]), label })),
    ),
  ),
  ...SAYINGS[role].flatMap(({ label, after, texts }) =>
    texts.map((text) => ({ text, place: at(after), label })),
  ),
];

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const packed = (labels: readonly string[], cues: readonly number[], weights: Float64Array): PackedWeights => {
  const step = LARGEST / 127;
  const bytes = Int8Array.from(weights, (one) => Math.max(-127, Math.min(127, Math.round(one / step))));
  const buckets = Uint8Array.from(cues.flatMap((cue) => [cue & 255, cue >> 8]));
  return { labels, buckets: base64(buckets), weights: base64(new Uint8Array(bytes.buffer)), step };
};

const fitRole = (role: Role, placed: readonly Placed[]): PackedWeights => {
  const rows: Row[] = [...placed, ...ownExamples(role)];
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const examples: Example[] = rows.map(({ text, place, label }) => ({
    cues: cuesOf(sentencesOf(text), place),
    label: labels.indexOf(label),
  }));
  const { cues, weights } = fitSoftmax(examples, labels.length, SETTINGS, rngFromState([3, 1, 4, 1]));
  return packed(labels, cues, weights);
};

/** The classifier of both roles, from the annotated dialogues among these that are not kept out of fold 0. */
export const fitSentences = (dialogues: readonly HumanDialogue[]): PackedTable => {
  const placed = dialogues.filter(({ id }) => !isKeptOut(id)).flatMap(placedIn);
  const of = (seat: 0 | 1): Placed[] => placed.filter((one) => one.seat === seat);
  return { persuader: fitRole('persuader', of(0)), persuadee: fitRole('persuadee', of(1)) };
};

/** sentences.json, byte for byte. */
export const writtenSentences = (corpus: PersuasionCorpus, date: string): string => {
  const annotated = corpus.dialogues.filter(({ sentences }) => sentences !== null);
  const fitted = annotated.filter(({ id }) => !isKeptOut(id));
  const provenance = {
    source:
      'PersuasionForGood (Wang et al., ACL 2019, arXiv 1906.06725), as published; read by `parlor fit donation`',
    licence: corpus.licence,
    files: corpus.files.map(({ file, sha256 }) => ({ file, sha256 })),
    date,
    dialogues: fitted.length,
    sentences: fitted.flatMap(({ sentences }) => sentences ?? []).length,
    split: 'a dialogue is held out where the first 32 bits of SHA-256 of its id are divisible by 5',
    holds: 'weights of hashed cues; no text',
    settings: SETTINGS,
  };
  return `${JSON.stringify({ provenance, ...fitSentences(corpus.dialogues) }, null, 1)}\n`;
};
