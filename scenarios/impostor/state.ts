// The whole truth of an episode. State is JSON and never changed in place: a step copies the players
// that it touches and replaces the lists that grow.

import type { Outcome, SeatId } from '../../shared/scenario.ts';
import type { Reason } from './ends.ts';
import type {
  MeetingFacts,
  Options,
  Role,
  Room,
  Said,
  Sighting,
  SpeechAct,
  VoteResult,
  Whereabouts,
} from './types.ts';

export interface Player {
  readonly role: Role;
  readonly fate: 'in' | 'killed' | 'ejected';
  /** Publicly known to be dead or ejected. */
  readonly gone: boolean;
  /** A walker is in the room that it walks to from the start. */
  readonly room: Room;
  /** Where it came from; equal to `room` once that no longer shows. */
  readonly from: Room;
  readonly busy: 'idle' | 'walk' | 'task' | 'wait';
  /** Tick at which it decides again. */
  readonly until: number;
  readonly tasks: readonly Room[];
  readonly done: number;
  /** Impostor: first tick at which it can kill. Crew: 0. */
  readonly ready: number;
  /** Where its unreported body lies. */
  readonly body: Room | null;
  readonly memory: readonly Sighting[];
  readonly trail: readonly Whereabouts[];
}

/** What the latest step brought, as data; narrate turns it into lines. */
export type Happening =
  | { kind: 'start' }
  | { kind: 'task'; seat: SeatId; room: Room }
  | { kind: 'kill'; killer: SeatId; victim: SeatId; room: Room; witnesses: readonly SeatId[] }
  | { kind: 'called'; facts: MeetingFacts }
  | { kind: 'said'; seat: SeatId; acts: readonly SpeechAct[]; text: string }
  | { kind: 'ballots' }
  | { kind: 'tally'; result: VoteResult }
  | { kind: 'over' };

/** Sums for metrics; whole numbers. */
export interface Counts {
  readonly kills: number;
  /** Kills that at least one living seat saw. */
  readonly witnessed: number;
  readonly crewVotes: number;
  /** Crew votes cast for the impostor. */
  readonly rightVotes: number;
}

export interface State {
  readonly options: Options;
  readonly tick: number;
  readonly phase: 'ship' | 'talk' | 'vote' | 'over';
  readonly players: readonly Player[];
  /** Crew seat that plays the paper's frozen team-mate; drawn always, used with seating "paper". */
  readonly frozen: SeatId;
  /** Seats that decide now, ascending; one speaker during the discussion. */
  readonly movers: readonly SeatId[];
  readonly speakers: readonly SeatId[];
  readonly meetings: readonly MeetingFacts[];
  readonly said: readonly Said[];
  readonly votes: readonly VoteResult[];
  readonly recent: readonly Happening[];
  readonly counts: Counts;
  readonly end: Outcome<Reason> | null;
}

export const playerAt = (state: { readonly players: readonly Player[] }, seat: SeatId): Player => {
  const player = state.players[seat];
  if (!player) throw new RangeError(`there is no seat ${seat}`);
  return player;
};

export const impostorOf = (state: State): SeatId =>
  state.players.findIndex((player) => player.role === 'impostor');

/** Seats not publicly known to be out. */
export const livingSeats = (state: State): SeatId[] => {
  const out: SeatId[] = [];
  for (let seat = 0; seat < state.players.length; seat++) if (!playerAt(state, seat).gone) out.push(seat);
  return out;
};

/** Everybody starts in the middle of the upper row, and comes back there after a meeting. */
export const spawnOf = (options: { width: number }): Room => Math.floor((options.width - 1) / 2);

const X = [0, -1, 0, 1];
const Y = [-1, 0, 1, 0];

/** Rooms next to `room` (4 neighbours, no walls), north, west, south, east. */
export const neighbours = (options: { width: number; height: number }, room: Room): Room[] => {
  const { width, height } = options;
  const x = room % width;
  const y = (room - x) / width;
  const out: Room[] = [];
  for (let side = 0; side < 4; side++) {
    const nextX = x + (X[side] ?? 0);
    const nextY = y + (Y[side] ?? 0);
    if (nextX >= 0 && nextX < width && nextY >= 0 && nextY < height) out.push(nextY * width + nextX);
  }
  return out;
};
