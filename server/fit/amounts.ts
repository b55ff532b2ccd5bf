// Amounts: which sums people promise and give, how far they follow what was asked for, and how far they keep
// what they promised. Shares are counted; the one slope is fitted under a prior.

import type { Exchange, FitDialogue } from './dialogues.ts';
import { fitLogistic } from './logistic.ts';

/** Sums that people name; everything else counts as the nearest on a log scale. */
const CENTS: readonly number[] = [1, 5, 10, 15, 20, 25, 30, 50, 75, 100, 150, 200];
const TILT_VARIANCE = 0.15 ** 2;

export interface AmountTable {
  readonly cents: readonly number[];
  readonly shares: readonly number[];
  readonly tilt: number;
  readonly usual: number;
  /** Amounts counted, and those of them that followed a named sum. */
  readonly n: number;
  readonly asked: number;
}

interface Named {
  readonly cents: number;
  /** Latest amount asked for before; 0: none. */
  readonly asked: number;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const nearest = (cents: number): number => {
  const off = CENTS.map((one) => Math.abs(Math.log(one / Math.max(1, cents))));
  return off.indexOf(Math.min(...off));
};

/** Slope by Newton's method: how far log amounts follow log asks. */
const tiltOf = (shares: readonly number[], named: readonly Named[], usual: number): number => {
  const logs = CENTS.map(Math.log);
  let tilt = 0;
  for (let round = 0; round < 30; round++) {
    let slope = -tilt / TILT_VARIANCE;
    let curve = 1 / TILT_VARIANCE;
    for (const { cents, asked } of named) {
      const pull = Math.log(asked) - usual;
      const weights = shares.map((share, at) => share * Math.exp(tilt * pull * (logs[at] ?? 0)));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const mean = weights.reduce((total, weight, at) => total + weight * (logs[at] ?? 0), 0) / sum;
      const square = weights.reduce((total, weight, at) => total + weight * (logs[at] ?? 0) ** 2, 0) / sum;
      slope += pull * ((logs[nearest(cents)] ?? 0) - mean);
      curve += pull * pull * (square - mean * mean);
    }
    tilt += slope / curve;
  }
  return tilt;
};

const tableOf = (named: readonly Named[]): AmountTable => {
  const counts = CENTS.map(() => 0.5);
  for (const { cents } of named) counts[nearest(cents)] = (counts[nearest(cents)] ?? 0) + 1;
  const sum = counts.reduce((total, one) => total + one, 0);
  const shares = counts.map((one) => one / sum);
  const after = named.filter(({ asked }) => asked > 0);
  const usual = meanOf(after.map(({ asked }) => Math.log(asked)));
  return {
    cents: CENTS,
    shares,
    usual,
    tilt: tiltOf(shares, after, usual),
    n: named.length,
    asked: after.length,
  };
};

const promiseIn = ({ said }: Exchange): number | undefined =>
  said
    .flatMap((act) => (act.type === 'provide-amount' && 'cents' in act && act.cents > 0 ? act.cents : []))
    .at(-1);

export interface PromiseTable extends AmountTable {
  readonly asAsked: number;
  readonly stays: number;
  readonly rises: number;
  /** Promises after the first. */
  readonly further: number;
}

/** First promises, how often they are just what was asked for, and what becomes of them. */
export const promisesOf = (dialogues: readonly FitDialogue[]): PromiseTable => {
  const firsts: Named[] = [];
  let [stays, rises, further] = [0, 0, 0];
  for (const { exchanges } of dialogues)
    for (const exchange of exchanges) {
      const cents = promiseIn(exchange);
      const { promisedBefore, asked } = exchange;
      if (cents === undefined) continue;
      if (!promisedBefore) firsts.push({ cents, asked });
      else {
        further++;
        if (cents === promisedBefore) stays++;
        else if (cents > promisedBefore) rises++;
      }
    }
  const same = firsts.filter(({ cents, asked }) => asked > 0 && cents === asked);
  const free = tableOf(firsts.filter((one) => !same.includes(one)));
  const after = firsts.filter(({ asked }) => asked > 0).length;
  return { ...free, asAsked: same.length / after, stays: stays / further, rises: rises / further, further };
};

export interface GiftTable extends AmountTable {
  /** Logits of giving just what was promised: at the usual promise, and for one unit of log cents above it. */
  readonly kept: number;
  readonly keptSize: number;
  readonly more: number;
  /** Givers who had promised. */
  readonly promisers: number;
}

/** What givers give: those who promised nothing, and how the others keep their promise. */
export const giftsOf = (dialogues: readonly FitDialogue[], usualPromise: number): GiftTable => {
  const givers = dialogues.filter(({ gift }) => gift > 0);
  const bound = givers.filter(({ promised }) => promised !== null);
  const free = tableOf(
    givers.map(({ gift, exchanges }) => ({ cents: gift, asked: exchanges.at(-1)?.asked ?? 0 })),
  );
  const more = bound.filter(({ gift, promised }) => gift > (promised ?? 0)).length;
  const sizes = bound.map(({ promised }) => [Math.log(promised ?? 1) - usualPromise]);
  const isKept = bound.map(({ gift, promised }) => gift === promised);
  const [kept = 0, keptSize = 0] = fitLogistic(sizes, isKept, 1).weights;
  return { ...free, kept, keptSize, more: more / bound.length, promisers: bound.length };
};
