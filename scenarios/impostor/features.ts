// Observations and acts as numbers. Other seats are ordered by their distance from this one round the
// table, and rooms are told by direction, so that nothing hangs on a seat's or a room's index.

import { MAX_PLAYERS } from './options.ts';
import { SEAT_FEATURES, seatFeatures } from './seat-features.ts';
import { neighbours } from './state.ts';
import type { Act, Doing, Observation, Room } from './types.ts';

const OTHERS = MAX_PLAYERS - 1;
const GLOBAL = 36;
export const featureCount = GLOBAL + OTHERS * SEAT_FEATURES;

const PHASES = ['ship', 'talk', 'vote', 'over'];

/** Side on which `to` lies as seen from `from`: north, west, south, east; several may hold. */
const sides = (
  observation: Observation,
  from: Room,
  to: Room,
): readonly [boolean, boolean, boolean, boolean] => {
  const { width } = observation;
  const across = (to % width) - (from % width);
  const down = Math.floor(to / width) - Math.floor(from / width);
  return [down < 0, across < 0, down > 0, across > 0];
};

const flag = (value: boolean): number => (value ? 1 : 0);

const writeGround = (observation: Observation, out: Float32Array): void => {
  const { tasks, tasksEach, room } = observation;
  for (const task of tasks)
    sides(observation, room, task).forEach((lies, side) => {
      if (lies) out[22 + side] = (out[22 + side] ?? 0) + 1 / tasksEach;
    });
  for (const next of neighbours(observation, room))
    sides(observation, room, next).forEach((lies, side) => {
      if (lies) out[26 + side] = 1;
    });
};

/** Fixed width featureCount; every number is finite and about [0, 1]. */
export const features = (observation: Observation): Float32Array => {
  const out = new Float32Array(featureCount);
  const { seat, names, living, tick, tasks, tasksEach, tasksDone, cooldown, memory, meetings, said } =
    observation;
  const n = names.length;
  const accused = said.filter((one) => one.acts.some((act) => act.type === 'accuse' && act.who === seat));
  const claimed = said.filter((one) =>
    one.acts.some((act) => act.type === 'saw' && act.doing === 'kill' && act.who === seat),
  );
  out[0] = 1;
  out[1] = flag(observation.role === 'impostor');
  out[2 + PHASES.indexOf(observation.phase)] = 1;
  out[6] = flag(observation.alive);
  out[7] = living.length / MAX_PLAYERS;
  out[8] = Math.min(1, tick / 300);
  out[9] = tasks.length / tasksEach;
  out[10] = flag(tasks.includes(observation.room));
  out[11] = tasksDone / tasksEach;
  out[12] = Math.min(1, (cooldown ?? 0) / 10);
  out[13] = flag(cooldown === 0);
  out[14] = observation.here.filter((seen) => seen.room === observation.room).length / OTHERS;
  out[15] = flag(observation.bodies.length > 0);
  out[16] = flag(meetings[meetings.length - 1]?.reporter === seat);
  out[17] = flag(memory.some((seen) => seen.doing === 'kill'));
  out[18] = Math.min(1, accused.length / n);
  out[19] = Math.min(1, claimed.length / n);
  out[20] = Math.min(1, observation.speakers.length / 20);
  out[21] = flag(observation.speakers[0] === seat);
  writeGround(observation, out);
  out[30] = Math.min(1, meetings.length / 5);
  out[31] = flag(observation.mode === 'paper');
  out[32] = observation.width / 4;
  out[33] = observation.height / 4;
  out[34] = n / MAX_PLAYERS;
  out[35] = flag(observation.busy === 'task');
  for (let offset = 1; offset < n; offset++)
    out.set(seatFeatures(observation, (seat + offset) % n), GLOBAL + (offset - 1) * SEAT_FEATURES);
  return out;
};

const TYPES: readonly Act['type'][] = [
  'go',
  'task',
  'wait',
  'report',
  'kill',
  'accuse',
  'defend',
  'alibi',
  'saw',
  'ask',
  'agree',
  'doubt',
  'plan',
  'silence',
  'done',
  'vote',
];
const ABOUT = ['where', 'who', 'why', 'vote'];
const DOING: readonly (Doing | null)[] = [null, 'kill', 'task', 'walk', 'idle', 'body'];

