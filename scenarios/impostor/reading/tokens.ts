// From words to tokens: what a word does, and which seat, room or tick it names.

import { ROOM_NAMES, SEAT_NAMES } from '../places.ts';
import type { Observation } from '../types.ts';
import { classOf, type WordClass } from './lexicon.ts';
import { NOT_NAMES, ROOM_NICKS, SEAT_NICKS } from './spellings.ts';
import { type Word, wordsOf } from './words.ts';

export interface Token {
  readonly class: WordClass;
  readonly word: string;
  /** class seat: who is meant; undefined for a name that nobody here has. */
  readonly seat?: number;
  /** class room: which; null for one that this ship does not have. */
  readonly room?: number | null;
  readonly tick?: number;
  /** "yellows body", "reds here". */
  readonly genitive?: boolean;
}

const TYPO_LENGTH = 4;

/** Whether `typed` is `name` with a letter missing, doubled, swapped with its neighbour or (in long names) wrong. */
const isSlipOf = (typed: string, name: string): boolean => {
  const gap = typed.length - name.length;
  if (gap < -1 || gap > 1 || typed === name) return false;
  let at = 0;
  while (at < typed.length && typed[at] === name[at]) at++;
  const rest = (word: string, skip: number): string => word.slice(at + skip);
  if (gap === 1) return rest(typed, 1) === rest(name, 0);
  if (gap === -1) return name.length > TYPO_LENGTH && rest(typed, 0) === rest(name, 1);
  const swapped =
    typed[at] === name[at + 1] && typed[at + 1] === name[at] && rest(typed, 2) === rest(name, 2);
  return swapped || (name.length > TYPO_LENGTH && at > 0 && rest(typed, 1) === rest(name, 1));
};

const nearest = (word: string, names: readonly string[]): string | undefined =>
  word.length < TYPO_LENGTH || word.length > 12 || NOT_NAMES.has(word)
    ? undefined
    : names.find((name) => name.length >= TYPO_LENGTH && isSlipOf(word, name));

const SEATS_LOW = SEAT_NAMES.map((name) => name.toLowerCase());
const ROOMS_LOW = ROOM_NAMES.map((name) => name.toLowerCase());
const LONG_WORDS = [
  'impostor',
  'imposter',
  'suspicious',
  'innocent',
  'lying',
  'voting',
  'killed',
  'followed',
];

/** The names at this table and on this ship, by lower-case spelling. */
interface Names {
  readonly width: number;
  readonly height: number;
  readonly seats: ReadonlyMap<string, number>;
  readonly rooms: ReadonlyMap<string, number>;
}

const namesOf = ({ width, height, names, roomNames }: Observation): Names => ({
  width,
  height,
  seats: new Map(names.map((name, seat) => [name.toLowerCase(), seat])),
  rooms: new Map(roomNames.slice(0, width * height).map((name, room) => [name.toLowerCase(), room])),
});

const seatToken = (word: string, name: string, names: Names): Token => {
  const seat = names.seats.get(name);
  return seat === undefined ? { class: 'seat', word } : { class: 'seat', word, seat };
};

const roomToken = (word: string, name: string, names: Names): Token => ({
  class: 'room',
  word,
  room: names.rooms.get(name) ?? null,
});

const named = (word: string, names: Names): Token | undefined => {
  const seat = names.seats.has(word) || SEATS_LOW.includes(word) ? word : SEAT_NICKS[word];
  if (seat) return seatToken(word, seat, names);
  const room = names.rooms.has(word) || ROOMS_LOW.includes(word) ? word : ROOM_NICKS[word];
  return room ? roomToken(word, room, names) : undefined;
};

const known = (word: string, names: Names): Token | undefined => {
  const found = classOf(word);
  if (found === 'place') return { class: 'room', word, room: null };
  return named(word, names) ?? (found && { class: found, word });
};

const genitive = (word: string, names: Names): Token | undefined => {
  const owner = word.length > 3 && word.endsWith('s') ? named(word.slice(0, -1), names) : undefined;
  return owner?.class === 'seat' ? { ...owner, genitive: true } : owner;
};

/** A name with a letter wrong, or a word with letters drawn out. */
const guessed = (word: string, names: Names): Token | undefined => {
  const seat = nearest(word, SEATS_LOW);
  if (seat) return seatToken(word, seat, names);
  const room = nearest(word, ROOMS_LOW);
  if (room) return roomToken(word, room, names);
  const long = nearest(word, LONG_WORDS);
  if (long) return known(long, names);
  return known(word.replace(/(.)\1+/gu, '$1'), names) ?? known(word.replace(/(.)\1+/gu, '$1$1'), names);
};

/** "redsus", "votered": a name run together with a word that is known. */
const parted = (word: string, names: Names): Token[] | undefined => {
  if (word.length < 5 || word.length > 16) return undefined;
  for (let cut = 2; cut <= word.length - 2; cut++) {
    const left = known(word.slice(0, cut), names);
    const right = left && known(word.slice(cut), names);
    if (!left || !right || left.class === 'fill' || right.class === 'fill') continue;
    const seatLeft = left.class === 'seat' && cut > 2;
    const seatRight = right.class === 'seat' && word.length - cut > 2;
    if (seatLeft || seatRight) return [left, right];
  }
  return undefined;
};

