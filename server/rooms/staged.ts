// Games that the server itself puts on, with nobody to wait for: a tournament's. Anybody may watch them, with
// everything shown; where nobody does they are played without pauses.

import type { LiveEpisode } from '../../shared/protocol.ts';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { TournamentGame } from '../../shared/turn.ts';
import { Episode } from '../episode/episode.ts';
import type { EpisodeKey } from '../episode/streams.ts';
import { assignSeats } from '../seats/spec.ts';
import { Chairs } from './chairs.ts';
import type { Plan } from './plan.ts';
import type { Services } from './services.ts';

export interface StagedGame {
  readonly scenario: Scenario;
  /** Parsed. */
  readonly options: unknown;
  readonly key: EpisodeKey;
  /** Seats as on the command line; nobody's may be a person's. */
  readonly seats: readonly string[];
  readonly about: TournamentGame;
  /** true: at a pace that people can follow, so that there is time to open it; else at that of bots until somebody does. */
  readonly unhurried: boolean;
}

/** Asks a new room to put a game on. An instance, so that no client can send one. */
export class StageOrder {
  readonly game: StagedGame;
  constructor(game: StagedGame) {
    this.game = game;
  }
}

/** Throws RejectionError where the seats do not fit. */
export const staged = (
  { game: { scenario, options, key, seats, about, unhurried } }: StageOrder,
  services: Services,
): { plan: Plan; chairs: Chairs } => {
  const episode = new Episode({ scenario, options, key });
  const specs = assignSeats(seats, scenario, episode.state, episode.seatCount);
  if (!specs.ok) throw new RejectionError(specs.error.code, specs.error.message);
  const chairs = new Chairs(scenario, episode.state, specs.value, services);
  const shown = { practice: false, pace: 'live', reveal: 'all' } as const;
  const creator = undefined;
  return {
    plan: { scenario, options, episode, specs: specs.value, creator, ...shown, tournament: about, unhurried },
    chairs,
  };
};

/** Which game of a tournament it is, for the list; the seed stays here. */
export const gameOf = ({ tournament }: Plan): Pick<LiveEpisode, 'tournament'> => {
  if (!tournament) return {};
  const { id, game, sides } = tournament;
  return { tournament: { id, game, sides } };
};
