// Rules for claims: kills, bodies, where the speaker was, where others were.

import type { SeatId } from '../../../shared/scenario.ts';
import type { Doing, Room, SpeechAct } from '../types.ts';
import { type Person, type Rule, seatsOf, type View } from './view.ts';

type Saw = Extract<SpeechAct, { type: 'saw' }>;
type Alibi = Extract<SpeechAct, { type: 'alibi' }>;

const DENIAL: Alibi = { type: 'alibi', room: null, tick: null, with: null, doing: null };

/** The room that a clause is about: where a way leads, else the last one named. */
const roomOf = (view: View): Room | null => {
  const rooms = view.tokens.flatMap((token, at) => (token.class === 'room' ? [{ token, at }] : []));
  const reached = rooms.filter(({ at }) => view.class(at - 1) !== 'from');
  const room = (reached.length > 0 ? reached : rooms)[(reached.length || rooms.length) - 1];
  if (room) return room.token.room ?? null;
  const there = view.find('there');
  return there >= 0 && view.class(there + 1) !== 'be' ? view.context.room : null;
};

const tickOf = (view: View): number | null =>
  view.tokens.find((token) => token.class === 'tick')?.tick ?? null;

/** Somewhere, even if this ship has no such room. */
const placed = (view: View): boolean => {
  const there = view.find('there');
  return view.has('room') || (there >= 0 && view.class(there + 1) !== 'be');
};

const seatAt = (person: Person | undefined): SeatId | null =>
  typeof person?.seat === 'number' && !person.self ? person.seat : null;

const before = (view: View, at: number): Person[] => view.people.filter((person) => person.at < at);
const after = (view: View, at: number): Person[] => view.people.filter((person) => person.at > at);

const saw = (view: View, who: SeatId | null, doing: Doing, victim: SeatId | null = null): Saw => ({
  type: 'saw',
  who,
  room: roomOf(view),
  tick: tickOf(view),
  doing,
  victim: victim === who ? null : victim,
});

const PAST = new Set(['killed', 'murdered', 'stabbed', 'knifed']);

const kill: Rule = (view) => {
  const at = view.find('kill');
  if (at < 0) return undefined;
  const left = before(view, at).filter((person) => !(person.self && view.has('see', 'think', 'believe')));
  const agent = left[left.length - 1];
  if (view.has('neg')) {
    if (view.has('see')) return [];
    if (agent?.self) return [DENIAL];
    return seatsOf(left).map((who) => ({ type: 'defend', who }));
  }
  if (view.has('none') || agent?.self) return [];
  const target = after(view, at)[0];
  const passive =
    PAST.has(view.tokens[at]?.word ?? '') && (view.class(at - 1) === 'be' || view.class(at - 1) === 'get');
  if (passive && agent) {
    const by = view.find('by');
    return [saw(view, by > at ? seatAt(after(view, by)[0]) : null, 'kill', seatAt(agent))];
  }
  if (target?.self && target.at === at + 1) return seatsOf(left).map((who) => ({ type: 'accuse', who }));
  if (!agent && !target && !view.has('see')) return undefined;
  if (left.length > 0 && agent?.seat === undefined) return [];
  return [saw(view, seatAt(agent), 'kill', seatAt(target))];
};

const victimOf = (view: View): Person | undefined => {
  const at = view.find('body');
  const owner = view.people.find((person) => person.token.genitive && person.at < at);
  if (owner) return owner;
  const of = view.find('of');
  if (of > at && at >= 0) return after(view, of)[0];
  const dead = view.find('dead');
  if (dead < 0) return undefined;
  return before(view, dead).findLast((person) => !person.self) ?? after(view, dead)[0];
};

const body: Rule = (view) => {
  const at = view.find('body');
  const { aside } = view.clause;
  const arrived = aside?.tokens.some((token) => token.class === 'self');
  if (at < 0 && !(view.has('dead') && (placed(view) || arrived || view.has('found', 'see'))))
    return undefined;
  if (view.has('neg', 'none', 'report') && !view.has('see', 'found')) return [];
  if (view.has('neg', 'none')) return [];
  const victim = victimOf(view);
  const others = view.people.filter(
    (person) => person !== victim && !person.self && person.token.class !== 'some',
  );
  const by = others.find((person) => typeof person.seat === 'number' && person.seat !== victim?.seat);
  const mine = view.people[0]?.self && !view.has('see', 'found');
  if (mine) return [];
  const found = saw(view, seatAt(by), 'body', seatAt(victim));
  const entered = aside?.tokens.findLast((token) => token.class === 'room')?.room ?? null;
  return [{ ...found, room: found.room ?? entered }];
};

/** What somebody else is said to have said is not claimed. */
const hearsay: Rule = (view) => (view.has('said') && view.people[0] && !view.people[0].self ? [] : undefined);

