// The agenda of a simulated user: what it has to say now, most urgent first. Answers to the agent come
// first, then corrections, then what the goal still needs; how many of them are said is its temper's.
// It says nothing that its goal does not hold, and withholds what it is to withhold until it is asked.

import type { Rng } from '../../../shared/rng.ts';
import { INFO } from '../slots.ts';
import { ANY, type Domain, type Slot, type UserAct, type UserObservation, type Value } from '../types.ts';
import { type Memory, remember } from './memory.ts';
import type { Temper } from './temper.ts';
import { details, over, type Track, unknown, wanted, wantsBooking, wish } from './track.ts';

/** Acts of one utterance; the closing act comes on top. */
const ROOM = 5;
/** How often it says that it does not want something that the agent speaks of. */
const WAVES = 2;
const DENY: UserAct = { type: 'deny' };
const DONE: UserAct = { type: 'done' };

interface Mind extends Memory {
  readonly temper: Temper;
  readonly rng: Rng;
}

const inform = ({ goal }: Track, slot: Slot, value: Value): UserAct => ({
  type: 'inform',
  domain: goal.domain,
  slot,
  value,
});

const trackOf = ({ tracks }: Memory, domain: Domain): Track | undefined =>
  tracks.find((track) => track.goal.domain === domain);

const tell = (mind: Mind, track: Track, slot: Slot): UserAct =>
  inform(track, slot, wanted(mind.tracks, track, slot) ?? ANY);

/** Slots that the goal speaks of, info before booking. */
const slotsOf = ({ goal }: Track): Slot[] => [
  ...new Set([
    ...goal.info.flatMap((stage) => Object.keys(stage.values)),
    ...Object.keys(goal.from),
    ...goal.book.flatMap((stage) => Object.keys(stage.values)),
  ]),
];

/** Told only when it is asked for; and once it is told, no longer kept back. */
const secret = ({ goal, told }: Track, slot: Slot): boolean =>
  goal.withheld.includes(slot) && !told.has(slot);

/** Comes from a domain in which nothing is found yet. */
const isOpen = (mind: Mind, track: Track, slot: Slot): boolean =>
  track.goal.from[slot] !== undefined && wanted(mind.tracks, track, slot) === undefined;

/** What was told and is no longer so: the stage has moved on. */
const changed = (mind: Mind, track: Track): UserAct[] =>
  [...track.told]
    .filter(
      ([slot, value]) => slot !== 'name' || track.goal.info.some((stage) => stage.values.name === value),
    )
    .filter(
      ([slot, value]) => !isOpen(mind, track, slot) && value !== (wanted(mind.tracks, track, slot) ?? ANY),
    )
    .map(([slot]) => tell(mind, track, slot));

/** "Yes", or "no" with all that was asked put right. "No" also answers an offer that came with the question. */
const answerConfirms = (mind: Mind): UserAct[] => {
  const { confirms, wrong } = mind.call;
  if (confirms.length === 0) return [];
  const known = confirms.flatMap((one) => {
    const track = trackOf(mind, one.domain);
    if (!track || isOpen(mind, track, one.slot)) return [];
    return [{ ...one, track, right: wanted(mind.tracks, track, one.slot) ?? ANY }];
  });
  const good = known.filter(({ value, right }) => value === right);
  if (good.length === confirms.length && wrong.length === 0) return [{ type: 'affirm' }];
  const bad = known.filter(({ value, right }) => value !== right);
  return [DENY, ...[...bad, ...good].map(({ track, slot }) => tell(mind, track, slot))];
};

/** Not that one; and why not, unless it keeps that to itself. */
const answerOffers = (mind: Mind): UserAct[] => {
  const { wrong, late, picks } = mind.call;
  const taken = picks.map(
    ({ domain, name }): UserAct => ({ type: 'inform', domain, slot: 'name', value: name }),
  );
  const again = [...wrong, ...late].flatMap(({ domain, slots }) => {
    const track = trackOf(mind, domain);
    return track ? slots.filter((slot) => !secret(track, slot)).map((slot) => tell(mind, track, slot)) : [];
  });
  return [...(wrong.length > 0 ? [DENY] : []), ...taken, ...again];
};

const answers = (mind: Mind): UserAct[] => [
  ...answerConfirms(mind),
  ...answerOffers(mind),
  ...mind.tracks.flatMap((track) => (over(track) ? [] : changed(mind, track))),
  ...mind.tracks.flatMap((track) =>
    track.dropped
      ? []
      : [...track.asked].filter((slot) => !isOpen(mind, track, slot)).map((slot) => tell(mind, track, slot)),
  ),
];

/** Why a domain is given up, if it is: it came to nothing, or hangs on one that did. */
export const hopeless = (memory: Memory, track: Track, temper: Temper): boolean => {
  const gone = memory.tracks.filter((one) => one.dropped).length;
  const patience = Math.max(2, Math.ceil(temper.patience / 2 ** gone));
  const begged = track.begged.get('ref') ?? 0;
  if (track.stale >= patience || track.refused >= temper.refusals) return true;
  if (Math.max(begged, track.needs, track.misfits) > temper.patience) return true;
  if (track.venue === null && track.none >= (track.goal.impossible ? 2 : temper.refusals)) return true;
  return Object.values(track.goal.from).some((domain) => trackOf(memory, domain)?.dropped);
};

/** A domain can be opened once what it takes from other domains is known. */
const ready = (mind: Mind, track: Track): boolean =>
  Object.keys(track.goal.from).every((slot) => wanted(mind.tracks, track, slot) !== undefined);

const untold = (mind: Mind, track: Track): UserAct[] => {
  const stage = [...Object.keys(wish(track)), ...Object.keys(track.goal.from)];
  return stage
    .filter((slot) => !track.told.has(slot) && !secret(track, slot))
    .map((slot) => tell(mind, track, slot));
};

