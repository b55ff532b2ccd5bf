// What scripted seats say. Crew tell what they saw and where they were; impostors lie in the same words.

import type { Rng } from '../../shared/rng.ts';
import type { SeatId } from '../../shared/scenario.ts';
import { besideBody, killClaims, suspects, suspicion, witnessed } from './judge.ts';
import type { View } from './script-moves.ts';
import type { Act, Observation, SpeechAct, Whereabouts } from './types.ts';

/** How often a random seat says nothing. */
const QUIET = 0.85;

const DONE: SpeechAct = { type: 'done' };
const SILENCE: SpeechAct = { type: 'silence' };
const close = (acts: readonly SpeechAct[]): readonly Act[] => (acts.length > 0 ? [...acts, DONE] : [SILENCE]);

/** Mostly silence; else one act, uniform over its kinds and then over the candidates of that kind. */
export const babble = (view: View): readonly Act[] => {
  if (view.rng.float() < QUIET) return [SILENCE];
  const offer = view.candidates([]).filter((act) => act.type !== 'silence');
  const kinds = [...new Set(offer.map((act) => act.type))];
  if (kinds.length === 0) return [SILENCE];
  const kind = view.rng.pick(kinds);
  return [view.rng.pick(offer.filter((act) => act.type === kind)), DONE];
};

const meetingNow = (observation: Observation) => observation.meetings[observation.meetings.length - 1];

const hasSpoken = (observation: Observation): boolean =>
  observation.said.some(
    (one) => one.seat === observation.seat && one.meeting === observation.meetings.length - 1,
  );

/** Where this seat was last before the meeting was called; the last entry is the meeting itself. */
const lastStop = (observation: Observation): Whereabouts | undefined => {
  const called = meetingNow(observation)?.tick ?? observation.tick;
  const before = observation.trail.slice(0, -1);
  return before.findLast((stop) => stop.tick < called) ?? before[before.length - 1];
};

const alibi = (observation: Observation): SpeechAct[] => {
  const stop = lastStop(observation);
  if (!stop) return [];
  const { room, tick, doing } = stop;
  const seen = observation.memory.findLast(
    (one) => one.room === room && one.tick >= tick && one.victim === null,
  );
  const friend = seen && observation.living.includes(seen.who) ? seen.who : null;
  return [{ type: 'alibi', room, tick, with: friend, doing }];
};

/** Somebody whom this seat found by the body, as a claim. */
const besides = (observation: Observation): SpeechAct[] => {
  const body = observation.memory.findLast((one) => one.doing === 'body');
  const who = besideBody(observation).findLast((one) => observation.living.includes(one));
  if (!body || who === undefined || body.victim !== meetingNow(observation)?.body) return [];
  const { tick, room, victim } = body;
  return [{ type: 'saw', who, room, tick, doing: 'body', victim }];
};

const testimony = (observation: Observation, culprit: SeatId): SpeechAct[] => {
  const seen = observation.memory.find((one) => one.doing === 'kill' && one.who === culprit);
  if (!seen) return [];
  const { who, room, tick, victim } = seen;
  return [
    { type: 'saw', who, room, tick, doing: 'kill', victim },
    { type: 'accuse', who },
  ];
};

/** Sides with one claim of a killing that this seat believes. */
const second = (observation: Observation, who: SeatId): SpeechAct[] => {
  const claim = killClaims(observation).find((one) => one.against === who && one.by !== observation.seat);
  const plan: SpeechAct = { type: 'plan', vote: who };
  return claim ? [{ type: 'agree', who: claim.by }, plan] : [{ type: 'accuse', who }, plan];
};

/** A member of the crew tells the truth: what it saw, where it was, whom it suspects. */
export const testify = (view: View): readonly Act[] => {
  const { observation, rng } = view;
  const culprit = witnessed(observation);
  const again = hasSpoken(observation);
  if (culprit !== undefined) {
    const told = testimony(observation, culprit);
    return close(again ? [...told.slice(0, 1), { type: 'plan', vote: culprit }] : told);
  }
  const worst = suspects(observation, suspicion(observation), 2);
  const [who] = worst;
  const beside = besides(observation);
  if (again && who !== undefined) return close(second(observation, rng.pick(worst)));
  if (again) return close(rng.float() < 0.5 ? [] : [{ type: 'plan', vote: null }]);
  const question: SpeechAct = { type: 'ask', who: null, about: rng.pick(['where', 'who'] as const) };
  const extra = beside.length > 0 ? beside : rng.float() < 0.5 ? [question] : [];
  return close([...alibi(observation), ...extra]);
};

const accusers = (observation: Observation): SeatId[] => {
  const out: SeatId[] = [];
  for (const { seat, acts, meeting } of observation.said) {
    if (meeting !== observation.meetings.length - 1 || seat === observation.seat) continue;
    const against = acts.some(
      (act) => (act.type === 'accuse' || act.type === 'saw') && act.who === observation.seat,
    );
    if (against && observation.living.includes(seat) && !out.includes(seat)) out.push(seat);
  }
  return out;
};

/** A room that it was in, other than where the body was found; else any such room. */
const falseStop = (observation: Observation, rng: Rng): SpeechAct => {
  const scene = meetingNow(observation)?.room;
  const stop = observation.trail.slice(0, -1).findLast((one) => one.room !== scene);
  const rooms = Array.from({ length: observation.width * observation.height }, (_, room) => room);
  const room = stop?.room ?? rng.pick(rooms.filter((one) => one !== scene));
  const tick = lastStop(observation)?.tick ?? observation.tick;
  return { type: 'alibi', room, tick, with: null, doing: 'task' };
};

/** Turns a charge against the one who made it. */
const turnRound = (observation: Observation, accuser: SeatId, rng: Rng): SpeechAct[] => {
  const facts = meetingNow(observation);
  const denial: SpeechAct = { type: 'alibi', room: null, tick: null, with: null, doing: null };
  if (!facts || rng.float() < 0.5) return [denial, { type: 'doubt', who: accuser }];
  const { room, tick, body } = facts;
  return [
    denial,
    { type: 'saw', who: accuser, room, tick: Math.max(0, tick - 1), doing: 'kill', victim: body },
  ];
};

/** An impostor was somewhere else, joins in accusations of others, and turns charges round. */
export const lie = (view: View): readonly Act[] => {
  const { observation, rng } = view;
  const against = accusers(observation);
  if (against.length > 0) return close(turnRound(observation, rng.pick(against), rng));
  const others = observation.living.filter((who) => who !== observation.seat);
  const worst = suspects(observation, suspicion(observation), 0);
  const target = worst.length > 0 ? rng.pick(worst) : rng.pick(others);
  if (hasSpoken(observation)) {
    if (worst.length > 0) return close(second(observation, target));
    return close(rng.float() < 0.5 ? [] : [{ type: 'plan', vote: null }]);
  }
  const facts = meetingNow(observation);
  const story: SpeechAct[] = [falseStop(observation, rng)];
  const frame = rng.float();
  if (facts && frame < 0.25)
    story.push({ type: 'saw', who: target, room: facts.room, tick: null, doing: 'walk', victim: null });
  else if (frame < 0.5) story.push({ type: 'ask', who: null, about: 'where' });
  return close(story);
};
