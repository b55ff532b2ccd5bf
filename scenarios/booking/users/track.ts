// What a simulated user remembers: one track a domain of its goal, folded from what was said. Nothing is
// kept between turns, so that the same transcript always gives the same tracks.

import { BOOK } from '../slots.ts';
import {
  type Act,
  ANY,
  type Domain,
  type DomainGoal,
  type Notes,
  type Slot,
  type Stage,
  USER,
  type UserObservation,
  type Value,
  type Values,
} from '../types.ts';
import { mismatches } from './fits.ts';

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
  /** Own utterances about this domain since something new came up. */
  stale: number;
  /** Names it has been offered, and how often it asked for each attribute ("ref": for the booking). */
  readonly seen: Set<string>;
  readonly begged: Map<Slot, number>;
  dropped: boolean;
}

/** What the latest utterance of the agent calls for. */
export interface Call {
  readonly confirms: { readonly domain: Domain; readonly slot: Slot; readonly value: Value }[];
  /** Offers that do not fit, with the slots that are wrong. */
  readonly wrong: { readonly domain: Domain; readonly slots: readonly Slot[] }[];
  readonly fits: Domain[];
  /** Domains talked about that are not in the goal, or given up. */
  readonly strange: Domain[];
}

export interface Memory {
  readonly tracks: readonly Track[];
  readonly call: Call;
  /** The domain of the goal that was talked about last. */
  readonly current: Domain | null;
  readonly greeted: boolean;
  readonly spoken: number;
  /** How often it said that it does not want a domain. */
  readonly waved: ReadonlyMap<Domain, number>;
}

const fresh = (goal: DomainGoal, begs: number): Track => ({
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
  stale: 0,
  seen: new Set(),
  begged: new Map(),
  dropped: false,
});

const noCall = (): Call => ({ confirms: [], wrong: [], fits: [], strange: [] });

const stageAt = (stages: readonly Stage[], at: number): Stage | undefined =>
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

/** Attributes it still wants to be told. */
export const unknown = ({ goal, known, begged, begs }: Track): Slot[] =>
  goal.request.filter((slot) => known[slot] === undefined && (begged.get(slot) ?? 0) < begs);

const found = (track: Track): boolean =>
  track.goal.domain === 'taxi' ? track.ref !== null : track.venue !== null && track.seen.has(track.venue);

export const settled = (track: Track): boolean =>
  (found(track) || track.ref !== null) &&
  unknown(track).length === 0 &&
  (!wantsBooking(track) || track.ref !== null);

export const over = (track: Track): boolean => track.dropped || settled(track);

/** Before the last stage an offer that would do brings a change of mind, as the goal has it. */
const changesMind = (track: Track, misfits: number): boolean => {
  const stage = stageAt(track.goal.info, track.info);
  if (atLastInfo(track) || (stage?.until !== 'offer' && misfits > 0)) return false;
  track.info += 1;
  track.venue = null;
  track.stale = 0;
  return true;
};

const offered = (track: Track, call: Call, name: string, facts: Values): void => {
  const { goal } = track;
  if (track.ref !== null || goal.domain === 'taxi') return;
  const slots = mismatches(goal.domain, wish(track), name, facts);
  if (changesMind(track, slots.length)) return;
  if (slots.length > 0) {
    if (track.venue === name) track.venue = null;
    call.wrong.push({ domain: goal.domain, slots });
    if (!track.seen.has(name)) track.stale -= 0.5;
  } else if (track.venue !== name || !track.seen.has(name)) {
    if (!track.seen.has(name)) track.stale = 0;
    track.venue = name;
    call.fits.push(goal.domain);
  }
  track.seen.add(name);
};

const nothing = (track: Track): void => {
  if (track.venue !== null && track.seen.has(track.venue)) return;
  track.venue = null;
  track.stale = 0;
  if (atLastInfo(track)) track.none += 1;
  else track.info += 1;
};

