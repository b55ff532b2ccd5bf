// The hash that a replay must reproduce. Every step adds what was done and what came of it to a
// chain; now and then, and at both ends, the whole state goes in as well. So a wrong move, reward or
// turn order shows at once, a wrong state at the latest 32 turns later, and a step costs little.

import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Move } from '../../shared/scenario.ts';

/** The whole state goes in whenever this many more turns have passed. */
export const FULL_HASH_EVERY = 32;

const digestOf = (text: string): string => hash('sha256', text, 'hex').slice(0, 16);

/** Checksum of a candidate list as JSON, 8 hex digits: it finds differences, it keeps no secrets. */
export const candidateDigest = (candidates: readonly unknown[]): string =>
  crc32(JSON.stringify(candidates)).toString(16).padStart(8, '0');

export class StateHash {
  #chain = '';
  #due = 0;

  /** 16 hex digits. */
  get value(): string {
    return this.#chain;
  }

  /** Begins the chain with the first state. */
  begin(state: unknown): void {
    this.#chain = digestOf(JSON.stringify(state));
    this.#due = FULL_HASH_EVERY;
  }

  /** Adds a step; `turns` is the number of turns played so far, `over` that this was the last step. */
  add(
    moves: readonly Move[],
    rewards: readonly number[],
    state: unknown,
    turns: number,
    over: boolean,
  ): void {
    let text = this.#chain;
    for (const { seat, acts, text: said } of moves) text += `|${seat}${JSON.stringify(acts)}${said}`;
    text += `|${rewards.join()}`;
    if (over || turns >= this.#due) {
      text += `|${JSON.stringify(state)}`;
      this.#due = turns - (turns % FULL_HASH_EVERY) + FULL_HASH_EVERY;
    }
    this.#chain = digestOf(text);
  }
}
