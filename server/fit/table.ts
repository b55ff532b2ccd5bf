// The fitted numbers in the form that the scenario reads.

import { REPLY_FEATURES, SLOTS } from '../../scenarios/donation/model-reply.ts';
import type { ReplyOption, Table } from '../../scenarios/donation/model-table.ts';
import type { GiftTable, PromiseTable } from './amounts.ts';
import { meanOf } from './amounts.ts';
import { type FitDialogue, MOVES } from './dialogues.ts';
import type { Case } from './likelihood.ts';
import { AT, LOADING, replyAt, TELLING } from './parameters.ts';
import { type Norms, SCALES } from './personas.ts';
import { fitReplies } from './replies.ts';

/** Beyond this many standard deviations of what people's moves come to, nobody is moved. */
const REACH = 2.5;

const GUILT = MOVES.indexOf('guilt');

/** What all moves of a talk but guilt come to, logits. */
const heardIn = (theta: Float64Array, { exchanges }: Case): number =>
  exchanges
    .flatMap(({ moves }) => moves)
    .reduce((sum, [move, count]) => (move === GUILT ? sum : sum + (theta[AT.moves + move] ?? 0) * count), 0);

const spreadOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};

/** Standard deviations among people of what makes up the logits of giving. */
export interface Shares {
  readonly persona: number;
  readonly unseen: number;
  readonly moves: number;
}

export const sharesOf = (theta: Float64Array, cases: readonly Case[]): Shares => ({
  persona: spreadOf(
    cases.map(({ scores }) =>
      scores.reduce((sum, score, at) => sum + score * (theta[AT.traits + at] ?? 0), 0),
    ),
  ),
  unseen: Math.exp(theta[AT.logSpread] ?? 0),
  moves: spreadOf(cases.map((one) => heardIn(theta, one))),
});

const repliesOf = (theta: Float64Array, dialogues: readonly FitDialogue[]): Table['reply'] => {
  let option = 0;
  return Object.entries(SLOTS).map(([slot, types]) => {
    const apart = TELLING.some((one) => one === slot) ? undefined : fitReplies(dialogues, slot);
    const options = types.map((type, at): ReplyOption => {
      if (apart) return { type, loading: 0, weights: apart[at] ?? [] };
      const from = replyAt(0, option++);
      return {
        type,
        loading: theta[from + LOADING] ?? 0,
        weights: Array.from(theta.subarray(from, from + REPLY_FEATURES.length)),
      };
    });
    return { slot, options };
  });
};

const movesOf = (theta: Float64Array, cases: readonly Case[], wearOff: number): Table['moves'] => ({
  weights: Object.fromEntries(MOVES.map((move, at) => [move, theta[AT.moves + at] ?? 0])),
  wearOff,
  centre: meanOf(cases.map((one) => heardIn(theta, one))),
  reach: REACH * spreadOf(cases.map((one) => heardIn(theta, one))),
});

export interface Parts {
  readonly theta: Float64Array;
  readonly norms: Norms;
  /** What was fitted to, as dialogues and as cases. */
  readonly dialogues: readonly FitDialogue[];
  readonly cases: readonly Case[];
  readonly wearOff: number;
  readonly promise: PromiseTable;
  readonly gift: GiftTable;
  readonly usualPromise: number;
}

export const tableOf = ({
  theta,
  norms,
  dialogues,
  cases,
  wearOff,
  promise,
  gift,
  usualPromise,
}: Parts): Table => {
  const moves = movesOf(theta, cases, wearOff);
  return {
    traits: SCALES.map((scale, at) => ({
      ...scale,
      mean: norms.means[at] ?? 0,
      spread: norms.spreads[at] ?? 1,
      effect: theta[AT.traits + at] ?? 0,
    })),
    cholesky: norms.cholesky,
    interest: {
      intercept: (theta[AT.intercept] ?? 0) + moves.centre,
      spread: Math.exp(theta[AT.logSpread] ?? 0),
    },
    moves,
    reply: repliesOf(theta, dialogues),
    promise: {
      cents: promise.cents,
      shares: promise.shares,
      tilt: promise.tilt,
      usual: promise.usual,
      asAsked: promise.asAsked,
      stays: promise.stays,
      rises: promise.rises,
    },
    gift: {
      cents: gift.cents,
      shares: gift.shares,
      tilt: gift.tilt,
      usual: gift.usual,
      promised: theta[AT.promised] ?? 0,
      size: theta[AT.size] ?? 0,
      usualPromise,
      kept: gift.kept,
      keptSize: gift.keptSize,
      more: gift.more,
    },
  };
};

const DIGITS = 4;

/** As written: four decimals, and lists of numbers on one line. */
export const written = (value: object): string => {
  const rounded = JSON.stringify(
    value,
    (_, one: unknown) => (typeof one === 'number' ? Number(one.toFixed(DIGITS)) : one),
    1,
  );
  const inline = rounded.replaceAll(/\[[^[\]{}]*\]/g, (list) => list.replaceAll(/\s*\n\s*/g, ' '));
  return `${inline}\n`;
};
