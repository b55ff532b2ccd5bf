// What a seat is offered to say. The construction is the same whatever the seat's role and whatever it
// knows: what it noticed itself stands among invented claims of the same shape, so that the list tells
// nobody anything. Inventions are chosen by a hash of public numbers and the seat, never at random, so
// that asking twice gives the same list.

import { MAX_ACTS, type SeatId } from '../../shared/scenario.ts';
import { livingSeats, playerAt, type State } from './state.ts';
import type { Act, Doing, Room, Sighting, SpeechAct, Whereabouts } from './types.ts';

/** Own sightings and own whereabouts on offer, latest first. */
const SIGHTINGS = 16;
const STOPS = 4;

const NOT_SPEECH: readonly Act['type'][] = ['go', 'task', 'wait', 'report', 'kill', 'vote'];

export const isSpeech = (act: Act): act is SpeechAct => !NOT_SPEECH.includes(act.type);

const DOING: readonly (Doing | null)[] = [null, 'kill', 'task', 'walk', 'idle', 'body'];
const TYPES: readonly SpeechAct['type'][] = [
  'silence',
  'done',
  'accuse',
  'defend',
  'doubt',
  'agree',
  'ask',
  'plan',
  'alibi',
  'saw',
];
const ABOUT = ['where', 'who', 'why', 'vote'];

const blank = (value: number | null): number => (value === null ? 0 : value + 1);

/** A number that is the same for two acts exactly if they say the same. */
const speechKey = (act: SpeechAct): number => {
  const type = TYPES.indexOf(act.type);
  switch (act.type) {
    case 'accuse':
    case 'defend':
    case 'doubt':
    case 'agree':
      return type + 16 * blank(act.who);
    case 'ask':
      return type + 16 * (blank(act.who) + 16 * ABOUT.indexOf(act.about));
    case 'plan':
      return type + 16 * blank(act.vote);
    case 'alibi':
      return type + 16 * place(blank(act.with), act.room, act.tick, DOING.indexOf(act.doing), 0);
    case 'saw':
      return (
        type + 16 * place(blank(act.who), act.room, act.tick, DOING.indexOf(act.doing), blank(act.victim))
      );
    default:
      return type;
  }
};

const place = (who: number, room: number | null, tick: number | null, doing: number, victim: number) =>
  who + 16 * (victim + 16 * (doing + 8 * (blank(room) + 32 * blank(tick))));