/** What somebody did, by the words for it. */
const doingOf = (view: View): 'task' | 'walk' | 'idle' | null => {
  const job = view.has('task') && (view.has('doing', 'do', 'in') || view.has('see') || placed(view));
  if (view.has('tasking') || job) return 'task';
  if (view.has('walk') && !(view.has('neg') && view.has('self'))) return 'walk';
  if (view.has('idle') || (view.has('doing') && view.has('none'))) return 'idle';
  return null;
};

const DETAILS = new Set([
  'be',
  'have',
  'do',
  'doing',
  'walk',
  'idle',
  'with',
  'in',
  'room',
  'tasking',
  'task',
  'to',
  'from',
  'neg',
  'tick',
  'see',
]);

/** The speaker, if the clause is about where the speaker was; companions are named beside or after "with". */
const company = (view: View): Person[] | undefined => {
  const withAt = view.find('with');
  const object = withAt >= 0 ? after(view, withAt) : [];
  const first = view.people[0];
  const others = view.people.filter((person) => !person.self);
  if (object.some((person) => person.self)) return others;
  if (view.people.every((person) => object.includes(person))) return view.has('see') ? undefined : object;
  // "i think i was there": the last of the speaker's mentions before anybody else's.
  const lead = view.people.findIndex((person) => !person.self);
  const self =
    view.people[lead <= 0 ? (lead < 0 ? view.people.length - 1 : -1) : lead - 1] ??
    view.people.find((person) => person.self);
  if (!first || !self || view.has('see')) return undefined;
  if (view.has('except')) return others;
  const next = view.class(self.at + 1);
  const joined = next === 'and' || view.class(self.at - 1) === 'and';
  if (joined) return others;
  // "i passed blue", "i followed red": about them.
  if (next === 'walk' && view.class(self.at + 2) === 'seat') return undefined;
  return first.self && next !== undefined && DETAILS.has(next) ? object : undefined;
};

/** "me and red were together": with whom, if only the clause before names them. */
const mates = (view: View, friends: readonly Person[]): SeatId[] => {
  const { named } = view.context;
  const joint = view.has('together') && friends.length === 0 && named !== undefined;
  return joint ? [named] : seatsOf(friends);
};

/** Whether a clause about the speaker says where, when, doing what or with whom. */
const tells = (view: View, doing: Alibi['doing'], friends: readonly Person[]): boolean => {
  const bare = view.people.length === 0;
  // "do your tasks": not about oneself.
  if (bare && (view.tokens[0]?.word === 'do' || view.tokens[0]?.word === 'go')) return false;
  if (bare && view.clause.strange > 0 && !view.has('in', 'doing', 'be')) return false;
  if (placed(view) || doing === 'task' || friends.length > 0) return true;
  return !bare && (doing === 'idle' || (doing === 'walk' && view.has('be')) || view.has('tick', 'together'));
};

const STAYING = new Set(['left', 'leave', 'leaving', 'moved', 'exited']);

const whereabouts: Rule = (view) => {
  if (view.has('none') && !view.has('except') && !view.has('doing')) return [];
  if (view.has('except') && !view.has('none')) return [];
  if (view.class(0) === 'there' && view.class(1) === 'be' && view.people.length === 0) return [];
  const friends = company(view);
  if (friends === undefined || view.has('let', 'modal')) return undefined;
  const stayed = view.tokens.some((token) => STAYING.has(token.word));
  if (view.has('neg') && !stayed) return [];
  const doing = doingOf(view);
  if (!tells(view, doing, friends)) return undefined;
  const seats = mates(view, friends);
  if (friends.length > 0 && seats.length === 0 && !placed(view) && doing === null) return [];
  const one = (seat: SeatId | null): Alibi => ({
    type: 'alibi',
    room: roomOf(view),
    tick: tickOf(view),
    with: seat,
    doing,
  });
  return seats.length > 0 ? seats.map(one) : [one(null)];
};

const others: Rule = (view) => {
  const seeAt = view.find('see');
  // "u were not in galley"
  const gainsaid = view.people.find((person) => person.token.class === 'you');
  if (view.has('neg') && gainsaid && placed(view))
    return seatsOf([gainsaid]).map((who) => ({ type: 'doubt', who }));
  if (view.has('neg') || (view.has('except') && !view.has('none')))
    return view.people.length > 0 ? [] : undefined;
  if (view.has('let', 'modal') && seeAt < 0) return undefined;
  const told = seeAt >= 0 || placed(view) || doingOf(view) !== null || view.has('with', 'together', 'tick');
  if (!told || view.has('report', 'blame')) return undefined;
  const people = view.people.filter((person) => !person.self);
  if (people.length === 0) return undefined;
  const doing = doingOf(view) ?? 'idle';
  const seats = seatsOf(people);
  if (seats.length === 0)
    return people.some((person) => person.seat === null) ? [saw(view, null, doing)] : [];
  return seats.map((who) => saw(view, who, doing));
};

export const EVENTS: readonly Rule[] = [hearsay, kill, body];
export const PLACES: readonly Rule[] = [whereabouts, others];
