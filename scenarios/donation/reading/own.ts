// Own wordings, looked up by their words: a table from the words of a wording to its act, made once. Longer
// wordings of several sentences are found first.

import { type Act, BUDGET, type Role } from '../types.ts';
import { fill, PLAIN, PRICED } from '../wordings.ts';
import { keyOf, type Sentence, sentencesOf } from './words.ts';

interface Entry {
  readonly type: Act['type'];
  readonly priced: boolean;
}

export type OwnTable = ReadonlyMap<string, Entry>;

const keyOfText = (text: string): string => sentencesOf(text).map(keyOf).join(' | ');

const tableOf = (role: Role): OwnTable => {
  const table = new Map<string, Entry>();
  const add = (type: string, wordings: readonly string[], priced: boolean): void => {
    for (const wording of wordings)
      table.set(keyOfText(fill(wording, '$0.37')), { type: type as Act['type'], priced });
  };
  for (const [type, wordings] of Object.entries(PLAIN[role])) add(type, wordings, false);
  for (const [type, wordings] of Object.entries(PRICED[role])) add(type, wordings, true);
  return table;
};

const tables: Partial<Record<Role, OwnTable>> = {};

/** Made on first use, so that importing costs nothing. */
export const ownTable = (role: Role): OwnTable => {
  tables[role] ??= tableOf(role);
  return tables[role];
};

/** Sentences of the longest own wording. */
const DEEPEST = 2;

export interface Own {
  readonly act: Act;
  /** Sentences that it takes up. */
  readonly length: number;
}

const bare = (type: Act['type']): Act => ({ type }) as Act;

/** A promise of more than there is to give is one of all of it; a request for more, or for nothing, is open. */
const priced = (type: Act['type'], cents: number | undefined, role: Role): Act => {
  if (cents === undefined) return bare(type);
  if (role === 'persuadee') return { type, cents: Math.min(BUDGET, cents) } as Act;
  return cents > 0 && cents <= BUDGET ? ({ type, cents } as Act) : bare(type);
};

/** The own wording that begins at a sentence; undefined where none does. */
export const ownAt = (
  keys: readonly string[],
  sentences: readonly Sentence[],
  at: number,
  role: Role,
): Own | undefined => {
  const table = ownTable(role);
  for (let length = Math.min(DEEPEST, keys.length - at); length > 0; length--) {
    const entry = table.get(length === 1 ? (keys[at] ?? '') : keys.slice(at, at + length).join(' | '));
    if (!entry) continue;
    const cents = sentences.slice(at, at + length).flatMap(({ amounts }) => amounts)[0]?.cents;
    return { act: entry.priced ? priced(entry.type, cents, role) : bare(entry.type), length };
  }
  return undefined;
};
