// Amounts: what the persuadee promises, and what it gives. People round: amounts are drawn from the sums that
// people named and gave, tilted towards what was asked for.

import { levelOf } from './model-mind.ts';
import { type Amounts, table } from './model-table.ts';
import type { Mind } from './types.ts';

export interface Odd {
  readonly cents: number;
  /** Chance, 0 to 1. */
  readonly p: number;
}

const { gift, promise } = table;

const normalised = (odds: readonly Odd[]): Odd[] => {
  const sum = odds.reduce((total, { p }) => total + p, 0);
  return odds.map(({ cents, p }) => ({ cents, p: p / sum }));
};

/** Shares of amounts after `asked` cents were asked for; 0: no amount was named. */
const tilted = ({ cents, shares, tilt, usual }: Amounts, asked: number): Odd[] => {
  const pull = asked > 0 ? tilt * (Math.log(asked) - usual) : 0;
  return normalised(
    cents.map((amount, at) => ({
      cents: amount,
      p: (shares[at] ?? 0) * Math.exp(pull * Math.log(amount)),
    })),
  );
};

/** Adds chances for the same amount up, in order of amounts. */
const merged = (odds: readonly Odd[]): Odd[] => {
  const sums = new Map<number, number>();
  for (const { cents, p } of odds) if (p > 0) sums.set(cents, (sums.get(cents) ?? 0) + p);
  return [...sums].map(([cents, p]) => ({ cents, p })).sort((a, b) => a.cents - b.cents);
};

const scaled = (odds: readonly Odd[], by: number): Odd[] =>
  odds.map(({ cents, p }) => ({ cents, p: p * by }));

/** Amount that is promised, given that one is; `promised` is the one before, null: none. */
export const promiseOdds = (mind: Mind, promised: number | null): Odd[] => {
  const asked = mind.asked ?? 0;
  const fresh = tilted(promise, asked);
  if (promised === null || promised === 0) {
    if (asked === 0) return merged(fresh);
    return merged([{ cents: asked, p: promise.asAsked }, ...scaled(fresh, 1 - promise.asAsked)]);
  }
  const parts: Odd[] = [{ cents: promised, p: promise.stays }];
  const above = fresh.filter(({ cents }) => cents > promised);
  const below = fresh.filter(({ cents }) => cents < promised);
  const lowers = 1 - promise.stays - promise.rises;
  parts.push(
    ...(above.length > 0
      ? scaled(normalised(above), promise.rises)
      : [{ cents: promised, p: promise.rises }]),
  );
  parts.push(...(below.length > 0 ? scaled(normalised(below), lowers) : [{ cents: promised, p: lowers }]));
  return merged(parts);
};

const chance = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Log cents of a promise above the usual one. */
const sizeOf = (promised: number): number => Math.log(promised) - gift.usualPromise;

/** Chance of giving anything, in logits. */
const givingLogit = (mind: Mind, promised: number | null): number =>
  promised ? levelOf(mind) + gift.promised + gift.size * sizeOf(promised) : levelOf(mind);

const amountOdds = (mind: Mind, promised: number | null): Odd[] => {
  const free = tilted(gift, mind.asked ?? 0);
  if (!promised) return free;
  const above = free.filter(({ cents }) => cents > promised);
  const below = free.filter(({ cents }) => cents < promised);
  const kept = chance(gift.kept + gift.keptSize * sizeOf(promised));
  const more = Math.min(gift.more, 1 - kept);
  const parts: Odd[] = [{ cents: promised, p: kept }];
  if (above.length > 0) parts.push(...scaled(normalised(above), more));
  if (below.length > 0) parts.push(...scaled(normalised(below), 1 - kept - more));
  return normalised(parts);
};

/** What really goes into the jar, after the talk: chances over cents, which sum to 1. */
export const giftOdds = (mind: Mind, promised: number | null): Odd[] => {
  const gives = chance(givingLogit(mind, promised));
  return merged([{ cents: 0, p: 1 - gives }, ...scaled(amountOdds(mind, promised), gives)]);
};
