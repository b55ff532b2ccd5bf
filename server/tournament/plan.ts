// From what is asked for to a plan: new, or the one in the log that is to be gone on with.

import type { Scenario } from '../../shared/scenario.ts';
import type { Book, Kept } from './book.ts';
import type { Field } from './entrants.ts';
import { blockSize, digestOf, type Plan } from './schedule.ts';

export interface Wanted {
  readonly scenario: Scenario;
  /** Parsed. */
  readonly options: unknown;
  readonly field: Field;
  /** At least so many games: the last block is played whole. */
  readonly games: number;
  /** undefined: any. */
  readonly seed: number | undefined;
  readonly resume: boolean;
}

/** Whether a tournament in the log is the one that is asked for. */
const isSame =
  (digest: string, seed: number | undefined) =>
  ({ about }: Kept): boolean =>
    about.plan === digest && (seed === undefined || about.seed === seed);

/**
 * The plan, and the tournament in the log that it goes on with, if it does. `book` has been refreshed;
 * `draw` gives a seed where none is asked for.
 */
export const planOf = (
  { scenario, options, field, games, seed, resume }: Wanted,
  book: Book,
  draw: () => number,
): { plan: Plan; before: Kept | undefined } => {
  const { entrants } = field;
  const digest = digestOf({ scenario, options, entrants });
  const alike = book.list(scenario.id).filter(isSame(digest, undefined));
  const before = resume ? alike.find(isSame(digest, seed)) : undefined;
  const plan: Plan = {
    id: before?.about.id ?? `${scenario.id}-${digest.slice(0, 8)}-${alike.length + 1}`,
    scenario,
    options,
    entrants,
    seed: before?.about.seed ?? seed ?? draw(),
    blocks: Math.ceil(games / blockSize(scenario, entrants)),
  };
  return { plan, before };
};