const RELATIVE = TYPES.length;
const DETAIL = RELATIVE + MAX_PLAYERS + 1;
const TARGET = DETAIL + 26;
export const actFeatureCount = TARGET + SEAT_FEATURES;

/** Seat that an act is about, null where it is about none. */
const targetOf = (act: Act): number | null => {
  switch (act.type) {
    case 'kill':
      return act.target;
    case 'report':
      return act.body;
    case 'vote':
      return act.for;
    case 'plan':
      return act.vote;
    case 'alibi':
      return act.with;
    default:
      return 'who' in act ? act.who : null;
  }
};

const writeRoom = (observation: Observation, room: Room | null, out: Float32Array): void => {
  if (room === null) {
    out[DETAIL] = 1;
    return;
  }
  sides(observation, observation.room, room).forEach((lies, side) => {
    out[DETAIL + 1 + side] = flag(lies);
  });
  const { tasks, tasksEach, meetings } = observation;
  out[DETAIL + 5] = tasks.filter((task) => task === room).length / tasksEach;
  out[DETAIL + 6] = flag(meetings[meetings.length - 1]?.room === room);
};

/** Whether a claim tells what this seat itself saw, or where it itself was. */
const isTrue = (observation: Observation, act: Act & { type: 'saw' | 'alibi' }): boolean => {
  if (act.type === 'alibi')
    return observation.trail.some(
      (stop) => stop.room === act.room && stop.tick === act.tick && stop.doing === act.doing,
    );
  return observation.memory.some(
    (seen) =>
      seen.room === act.room &&
      seen.tick === act.tick &&
      seen.doing === act.doing &&
      seen.victim === act.victim &&
      (seen.who === act.who || (act.who === null && act.doing === 'body')),
  );
};

const writeClaim = (
  observation: Observation,
  act: Act & { type: 'saw' | 'alibi' },
  out: Float32Array,
): void => {
  writeRoom(observation, act.room, out);
  const since = observation.meetings[observation.meetings.length - 1]?.tick ?? observation.tick;
  out[DETAIL + 7] = act.tick === null ? 0 : 1 / (1 + Math.max(0, since - act.tick) / 10);
  out[DETAIL + 8] = flag(act.tick === null);
  out[DETAIL + 9 + DOING.indexOf(act.doing)] = 1;
  out[DETAIL + 15] = flag(isTrue(observation, act));
  out[DETAIL + 16] = flag(act.type === 'saw' && act.victim !== null);
};

// An array of its own costs an allocation outside the heap, a hundred times a turn; rows are cut from a sheet of many,
// each handed out once, as zeros.
const ROWS = 64;
let sheet = new Float32Array(0);
let used = 0;

const freshRow = (): Float32Array => {
  if (used === sheet.length) {
    sheet = new Float32Array(ROWS * actFeatureCount);
    used = 0;
  }
  used += actFeatureCount;
  return sheet.subarray(used - actFeatureCount, used);
};

/** Fixed width actFeatureCount: kind, whom (relative), where, when, how, and what is known of whom. */
export const actFeatures = (act: Act, observation: Observation): Float32Array => {
  const out = freshRow();
  const n = observation.names.length;
  out[TYPES.indexOf(act.type)] = 1;
  const target = targetOf(act);
  const offset = target === null ? MAX_PLAYERS : (target - observation.seat + n) % n;
  out[RELATIVE + offset] = 1;
  if (act.type === 'go') writeRoom(observation, act.to, out);
  if (act.type === 'saw' || act.type === 'alibi') writeClaim(observation, act, out);
  if (act.type === 'ask') out[DETAIL + 17 + ABOUT.indexOf(act.about)] = 1;
  out[DETAIL + 21] = flag(target !== null && observation.living.includes(target));
  out[DETAIL + 22] = flag(target === observation.seat);
  if (target !== null && target !== observation.seat && target < n)
    out.set(seatFeatures(observation, target), TARGET);
  return out;
};
