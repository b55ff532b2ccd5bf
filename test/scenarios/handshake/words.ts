// Words of the handshake scenario: types, names, and how an act sounds.

import type { SeatId } from '../../../shared/scenario.ts';

export type Act =
  | { type: 'nod'; to: SeatId }
  | { type: 'accuse'; who: SeatId }
  | { type: 'vouch'; who: SeatId }
  | { type: 'letters'; count: number }
  | { type: 'silence' }
  | { type: 'done' }
  | { type: 'vote'; for: SeatId | null };

export interface Said {
  seat: SeatId;
  acts: readonly Act[];
  text: string;
}

export interface State {
  players: number;
  stranger: SeatId;
  /** The secret word of each seat; all but the stranger share one. */
  words: readonly string[];
  phase: 'nod' | 'talk' | 'vote' | 'over';
  nods: readonly (SeatId | null)[];
  said: readonly Said[];
  votes: readonly (SeatId | null)[];
  ejected: SeatId | null;
}

export interface Observation {
  seat: SeatId;
  role: 'friend' | 'stranger';
  word: string;
  names: readonly string[];
  phase: State['phase'];
  nodded: SeatId | null;
  nods: readonly SeatId[];
  said: readonly Said[];
}

export const NAMES = ['Ann', 'Ben', 'Cleo', 'Dov'];
export const WORDS = ['heron', 'lantern', 'oak', 'velvet', 'harbour', 'moss', 'violin', 'pepper'];
export const COUNTS = [3, 4, 5, 6, 7];

const nameOf = (seat: SeatId): string => NAMES[seat] ?? '';

export const sentences = (act: Act): readonly string[] => {
  if (act.type === 'accuse')
    return [`I think ${nameOf(act.who)} is the stranger.`, `${nameOf(act.who)} is a stranger here.`];
  if (act.type === 'vouch')
    return [`I trust ${nameOf(act.who)}.`, `${nameOf(act.who)} is one of us, trust me.`];
  if (act.type === 'letters')
    return [`My word has ${act.count} letters.`, `There are ${act.count} letters in mine.`];
  return ['...'];
};

/** Every sentence is read for one name and one number. */
export const read = (text: string, self: SeatId, players: number): Act[] =>
  text.split(/[.!?\n]+/).flatMap((sentence): Act[] => {
    const who = NAMES.findIndex((name) => new RegExp(`\\b${name}\\b`, 'i').test(sentence));
    const count = Number(/\b(\d)\s+letters\b/i.exec(sentence)?.[1]);
    if (COUNTS.includes(count)) return [{ type: 'letters', count }];
    if (who < 0 || who === self || who >= players) return [];
    if (/stranger/i.test(sentence)) return [{ type: 'accuse', who }];
    return /trust/i.test(sentence) ? [{ type: 'vouch', who }] : [];
  });