/** Mixes small integers into 32 bits. */
const mix = (a: number, b: number, c: number): number => {
  let hash = Math.imul(a + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15) ^ Math.imul(c + 1, 0x27d4eb2f), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/** Everything that the list is made from: what this seat knows, and the meeting that all know. */
interface Ground {
  readonly seat: SeatId;
  readonly others: readonly SeatId[];
  readonly rooms: number;
  readonly since: number;
  readonly until: number;
  readonly scene: Room;
  readonly dead: readonly SeatId[];
  readonly body: SeatId;
  readonly memory: readonly Sighting[];
  readonly trail: readonly Whereabouts[];
}

const groundOf = (state: State, seat: SeatId): Ground => {
  const { options, meetings } = state;
  const me = playerAt(state, seat);
  const meeting = meetings[meetings.length - 1];
  const before = meetings[meetings.length - 2];
  return {
    seat,
    others: livingSeats(state).filter((who) => who !== seat),
    rooms: options.width * options.height,
    since: before ? before.tick : 0,
    until: meeting ? meeting.tick : state.tick,
    scene: meeting ? meeting.room : 0,
    dead: meeting ? meeting.dead : [],
    body: meeting ? meeting.body : 0,
    memory: me.memory,
    trail: me.trail,
  };
};

const someTick = (ground: Ground, salt: number, who: number): number =>
  ground.since + (mix(ground.until, salt + ground.seat * 64, who) % (ground.until - ground.since + 1));

const someRoom = (ground: Ground, salt: number, who: number): Room =>
  mix(ground.until + 7919, salt + ground.seat * 64, who) % ground.rooms;

const ownSightings = (ground: Ground): SpeechAct[] => {
  const out: SpeechAct[] = [];
  for (let index = ground.memory.length - 1; index >= 0 && out.length < SIGHTINGS; index--) {
    const sighting = ground.memory[index];
    if (!sighting || (sighting.tick < ground.since && sighting.doing !== 'kill')) continue;
    const { who, room, tick, doing, victim } = sighting;
    // The body itself is known to all; the claim worth making is that somebody stood by it.
    if (doing === 'body') out.push({ type: 'saw', who: null, room, tick, doing, victim });
    else out.push({ type: 'saw', who, room, tick, doing, victim });
  }
  return out;
};

const inventedSightings = (ground: Ground): SpeechAct[] => {
  const out: SpeechAct[] = [];
  for (const who of ground.others) {
    const victim = ground.dead[mix(ground.until, ground.seat, who) % Math.max(1, ground.dead.length)] ?? null;
    const room = victim === ground.body ? ground.scene : someRoom(ground, 1, who);
    const tick = someTick(ground, 2, who);
    if (victim !== null) out.push({ type: 'saw', who, room, tick, doing: 'kill', victim });
    out.push({
      type: 'saw',
      who,
      room: ground.scene,
      tick: ground.until,
      doing: 'body',
      victim: ground.body,
    });
    out.push({ type: 'saw', who, room: ground.scene, tick: null, doing: 'walk', victim: null });
    const doing = mix(tick, who, 3) % 2 === 0 ? 'task' : 'idle';
    const elsewhere = someRoom(ground, 4, who);
    out.push({ type: 'saw', who, room: elsewhere, tick: someTick(ground, 5, who), doing, victim: null });
  }
  return out;
};

const companion = (ground: Ground, stop: Whereabouts): SeatId | null => {
  for (let index = ground.memory.length - 1; index >= 0; index--) {
    const seen = ground.memory[index];
    if (!seen || seen.tick < stop.tick) return null;
    if (seen.room === stop.room && seen.victim === null && ground.others.includes(seen.who)) return seen.who;
  }
  return null;
};

const alibis = (ground: Ground): SpeechAct[] => {
  const out: SpeechAct[] = [{ type: 'alibi', room: null, tick: null, with: null, doing: null }];
  const end = ground.trail.length - 1;
  // The last entry is the meeting itself.
  for (let index = end - 1; index >= 0 && index >= end - STOPS; index--) {
    const stop = ground.trail[index];
    if (!stop || stop.tick < ground.since) break;
    const { room, tick, doing } = stop;
    out.push({ type: 'alibi', room, tick, with: null, doing });
    const friend = companion(ground, stop);
    if (friend !== null) out.push({ type: 'alibi', room, tick, with: friend, doing });
  }
  const salts = [11, 12, 13];
  for (const salt of salts) {
    const room = someRoom(ground, salt, 0);
    const friend = ground.others[mix(ground.until, salt, ground.seat) % Math.max(1, ground.others.length)];
    const claimed = salt === 13 && friend !== undefined ? friend : null;
    const doing = salt === 11 ? 'task' : salt === 12 ? 'idle' : 'walk';
    out.push({ type: 'alibi', room, tick: someTick(ground, salt, 1), with: claimed, doing });
  }
  return out;
};

const stances = (ground: Ground): SpeechAct[] => {
  const out: SpeechAct[] = [];
  for (const who of ground.others) out.push({ type: 'accuse', who });
  for (const who of ground.others) out.push({ type: 'defend', who });
  for (const who of ground.others) out.push({ type: 'doubt', who });
  for (const who of ground.others) out.push({ type: 'agree', who });
  out.push({ type: 'agree', who: null });
  for (const who of ground.others) out.push({ type: 'ask', who, about: 'where' });
  out.push({ type: 'ask', who: null, about: 'where' }, { type: 'ask', who: null, about: 'who' });
  out.push({ type: 'ask', who: null, about: 'why' }, { type: 'ask', who: null, about: 'vote' });
  for (const who of ground.others) out.push({ type: 'plan', vote: who });
  out.push({ type: 'plan', vote: null });
  return out;
};

/** Acts on offer to a speaker who has already said `chosen`: at most 128, distinct. */
export const speechCandidates = (
  state: State,
  seat: SeatId,
  chosen: readonly Act[],
): readonly SpeechAct[] => {
  const said = chosen.filter(isSpeech);
  const out: SpeechAct[] = [said.length === 0 ? { type: 'silence' } : { type: 'done' }];
  if (said.length >= MAX_ACTS) return out;
  const ground = groundOf(state, seat);
  const taken = new Set<number>();
  for (const act of said) taken.add(speechKey(act));
  const sources = [ownSightings(ground), alibis(ground), inventedSightings(ground), stances(ground)];
  for (const source of sources)
    for (const act of source) {
      const key = speechKey(act);
      if (taken.has(key)) continue;
      taken.add(key);
      out.push(act);
    }
  return out;
};
