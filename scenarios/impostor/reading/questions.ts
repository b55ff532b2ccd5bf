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

const unsure: Rule = (view) => (view.has('idk') ? [] : undefined);

const where: Rule = (view) => {
  const at = view.find('where');
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
  const first = view.tokens[0]?.class;
  const whether = view.clause.asked && (first === 'be' || first === 'modal' || first === 'do');
  if (!view.has('who') && !whether) return undefined;
  return ask(view, view.has('who') || view.has('you') ? (view.called ?? you(view)) : null, 'vote');
};

const challenge = (view: View): boolean => {
  if (view.has('why', 'explain')) return true;
  if (view.has('how'))
    return (
      (view.has('know') && view.has('you')) ||
      view.has('sus') ||
      view.clause.asked ||
      view.tokens.length === 1
    );
  if (view.has('what') && view.has('you') && view.has('doing')) return true;
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
  if (!view.has('what') || view.has('said')) return undefined;
  if (view.has('happened')) return ask(view, view.called, 'who');
  return view.has('see', 'found') ? ask(view, view.called ?? you(view), 'who') : undefined;
};

const who: Rule = (view) => {
  const at = view.find('who');
  if (at < 0 || (at > 2 && !view.clause.asked)) return undefined;
  return ask(view, view.called ?? you(view), 'who');
};

const anybody: Rule = (view) => {
  if (!view.has('any') || view.has('neg', 'self')) return undefined;
  return view.clause.asked || view.has('see', 'do', 'have', 'proof') ? ask(view, null, 'who') : undefined;
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

export const QUESTIONS: readonly Rule[] = [unsure, where, vote, why, what, who, anybody, whether];
