// What is known of one other seat, as numbers; the same block for every seat, so that a network can
// share its weights over them.

import type { SeatId } from '../../shared/scenario.ts';
import { type Deduced, deduce } from './deduce.ts';
import { belied, besideBody, brokenAlibi, killClaims } from './judge.ts';
import type { Observation, Sighting, SpeechAct } from './types.ts';

export const SEAT_FEATURES = 36;

const share = (count: number, of: number): number => Math.min(1, count / Math.max(1, of));

const fromMemory = (observation: Observation, who: SeatId, out: Float32Array): void => {
  const { memory, meetings, tick, here, room } = observation;
  const scene = meetings[meetings.length - 1]?.room;
  const now = here.find((seen) => seen.who === who);
  if (now) {
    out[2] = now.room === room ? 1 : 0;
    out[3] = now.doing === 'walk' ? 1 : 0;
    out[4] = now.doing === 'task' ? 1 : 0;
  }
  const last = memory.findLast((seen) => seen.who === who && seen.victim === null);
  if (last) {
    out[7] = 1 / (1 + (tick - last.tick) / 10);
    out[8] = last.room === scene ? 1 : 0;
  }
  if (memory.some((seen) => seen.doing === 'kill' && seen.who === who)) out[5] = 1;
  out[6] = share(besideBody(observation).filter((one) => one === who).length, 2);
};

/** How it was seen to pass its time, and whether it was beside the latest victim when that was last seen alive. */
const fromHabits = ({ memory, meetings }: Observation, who: SeatId, out: Float32Array): void => {
  const seen = memory.filter((one) => one.who === who && one.victim === null);
  const doing = (what: Sighting['doing']): number => seen.filter((one) => one.doing === what).length;
  out[28] = share(doing('task'), 4);
  out[29] = share(doing('idle'), 6);
  out[30] = share(doing('walk'), 6);
  out[31] = seen.length > 0 ? doing('walk') / seen.length : 0.5;
  const victim = meetings[meetings.length - 1]?.body;
  const alive = memory.findLast((one) => one.who === victim && one.victim === null);
  if (!alive || victim === who) return;
  const near = seen.findLast((one) => one.room === alive.room && Math.abs(one.tick - alive.tick) <= 3);
  out[32] = near ? 1 : 0;
  out[33] = seen.some((one) => one.tick > alive.tick) ? 1 : 0;
};

/** Seats that the rules have since shown to be crew: the dead, and the ejected while play goes on. */
const cleared = (observation: Observation, who: SeatId): boolean => !observation.living.includes(who);

interface Heard {
  accusers: number;
  defenders: number;
  doubters: number;
  planners: number;
  words: number;
  misjudged: number;
}

const against = (act: SpeechAct, who: SeatId): boolean =>
  (act.type === 'accuse' || act.type === 'saw') && act.who === who;

/** What `who` itself said. */
const own = (observation: Observation, who: SeatId, act: SpeechAct, out: Float32Array): number => {
  const { seat, meetings } = observation;
  if (act.type === 'accuse' && act.who === seat) out[12] = 1;
  if (act.type === 'defend' && act.who === seat) out[15] = 1;
  if (act.type === 'alibi' && act.room !== null && act.room === meetings[meetings.length - 1]?.room)
    out[23] = 1;
  if (brokenAlibi(observation, who, act)) out[24] = 1;
  return act.type === 'accuse' && cleared(observation, act.who) ? 1 : 0;
};

const fromTalk = (observation: Observation, who: SeatId, out: Float32Array): void => {
  const { said, seat, names } = observation;
  const heard: Heard = { accusers: 0, defenders: 0, doubters: 0, planners: 0, words: 0, misjudged: 0 };
  for (const one of said)
    for (const act of one.acts) {
      if (one.seat === who) {
        if (act.type !== 'silence') heard.words++;
        heard.misjudged += own(observation, who, act, out);
      } else if (against(act, who)) {
        heard.accusers++;
        if (one.seat === seat) out[13] = 1;
      } else if (act.type === 'defend' && act.who === who) heard.defenders++;
      else if (act.type === 'doubt' && act.who === who) heard.doubters++;
      else if (act.type === 'plan' && act.vote === who) heard.planners++;
    }
  const n = names.length;
  out[11] = share(heard.accusers, n);
  out[14] = share(heard.defenders, n);
  out[20] = share(heard.misjudged, 3);
  out[21] = share(heard.doubters, n);
  out[22] = share(heard.words, 12);
  out[25] = share(heard.planners, n);
};

const fromClaims = (observation: Observation, who: SeatId, out: Float32Array): void => {
  if (observation.said.length === 0) return;
  let accusing = 0;
  let accused = 0;
  for (const claim of killClaims(observation)) {
    if (claim.against === who) accused++;
    if (claim.by !== who) continue;
    accusing++;
    if (claim.against === observation.seat) out[17] = 1;
    else if (belied(observation, claim)) out[19] = 1;
  }
  out[16] = share(accused, observation.names.length);
  out[18] = share(accusing, 2);
};

const deduced = new WeakMap<Observation, Deduced>();

const fromDeduction = (observation: Observation, who: SeatId, out: Float32Array): void => {
  let found = deduced.get(observation);
  if (!found) {
    found = deduce(observation);
    deduced.set(observation, found);
  }
  out[34] = found.cleared[who] ? 1 : 0;
  out[35] = found.clearedByEyes[who] ? 1 : 0;
};

const known = new WeakMap<Observation, (Float32Array | undefined)[]>();

/**
 * SEAT_FEATURES numbers in [0, 1] about `who`; not to be written to. Every act about a seat repeats them, so
 * they are kept as long as the observation is.
 */
export const seatFeatures = (observation: Observation, who: SeatId): Float32Array => {
  let blocks = known.get(observation);
  if (!blocks) {
    blocks = [];
    known.set(observation, blocks);
  }
  blocks[who] ??= blockOf(observation, who);
  return blocks[who];
};

const blockOf = (observation: Observation, who: SeatId): Float32Array => {
  const out = new Float32Array(SEAT_FEATURES);
  const { living, meetings, votes } = observation;
  out[0] = 1;
  out[1] = living.includes(who) ? 1 : 0;
  fromMemory(observation, who, out);
  fromHabits(observation, who, out);
  fromTalk(observation, who, out);
  fromClaims(observation, who, out);
  fromDeduction(observation, who, out);
  const reports = meetings.filter((meeting) => meeting.reporter === who).length;
  out[9] = meetings[meetings.length - 1]?.reporter === who ? 1 : 0;
  out[10] = share(reports, 2);
  out[26] = votes.some((vote) => vote.ejected === who) ? 1 : 0;
  out[27] = share(votes[votes.length - 1]?.tally[who] ?? 0, living.length);
  return out;
};
