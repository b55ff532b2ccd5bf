// Rules for stances: plans, agreement and doubt, denials, suspicion and trust.

import type { SeatId } from '../../../shared/scenario.ts';
import type { SpeechAct } from '../types.ts';
import { lastSpeaker, type Person, type Rule, seatsOf, type View } from './view.ts';

const DENIAL: SpeechAct = { type: 'alibi', room: null, tick: null, with: null, doing: null };

const each = (type: 'accuse' | 'defend' | 'doubt', seats: readonly SeatId[]): SpeechAct[] =>
  seats.map((who) => ({ type, who }));

const behind = (view: View, at: number): Person[] => view.people.filter((person) => person.at > at);

const negated = (view: View): boolean => view.has('neg');

/** Whom a bare "lies" or "sus" is about. */
const meant = (view: View): SeatId[] => {
  const seat = view.called ?? view.context.named ?? lastSpeaker(view.context.observation);
  return seat === undefined ? [] : [seat];
};

const plan: Rule = (view) => {
  const at = Math.max(view.find('vote'), view.find('kick'));
  const skip = view.find('skip');
  if (at < 0 && skip < 0) return undefined;
  const not = view.find('neg');
  // "blue has to go" names its target first.
  const late = view.class(at) === 'kick' && behind(view, at).length === 0;
  const targets = late ? view.people : behind(view, at);
  const seats = seatsOf(targets);
  if (not >= 0 && not < Math.max(at, skip)) {
    const abstains = skip < 0 && targets.length === 0 && view.has('self', 'let');
    return abstains ? [{ type: 'plan', vote: null }] : skip < 0 ? each('defend', seats) : [];
  }
  if (skip >= 0) return view.class(skip - 1) === 'nay' ? [] : [{ type: 'plan', vote: null }];
  // "red voted blue" tells of somebody else's vote.
  const teller = view.people.find((person) => person.at < at);
  if (
    teller &&
    !late &&
    !teller.self &&
    !view.has('self', 'all', 'let', 'modal') &&
    teller.seat !== view.called
  )
    return [];
  const target = targets.find((person) => typeof person.seat === 'number');
  return !target || target.self ? [] : [{ type: 'plan', vote: target.seat as SeatId }];
};

const doubted = (view: View): boolean | undefined => {
  if (view.has('lie', 'disagree')) return !negated(view);
  if (view.has('believe', 'trust')) return negated(view) ? true : undefined;
  if (view.has('doubt')) return true;
  return view.has('agree') && view.has('neg') ? true : undefined;
};

const doubt: Rule = (view) => {
  if (view.has('sus', 'safe', 'kill') && !view.has('lie')) return undefined;
  if (view.has('doubt') && view.has('it', 'sus')) return each('defend', seatsOf(view.people));
  const sense = doubted(view);
  if (sense === undefined) return undefined;
  const seats = seatsOf(view.people);
  const mine = view.people[0]?.self && seats.length === 0;
  if (mine && !view.has('disagree', 'believe', 'agree', 'trust', 'doubt')) return [];
  if (view.has('some') && seats.length === 0) return [];
  if (!sense) return seats.map((who) => ({ type: 'agree', who }));
  return each('doubt', seats.length > 0 ? seats.slice(0, 1) : meant(view));
};

const agree: Rule = (view) => {
  const seats = seatsOf(view.people);
  const one = (): SpeechAct[] => [{ type: 'agree', who: seats[0] ?? null }];
  if (view.has('agree')) return one();
  if (view.has('sus', 'safe', 'kill')) return undefined;
  if (view.has('truth')) return seats.length === 0 ? undefined : negated(view) ? each('doubt', seats) : one();
  if (view.has('said') && view.has('what')) return seats.length > 0 ? one() : undefined;
  if (view.has('right')) {
    const last = view.find('right') === view.tokens.length - 1;
    const fits = last && (seats.length > 0 || view.has('it') || view.tokens.length === 1);
    if (fits && !negated(view)) return one();
  }
  if (view.has('believe') && seats.length > 0 && !view.has('in', 'room', 'it')) return one();
  return view.tokens.length > 0 &&
    view.tokens.every((token) => token.class === 'yes') &&
    view.clause.strange === 0
    ? one()
    : undefined;
};

