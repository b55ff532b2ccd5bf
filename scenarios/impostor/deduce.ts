// What follows from what was seen and said if one seat alone has reason to lie: whoever could be the impostor only if
// somebody else lied as well is not. Standard mode; the paper's walks take longer than what shows of them.
//
// A placement says that a seat stood in a room at a tick. Two of one seat that no walk joins are a conflict of those who
// say so: one of them is the impostor. And a seat is no killer that others place where it could not have been in the
// victim's room, free to act, at any tick from when the victim was last seen alive to when the body was reported.

import type { SeatId } from '../../shared/scenario.ts';
import { spawnOf } from './state.ts';
import type { MeetingFacts, Observation, Room, Sighting, SpeechAct } from './types.ts';

interface Placement {
  readonly who: SeatId;
  readonly room: Room;
  readonly tick: number;
  /** At a task: there for this tick and the next one, and not free to act. */
  readonly works: boolean;
  /** Who says so. */
  readonly by: SeatId;
}

/** What happened between two meetings: the later one, and the tick of the earlier one. */
interface Watch {
  readonly meeting: MeetingFacts;
  readonly since: number;
  readonly placements: readonly Placement[];
}

type Conflict = readonly [SeatId, SeatId];

export interface Deduced {
  /** By seat: not the impostor, as far as what was said and seen goes. */
  readonly cleared: readonly boolean[];
  /** By seat: the same from this seat's own eyes, and from lies that show by them or by themselves. */
  readonly clearedByEyes: readonly boolean[];
}

const NOTHING: Deduced = { cleared: [], clearedByEyes: [] };

const distance = ({ width }: Observation, a: Room, b: Room): number =>
  Math.abs((a % width) - (b % width)) + Math.abs(Math.floor(a / width) - Math.floor(b / width));

/** What an utterance says of where its speaker and others were. */
const placementsOf = (act: SpeechAct, by: SeatId): Placement[] => {
  if (act.type !== 'alibi' && act.type !== 'saw') return [];
  const { room, tick, doing } = act;
  if (room === null || tick === null || doing === null) return [];
  if (act.type === 'alibi') {
    // Who sets out at a tick is in the other room at the next.
    const arrives = doing === 'walk' ? tick + 1 : tick;
    return [{ who: by, room, tick: arrives, works: false, by }];
  }
  const out: Placement[] = [];
  // Whoever is seen walking may be leaving the speaker's room.
  if (doing !== 'walk') out.push({ who: by, room, tick, works: false, by });
  if (act.who !== null && doing !== 'body')
    out.push({ who: act.who, room, tick, works: doing === 'task', by });
  return out;
};

/** Until when this seat still saw what it noted at first sight: it walked, bent over a task, or saw something new. */
const sawUntil = ({ memory, trail, meetings }: Observation, at: number): number => {
  const { who, tick, room } = memory[at] as Sighting;
  let stood: Room | undefined;
  for (const stop of trail) if (stop.tick + (stop.doing === 'walk' ? 1 : 0) <= tick) stood = stop.room;
  if (stood !== room) return tick;
  const busy = trail.find((stop) => stop.tick >= tick && stop.doing !== 'idle')?.tick;
  const next = memory.find((seen, index) => index > at && seen.who === who)?.tick;
  const end = meetings.find((meeting) => meeting.tick >= tick)?.tick;
  return Math.max(tick, Math.min(busy ?? tick, (next ?? Number.POSITIVE_INFINITY) - 1, end ?? tick));
};

const ownPlacements = (observation: Observation): Placement[] => {
  const { memory, trail, seat } = observation;
  const out: Placement[] = [];
  for (const [at, { who, room, tick, doing, victim }] of memory.entries()) {
    if (victim !== null) continue;
    out.push({ who, room, tick, works: doing === 'task', by: seat });
    const until = sawUntil(observation, at);
    if (until > tick) out.push({ who, room, tick: until, works: false, by: seat });
  }
  for (const stop of trail) out.push(...placementsOf({ type: 'alibi', with: null, ...stop }, seat));
  return out;
};

/**
 * A meeting brings everybody together at its own tick: of that tick only what was seen tells where somebody was, and who
 * set out at it has not arrived.
 */
const within =
  ({ tick: end }: MeetingFacts, since: number) =>
  ({ tick, who, by }: Placement): boolean =>
    who === by ? tick > since + (since < 0 ? 0 : 1) && tick < end : tick > since && tick <= end;

