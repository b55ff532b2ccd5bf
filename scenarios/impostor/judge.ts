// How a scripted seat weighs what it saw and what it heard.

import type { SeatId } from '../../shared/scenario.ts';
import type { Observation, SpeechAct } from './types.ts';

type KillClaim = {
  readonly by: SeatId;
  readonly against: SeatId;
  readonly room: number | null;
  readonly tick: number | null;
};

/** The living seat that this seat saw kill. */
export const witnessed = (observation: Observation): SeatId | undefined =>
  observation.memory.find((seen) => seen.doing === 'kill' && observation.living.includes(seen.who))?.who;

/** A claim fits the facts if its victim is known to be dead and was found where it says. */
const fits = (observation: Observation, act: SpeechAct & { type: 'saw' }): boolean => {
  if (act.victim === null || act.who === null || !observation.living.includes(act.who)) return false;
  const { victim, room } = act;
  if (!observation.meetings.some((meeting) => meeting.dead.includes(victim))) return false;
  const found = observation.meetings.find((meeting) => meeting.body === victim);
  return found === undefined || room === null || found.room === room;
};

/** Who has claimed to have seen whom kill; each pair once. */
export const killClaims = (observation: Observation): KillClaim[] => {
  const out: KillClaim[] = [];
  for (const { seat, acts } of observation.said)
    for (const act of acts) {
      if (act.type !== 'saw' || act.doing !== 'kill' || act.who === null || act.who === seat) continue;
      const against = act.who;
      if (!fits(observation, act) || out.some((one) => one.by === seat && one.against === against)) continue;
      out.push({ by: seat, against, room: act.room, tick: act.tick });
    }
  return out;
};

/** Whether own eyes contradict the claim: this seat stood there and then, or saw the accused elsewhere. */
export const belied = (observation: Observation, claim: KillClaim): boolean => {
  const { room, tick, against } = claim;
  if (room === null || tick === null) return false;
  const seen = observation.memory.find(
    (one) => one.who === against && one.tick === tick && one.victim === null,
  );
  if (seen && seen.room !== room) return true;
  let stood: Observation['trail'][number] | undefined;
  for (const stop of observation.trail) if (stop.tick <= tick) stood = stop;
  return stood?.room === room && stood.doing === 'idle' && stood.tick < tick;
};

/** Seats that this one found standing by a body; whoever only walked in with it is none of them. */
export const besideBody = (observation: Observation): SeatId[] => {
  const out: SeatId[] = [];
  for (const body of observation.memory) {
    if (body.doing !== 'body') continue;
    for (const seen of observation.memory)
      if (
        seen.tick === body.tick &&
        seen.room === body.room &&
        (seen.doing === 'idle' || seen.doing === 'task')
      )
        out.push(seen.who);
  }
  return out;
};

/**
 * Whether this seat saw `who` elsewhere when it says that it stood somewhere. Walks are left out: who
 * sets out at a tick is still seen in the old room at that tick. Work takes two ticks at least.
 */
export const brokenAlibi = (observation: Observation, who: SeatId, act: SpeechAct): boolean => {
  if (act.type !== 'alibi' || act.room === null || act.tick === null) return false;
  if (act.doing !== 'task' && act.doing !== 'idle') return false;
  const { room, tick } = act;
  const until = act.doing === 'task' ? tick + 1 : tick;
  return observation.memory.some(
    (seen) =>
      seen.who === who &&
      seen.victim === null &&
      seen.room !== room &&
      seen.tick >= tick &&
      seen.tick <= until,
  );
};

/**
 * Suspicion of every seat, 0 for none. Certainty is 100: seen killing, or named by nobody else than
 * the one whom this seat knows to lie (it accuses this very seat).
 */
export const suspicion = (observation: Observation): number[] => {
  const { names, seat, living, said } = observation;
  const score = new Array<number>(names.length).fill(0);
  const add = (who: SeatId, much: number): void => {
    score[who] = (score[who] ?? 0) + much;
  };
  const culprit = witnessed(observation);
  if (culprit !== undefined) add(culprit, 100);
  for (const claim of killClaims(observation)) {
    if (claim.against === seat) add(claim.by, 60);
    else if (belied(observation, claim)) add(claim.by, 30);
    else add(claim.against, 10);
  }
  for (const who of besideBody(observation)) add(who, 3);
  const accused = new Set<number>();
  for (const one of said)
    for (const act of one.acts) {
      if (one.seat !== seat && brokenAlibi(observation, one.seat, act)) add(one.seat, 6);
      if (act.type === 'accuse' && !accused.has(act.who * 16 + one.seat)) {
        accused.add(act.who * 16 + one.seat);
        add(act.who, 0.5);
      }
    }
  for (let who = 0; who < score.length; who++) if (who === seat || !living.includes(who)) score[who] = 0;
  return score;
};

/** The living seats other than this one with the highest score above `floor`. */
export const suspects = (observation: Observation, score: readonly number[], floor: number): SeatId[] => {
  let most = floor;
  let out: SeatId[] = [];
  for (const who of observation.living) {
    const value = score[who] ?? 0;
    if (who === observation.seat || value < most) continue;
    if (value > most) out = [];
    most = value;
    if (value > floor) out.push(who);
  }
  return out;
};
