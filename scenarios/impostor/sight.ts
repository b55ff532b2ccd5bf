// Who sees whom, and what is remembered of it.

import type { SeatId } from '../../shared/scenario.ts';
import type { Player, State } from './state.ts';
import type { Doing, Options, Sighting } from './types.ts';

/** A seat remembers this many things; kills and bodies are forgotten last. */
export const MEMORY = 64;

/** Whether the seat notices anything now: not while walking, nor while bent over a task. */
export const looksAbout = (me: Player): boolean =>
  me.fate === 'in' && me.busy !== 'walk' && me.busy !== 'task';

/** How `other` looks to somebody who looks about in `me`'s room; null: not to be seen from there. */
export const appearance = (me: Player, other: Player, mode: Options['mode']): Doing | null => {
  if (other.fate !== 'in') return null;
  const shownMoving = mode === 'paper' ? other.busy === 'walk' : other.from !== other.room;
  if (other.room === me.room) {
    if (shownMoving) return 'walk';
    return other.busy === 'task' && mode === 'standard' ? 'task' : 'idle';
  }
  return shownMoving && other.from === me.room && me.from === me.room ? 'walk' : null;
};

/** Everybody in view, in seat order; leavers with the room that they walk to. */
export const inView = (state: State, seat: SeatId): Sighting[] => {
  const out: Sighting[] = [];
  const me = state.players[seat];
  if (!me || !looksAbout(me)) return out;
  for (let who = 0; who < state.players.length; who++) {
    const other = state.players[who];
    if (who === seat || !other) continue;
    const doing = appearance(me, other, state.options.mode);
    if (doing) out.push({ tick: state.tick, room: other.room, who, doing, victim: null });
  }
  return out;
};

/** Bodies that lie in view. */
export const bodiesInView = (players: readonly Player[], seat: SeatId): SeatId[] => {
  const out: SeatId[] = [];
  const me = players[seat];
  if (!me || !looksAbout(me)) return out;
  for (let who = 0; who < players.length; who++) if (players[who]?.body === me.room) out.push(who);
  return out;
};

/** Whether the latest thing remembered of `who` says the same, from the same stay in the room. */
const isOldNews = (memory: readonly Sighting[], since: number, fresh: Sighting): boolean => {
  for (let index = memory.length - 1; index >= 0; index--) {
    const old = memory[index];
    if (!old || old.tick < since) return false;
    if (old.who === fresh.who && old.victim === fresh.victim)
      return old.doing === fresh.doing && old.room === fresh.room;
  }
  return false;
};

/** A new memory with `fresh` at its end. */
export const remember = (memory: readonly Sighting[], fresh: Sighting): readonly Sighting[] => {
  if (memory.length < MEMORY) return [...memory, fresh];
  const dull = memory.findIndex((sighting) => sighting.victim === null);
  const drop = Math.max(dull, 0);
  return [...memory.slice(0, drop), ...memory.slice(drop + 1), fresh];
};

/** The memory of a seat that looks about at `tick`; the same list when it sees nothing new. */
export const lookAbout = (
  players: readonly Player[],
  seat: SeatId,
  tick: number,
  mode: Options['mode'],
): readonly Sighting[] | undefined => {
  const me = players[seat];
  if (!me) return undefined;
  const since = me.trail[me.trail.length - 1]?.tick ?? 0;
  let memory = me.memory;
  for (let who = 0; who < players.length; who++) {
    const other = players[who];
    if (!other || who === seat) continue;
    const body = other.body === me.room;
    const doing = body ? 'body' : appearance(me, other, mode);
    if (!doing) continue;
    const fresh = { tick, room: other.body ?? other.room, who, doing, victim: body ? who : null };
    if (!isOldNews(memory, since, fresh)) memory = remember(memory, fresh);
  }
  return memory === me.memory ? undefined : memory;
};

/**
 * Living seats that notice a kill in `room`: everybody there who is not bent over a task. Whoever bends
 * over one at this very tick still looks up: decisions of one tick are taken from one snapshot.
 */
export const witnesses = (
  players: readonly Player[],
  room: number,
  killer: SeatId,
  victim: SeatId,
  workUntil: number,
): SeatId[] => {
  const out: SeatId[] = [];
  for (let seat = 0; seat < players.length; seat++) {
    const player = players[seat];
    if (!player || seat === killer || seat === victim || player.fate !== 'in') continue;
    if (player.room === room && (player.busy !== 'task' || player.until >= workUntil)) out.push(seat);
  }
  return out;
};
