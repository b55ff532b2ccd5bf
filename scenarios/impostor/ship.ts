// Life on the ship between meetings. One step applies the acts of all seats that decided at this tick,
// taken from one snapshot and applied in seat order, and goes on to the next tick at which somebody
// decides again.

import type { Rng } from '../../shared/rng.ts';
import type { Move, SeatId } from '../../shared/scenario.ts';
import { CAP, endOf, over } from './ending.ts';
import { callMeeting } from './meeting.ts';
import { type Pace, paceOf } from './pace.ts';
import { lookAbout, remember, witnesses } from './sight.ts';
import { type Counts, type Happening, type Player, playerAt, type State } from './state.ts';
import type { Act, Room, Whereabouts } from './types.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** What a step is about to become. Players are copied when first touched. */
interface Scene {
  readonly state: State;
  readonly pace: Pace;
  readonly players: Player[];
  /** Bit s: players[s] is this step's own copy. */
  touched: number;
  /** Bit r: what can be seen in room r has changed since the waiting seats last looked. */
  stirred: number;
  call: { reporter: SeatId; body: SeatId } | undefined;
  counts: Counts;
  happenings: Happening[];
}

const edit = (scene: Scene, seat: SeatId): Draft<Player> => {
  const player = playerAt(scene, seat);
  if (scene.touched & (1 << seat)) return player;
  const copy = { ...player };
  scene.players[seat] = copy;
  scene.touched |= 1 << seat;
  return copy;
};

const note = (player: Draft<Player>, tick: number, room: Room, doing: Whereabouts['doing']): void => {
  const last = player.trail[player.trail.length - 1];
  if (doing === 'idle' && last?.doing === 'idle' && last.room === room) return;
  const kept = player.trail.length < 64 ? player.trail : player.trail.slice(1);
  player.trail = [...kept, { tick, room, doing }];
};

const kill = (scene: Scene, seat: SeatId, target: SeatId): void => {
  const { tick, options } = scene.state;
  const before = playerAt(scene, target);
  const killer = edit(scene, seat);
  if (before.fate !== 'in') {
    killer.until = tick + 1;
    return;
  }
  const { room } = killer;
  const seen = witnesses(scene.players, room, seat, target, tick + scene.pace.task);
  const sighting = { tick, room, who: seat, doing: 'kill', victim: target } as const;
  for (const witness of [target, ...seen]) {
    const player = edit(scene, witness);
    player.memory = remember(player.memory, sighting);
  }
  const victim = edit(scene, target);
  victim.fate = 'killed';
  victim.body = room;
  victim.busy = 'idle';
  killer.busy = 'wait';
  killer.from = killer.room;
  killer.until = tick + scene.pace.kill;
  killer.ready = tick + options.cooldown + scene.pace.cooling;
  scene.stirred |= (1 << victim.room) | (1 << victim.from);
  scene.happenings.push({ kind: 'kill', killer: seat, victim: target, room, witnesses: seen });
  const { kills, witnessed } = scene.counts;
  scene.counts = { ...scene.counts, kills: kills + 1, witnessed: witnessed + (seen.length > 0 ? 1 : 0) };
};

const waitEnd = (scene: Scene, player: Player): number => {
  const { tick } = scene.state;
  // The impostor reads its countdown in the room's text, so that every tick changes what it sees.
  const counting = scene.pace.interrupts && player.role === 'impostor' && tick < player.ready;
  return tick + (counting ? 1 : scene.pace.wait);
};

const apply = (scene: Scene, seat: SeatId, act: Act): void => {
  const { tick } = scene.state;
  if (playerAt(scene, seat).fate !== 'in') return;
  if (act.type === 'kill') {
    kill(scene, seat, act.target);
    return;
  }
  const player = edit(scene, seat);
  player.from = player.room;
  if (act.type === 'go') {
    player.room = act.to;
    player.busy = 'walk';
    player.until = tick + scene.pace.travel;
    scene.stirred |= (1 << player.room) | (1 << player.from);
    note(player, tick, act.to, 'walk');
  } else if (act.type === 'task') {
    player.busy = 'task';
    player.until = tick + scene.pace.task;
    note(player, tick, player.room, 'task');
  } else {
    player.busy = 'wait';
    player.until = waitEnd(scene, player);
    note(player, tick, player.room, 'idle');
    if (act.type === 'report') scene.call ??= { reporter: seat, body: act.body };
  }
};

