// The publishers' dialogues as the model sees them: who the persuadee is, what it heard and said exchange by
// exchange in the scenario's acts, what it promised and what it gave.

import { createHash } from 'node:crypto';
import {
  featuresOf,
  type ReplyContext,
  SLOTS,
  type Stand,
  standAfter,
} from '../../scenarios/donation/model-reply.ts';
import type { Act } from '../../scenarios/donation/types.ts';
import { BUDGET, STRATEGIES } from '../../scenarios/donation/types.ts';
import type { HumanDialogue, Sentence } from '../corpora/persuasion.ts';
import { type Detector, sentencesIn } from './detector.ts';
import { actsOf } from './labels.ts';

/** Acts of the persuader that may move the mind. What only answers a decision (thanks, praise, taking leave) is not
 * among them: in the data it would look like its cause. */
export const MOVES: readonly string[] = [
  ...STRATEGIES,
  'proposition-of-donation',
  'ask-donation-amount',
  'ask-donate-more',
  'guilt',
];

export interface Exchange {
  /** New uses of MOVES in it: index, and how often each was used before. */
  readonly moves: readonly (readonly [move: number, before: number])[];
  readonly heard: readonly Act[];
  readonly said: readonly Act[];
  /** Indices of the reply features that hold; null: the persuadee said nothing more. */
  readonly features: readonly number[] | null;
  /** By slot: index of the type said, -1 for nothing. */
  readonly chosen: readonly number[];
  /** Amount promised before it, cents; and the latest amount asked for, 0 for none. */
  readonly promisedBefore: number | null;
  readonly asked: number;
}

export interface FitDialogue {
  readonly id: string;
  readonly heldOut: boolean;
  /** Its acts are the annotators', else the detector's. */
  readonly annotated: boolean;
  readonly traits: Readonly<Record<string, number>>;
  /** Cents, at most BUDGET. */
  readonly gift: number;
  readonly promised: number | null;
  readonly exchanges: readonly Exchange[];
}

export const FOLDS = 5;

/** One dialogue in five is kept from the fit: by SHA-256 of its id. The fit that is committed keeps fold 0 out. */
export const isKeptOut = (id: string, fold = 0): boolean =>
  createHash('sha256').update(id).digest().readUInt32BE(0) % FOLDS === fold;

/** Its sentences; where nobody annotated them, labelled by the detectors. */
const sentencesOf = (
  dialogue: HumanDialogue,
  detectors: readonly [Detector, Detector],
): readonly Sentence[] =>
  dialogue.sentences ??
  dialogue.said.flatMap(({ seat, turn, text }) =>
    sentencesIn(text).map((sentence) => ({
      seat,
      turn,
      text: sentence,
      labels: [detectors[seat].label(sentence, turn)],
    })),
  );

/** Acts of one utterance; a type counts once in it. */
const utterance = (sentences: readonly Sentence[], seat: 0 | 1, turn: number): Act[] => {
  const acts: Act[] = [];
  for (const one of sentences)
    if (one.seat === seat && one.turn === turn)
      for (const act of actsOf(one)) if (!acts.some(({ type }) => type === act.type)) acts.push(act);
  return acts;
};

const chosenIn = (said: readonly Act[]): number[] => {
  const types = new Set(said.map(({ type }) => type));
  return Object.values(SLOTS).map((slot) => slot.findIndex((type) => types.has(type)));
};

const amountsIn = (acts: readonly Act[]): number[] =>
  acts.flatMap((act) => ('cents' in act ? act.cents : []));

interface Running {
  stand: Stand;
  promised: number | null;
  asked: number;
  readonly uses: Map<number, number>;
}

const movesIn = (heard: readonly Act[], uses: Map<number, number>): [number, number][] =>
  heard.flatMap(({ type }) => {
    const move = MOVES.indexOf(type);
    if (move < 0) return [];
    const before = uses.get(move) ?? 0;
    uses.set(move, before + 1);
    return [[move, before] as [number, number]];
  });

const exchange = (
  heard: Act[],
  said: Act[],
  at: { turn: number; left: number; speaks: boolean },
  running: Running,
): Exchange => {
  const { stand, promised } = running;
  running.asked = amountsIn(heard).at(-1) ?? running.asked;
  const context: ReplyContext = { turn: at.turn, left: at.left, heard, stand, promised, asked: [] };
  const out: Exchange = {
    moves: movesIn(heard, running.uses),
    heard,
    said,
    features: at.speaks ? featuresOf(context) : null,
    chosen: chosenIn(said),
    promisedBefore: promised,
    asked: running.asked,
  };
  running.stand = standAfter(stand, said);
  running.promised = amountsIn(said).at(-1) ?? promised;
  return out;
};

export const fitDialogue = (
  dialogue: HumanDialogue,
  detectors: readonly [Detector, Detector],
  fold = 0,
): FitDialogue => {
  const sentences = sentencesOf(dialogue, detectors);
  const last = Math.max(...dialogue.said.map(({ turn }) => turn));
  const lastReply = Math.max(...dialogue.said.filter(({ seat }) => seat === 1).map(({ turn }) => turn));
  const running: Running = { stand: 'open', promised: null, asked: 0, uses: new Map() };
  const exchanges: Exchange[] = [];
  for (let turn = 0; turn <= last; turn++) {
    const [heard, said] = [utterance(sentences, 0, turn), utterance(sentences, 1, turn)];
    const speaks = dialogue.said.some((one) => one.seat === 1 && one.turn === turn);
    exchanges.push(exchange(heard, said, { turn, left: lastReply - turn, speaks }, running));
  }
  return {
    id: dialogue.id,
    heldOut: isKeptOut(dialogue.id, fold),
    annotated: dialogue.sentences !== null,
    traits: dialogue.persuadee.traits,
    gift: Math.round(100 * Math.min(BUDGET / 100, dialogue.persuadee.gave)),
    promised: running.promised === 0 ? null : running.promised,
    exchanges,
  };
};
