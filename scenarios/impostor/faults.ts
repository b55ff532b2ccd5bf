// What a member of the crew should not do. An impostor has to lie; a crew that lies as well makes every claim
// worth nothing, and the lie of one that cannot know what the others saw passes among the rest.

import { besideBody } from './judge.ts';
import type { Act, Observation } from './types.ts';

/** invention: to claim a sighting that one has not had, or a place where one has not been. */
export const FAULTS = ['invention'] as const;
type Fault = (typeof FAULTS)[number];

const fits = <T>(claimed: T | null, was: T): boolean => claimed === null || claimed === was;

const wasSeen = (observation: Observation, act: Act & { type: 'saw' }): boolean => {
  const { who, room, tick, doing, victim } = act;
  if (doing === 'body' && who !== null && who !== victim) return besideBody(observation).includes(who);
  return observation.memory.some(
    (seen) =>
      seen.doing === doing &&
      fits(who, seen.who) &&
      fits(room, seen.room) &&
      fits(tick, seen.tick) &&
      (doing === 'kill' ? fits(victim, seen.victim) : seen.victim === victim),
  );
};

const wasThere = ({ trail, memory }: Observation, act: Act & { type: 'alibi' }): boolean => {
  const { room, tick, doing, with: friend } = act;
  if (room === null) return true;
  const stood = trail.find((stop) => stop.room === room && fits(tick, stop.tick) && fits(doing, stop.doing));
  if (!stood) return false;
  return (
    friend === null ||
    memory.some(
      (seen) => seen.who === friend && seen.room === room && seen.tick >= stood.tick && seen.victim === null,
    )
  );
};

/** Whether a claim is borne out by what the seat itself saw and where it was. A bare denial is the crew's to make. */
export const bornOut = (observation: Observation, act: Act): boolean => {
  if (act.type === 'saw') return wasSeen(observation, act);
  return act.type !== 'alibi' || wasThere(observation, act);
};

/** Faults of the crew's acts; an impostor's claims are its own affair. */
export const faultsOf = (act: Act, observation: Observation): readonly Fault[] =>
  observation.role === 'crew' && !bornOut(observation, act) ? ['invention'] : [];