const applyAll = (scene: Scene, moves: readonly Move<Act>[]): void => {
  if (scene.pace.killsFirst)
    for (const { seat, acts } of moves) if (acts[0]?.type === 'kill') apply(scene, seat, acts[0]);
  for (const { seat, acts } of moves) {
    const act = acts[0];
    if (!act || (scene.pace.killsFirst && act.type === 'kill')) continue;
    apply(scene, seat, act);
    // Nobody acts any more once a meeting is called.
    if (scene.call && !scene.pace.killsFirst) return;
  }
};

/** Ends at `tick` what was to last until then. */
const arrive = (scene: Scene, seat: SeatId): void => {
  const player = edit(scene, seat);
  if (player.busy === 'walk' && scene.pace.interrupts) {
    scene.stirred |= (1 << player.room) | (1 << player.from);
    player.from = player.room;
  } else if (player.busy === 'task') {
    const index = player.tasks.indexOf(player.room);
    player.tasks = player.tasks.filter((_, at) => at !== index);
    player.done++;
    scene.happenings.push({ kind: 'task', seat, room: player.room });
  }
  player.busy = 'idle';
};

const interrupt = (scene: Scene, tick: number): void => {
  for (let seat = 0; seat < scene.players.length; seat++) {
    const player = playerAt(scene, seat);
    if (player.fate === 'in' && player.busy === 'wait' && player.until > tick)
      if (scene.stirred & (1 << player.room)) edit(scene, seat).until = tick;
  }
  scene.stirred = 0;
};

const soonest = (players: readonly Player[]): number => {
  let next = Number.POSITIVE_INFINITY;
  for (const player of players) if (player.fate === 'in' && player.until < next) next = player.until;
  return next;
};

/** Goes on to the next tick at which somebody decides. */
const sail = (scene: Scene): State => {
  const { players, pace, state } = scene;
  if (pace.interrupts) interrupt(scene, state.tick + 1);
  const tick = Math.min(soonest(players), state.options.cap);
  for (let seat = 0; seat < players.length; seat++) {
    const player = playerAt(scene, seat);
    if (player.fate === 'in' && player.until <= tick) arrive(scene, seat);
  }
  if (pace.interrupts) {
    interrupt(scene, tick);
    for (let seat = 0; seat < players.length; seat++) {
      const player = playerAt(scene, seat);
      if (player.fate === 'in' && player.until <= tick && player.busy !== 'idle') arrive(scene, seat);
    }
  }
  const movers: SeatId[] = [];
  for (let seat = 0; seat < players.length; seat++) {
    const player = playerAt(scene, seat);
    if (player.fate !== 'in' || player.busy !== 'idle') continue;
    movers.push(seat);
    const memory = lookAbout(players, seat, tick, state.options.mode);
    if (memory) edit(scene, seat).memory = memory;
  }
  return settle(scene, tick, movers);
};

const settle = (scene: Scene, tick: number, movers: readonly SeatId[]): State => {
  const { state, players, counts, happenings } = scene;
  const worked = happenings.some((one) => one.kind === 'task');
  const end = endOf(players, worked) ?? (tick >= state.options.cap ? CAP : null);
  if (!end) return { ...state, tick, players, movers, counts, recent: happenings };
  return over({ ...state, tick, players, counts, recent: happenings }, end);
};

export const shipStep = (state: State, moves: readonly Move<Act>[], rng: Rng): State => {
  const scene: Scene = {
    state,
    pace: paceOf(state.options.mode),
    players: [...state.players],
    touched: 0,
    stirred: 0,
    call: undefined,
    counts: state.counts,
    happenings: [],
  };
  applyAll(scene, moves);
  const { players, counts, happenings } = scene;
  const end = endOf(players, false);
  if (end) return over({ ...state, players, counts, recent: happenings }, end);
  if (!scene.call) return sail(scene);
  return callMeeting({ ...state, players, counts, recent: happenings }, scene.call, rng);
};