const refused = (track: Track): void => {
  if (track.ref !== null || !wantsBooking(track)) return;
  track.stale = 0;
  if (!atLastBook(track)) track.book += 1;
  else {
    track.refused += 1;
    if (atLastInfo(track)) return;
    track.info += 1;
    track.venue = null;
  }
};

/** The booking counts only once the user knows what was booked. */
const booked = (track: Track, ref: string): void => {
  const name = wish(track).name;
  if (track.venue === null && name !== undefined && track.told.has('name')) track.venue = name;
  if (!wantsBooking(track) || (track.venue === null && track.goal.domain !== 'taxi')) return;
  if (track.ref === null) track.stale = 0;
  if (atLastBook(track)) track.ref = ref;
  else track.book += 1;
};

const told = (track: Track, slot: Slot, value: Value): void => {
  if (track.venue === null && track.goal.domain !== 'taxi') return;
  if (track.venue !== null) track.seen.add(track.venue);
  if (track.goal.request.includes(slot) && track.known[slot] === undefined) track.stale = 0;
  track.known = { ...track.known, [slot]: value };
};

const listen = (track: Track, call: Call, act: Act): void => {
  switch (act.type) {
    case 'request':
      track.asked.add(act.slot);
      break;
    case 'confirm':
      call.confirms.push(act);
      break;
    case 'offer':
      offered(track, call, act.name, act.facts);
      break;
    case 'no-offer':
      nothing(track);
      break;
    case 'apologise':
      refused(track);
      break;
    case 'booked':
      booked(track, act.ref);
      break;
    case 'inform':
      told(track, act.slot, act.value);
      break;
    default:
  }
};

const recall = (track: Track, act: Act): void => {
  switch (act.type) {
    case 'need':
      track.opened = true;
      break;
    case 'inform':
      track.opened = true;
      if (!track.told.has(act.slot)) track.stale = 0;
      track.told.set(act.slot, act.value);
      track.asked.delete(act.slot);
      if (act.slot === 'name' && act.value !== ANY) track.venue ??= act.value;
      break;
    case 'request':
      track.begged.set(act.slot, (track.begged.get(act.slot) ?? 0) + 1);
      break;
    case 'drop':
      track.dropped = true;
      break;
    default:
  }
};

const domainOf = (act: Act): Domain | null => ('domain' in act ? act.domain : null);

/** What the user holds of a venue is what its notes say: they forget one that is turned down. */
const settleWith = (track: Track, notes: Notes): void => {
  const { domain } = track.goal;
  track.known = notes.told[domain] ?? {};
  if (domain !== 'taxi' && track.ref === null && track.venue !== (notes.venue[domain] ?? null))
    track.venue = null;
};

/** Folds the transcript, as the user knows it. */
export const remember = ({ goal, said, notes }: UserObservation, begs: number): Memory => {
  const tracks = goal.domains.map((domain) => fresh(domain, begs));
  const of = (domain: Domain | null) => tracks.find((one) => one.goal.domain === domain);
  let call = noCall();
  let current: Domain | null = null;
  let [greeted, spoken] = [false, 0];
  const waved = new Map<Domain, number>();
  for (const { seat, acts } of said) {
    const mine = seat === USER;
    const about = new Set<Track>();
    if (!mine) call = noCall();
    for (const act of acts) {
      const track = of(domainOf(act));
      if (mine && act.type === 'greet') greeted = true;
      if (mine && act.type === 'drop') waved.set(act.domain, (waved.get(act.domain) ?? 0) + 1);
      if (track) {
        current = track.goal.domain;
        about.add(track);
        if (mine) recall(track, act);
        else listen(track, call, act);
      }
      const strange = domainOf(act);
      if (!mine && strange && (!track || track.dropped)) call.strange.push(strange);
    }
    if (!mine) continue;
    spoken += 1;
    call = noCall();
    const last = of(current);
    if (about.size === 0 && last) about.add(last);
    for (const track of about) track.stale += 1;
  }
  for (const track of tracks) settleWith(track, notes);
  return { tracks, call, current, greeted, spoken, waved };
};
