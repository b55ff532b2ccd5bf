// OpenSkill ratings (Weng and Lin 2011, full Bradley-Terry pairing) of entrants by role, from heats in the
// order of play. Entrants do not change while they play, so nothing is added to sigma between heats, and gamma is
// 1: sigma then shrinks as the spread of mu over repeated tournaments does (simulated, 300 heats of six: .33
// and .38; with the package's default .77 and .62).
//
// Only differences within a role mean anything. Their common level, which drifts while sigmas are large, is
// taken out at the end: the entrants of a role have the mean that they began with.
//
// Intervals: whole blocks are drawn again with replacement and rated again, in the order drawn, so that they
// hold what the keys bring along and what the order of play does to ratings.

import { ordinal, type Rating, rating } from 'openskill';
import { bradleyTerryFull } from 'openskill/models';
import type { Rng } from '../../shared/rng.ts';
import type { Heat } from './heats.ts';

/** Ratings by role, then by entrant. */
export type Ratings = ReadonlyMap<string, ReadonlyMap<string, Rating>>;

const OPTIONS = { gamma: () => 1 };

/** A rating before the first heat. */
export const unrated: Readonly<Rating> = Object.freeze(rating());
export { ordinal };

/** The same differences around the mean at the beginning. */
const centred = (known: ReadonlyMap<string, Rating>): Map<string, Rating> => {
  const sum = [...known.values()].reduce((total, { mu }) => total + mu, 0);
  const drift = sum / known.size - unrated.mu;
  return new Map([...known].map(([entrant, { mu, sigma }]) => [entrant, { mu: mu - drift, sigma }]));
};

/** Rates heats one after another. The same heats in the same order give the same ratings, bit for bit. */
export const rateHeats = (heats: Iterable<Heat>): Ratings => {
  const roles = new Map<string, Map<string, Rating>>();
  for (const { role, entrants, ranks } of heats) {
    const known = roles.get(role) ?? new Map<string, Rating>();
    roles.set(role, known);
    const before = entrants.map((entrant) => [known.get(entrant) ?? unrated]);
    // The model itself wants its teams best first, as heats have them; `rate` would sort them at a cost.
    const after = bradleyTerryFull(before, { ...OPTIONS, rank: [...ranks] });
    for (const [at, entrant] of entrants.entries()) known.set(entrant, after[at]?.[0] ?? unrated);
  }
  return new Map([...roles].map(([role, known]) => [role, centred(known)]));
};

export const ratingIn = (ratings: Ratings, role: string, entrant: string): Rating =>
  ratings.get(role)?.get(entrant) ?? unrated;

/** The ratings of blocks drawn again with replacement, `draws` times. */
export function* redrawn(
  blocks: readonly (readonly Heat[])[],
  rng: Rng,
  draws: number,
): Generator<Ratings, void> {
  for (let draw = 0; draw < draws; draw++) yield rateHeats(blocks.flatMap(() => rng.pick(blocks)));
}
