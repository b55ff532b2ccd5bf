// What a create request asks for, checked: scenario, options, key, who sits where, who may see what.

import type { JoinOptions, Reveal } from '../../shared/protocol.ts';
import { ok, type Rejection, RejectionError, type Result, reject } from '../../shared/result.ts';
import type { Scenario, SeatId } from '../../shared/scenario.ts';
import type { TournamentGame } from '../../shared/turn.ts';
import { Episode } from '../episode/episode.ts';
import type { Pace } from '../episode/pace.ts';
import { type EpisodeKey, keyFromSeed, randomKey } from '../episode/streams.ts';
import { findScript } from '../seats/handicap.ts';
import { parseOptions } from '../seats/headless.ts';
import { checkBot } from '../seats/seating.ts';
import { assignSeats, type SeatSpec } from '../seats/spec.ts';
import type { Services } from './services.ts';
import { sameSecret } from './token.ts';

export interface Plan {
  readonly scenario: Scenario;
  /** Parsed. */
  readonly options: unknown;
  readonly episode: Episode;
  /** Who is to sit where; 'human' seats wait for a person. */
  readonly specs: readonly SeatSpec[];
  /** Seat of whoever creates the room, if they play. */
  readonly creator: SeatId | undefined;
  readonly practice: boolean;
  readonly pace: Pace;
  readonly reveal: Reveal;
  /** The game of a tournament that it is. */
  readonly tournament?: TournamentGame;
  /** Keeps its pace where nobody watches yet. */
  readonly unhurried?: boolean;
}

/** Keys tried until the wanted seat has the wanted role. */
const MAX_KEYS = 1000;

/** A seat that a person may take: the one wanted, else one kept for people, else any that is not fixed. */
export const freeSeat = (
  scenario: Scenario,
  state: unknown,
  specs: readonly SeatSpec[],
  wanted: SeatId | undefined,
  taken: (seat: SeatId) => boolean,
): Result<SeatId> => {
  const fixed = scenario.fixedSeats(state);
  if (wanted !== undefined) {
    if (wanted >= specs.length)
      return reject(
        'unknown-seat',
        `There is no seat ${wanted}; seats are numbered from 0 to ${specs.length - 1}.`,
      );
    if (fixed[wanted] !== undefined)
      return reject(
        'not-allowed',
        `Seat ${wanted} is played by a fixed bot under these options; take another.`,
      );
    return taken(wanted)
      ? reject('seat-taken', `Seat ${wanted} is taken; take another or watch.`)
      : ok(wanted);
  }
  const free = specs.map((_, seat) => seat).filter((seat) => fixed[seat] === undefined && !taken(seat));
  const seat = free.find((one) => specs[one]?.kind === 'human') ?? free[0];
  return seat === undefined ? reject('room-full', 'All seats are taken; join as a spectator.') : ok(seat);
};

interface Draft {
  readonly episode: Episode;
  readonly specs: SeatSpec[];
  readonly creator: SeatId | undefined;
}

/** Learning roles of a scenario that is being learned here get the agents, once there are any. */
const learners = (scenario: Scenario, { agents, learning }: Services): string[] => {
  if (!agents || learning !== scenario.id) return [];
  const roles = scenario.training?.roles ?? scenario.roles;
  return roles.filter((role) => agents.has(scenario, role)).map((role) => `${role}=agent`);
};

const draft = (
  join: JoinOptions,
  scenario: Scenario,
  options: unknown,
  key: EpisodeKey,
  services: Services,
): Result<Draft> => {
  const episode = new Episode({ scenario, options, key });
  const fill = join.fill ?? learners(scenario, services);
  const specs = assignSeats(fill, scenario, episode.state, episode.seatCount);
  if (!specs.ok) return specs;
  if (join.as === 'spectator') return ok({ episode, specs: specs.value, creator: undefined });
  const seat = freeSeat(scenario, episode.state, specs.value, join.seat, () => false);
  if (!seat.ok) return seat;
  specs.value[seat.value] = { kind: 'human' };
  return ok({ episode, specs: specs.value, creator: seat.value });
};

/** Where roles belong to seats, whatever the key: the first free seat of the role asked for. */
const draftInSeat = (join: JoinOptions, scenario: Scenario, made: Draft): Draft | undefined => {
  if (join.seat !== undefined) return undefined;
  const { episode, specs } = made;
  const fixed = scenario.fixedSeats(episode.state);
  const seat = specs.findIndex(
    (_, one) => fixed[one] === undefined && scenario.role(episode.state, one) === join.role,
  );
  if (seat < 0) return undefined;
  const own = assignSeats(join.fill ?? [], scenario, episode.state, episode.seatCount);
  if (!own.ok) return undefined;
  own.value[seat] = { kind: 'human' };
  return { episode, specs: own.value, creator: seat };
};

