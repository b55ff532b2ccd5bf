// Who plays whom, and with which key. A block is one key and every way to give the roles to entrants that play
// them, so that everybody has every role equally often in front of the same others, in the same situation.

import { hash } from 'node:crypto';
import type { Scenario } from '../../shared/scenario.ts';
import type { TournamentGame } from '../../shared/turn.ts';
import { type EpisodeKey, keyFromSeed } from '../episode/streams.ts';
import type { Entrant } from './entrants.ts';

export interface Plan {
  readonly id: string;
  readonly scenario: Scenario;
  /** Parsed. */
  readonly options: unknown;
  readonly entrants: readonly Entrant[];
  readonly seed: number;
  readonly blocks: number;
}

/** One game of a plan. */
export interface Game {
  readonly key: EpisodeKey;
  /** Seats as on the command line. */
  readonly seats: readonly string[];
  readonly about: TournamentGame;
}

type Sides = Readonly<Record<string, Entrant>>;

/** Every way to give the roles away. */
const pairings = ({ roles }: Scenario, entrants: readonly Entrant[]): Sides[] =>
  roles.reduce<Sides[]>(
    (all, role) =>
      all.flatMap((sides) =>
        entrants
          .filter(({ seats }) => seats[role] !== undefined)
          .map((entrant) => ({ ...sides, [role]: entrant })),
      ),
    [{}],
  );

/** Games of one block. */
export const blockSize = (scenario: Scenario, entrants: readonly Entrant[]): number =>
  pairings(scenario, entrants).length;

/** What is played, apart from the seed and the number of blocks. Two tournaments with the same digest and seed
 * play the same games. */
export const digestOf = ({ scenario, options, entrants }: Omit<Plan, 'id' | 'seed' | 'blocks'>): string =>
  hash('sha256', JSON.stringify([scenario.id, scenario.version, options, entrants]), 'hex').slice(0, 16);

/** The games in the order of play. */
export const gamesOf = (plan: Plan): Game[] => {
  const { scenario, entrants, seed, blocks, id } = plan;
  const ways = pairings(scenario, entrants);
  const digest = digestOf(plan);
  const games: Game[] = [];
  for (let block = 0; block < blocks; block++) {
    const key = keyFromSeed(seed, block);
    for (const way of ways) {
      const sides = Object.fromEntries(Object.entries(way).map(([role, { name }]) => [role, name]));
      const seats = Object.entries(way).map(([role, entrant]) => `${role}=${entrant.seats[role]}`);
      const about = { id, plan: digest, seed, game: games.length, games: blocks * ways.length, block, sides };
      games.push({ key, seats, about });
    }
  }
  return games;
};
