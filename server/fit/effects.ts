// The main effects, as plain statistics of talks with their gifts, so that they can be read off people's dialogues
// and off simulated ones alike.

import type { Act } from '../../scenarios/donation/types.ts';
import type { Rng } from '../../shared/rng.ts';
import { meanOf } from './amounts.ts';
import { bootstrap, type Estimate } from './bootstrap.ts';

/** One finished talk. */
export interface Talk {
  /** Logits that the persona adds. */
  readonly persona: number;
  /** Acts of the persuadee, and whether the persuader laid guilt on it. */
  readonly said: readonly Act[];
  readonly blamed: boolean;
  /** Cents; null: nothing was promised. */
  readonly promised: number | null;
  readonly gift: number;
}

type Statistic = (talks: readonly Talk[]) => number;

const giving: Statistic = (talks) => meanOf(talks.map(({ gift }) => (gift > 0 ? 1 : 0)));

const between =
  (holds: (talk: Talk) => boolean): Statistic =>
  (talks) =>
    giving(talks.filter(holds)) - giving(talks.filter((talk) => !holds(talk)));

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
};

const SIGNS: Readonly<Partial<Record<Act['type'], number>>> = {
  'positive-reaction': 1,
  'positive-to-inquiry': 1,
  'agree-donation': 1,
  'negative-reaction': -1,
  'negative-to-inquiry': -1,
  'disagree-donation': -1,
  'disagree-donation-more': -1,
};

/** Interest as it can be heard: kind words less unkind ones. */
export const shownInterest = (said: readonly Act[]): number =>
  said.reduce((sum, { type }) => sum + (SIGNS[type] ?? 0), 0);

/** Talks whose shown interest is above the median of people's. */
const USUAL_INTEREST = 2;

const promiseGap: Statistic = (talks) =>
  meanOf(talks.flatMap(({ promised, gift }) => (promised ? promised - gift : [])));

/** Each in the units that it is named with; shares as fractions. */
export const STATISTICS = {
  shareGiving: giving,
  medianGiftCents: (talks) => median(talks.map(({ gift }) => gift)),
  meanGiftCents: (talks) => meanOf(talks.map(({ gift }) => gift)),
  sharePromising: (talks) => meanOf(talks.map(({ promised }) => (promised ? 1 : 0))),
  promiseGapCents: promiseGap,
  personaAboveMedian: (talks) => {
    const middle = median(talks.map(({ persona }) => persona));
    return between(({ persona }) => persona > middle)(talks);
  },
  interestShown: between(({ said }) => shownInterest(said) > USUAL_INTEREST),
  promised: between(({ promised }) => Boolean(promised)),
  guilt: between(({ blamed }) => blamed),
} satisfies Record<string, Statistic>;

export type Effect = keyof typeof STATISTICS;

export const measure = (
  talks: readonly Talk[],
  effects: readonly Effect[],
  rng: Rng,
): Record<string, Estimate> =>
  Object.fromEntries(effects.map((effect) => [effect, bootstrap(talks, STATISTICS[effect], rng)]));
