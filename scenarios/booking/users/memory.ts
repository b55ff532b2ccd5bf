// What a simulated user remembers: a track for each domain of its goal, folded from what was said. Nothing is
// kept between turns, so that the same transcript always gives the same memory.

import { type Act, ANY, type Domain, type Heard, type Notes, USER, type UserObservation } from '../types.ts';
import { mismatches } from './fits.ts';
import { type Call, listen, noCall, type Offer, offered } from './hearing.ts';
import { fresh, type Track, wish } from './track.ts';

export interface Memory {
  readonly tracks: readonly Track[];
  readonly call: Call;
  /** The domain of the goal that was talked about last. */
  readonly current: Domain | null;
  readonly spoken: number;
  /** How often it said that it does not want a domain. */
  readonly waved: ReadonlyMap<Domain, number>;
}

const recall = (track: Track, act: Act): void => {
  switch (act.type) {
    case 'need':
      track.opened = true;
      track.needs += 1;
      break;
    case 'inform':
      track.opened = true;
      if (!track.told.has(act.slot)) track.stale = 0;
      track.told.set(act.slot, act.value);
      track.asked.delete(act.slot);
      if (act.slot === 'name' && act.value !== ANY) track.venue = act.value;
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
const settleWith = (track: Track, notes: Notes, call: Call): void => {
  const { domain } = track.goal;
  track.known = notes.told[domain] ?? {};
  // Told two references it knows neither; and a booking that it has put right is to be made again.
  if (notes.refs[domain] === undefined) track.ref = null;
  if (domain === 'taxi' || track.ref !== null) return;
  if (track.venue !== (notes.venue[domain] ?? null)) track.venue = null;
  if (track.venue === null) return;
  const slots = mismatches(domain, wish(track), track.venue, track.known);
  if (slots.length === 0) return;
  call.late.push({ domain, slots });
  track.venue = null;
};

const offersOf = (acts: readonly Act[], domain: Domain): Offer[] =>
  acts.filter((act): act is Offer => act.type === 'offer' && act.domain === domain);

interface Fold {
  readonly tracks: readonly Track[];
  readonly waved: Map<Domain, number>;
  call: Call;
  current: Domain | null;
  spoken: number;
  /** The agent's latest acts. */
  before: readonly Act[];
}

const trackOf = ({ tracks }: Fold, domain: Domain | null): Track | undefined =>
  tracks.find((one) => one.goal.domain === domain);

/** Tracks of the domains that the acts are about; the last of them is the topic. */
const touched = (fold: Fold, acts: readonly Act[]): Set<Track> => {
  const about = new Set<Track>();
  for (const act of acts) {
    const track = trackOf(fold, domainOf(act));
    if (!track) continue;
    about.add(track);
    fold.current = track.goal.domain;
  }
  return about;
};

/** "No" turns down all that was offered just before, unless it answers a question. */
const turnDown = (fold: Fold, acts: readonly Act[]): void => {
  const no = acts.some(({ type }) => type === 'deny') && fold.call.confirms.length === 0;
  for (const act of no ? fold.before : []) {
    const track = act.type === 'offer' ? trackOf(fold, act.domain) : undefined;
    if (track && track.ref === null) track.venue = null;
  }
};

/** What it said itself. Every utterance costs patience with what it was about. */
const say = (fold: Fold, { acts }: Heard): void => {
  const about = touched(fold, acts);
  turnDown(fold, acts);
  for (const act of acts) {
    const track = trackOf(fold, domainOf(act));
    if (track) recall(track, act);
    if (act.type === 'drop') fold.waved.set(act.domain, (fold.waved.get(act.domain) ?? 0) + 1);
  }
  const topic = trackOf(fold, fold.current);
  if (about.size === 0 && topic) about.add(topic);
  for (const track of about) track.stale += 1;
  fold.spoken += 1;
  fold.call = noCall();
};

const hear = (fold: Fold, { acts }: Heard): void => {
  fold.call = noCall();
  fold.before = acts;
  const about = touched(fold, acts);
  for (const act of acts) {
    const domain = domainOf(act);
    const track = trackOf(fold, domain);
    if (track) listen(track, act);
    if (act.type === 'confirm') fold.call.confirms.push(act);
    if (domain && (!track || track.dropped)) fold.call.strange.push(domain);
  }
  for (const track of about) offered(track, fold.call, offersOf(acts, track.goal.domain));
};

/** Folds the transcript, as the user knows it. `begs`: how often it asks for one thing. */
export const remember = ({ goal, said, notes }: UserObservation, begs: number): Memory => {
  const tracks = goal.domains.map((domain) => fresh(domain, begs));
  const fold: Fold = { tracks, waved: new Map(), call: noCall(), current: null, spoken: 0, before: [] };
  for (const one of said) (one.seat === USER ? say : hear)(fold, one);
  for (const track of tracks) settleWith(track, notes, fold.call);
  return fold;
};
