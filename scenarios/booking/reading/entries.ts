// What a word or a run of words can stand for, and the tree in which runs are looked up.

import type { Domain, Slot, Value } from '../types.ts';
import type { CUES } from './cues.ts';
import type { Token } from './tokens.ts';

/** What words do in an utterance besides naming things; lists in cues.ts. */
export type Cue = keyof typeof CUES;

export interface Told {
  readonly slot: Slot;
  readonly value: Value;
}

/** Everything that a run of words can mean; the reader of acts decides. */
export interface Entry {
  cues?: Cue[];
  /** Names a domain ("hotel"); `weak`: only hints at it ("table"). */
  domain?: Domain;
  weak?: Domain;
  /** A slot by its name: "price range". */
  thing?: Slot;
  values?: Told[];
  /** Venues of that name. */
  names?: { readonly domain: Domain; readonly name: string }[];
  /** A name of plain words ("the place"), to be told from plain speech by its capitals. */
  shy?: boolean;
  /** A station. */
  place?: string;
  /** Attributes with this value: addresses, fees, telephone numbers. */
  facts?: Told[];
}

export interface Node {
  readonly next: Map<string, Node>;
  entry: Entry | undefined;
}

export const newNode = (): Node => ({ next: new Map(), entry: undefined });

const added = <T>(list: T[] | undefined, more: T[] | undefined): T[] | undefined => {
  if (!more) return list;
  const out = list ?? [];
  for (const item of more)
    if (!out.some((old) => JSON.stringify(old) === JSON.stringify(item))) out.push(item);
  return out;
};

/** Puts a meaning at the end of a run of words; what is there already stays. */
export const plant = (root: Node, words: readonly string[], entry: Entry): void => {
  if (words.length === 0) return;
  let node = root;
  for (const word of words) {
    let next = node.next.get(word);
    if (!next) {
      next = newNode();
      node.next.set(word, next);
    }
    node = next;
  }
  const old = node.entry ?? {};
  const made: Entry = { ...entry, ...old };
  const cues = added(old.cues && [...old.cues], entry.cues);
  const values = added(old.values && [...old.values], entry.values);
  const names = added(old.names && [...old.names], entry.names);
  const facts = added(old.facts && [...old.facts], entry.facts);
  if (cues) made.cues = cues;
  if (values) made.values = values;
  if (names) made.names = names;
  if (facts) made.facts = facts;
  node.entry = made;
};

/** A run of tokens that was found: what it means and where it ends (exclusive). */
export interface Found {
  readonly entry: Entry;
  readonly to: number;
}

const SKIPPED = new Set([',', '-', '(', ')', '/']);
/** A full stop after these ends no sentence. */
const SHORT = new Set(['st', 'rd', 'dr', 'mt', 'ave']);

const isPassed = (words: readonly string[], at: number): boolean =>
  SKIPPED.has(words[at] ?? '') || (words[at] === '.' && SHORT.has(words[at - 1] ?? ''));
const MAX_RUN = 14;

/** The longest run from `from` that means something. Marks inside a run are passed over. */
export const longest = (
  root: Node,
  tokens: readonly Token[],
  words: readonly string[],
  from: number,
): Found | undefined => {
  let node: Node | undefined = root.next.get(words[from] ?? '');
  let found: Found | undefined;
  let at = from + 1;
  while (node) {
    if (node.entry) found = { entry: node.entry, to: at };
    if (at - from >= MAX_RUN || node.next.size === 0) break;
    while (tokens[at]?.kind === 'mark' && isPassed(words, at) && at - from < MAX_RUN) at++;
    node = node.next.get(words[at] ?? '');
    at++;
  }
  return found;
};