const LETTER_BEFORE = new Set<WordClass | undefined>(['vote', 'kick', 'sus', 'see', 'be']);
const LETTER_AFTER = new Set<WordClass | undefined>(['sus', 'be', 'kill', 'safe', 'lie', 'do']);

/** One letter for a name: a capital one, or one in a place where a name belongs. */
const initial = (words: readonly Word[], at: number, names: Names): Token | undefined => {
  const { low, capital } = words[at] as Word;
  if (low.length !== 1 || 'iuynw'.includes(low)) return undefined;
  const next = classOf(words[at + 1]?.low ?? '');
  if (!capital && !LETTER_BEFORE.has(classOf(words[at - 1]?.low ?? '')) && !LETTER_AFTER.has(next))
    return undefined;
  if (low === 'r' && next === 'you') return { class: 'be', word: low };
  const fits = [...names.seats.keys()].filter((name) => name.startsWith(low));
  return fits.length === 1 ? seatToken(low, fits[0] ?? '', names) : undefined;
};

const digits = (word: Word | undefined): number | undefined =>
  word && /^\d{1,4}$/.test(word.low) ? Number(word.low) : undefined;

/** Coordinates "(0, 1)", "0,1": the token and how many words it takes. */
const coordinates = (words: readonly Word[], at: number, names: Names): [Token, number] | undefined => {
  const open = words[at]?.low === '(' ? 1 : 0;
  const x = digits(words[at + open]);
  const comma = words[at + open + 1]?.low === ',' ? 1 : 0;
  const y = digits(words[at + open + 1 + comma]);
  if (x === undefined || y === undefined || x > 15 || y > 15 || (!open && !comma)) return undefined;
  const close = words[at + open + comma + 2]?.low === ')' ? 1 : 0;
  if (open && !close) return undefined;
  const room = x < names.width && y < names.height ? y * names.width + x : null;
  return [{ class: 'room', word: `(${x},${y})`, room }, open + comma + close + 2];
};

const TICK_BEFORE = new Set(['at', 'around', 'since', 'until', 'til', 'till', 'about', 'by', 'from']);
const DURATIONS =
  /^(ticks?|sec|secs|seconds?|s|times?|tasks?|min|mins|minutes?|%|x|people|ppl|players?|left)$/;

/** "tick 40", "t=40", "t40", "at 40": the token and how many words it takes. */
const moment = (words: readonly Word[], at: number): [Token, number] | undefined => {
  const low = words[at]?.low ?? '';
  const run = /^t(?:ick)?(\d{1,4})$/.exec(low);
  if (run) return [{ class: 'tick', word: low, tick: Number(run[1]) }, 1];
  if (low === 'tick' || low === 't') {
    const skip = words[at + 1]?.low === '=' || words[at + 1]?.low === ':' ? 2 : 1;
    const tick = digits(words[at + skip]);
    return tick === undefined ? undefined : [{ class: 'tick', word: low, tick }, skip + 1];
  }
  const tick = TICK_BEFORE.has(low) ? digits(words[at + 1]) : undefined;
  if (tick === undefined || DURATIONS.test(words[at + 2]?.low ?? '')) return undefined;
  if (words[at + 2]?.low === ',' && digits(words[at + 3]) !== undefined && tick < 16) return undefined;
  return [{ class: 'tick', word: low, tick }, 2];
};

const plusOne = (words: readonly Word[], at: number): [Token, number] | undefined =>
  words[at]?.low === '+' && words[at + 1]?.low === '1' ? [{ class: 'agree', word: '+1' }, 2] : undefined;

const STOPS = new Set(['.', '!', '?', ',', ';', ':', '-', '\u2013', '\u2014', '\u2026', '/', '|', '\n']);

const single = (words: readonly Word[], at: number, names: Names): Token[] => {
  const word = words[at] as Word;
  const { low } = word;
  if (word.class) return [{ class: word.class, word: low }];
  if (STOPS.has(low)) return [{ class: 'stop', word: low }];
  if (digits(word) !== undefined) return [{ class: 'number', word: low }];
  if (low === 'y') return [{ class: 'why', word: low }];
  const token = initial(words, at, names) ?? known(low, names) ?? genitive(low, names) ?? guessed(low, names);
  if (token) return [token];
  // Marks and little pictures say nothing; a word that is not known makes the clause a strange one.
  return parted(low, names) ?? (/\p{L}/u.test(low) ? [{ class: 'strange', word: low }] : []);
};

/** The tokens of a text; fillers are left out, strange words kept as such. */
export const tokensOf = (text: string, observation: Observation): Token[] => {
  const names = namesOf(observation);
  const words = wordsOf(text);
  const out: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const long = coordinates(words, at, names) ?? moment(words, at) ?? plusOne(words, at);
    for (const token of long ? [long[0]] : single(words, at, names))
      if (token.class !== 'fill') out.push(token);
    at += long ? long[1] : 1;
  }
  return out;
};
