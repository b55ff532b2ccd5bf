// Rules for questions. Each looks at one clause and answers with the acts in it, or undefined: not mine.

import type { SeatId } from '../../../shared/scenario.ts';
import type { SpeechAct } from '../types.ts';
import { type Rule, seatsOf, type View } from './view.ts';

type About = Extract<SpeechAct, { type: 'ask' }>['about'];

const ask = (view: View, who: SeatId | null | undefined, about: About): readonly SpeechAct[] => [
  { type: 'ask', who: who === undefined || who === view.context.observation.seat ? null : who, about },
];

const you = (view: View): SeatId | null | undefined =>
  view.has('all') ? undefined : view.people.find((person) => person.token.class === 'you')?.seat;

/** Who is asked when any name in the clause will do. */
const anyone = (view: View): SeatId | null | undefined =>
  view.called ?? seatsOf(view.people.filter((person) => person.token.class === 'seat'))[0] ?? you(view);

const TELLING = new Set(['vote', 'see', 'think', 'found', 'sus', 'kick', 'with']);

/** Who is to answer: somebody spoken to, or the one asked about ("who is cyan voting", "what did red see"). */
const answerer = (view: View): SeatId | null | undefined => {
  const asked = view.people.find(({ at, token }) => {
    const before = view.class(at - 1);
    const after = view.class(at + 1) ?? '';
    const opened = before === 'be' || before === 'do' || before === 'modal';
    return (
      token.class === 'seat' &&
      opened &&
      TELLING.has(after) &&
      (after !== 'with' || at + 2 === view.tokens.length)
    );
  });
  return view.called ?? you(view) ?? asked?.seat;
};

/** "idk" takes a clause back, unless it only trails behind a guess. */
const unsure: Rule = (view) => {
  const at = view.find('idk');
  if (at < 0 || view.has('maybe')) return undefined;
  return at > 0 && at === view.tokens.length - 1 && view.has('or', 'it', 'modal') ? undefined : [];
};

const where: Rule = (view) => {
  const at = view.has('what') ? Math.max(view.find('where'), view.find('route')) : view.find('where');
  if (at < 0) return undefined;
  if (view.has('know') && view.has('self')) return [];
  if (view.tokens.slice(at).some((token) => token.word === 'i')) return [];
  const third = view.people.find((person) => person.token.class === 'third')?.seat;
  return ask(view, anyone(view) ?? third, 'where');
};

const vote: Rule = (view) => {
  if (view.has('votes') && (view.clause.asked || view.tokens.length === 1))
    return ask(view, view.called ?? you(view), 'vote');
  if (!view.has('vote', 'skip', 'kick') || view.has('why')) return undefined;
  if (view.has('vote') && view.clause.asked && view.tokens.length === 1)
    return ask(view, view.called, 'vote');
  const first = view.tokens[0]?.class;
  const whether =
    (view.clause.asked || view.has('any')) && (first === 'be' || first === 'modal' || first === 'do');
  const what = first === 'what' && view.class(1) === 'be';
  if (!view.has('who') && !whether && !what) return undefined;
  return ask(view, view.has('who') || view.has('you') ? answerer(view) : null, 'vote');
};

const challenge = (view: View): boolean => {
  if (view.has('happened')) return false;
  if (view.has('why') || (view.has('explain') && !view.has('neg'))) return true;
  if (view.has('how'))
    return (
      (view.has('know') && view.has('you')) ||
      view.has('sus') ||
      view.clause.asked ||
      view.tokens.length === 1
    );
  if (view.has('what') && view.has('you') && view.has('doing', 'think')) return true;
  const bare = !view.has('have') || view.clause.asked;
  return view.has('proof') && bare && !view.has('nay', 'neg', 'self', 'none');
};

/** "why" and its kin; a name that is only the object of a vote or a charge is not the one asked. */
const why: Rule = (view) => {
  if (!challenge(view)) return undefined;
  if (view.called !== undefined) return ask(view, view.called, 'why');
  if (view.has('all')) return ask(view, null, 'why');
  const asked = view.people.filter(({ at, token }) => {
    const before = view.class(at - 1);
    return token.class === 'seat' && before !== 'vote' && before !== 'blame' && before !== 'kick';
  });
  const object = view.has('vote', 'kick', 'blame', 'think', 'it');
  return ask(view, you(view) ?? (object ? undefined : seatsOf(asked)[0]), 'why');
};

const what: Rule = (view) => {
  if (view.has('opinion') && (view.clause.asked || view.tokens.length === 1))
    return ask(view, answerer(view), 'who');
  if (!view.has('what') || view.has('said', 'lie')) return undefined;
  const leading = view.tokens.slice(0, view.find('what'));
  if (leading.some((token) => token.class === 'self' || token.class === 'report') && !view.clause.asked)
    return [];
  if (view.has('happened')) return ask(view, view.called, 'who');
  return view.has('see', 'found') ? ask(view, answerer(view), 'who') : undefined;
};

const who: Rule = (view) => {
  const at = view.find('who');
  if (at < 0) return undefined;
  const told = view.tokens.slice(0, at).some((token) => token.class === 'be' || token.class === 'have');
  if ((told || at > 2) && !view.clause.asked) return [];
  return ask(view, answerer(view), 'who');
};

const anybody: Rule = (view) => {
  if (!view.has('any') || view.has('neg', 'self')) return undefined;
  return view.clause.asked || view.has('see', 'do', 'have', 'proof')
    ? ask(view, answerer(view), 'who')
    : undefined;
};

const AUXILIARY = new Set(['be', 'do', 'have', 'modal']);

/** Questions that want a yes or a no. */
const whether: Rule = (view) => {
  if (!view.clause.asked) return undefined;
  const first = view.tokens[0]?.class === 'seat' && view.called !== undefined ? 1 : 0;
  if (!AUXILIARY.has(view.class(first) ?? '')) return undefined;
  if (view.class(first + 1) === 'you') return ask(view, you(view), 'why');
  const seats = seatsOf(view.people);
  if (view.has('room') && seats.length > 0) return ask(view, seats[0], 'where');
  return seats.length > 0 || view.has('it') ? ask(view, null, 'who') : undefined;
};

/** A question of some other kind claims nothing. */
const otherwise: Rule = (view) => {
  if (view.class(0) === 'how') return view.has('dead', 'kill') ? ask(view, null, 'who') : [];
  const idle = view.has('okay', 'there') && !view.has('sus', 'room');
  return view.clause.asked && view.has('you') && idle ? [] : undefined;
};

export const QUESTIONS: readonly Rule[] = [unsure, where, vote, why, what, who, anybody, whether, otherwise];
