// What a simulated user takes from the agent's acts.

import type { Act, Domain, Slot, Value } from '../types.ts';
import { mismatches } from './fits.ts';
import { atLastBook, atLastInfo, stageAt, type Track, wantsBooking, wish } from './track.ts';

/** What the latest utterance of the agent calls for. */
export interface Call {
  readonly confirms: { readonly domain: Domain; readonly slot: Slot; readonly value: Value }[];
  /** Offers that do not fit, with the slots that are wrong. */
  readonly wrong: { readonly domain: Domain; readonly slots: readonly Slot[] }[];
  readonly fits: Domain[];
  /** Of several offers one that was not the first. */
  readonly picks: { readonly domain: Domain; readonly name: string }[];
  /** Venues that turned out not to fit by what was told of them since. */
  readonly late: { readonly domain: Domain; readonly slots: readonly Slot[] }[];
  /** Domains talked about that are not in the goal, or given up. */
  readonly strange: Domain[];
}

export const noCall = (): Call => ({ confirms: [], wrong: [], fits: [], picks: [], late: [], strange: [] });

export type Offer = Act & { type: 'offer' };

/** Offers that do not fit, after which a first choice is taken to be not to be had. */
const MISFITS = 3;

/** Before the last stage an offer that would do brings a change of mind, as the goal has it. */
const changesMind = (track: Track, fits: boolean): boolean => {
  const stage = stageAt(track.goal.info, track.info);
  if (!fits) track.misfits += 1;
  const weary = track.misfits >= MISFITS;
  if (atLastInfo(track) || (stage?.until !== 'offer' && !fits && !weary)) return false;
  track.misfits = 0;
  track.info += 1;
  track.venue = null;
  track.stale = 0;
  return true;
};

/** Takes the first of the offers if it fits, else asks for the one that does, else turns them down. */
export const offered = (track: Track, call: Call, offers: readonly Offer[]): void => {
  const { domain } = track.goal;
  const [first] = offers;
  if (!first || track.ref !== null || domain === 'taxi') return;
  const misfits = ({ name, facts }: Offer): Slot[] => mismatches(domain, wish(track), name, facts);
  const good = offers.find((offer) => misfits(offer).length === 0);
  if (changesMind(track, good !== undefined)) return;
  if (!good) {
    track.venue = null;
    call.wrong.push({ domain, slots: misfits(first) });
  } else {
    if (track.venue === null && !track.seen.has(good.name)) track.stale = 0;
    if (good !== first) call.picks.push({ domain, name: good.name });
    else {
      if (track.venue !== good.name || !track.seen.has(good.name)) call.fits.push(domain);
      track.venue = good.name;
    }
  }
  for (const { name } of offers) track.seen.add(name);
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

export const listen = (track: Track, act: Act): void => {
  switch (act.type) {
    case 'request':
      track.asked.add(act.slot);
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
