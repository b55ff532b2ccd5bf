// The fitted persuadee as numbers: model.json, written by `parlor fit donation DIR` and never by hand.
// Its provenance says what it was fitted to; nothing in it is text from the data.

import json from './model.json' with { type: 'json' };

export interface Trait {
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** The publishers' scale, and the step between its values. */
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly mean: number;
  readonly spread: number;
  /** Logits of giving for one standard deviation more. */
  readonly effect: number;
}

export interface ReplyOption {
  readonly type: string;
  /** Logits for one logit more of the chance of giving. */
  readonly loading: number;
  /** One weight for each of REPLY_FEATURES. */
  readonly weights: readonly number[];
}

/** A draw over amounts: shares, tilted by what was asked for on a log scale. */
export interface Amounts {
  readonly cents: readonly number[];
  readonly shares: readonly number[];
  /** Logits for one unit of log(asked / usual ask) on one unit of log(cents). */
  readonly tilt: number;
  /** Log cents of the usual ask. */
  readonly usual: number;
}

export interface Table {
  readonly traits: readonly Trait[];
  /** Lower triangle of the Cholesky factor of the traits' correlations, row by row. */
  readonly cholesky: readonly (readonly number[])[];
  readonly interest: { readonly intercept: number; readonly spread: number };
  readonly moves: {
    /** Logits of giving for the first use of an act by the persuader. */
    readonly weights: Readonly<Record<string, number>>;
    /** Each further use counts this much of the one before. */
    readonly wearOff: number;
    /** What the average person's acts come to, and how far from it any can move. */
    readonly centre: number;
    readonly reach: number;
  };
  /** Logits for each slot's options; the option "nothing" has 0. */
  readonly reply: readonly { readonly slot: string; readonly options: readonly ReplyOption[] }[];
  readonly promise: Amounts & {
    /** Share of first promises that are exactly what was asked for. */
    readonly asAsked: number;
    /** Of further ones: shares that stay, and that rise. */
    readonly stays: number;
    readonly rises: number;
  };
  readonly gift: Amounts & {
    /** Logits of giving once an amount was promised, and for one unit of log cents above the usual one. */
    readonly promised: number;
    readonly size: number;
    readonly usualPromise: number;
    /** Of those who give after a promise: logits of giving just that, at the usual promise and for one unit of log
     * cents above it; and the share that gives more. */
    readonly kept: number;
    readonly keptSize: number;
    readonly more: number;
  };
}

export const table: Table = json;
