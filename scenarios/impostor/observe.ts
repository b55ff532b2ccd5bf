// Everything that one seat may know, and nothing else. Tested by redeal: two states that differ only
// in what the seat cannot know give equal observations.

import type { SeatId } from '../../shared/scenario.ts';
import { ROOM_NAMES, SEAT_NAMES } from './places.ts';
import { bodiesInView, inView } from './sight.ts';
import { livingSeats, playerAt, type State } from './state.ts';
import type { Observation } from './types.ts';

export const seatName = (seat: SeatId): string => SEAT_NAMES[seat] ?? `Seat ${seat + 1}`;

export const observe = (state: State, seat: SeatId): Observation => {
  const { options, tick } = state;
  const me = playerAt(state, seat);
  const impostor = me.role === 'impostor';
  return {
    mode: options.mode,
    width: options.width,
    height: options.height,
    roomNames: ROOM_NAMES.slice(0, options.width * options.height),
    names: SEAT_NAMES.slice(0, state.players.length),
    seat,
    role: me.role,
    tick,
    phase: state.phase,
    living: livingSeats(state),
    alive: me.fate === 'in',
    room: me.room,
    busy: me.busy,
    until: me.until,
    tasks: me.tasks,
    tasksDone: me.done,
    tasksEach: options.tasks,
    cooldown: impostor ? Math.max(0, me.ready - tick) : null,
    here: state.phase === 'ship' ? inView(state, seat) : [],
    bodies: state.phase === 'ship' ? bodiesInView(state.players, seat) : [],
    memory: me.memory,
    trail: me.trail,
    meetings: state.meetings,
    said: state.said,
    votes: state.votes,
    speakers: state.phase === 'talk' ? state.speakers : [],
  };
};
