// A hash of the whole state after every step, made cheap by what pure rules guarantee: parts that
// did not change are the same objects. Digests of the state's fields (and of the elements of list
// fields) are remembered by object; `full` forgets them and so finds a rule that changed state in place.

import { hash } from 'node:crypto';

const digestOf = (text: string): string => hash('sha256', text, 'hex').slice(0, 16);

/** 16 hex digits of SHA-256 over a short text; used for candidate lists. */
export const digestJson = (value: unknown): string => digestOf(JSON.stringify(value));

const SMALL = 24;

export class StateHash {
  #known = new WeakMap<object, string>();

  /** Hash of `state`, reusing digests of parts seen before. */
  of(state: unknown): string {
    return hashWith(state, this.#known);
  }

  /** The same from scratch. */
  full(state: unknown): string {
    this.#known = new WeakMap();
    return hashWith(state, this.#known);
  }
}

const partOf = (value: unknown, known: WeakMap<object, string>): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const seen = known.get(value);
  if (seen !== undefined) return seen;
  let text: string;
  if (Array.isArray(value) && value.length > 0 && typeof value[0] === 'object') {
    text = '[';
    for (const item of value) text += `${elementOf(item, known)},`;
  } else text = JSON.stringify(value);
  const part = text.length <= SMALL ? text : digestOf(text);
  known.set(value, part);
  return part;
};

const elementOf = (value: unknown, known: WeakMap<object, string>): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const seen = known.get(value);
  if (seen !== undefined) return seen;
  const text = JSON.stringify(value);
  const part = text.length <= SMALL ? text : digestOf(text);
  known.set(value, part);
  return part;
};

const hashWith = (state: unknown, known: WeakMap<object, string>): string => {
  if (typeof state !== 'object' || state === null) return digestOf(JSON.stringify(state));
  let text = '';
  for (const [name, value] of Object.entries(state)) text += `${name}:${partOf(value, known)};`;
  return digestOf(text);
};
