// The annotated utterances with their contexts as observations.

import { readFileSync } from 'node:fs';
import { ROOM_NAMES, SEAT_NAMES } from '../../scenarios/impostor/places.ts';
import type { MeetingFacts, Observation, Said, SpeechAct } from '../../scenarios/impostor/types.ts';

interface GoldAct {
  type: string;
  [field: string]: string | number;
}
interface Situation {
  mode: Observation['mode'];
  width: number;
  height: number;
  players: number;
  seat: string;
  tick: number;
  dead: string[];
  meetings: { reporter: string; body: string; room: string; tick: number }[];
  said: { seat: string; text: string; acts: GoldAct[] }[];
}
interface Fixture {
  guide: string[];
  contexts: Record<string, Situation>;
  utterances: { text: string; context: string; held?: boolean; acts: GoldAct[] }[];
}

const seatOf = (name: unknown): number | null =>
  typeof name === 'string' ? SEAT_NAMES.indexOf(name as (typeof SEAT_NAMES)[number]) : null;
const roomOf = (name: unknown): number | null =>
  typeof name === 'string' ? ROOM_NAMES.indexOf(name as (typeof ROOM_NAMES)[number]) : null;

const FIELDS: Record<string, readonly string[]> = {
  accuse: ['who'],
  defend: ['who'],
  doubt: ['who'],
  agree: ['who'],
  plan: ['vote'],
  ask: ['who', 'about'],
  alibi: ['room', 'tick', 'with', 'doing'],
  saw: ['who', 'room', 'tick', 'doing', 'victim'],
};

const fieldOf = (gold: GoldAct, field: string): string | number | null => {
  if (['who', 'with', 'victim', 'vote'].includes(field)) return seatOf(gold[field]);
  return field === 'room' ? roomOf(gold[field]) : (gold[field] ?? null);
};

/** A gold act with every field written out and names as indices. */
const actOf = (gold: GoldAct): SpeechAct =>
  Object.fromEntries([
    ['type', gold.type],
    ...(FIELDS[gold.type] ?? []).map((field) => [field, fieldOf(gold, field)]),
  ]) as SpeechAct;

/** An observation of a seat in the discussion, with nothing noticed. */
export const talking = (over: Partial<Observation> & { players: number }): Observation => {
  const { players, ...rest } = over;
  const width = rest.width ?? 2;
  const height = rest.height ?? 2;
  return {
    mode: 'standard',
    width,
    height,
    roomNames: ROOM_NAMES.slice(0, width * height),
    names: SEAT_NAMES.slice(0, players),
    seat: 0,
    role: 'crew',
    tick: 40,
    phase: 'talk',
    living: SEAT_NAMES.slice(0, players).map((_, seat) => seat),
    alive: true,
    room: 0,
    busy: 'idle',
    until: 40,
    tasks: [],
    tasksDone: 0,
    tasksEach: 4,
    cooldown: null,
    here: [],
    bodies: [],
    memory: [],
    trail: [],
    meetings: [],
    said: [],
    votes: [],
    speakers: [],
    ...rest,
  };
};

const observationOf = (situation: Situation): Observation => {
  const dead = situation.dead.map((name) => seatOf(name) ?? -1);
  const meetings = situation.meetings.map(
    ({ reporter, body, room, tick }, number): MeetingFacts => ({
      number,
      tick,
      reporter: seatOf(reporter) ?? -1,
      body: seatOf(body) ?? -1,
      room: roomOf(room) ?? -1,
      dead: [seatOf(body) ?? -1],
    }),
  );
  const said = situation.said.map(
    ({ seat, text, acts }): Said => ({
      meeting: meetings.length - 1,
      seat: seatOf(seat) ?? -1,
      acts: acts.map(actOf),
      text,
    }),
  );
  const { mode, width, height, players, tick } = situation;
  const living = SEAT_NAMES.slice(0, players).flatMap((_, seat) => (dead.includes(seat) ? [] : [seat]));
  return talking({
    mode,
    width,
    height,
    players,
    tick,
    seat: seatOf(situation.seat) ?? -1,
    living,
    meetings,
    said,
  });
};

export interface Utterance {
  readonly text: string;
  readonly held: boolean;
  readonly observation: Observation;
  readonly gold: readonly SpeechAct[];
}

const read = (name: string): Fixture => JSON.parse(readFileSync(`test/fixtures/${name}.json`, 'utf8'));

/** `first`: written before the reader was; `later`: batches that it met while it grew. */
export const utterances = (which: 'first' | 'later'): Utterance[] => {
  const first = read('impostor-utterances');
  const contexts = new Map(
    Object.entries(first.contexts).map(([name, situation]) => [name, observationOf(situation)]),
  );
  const { utterances: list } = which === 'first' ? first : read('impostor-utterances-later');
  return list.map(({ text, context, held = false, acts }) => {
    const observation = contexts.get(context);
    if (!observation) throw new Error(`no context ${context}`);
    return { text, held, observation, gold: acts.map(actOf) };
  });
};

/** Whether two lists hold the same acts, order ignored. */
export const sameActs = (a: readonly unknown[], b: readonly unknown[]): boolean => {
  const sorted = (acts: readonly unknown[]): string =>
    acts
      .map((act) => JSON.stringify(Object.entries(act as object).sort()))
      .sort()
      .join();
  return sorted(a) === sorted(b);
};
