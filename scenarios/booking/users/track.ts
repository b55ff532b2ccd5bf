// One domain of a simulated user's goal: how far it has come, and what is still wanted of it.

import { BOOK } from '../slots.ts';
import type { Domain, DomainGoal, Slot, Stage, Value, Values } from '../types.ts';

export interface Track {
  readonly goal: DomainGoal;
  /** How often it asks for one thing before it lets that go. */
  readonly begs: number;
  opened: boolean;
  /** Which stage of the goal it is at. They only ever grow. */
  info: number;
  book: number;
  /** What it has told, as last told. */
  readonly told: Map<Slot, Value>;
  /** What it was asked for and has not answered. */
  readonly asked: Set<Slot>;
  /** The venue that it settled for, or that it named itself. */
  venue: string | null;
  /** Attributes of that venue, as heard. */
  known: Values;
  ref: string | null;
  /** No-offers at the last info stage, refusals at the last book stage. */
  none: number;
  refused: number;
  /** Utterances with offers that did not fit, since the stage began. */
  misfits: number;
  /** How often it opened the topic. */
  needs: number;
  /** Own utterances about this domain since something new came up. */
  stale: number;
  /** Names it has been offered, and how often it asked for each attribute ("ref": for the booking). */
  readonly seen: Set<string>;
  readonly begged: Map<Slot, number>;
  dropped: boolean;
}

export const fresh = (goal: DomainGoal, begs: number): Track => ({
  goal,
  begs,
  opened: false,
  info: 0,
  book: 0,
  told: new Map(),
  asked: new Set(),
  venue: null,
  known: {},
  ref: null,
  none: 0,
  refused: 0,
  misfits: 0,
  needs: 0,
  stale: 0,
  seen: new Set(),
  begged: new Map(),
  dropped: false,
});

export const stageAt = (stages: readonly Stage[], at: number): Stage | undefined =>
  stages[Math.min(at, stages.length - 1)];

const isBookSlot = (domain: Domain, slot: Slot): boolean => BOOK[domain].includes(slot);

/** The value that a slot takes from what was found elsewhere; undefined as long as nothing was. */
const linked = (tracks: readonly Track[], track: Track, slot: Slot): Value | undefined => {
  const source = track.goal.from[slot];
  const found = tracks.find((one) => one.goal.domain === source);
  if (!found || found.dropped) return undefined;
  if (slot === 'leave' || slot === 'arrive') return stageAt(found.goal.book, found.book)?.values.time;
  return found.venue ?? undefined;
};

/** What the user wants now of a slot; undefined: it does not care, or does not know yet. */
export const wanted = (tracks: readonly Track[], track: Track, slot: Slot): Value | undefined => {
  const { goal, info, book } = track;
  const stages = isBookSlot(goal.domain, slot) ? goal.book : goal.info;
  const stage = stageAt(stages, isBookSlot(goal.domain, slot) ? book : info);
  return stage?.values[slot] ?? (goal.from[slot] ? linked(tracks, track, slot) : undefined);
};

/** Everything wanted of the venue at the stage that the track is at. */
export const wish = (track: Track): Values => stageAt(track.goal.info, track.info)?.values ?? {};
export const details = (track: Track): Values => stageAt(track.goal.book, track.book)?.values ?? {};

export const atLastInfo = ({ goal, info }: Track): boolean => info >= goal.info.length - 1;
export const atLastBook = ({ goal, book }: Track): boolean => book >= goal.book.length - 1;

/** A taxi is always to be booked; a goal may leave the others at finding. */
export const wantsBooking = ({ goal }: Track): boolean => goal.domain === 'taxi' || goal.book.length > 0;

/** What it still wants to be told of the venue: what it asks for, and what an offer has left open. */
export const unknown = (track: Track): Slot[] => {
  const { goal, known, begged, begs } = track;
  const checks = goal.domain === 'taxi' ? [] : Object.keys(wish(track)).filter((slot) => slot !== 'name');
  const open = [...new Set([...checks, ...goal.request])].filter((slot) => known[slot] === undefined);
  return open.filter((slot) => (begged.get(slot) ?? 0) < begs);
};

const found = (track: Track): boolean =>
  track.goal.domain === 'taxi' ? track.ref !== null : track.venue !== null && track.seen.has(track.venue);

export const settled = (track: Track): boolean =>
  (found(track) || track.ref !== null) &&
  unknown(track).length === 0 &&
  (!wantsBooking(track) || track.ref !== null);

export const over = (track: Track): boolean => track.dropped || settled(track);