const selfReport: Rule = (view) => {
  if (!view.has('selfreport')) return undefined;
  const { meetings, seat } = view.context.observation;
  const reporter = meetings[meetings.length - 1]?.reporter;
  const seats = seatsOf(view.people);
  const mine = view.people.some((person) => person.self) || (seats.length === 0 && reporter === seat);
  if (mine && seats.length === 0) return negated(view) ? [DENIAL] : [];
  const about = seats.length > 0 ? seats : reporter === undefined ? [] : [reporter];
  return each(negated(view) ? 'defend' : 'accuse', about);
};

/** People that a word of suspicion or trust is about: not companions, not whom it is said to. */
const subjects = (view: View): Person[] =>
  view.people.filter((person) => view.class(person.at - 1) !== 'with' && person.token.class !== 'some');

const sees = (view: View): boolean => view.has('see') && negated(view) && view.find('neg') < view.find('see');

const suspicion: Rule = (view) => {
  const blamed =
    view.has('blame') && view.people.some((person) => person.self && person.at > view.find('blame'));
  if (!view.has('sus') && !blamed) return undefined;
  if (sees(view)) return [];
  const seats = seatsOf(subjects(view));
  if (seats.length > 0) return each(negated(view) ? 'defend' : 'accuse', seats);
  if (view.people.some((person) => person.self)) return negated(view) && !view.has('see') ? [DENIAL] : [];
  if (view.people.length > 0 || negated(view) || view.clause.strange > 0) return [];
  return view.context.named === undefined ? [] : each('accuse', [view.context.named]);
};

const confidence: Rule = (view) => {
  const vouch = view.has('safe', 'trust');
  if (!vouch && !view.has('okay')) return undefined;
  if (view.has('none') && !view.has('safe')) return undefined;
  const at = Math.max(view.find('safe'), view.find('trust'), view.find('okay'));
  const seats = seatsOf(subjects(view));
  const first = view.people[0];
  const toSelf = view.people.some((person) => person.self && person.at === at + 1);
  if (view.has('okay') && view.clause.asked) return [];
  if (!vouch && (seats.length === 0 || (first?.at ?? at) > at || first?.self)) return undefined;
  if (first && !first.self && toSelf) {
    const vouched = view.tokens[at]?.word.startsWith('vouch') || view.has('modal');
    return vouched ? seats.map((seat) => ({ ...DENIAL, with: seat }) as SpeechAct) : [];
  }
  if (seats.length > 0) return each(negated(view) ? 'accuse' : 'defend', seats);
  return first?.self && !negated(view) && view.has('safe') ? [DENIAL] : vouch ? [] : undefined;
};

const PLAIN = new Set([
  'seat',
  'self',
  'you',
  'third',
  'it',
  'be',
  'have',
  'modal',
  'think',
  'maybe',
  'or',
  'and',
  'neg',
  'nay',
  'yes',
  'believe',
  'to',
  'number',
  'do',
  'all',
  'idk',
]);

/** "its red", "maybe red", "red or blue", "not red", "not me": naming the culprit without a word for it. */
const identity: Rule = (view) => {
  if (view.people.length === 0 || view.clause.strange > 1) return undefined;
  if (!view.tokens.every((token) => PLAIN.has(token.class) || token.class === 'see')) return undefined;
  const pointed = view.has('it', 'maybe', 'or', 'neg') || (view.has('have', 'modal') && view.has('be'));
  const guess = view.has('think') && view.class(view.find('think') + 1) === 'seat';
  const words = view.tokens.filter((token) => token.class === 'seat');
  const chant = words.length > 1 && words.length === view.tokens.length && seatsOf(view.people).length === 1;
  if ((!pointed && !guess && !chant) || view.has('see')) return undefined;
  if (view.has('nay') && !view.has('it', 'neg', 'maybe')) return undefined;
  const not = view.find('neg');
  const out: SpeechAct[] = [];
  // "no u werent" only gainsays; "red thinks its me" tells what another thinks.
  const flat = view.has('neg') && view.has('be', 'do') && !view.has('it', 'modal', 'think');
  const you = view.people.find((person) => person.token.class === 'you');
  if (flat && you && words.length === 0) return each('doubt', seatsOf([you]));
  const culprits = view.people.filter((person) => person.at > view.find('think'));
  for (const { seat, self, at } of culprits) {
    const innocent = not >= 0 && (not < at || words.length < 2);
    if (self && innocent && (view.has('it') || not < at || view.clause.strange === 0)) out.push(DENIAL);
    else if (!self && typeof seat === 'number') out.push({ type: innocent ? 'defend' : 'accuse', who: seat });
  }
  return out;
};

export const STANCES: readonly Rule[] = [plan, doubt, agree, selfReport];
export const JUDGEMENTS: readonly Rule[] = [suspicion, confidence, identity];