const beg = ({ goal: { domain } }: Track, slot: Slot): UserAct => ({ type: 'request', domain, slot });

const bookingWishes = (track: Track): UserAct[] =>
  Object.entries(details(track))
    .filter(([slot]) => !track.told.has(slot))
    .map(([slot, value]) => inform(track, slot, value));

const asksFor = (track: Track): UserAct[] => unknown(track).map((slot) => beg(track, slot));

/** What the goal still needs of a domain, in order. */
const pending = (mind: Mind, track: Track): UserAct[] => {
  const { domain } = track.goal;
  const open: UserAct[] = track.opened ? [] : [{ type: 'need', domain }];
  const wishes = untold(mind, track);
  const settledFor = track.venue !== null || domain === 'taxi';
  const offered = track.venue !== null && track.seen.has(track.venue);
  if (!settledFor && !mind.temper.upFront) return [...open, ...wishes];
  const book = wantsBooking(track) && track.ref === null ? bookingWishes(track) : [];
  if (!settledFor) return [...open, ...wishes, ...book];
  const ask = asksFor(track);
  const reserve =
    wantsBooking(track) && track.ref === null && wishes.length === 0 ? [...book, beg(track, 'ref')] : [];
  return offered ? [...wishes, ...ask, ...reserve] : [...open, ...wishes, ...ask, ...reserve];
};

/** When there is nothing new to say and nothing has come: the topic and its constraints once more. */
const insist = (mind: Mind, track: Track): UserAct[] => {
  const { domain } = track.goal;
  const said = slotsOf(track).filter(
    (slot) => track.told.has(slot) && INFO[domain].concat('name').includes(slot),
  );
  return [{ type: 'need', domain }, ...mind.rng.shuffle(said).map((slot) => tell(mind, track, slot))];
};

/** The domain to speak of: the one under discussion, else the first that is not over. */
const focus = (mind: Mind): Track | undefined => {
  const left = mind.tracks.filter((track) => !over(track) && !hopeless(mind, track, mind.temper));
  const able = left.filter((track) => ready(mind, track));
  const here = able.find((track) => track.goal.domain === mind.current && track.opened) ?? able[0];
  if (!here || mind.temper.wander === 0 || mind.rng.float() >= mind.temper.wander) return here;
  return mind.rng.pick(able);
};

const drops = (mind: Mind): UserAct[] => {
  const given = mind.tracks.filter((track) => !over(track) && hopeless(mind, track, mind.temper));
  const strange = mind.call.strange.filter((domain) => (mind.waved.get(domain) ?? 0) < WAVES).slice(0, 1);
  const domains = [...given.map((track) => track.goal.domain), ...strange];
  return [...new Set(domains)].map((domain): UserAct => ({ type: 'drop', domain }));
};

const same = (one: UserAct, other: UserAct): boolean => JSON.stringify(one) === JSON.stringify(other);
const distinct = (acts: readonly UserAct[]): UserAct[] =>
  acts.filter((act, at) => acts.findIndex((one) => same(one, act)) === at);

const count = ({ rng, temper }: Mind): number => temper.least + rng.int(temper.most - temper.least + 1);

/** Something it has told before, once more. */
const ramble = (mind: Mind, track: Track | undefined): UserAct[] => {
  const { rng, temper } = mind;
  if (!track || track.told.size === 0 || temper.repeat === 0 || rng.float() >= temper.repeat) return [];
  return [tell(mind, track, rng.pick([...track.told.keys()]))];
};

const goodbye = ({ temper, rng }: Mind): UserAct[] =>
  rng.float() < temper.polite ? [{ type: 'thank' }, { type: 'bye' }] : [{ type: 'bye' }];

const close = (acts: readonly UserAct[]): UserAct[] => [...distinct(acts).slice(0, ROOM), DONE];

const settledAll = (mind: Mind): boolean =>
  mind.tracks.every((track) => over(track) || hopeless(mind, track, mind.temper));

/** Whether something that it has not given up was read back wrong: it does not leave before that is put right. */
const misread = (mind: Mind): boolean =>
  mind.call.confirms.some(({ domain, slot, value }) => {
    const track = trackOf(mind, domain);
    if (!track || track.dropped || isOpen(mind, track, slot)) return false;
    return value !== (wanted(mind.tracks, track, slot) ?? ANY);
  });

/** The user's utterance. */
export const speak = (observation: UserObservation, temper: Temper, rng: Rng): readonly UserAct[] => {
  const mind: Mind = { ...remember(observation, temper.begs), temper, rng };
  const given = drops(mind);
  if (settledAll(mind) && !misread(mind)) return close([...given, ...goodbye(mind)]);
  const gone = new Set(given.flatMap((act) => ('domain' in act ? [act.domain] : [])));
  const answer = answers(mind).filter((act) => !('domain' in act && gone.has(act.domain)));
  const track = focus(mind);
  const size = count(mind);
  const hello: UserAct[] = mind.spoken === 0 && rng.float() < temper.polite ? [{ type: 'greet' }] : [];
  const pleased = mind.call.fits.length > 0 && answer.length === 0 && rng.float() < temper.polite;
  const next = track ? pending(mind, track) : [];
  const yes: UserAct[] = pleased ? [{ type: 'affirm' }] : [];
  const urgent = [...hello, ...given, ...yes, ...answer];
  const told = answer.some((act) => act.type === 'inform');
  const room = Math.max(size - answer.length, told ? 0 : 1);
  const acts = [...urgent, ...next.slice(0, room)];
  if (yes.length + answer.length + next.length > 0) return close([...acts, ...ramble(mind, track)]);
  return close([...acts, ...(track ? insist(mind, track).slice(0, size) : [])]);
};