const watches = (observation: Observation): Watch[] => {
  const { meetings, said, names, seat } = observation;
  const own = ownPlacements(observation);
  return meetings.map((meeting, index) => {
    const since = meetings[index - 1]?.tick ?? -1;
    const told = said
      .filter((one) => one.meeting === index && one.seat !== seat)
      .flatMap((one) => one.acts.flatMap((act) => placementsOf(act, one.seat)));
    const start = { room: spawnOf(observation), tick: Math.max(0, since), works: false, by: seat };
    const placements = [...own, ...told].filter(within(meeting, since));
    return { meeting, since, placements: [...placements, ...names.map((_, who) => ({ ...start, who }))] };
  });
};

const joined = (observation: Observation, one: Placement, other: Placement): boolean => {
  const [first, then] = one.tick <= other.tick ? [one, other] : [other, one];
  const apart = then.tick - first.tick;
  return distance(observation, one.room, other.room) <= Math.max(0, apart - (first.works ? 1 : 0));
};

const conflictsOf = (observation: Observation, { placements }: Watch): Conflict[] => {
  const out: Conflict[] = [];
  for (let a = 0; a < placements.length; a++)
    for (let b = a + 1; b < placements.length; b++) {
      const [one, other] = [placements[a] as Placement, placements[b] as Placement];
      if (one.who === other.who && !joined(observation, one, other)) out.push([one.by, other.by]);
    }
  return out;
};

/** Who says that somebody killed, and whom. */
const charges = ({ said, memory, seat }: Observation): Conflict[] => [
  ...memory.filter((seen) => seen.doing === 'kill').map((seen): Conflict => [seen.who, seen.who]),
  ...said.flatMap((one) =>
    one.acts.flatMap((act): Conflict[] =>
      act.type === 'saw' && act.doing === 'kill' && act.who !== null && one.seat !== seat
        ? [act.who === seat ? [one.seat, one.seat] : [one.seat, act.who]]
        : [],
    ),
  ),
];

const allows = (observation: Observation, room: Room, tick: number, at: Placement): boolean => {
  const way = distance(observation, at.room, room);
  if (at.tick > tick) return way <= at.tick - tick - 1;
  if (at.works && at.tick === tick) return false;
  return way <= tick - at.tick - (at.works ? 1 : 0);
};

/** Whether `who` can have killed whose body was reported, if only it lies; `eyes`: by what this seat saw alone. */
const canHaveKilled = (observation: Observation, watch: Watch, who: SeatId, eyes: boolean): boolean => {
  const { meeting, since, placements } = watch;
  const told = placements.filter(({ by }) => by !== who && (!eyes || by === observation.seat));
  const killer = told.filter((one) => one.who === who);
  const victim = told.filter((one) => one.who === meeting.body);
  const alive = Math.max(since, 0, ...victim.map(({ tick }) => tick));
  for (let tick = alive; tick < meeting.tick; tick++) {
    const could = killer.every((one) => allows(observation, meeting.room, tick, one));
    if (could && victim.every((one) => distance(observation, one.room, meeting.room) <= tick - one.tick))
      return true;
  }
  return false;
};

/** Of every seat, whether it is cleared; nobody is before the first meeting, and in paper mode. */
export const deduce = (observation: Observation): Deduced => {
  const { names, seat, mode, meetings } = observation;
  if (mode === 'paper' || meetings.length === 0) return NOTHING;
  const all = watches(observation);
  // Who is at odds with this seat lies; with itself this seat never is, but for a memory that has run full.
  const conflicts = [...charges(observation), ...all.flatMap((watch) => conflictsOf(observation, watch))]
    .filter(([a, b]) => a !== seat || b !== seat)
    .map(([a, b]): Conflict => [a === seat ? b : a, b === seat ? a : b]);
  const clearedBy = (found: readonly Conflict[], eyes: boolean): boolean[] =>
    names.map(
      (_, who) =>
        found.some(([a, b]) => a !== who && b !== who) ||
        all.some((watch) => !canHaveKilled(observation, watch, who, eyes)),
    );
  const exposed = conflicts.filter(([a, b]) => a === b);
  return { cleared: clearedBy(conflicts, false), clearedByEyes: clearedBy(exposed, true) };
};
