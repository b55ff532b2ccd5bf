// The same to one seat, different in what it cannot know: another impostor where this seat has no
// proof, other tasks, and other whereabouts of everybody out of its sight.

import type { Rng } from '../../shared/rng.ts';
import type { SeatId } from '../../shared/scenario.ts';
import { paceOf } from './pace.ts';
import { drawTasks } from './setup.ts';
import { appearance, looksAbout } from './sight.ts';
import { type Happening, impostorOf, neighbours, type Player, playerAt, type State } from './state.ts';
import type { Room } from './types.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Seats that could be the impostor as far as `seat` can tell, the true one left out. */
const otherImpostors = (state: State, seat: SeatId): SeatId[] => {
  const me = playerAt(state, seat);
  if (me.role === 'impostor' || me.memory.some((seen) => seen.doing === 'kill')) return [];
  const reporters = state.meetings.map((meeting) => meeting.reporter);
  return state.players.flatMap((player, who) => {
    if (who === seat || player.role === 'impostor' || player.fate !== 'in') return [];
    // In paper mode the impostor never reports.
    return !paceOf(state.options.mode).mended && reporters.includes(who) ? [] : [who];
  });
};

const happenedTo = (seat: SeatId, one: Happening): boolean => {
  if (one.kind === 'task') return one.seat === seat;
  if (one.kind === 'kill') return one.killer === seat || one.victim === seat || one.witnesses.includes(seat);
  return true;
};

const swapRoles = (state: State, from: SeatId, to: SeatId, players: Draft<Player>[], rng: Rng): void => {
  const old = players[from];
  const next = players[to];
  if (!old || !next) return;
  next.role = 'impostor';
  next.ready = old.ready;
  old.role = 'crew';
  old.ready = 0;
  if (!paceOf(state.options.mode).mended) {
    if (next.busy === 'task') next.busy = 'wait';
    next.tasks = [];
    next.done = 0;
    old.tasks = drawTasks(state.options, state.options.tasks, rng);
    old.done = 0;
  }
  // What others saw the old one do cannot have happened.
  for (const player of players)
    if (player !== old && player.memory.some((seen) => seen.doing === 'kill'))
      player.memory = player.memory.filter((seen) => seen.doing !== 'kill');
};

/** Other tasks, at least one of them still to do, and a kill nearer or further away. */
const redraw = (state: State, player: Draft<Player>, rng: Rng): void => {
  const { options, tick } = state;
  const { mended, cooling } = paceOf(options.mode);
  if (player.role === 'impostor') player.ready = tick + rng.int(options.cooldown + cooling + 1);
  if (player.role === 'impostor' && !mended) return;
  player.done = rng.int(options.tasks);
  const tasks = drawTasks(options, options.tasks - player.done, rng);
  if (player.busy === 'task') tasks[0] = player.room;
  player.tasks = tasks;
};

/** Puts a seat, or its body, somewhere else out of sight. */
const relocate = (state: State, me: Player, player: Draft<Player>, rng: Rng): void => {
  const { options } = state;
  const hidden = (room: Room): boolean => !looksAbout(me) || room !== me.room;
  const rooms = Array.from({ length: options.width * options.height }, (_, room) => room).filter(hidden);
  if (rooms.length === 0) return;
  const room = rng.pick(rooms);
  if (player.fate === 'killed') {
    player.body = room;
    return;
  }
  const origins = neighbours(options, room).filter(hidden);
  if (player.busy === 'walk' && origins.length === 0) return;
  player.room = room;
  player.from = player.busy === 'walk' ? rng.pick(origins) : room;
};

const outOfSight = (state: State, seat: SeatId, who: SeatId): boolean => {
  const me = playerAt(state, seat);
  const other = playerAt(state, who);
  if (other.fate === 'killed') {
    const known = me.memory.some((seen) => seen.victim === who) || me.role === 'impostor';
    return other.body !== null && !known;
  }
  return other.fate === 'in' && (!looksAbout(me) || appearance(me, other, state.options.mode) === null);
};

/** A state that `seat` cannot tell from this one. Once the episode is over everything is known. */
export const redeal = (state: State, seat: SeatId, rng: Rng): State => {
  if (state.phase === 'over') return state;
  const me = playerAt(state, seat);
  const players: Draft<Player>[] = state.players.map((player) => ({ ...player }));
  const impostor = impostorOf(state);
  const others = otherImpostors(state, seat);
  let { frozen } = state;
  if (others.length > 0) {
    const next = rng.pick(others);
    swapRoles(state, impostor, next, players, rng);
    if (frozen === next) frozen = impostor;
  }
  players.forEach((player, who) => {
    if (who === seat) return;
    if (state.phase === 'ship' && outOfSight(state, seat, who)) relocate(state, me, player, rng);
    if (player.fate === 'in') redraw(state, player, rng);
  });
  const recent = state.recent.filter((one) => happenedTo(seat, one));
  return { ...state, players, frozen, recent };
};
