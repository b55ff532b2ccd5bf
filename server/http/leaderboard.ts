// /api/leaderboard?scenario=ID[&tournament=ID]: the table of a tournament, from the log.

import type { Request, Router } from 'express';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Leaderboard } from '../../shared/tournament.ts';
import type { Book } from '../tournament/book.ts';
import { leaderboardOf, Tables } from '../tournament/leaderboard.ts';

export interface LeaderboardQuery {
  readonly scenario: string;
  readonly tournament?: string | undefined;
}

/** How a query is read from a request; throws where it is wrong. */
type Read = (request: Request) => LeaderboardQuery;

export const leaderboardRoutes = (
  router: Router,
  book: Book,
  scenarios: ReadonlyMap<string, Scenario>,
  read: Read,
): void => {
  const tables = new Tables(() => performance.now());
  const board = async ({ scenario, tournament }: LeaderboardQuery): Promise<Leaderboard> => {
    if (!scenarios.has(scenario))
      throw new RejectionError(
        'unknown-scenario',
        `There is no scenario "${scenario}"; there are: ${[...scenarios.keys()].join(', ')}.`,
      );
    await book.refresh();
    const made = await leaderboardOf(book, scenario, tournament, tables.table);
    if (made.ok) return made.value;
    throw new RejectionError(made.error.code, made.error.message);
  };
  router.get('/leaderboard', async (request, response) => {
    response.json(await board(read(request)));
  });
};
