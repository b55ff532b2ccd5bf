// The deal: roles, tasks, and who is the paper's frozen team-mate.

import type { Rng } from '../../shared/rng.ts';
import type { SeatId } from '../../shared/scenario.ts';
import { paceOf } from './pace.ts';
import { type Player, type State, spawnOf } from './state.ts';
import type { Options, Room } from './types.ts';

/** Each task lies in an independently uniform room. */
export const drawTasks = (options: Options, count: number, rng: Rng): Room[] => {
  const tasks: Room[] = [];
  for (let task = 0; task < count; task++) tasks.push(rng.int(options.width * options.height));
  return tasks;
};

const deal = (options: Options, impostor: boolean, rng: Rng): Player => {
  const pace = paceOf(options.mode);
  const room = spawnOf(options);
  return {
    role: impostor ? 'impostor' : 'crew',
    fate: 'in',
    gone: false,
    room,
    from: room,
    busy: 'idle',
    until: 0,
    tasks: impostor && !pace.mended ? [] : drawTasks(options, options.tasks, rng),
    done: 0,
    ready: impostor ? options.cooldown + pace.cooling : 0,
    body: null,
    memory: [],
    trail: [{ tick: 0, room, doing: 'idle' }],
  };
};

/** A fresh episode at tick 0 with everybody in the same room. */
export const setup = (options: Options, seatCount: number, rng: Rng): State => {
  const impostor = rng.int(seatCount);
  const frozen = (impostor + 1 + rng.int(seatCount - 1)) % seatCount;
  const players: Player[] = [];
  const movers: SeatId[] = [];
  for (let seat = 0; seat < seatCount; seat++) {
    players.push(deal(options, seat === impostor, rng));
    movers.push(seat);
  }
  return {
    options,
    tick: 0,
    phase: 'ship',
    players,
    frozen,
    movers,
    speakers: [],
    meetings: [],
    said: [],
    votes: [],
    recent: [{ kind: 'start' }],
    counts: { kills: 0, witnessed: 0, crewVotes: 0, rightVotes: 0 },
    end: null,
  };
};
