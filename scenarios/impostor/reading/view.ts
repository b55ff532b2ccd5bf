// A clause with its names and pronouns resolved: what the rules look at.

import type { SeatId } from '../../../shared/scenario.ts';
import type { Observation, Room, SpeechAct } from '../types.ts';
import type { Clause } from './clauses.ts';
import type { WordClass } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** What the utterance has named so far. */
export interface Context {
  readonly observation: Observation;
  /** Seat called upon in a clause of its own ("Red? You were there"). */
  called: SeatId | undefined;
  /** Seat that "he" stands for, and seats that "they" stands for. */
  named: SeatId | undefined;
  group: readonly SeatId[];
  room: Room | null;
}

export interface Person {
  /** null: somebody; undefined: nobody that can be told. */
  readonly seat: SeatId | null | undefined;
  readonly self: boolean;
  readonly at: number;
  readonly token: Token;
}

export interface View {
  readonly context: Context;
  readonly clause: Clause;
  readonly tokens: readonly Token[];
  readonly people: readonly Person[];
  /** Seat that is spoken to. */
  readonly called: SeatId | undefined;
  has(...names: WordClass[]): boolean;
  /** Position of the first token of a class, or -1. */
  find(name: WordClass): number;
  class(at: number): WordClass | undefined;
}

export type Rule = (view: View) => readonly SpeechAct[] | undefined;

const ASKS: ReadonlySet<WordClass | undefined> = new Set([
  'where',
  'who',
  'why',
  'what',
  'how',
  'explain',
  'you',
]);
const AUXILIARY: ReadonlySet<WordClass | undefined> = new Set(['be', 'do', 'have', 'modal']);
/** A name right behind one of these is its object, not somebody spoken to. */
const GOVERNS: ReadonlySet<WordClass | undefined> = new Set([
  'see',
  'with',
  'by',
  'of',
  'vote',
  'kick',
  'sus',
  'kill',
  'trust',
  'blame',
  'it',
  'be',
  'and',
  'or',
  'neg',
  'to',
  'in',
  'think',
  'except',
  'maybe',
  'found',
  'doubt',
  'believe',
  'from',
  'walk',
  'safe',
]);

/** The last other speaker of this meeting, and whom that speaker named. */
const lastSaid = ({ said, seat, meetings }: Observation): { speaker: SeatId; named: SeatId } | undefined => {
  for (let at = said.length - 1; at >= 0; at--) {
    const line = said[at];
    if (!line || line.meeting !== meetings.length - 1) return undefined;
    if (line.seat === seat) continue;
    for (const act of line.acts) {
      const named = 'who' in act ? act.who : act.type === 'plan' ? act.vote : null;
      if (named !== null && named !== seat) return { speaker: line.seat, named };
    }
    return { speaker: line.seat, named: line.seat };
  }
  return undefined;
};

export const lastSpeaker = (observation: Observation): SeatId | undefined => lastSaid(observation)?.speaker;

const calledIn = (tokens: readonly Token[]): SeatId | undefined => {
  const is = (at: number): WordClass | undefined => tokens[at]?.class;
  const first = tokens[0];
  if (first?.class === 'seat' && tokens.length > 1)
    if (ASKS.has(is(1)) || (AUXILIARY.has(is(1)) && is(2) === 'you')) return first.seat;
  const end = tokens.length - 1;
  const last = tokens[end];
  if (end < 1 || last?.class !== 'seat') return undefined;
  const you = tokens.some((token) => token.class === 'you');
  const open = tokens.some(
    (token) => token.class === 'who' || token.class === 'what' || token.class === 'where',
  );
  if (you && (open || !GOVERNS.has(is(end - 1)))) return last.seat;
  return undefined;
};

const youIn = (tokens: readonly Token[], at: number, context: Context, called: SeatId | undefined) => {
  if (tokens[at + 1]?.class === 'all') return undefined;
  return called ?? context.called ?? context.named ?? lastSpeaker(context.observation);
};

const thirdIn = (tokens: readonly Token[], at: number, context: Context): readonly (SeatId | undefined)[] => {
  const plural = tokens[at]?.word === 'they' || tokens[at]?.word === 'them' || tokens[at]?.word === 'both';
  if (tokens.some((token) => token.class === 'all' || token.class === 'any')) return [];
  const before = tokens.slice(0, at).find((token) => token.class === 'seat');
  if (before) return [before.seat];
  if (plural && context.group.length > 1) return context.group;
  return [context.named ?? lastSaid(context.observation)?.named];
};

const peopleIn = (tokens: readonly Token[], context: Context, called: SeatId | undefined): Person[] => {
  const me = context.observation.seat;
  return tokens.flatMap((token, at): Person[] => {
    const person = (seat: SeatId | null | undefined): Person => ({ seat, self: seat === me, at, token });
    if (token.class === 'seat') return [person(token.seat)];
    if (token.class === 'self') return [person(me)];
    if (token.class === 'some') return [person(null)];
    if (token.class === 'you') return [person(youIn(tokens, at, context, called))];
    return token.class === 'third' ? thirdIn(tokens, at, context).map(person) : [];
  });
};

export const viewOf = (clause: Clause, context: Context): View => {
  const { tokens } = clause;
  const spokenTo = clause.called ?? calledIn(tokens) ?? context.called;
  const called = spokenTo === context.observation.seat ? undefined : spokenTo;
  const classes = new Set(tokens.map((token) => token.class));
  return {
    context,
    clause,
    tokens,
    called,
    people: peopleIn(tokens, context, called),
    has: (...names) => names.some((name) => classes.has(name)),
    find: (name) => tokens.findIndex((token) => token.class === name),
    class: (at) => tokens[at]?.class,
  };
};

/** Seats among `people`, without the speaker and strangers, each once. */
export const seatsOf = (people: readonly Person[]): SeatId[] => [
  ...new Set(people.flatMap(({ seat, self }) => (typeof seat === 'number' && !self ? [seat] : []))),
];

/** Moves the context on to the next clause. */
export const goOn = (view: View): void => {
  const { context, people, tokens } = view;
  const seats = seatsOf(people.filter((person) => person.token.class === 'seat'));
  const { living } = context.observation;
  if (view.clause.called !== undefined) context.named = view.called;
  const aside = view.clause.link === 'when' || view.clause.link === 'if';
  if (seats.length > 0 && !(aside && context.named !== undefined)) {
    context.named = seats.find((seat) => living.includes(seat)) ?? seats[0];
    context.group = seats;
  }
  const alone = tokens.length === 1 && tokens[0]?.class === 'seat';
  context.called = alone ? tokens[0]?.seat : undefined;
  const room = tokens.findLast((token) => token.class === 'room');
  if (room) context.room = room.room ?? null;
};