/** Tries keys until the creator has the role asked for; then seats. */
const draftWithRole = (
  join: JoinOptions,
  scenario: Scenario,
  options: unknown,
  services: Services,
): Result<Draft> => {
  const key = (index: number): EpisodeKey =>
    join.seed === undefined ? randomKey() : keyFromSeed(join.seed, index);
  if (join.role === undefined) return draft(join, scenario, options, key(0), services);
  if (!scenario.roles.includes(join.role))
    return reject(
      'bad-options',
      `${scenario.id} has no role "${join.role}"; it has ${scenario.roles.join(', ')}.`,
    );
  if (join.as === 'spectator')
    return reject('bad-options', 'A spectator has no role; join as a player to choose one.');
  let last: Draft | undefined;
  for (let index = 0; index < MAX_KEYS; index++) {
    const made = draft(join, scenario, options, key(index), services);
    if (!made.ok) return made;
    last = made.value;
    const { episode, creator } = last;
    if (creator !== undefined && scenario.role(episode.state, creator) === join.role) return made;
  }
  const seated = last && draftInSeat(join, scenario, last);
  if (seated) return ok(seated);
  return reject(
    'not-allowed',
    `That seat cannot be ${join.role} here; leave the seat open or choose another role.`,
  );
};

const operatorOf = (join: JoinOptions, { limits }: Services): Result<boolean> => {
  if (join.operator === undefined) return ok(false);
  const right = limits.operatorToken !== undefined && sameSecret(join.operator, limits.operatorToken);
  return right ? ok(true) : reject('bad-token', 'The operator token is wrong.');
};

const isPrivileged = (scenario: Scenario, spec: SeatSpec): boolean =>
  spec.kind === 'scripted' && (findScript(scenario, spec.script)?.privileged ?? false);

const scenarioOf = (join: JoinOptions, { scenarios }: Services): Result<Scenario> => {
  const known = [...scenarios.keys()].join(', ');
  if (join.scenario === undefined) return reject('bad-options', `Name a scenario; there are: ${known}.`);
  const scenario = scenarios.get(join.scenario);
  return scenario
    ? ok(scenario)
    : reject('unknown-scenario', `There is no scenario "${join.scenario}"; there are: ${known}.`);
};

/** Who may see everything: nobody while people play, unless told otherwise by nobody. */
const revealOf = (join: JoinOptions, people: boolean): Result<Reveal> => {
  if (join.reveal === 'all' && people)
    return reject('not-allowed', 'Everything can be shown only where no person plays; use reveal "public".');
  return ok(join.reveal ?? (people ? 'public' : 'all'));
};

/** Why an agent or a language model that was asked for cannot be seated. */
const missingBot = (
  scenario: Scenario,
  { episode, specs }: Draft,
  { agents, models }: Services,
): Rejection | undefined => {
  for (const [seat, spec] of specs.entries()) {
    if (spec.kind === 'human') continue;
    const role = scenario.role(episode.state, seat);
    try {
      checkBot({ scenario, role, seats: specs.length, agents, models }, spec);
    } catch (error) {
      if (error instanceof RejectionError) return error;
      throw error;
    }
  }
  return undefined;
};

/** Checks a create request; the first thing wrong is named. */
export const planRoom = (join: JoinOptions, services: Services): Result<Plan> => {
  const scenario = scenarioOf(join, services);
  if (!scenario.ok) return scenario;
  const options = parseOptions(scenario.value, join.options);
  if (!options.ok) return options;
  const operator = operatorOf(join, services);
  if (!operator.ok) return operator;
  const made = draftWithRole(join, scenario.value, options.value, services);
  if (!made.ok) return made;
  const { specs } = made.value;
  const missing = missingBot(scenario.value, made.value, services);
  if (missing) return reject(missing.code, missing.message);
  const people = specs.some((spec) => spec.kind === 'human');
  const privileged = specs.some((spec) => isPrivileged(scenario.value, spec));
  if (privileged && people && !operator.value)
    return reject(
      'not-allowed',
      'A script that sees the truth cannot play with people; choose another script.',
    );
  const reveal = revealOf(join, people);
  if (!reveal.ok) return reveal;
  const chosen = join.seed !== undefined || join.role !== undefined;
  const roleKept = join.fill?.some((one) => one.includes('=') && one.endsWith('human')) ?? false;
  const practice = chosen || roleKept || privileged;
  return ok({
    ...made.value,
    scenario: scenario.value,
    options: options.value,
    practice,
    pace: join.pace,
    reveal: reveal.value,
  });
};

/** Who may see what from outside, once it is clear whether people play. */
export interface SpectatorRule {
  readonly viewer: 'public' | 'all';
  readonly delayMs: number;
}

export const spectatorRule = (reveal: Reveal, people: boolean): SpectatorRule => {
  if (typeof reveal === 'string') return { viewer: people ? 'public' : reveal, delayMs: 0 };
  return { viewer: people ? 'public' : 'all', delayMs: reveal.delaySeconds * 1000 };
};
