// The hash that a replay must reproduce. Every step adds what was done and what came of it to a
// chain; now and then, and at both ends, the whole state goes in as well. So a wrong move, reward or
// turn order shows at once, a wrong state at the latest 32 turns later, and a step costs little. In
// between the state goes in by its checksum, at both ends whole.

import { hash } from 'node:crypto';
import type { Move } from '../../shared/scenario.ts';
import { checksum } from './checksum.ts';

/** The whole state goes in whenever this many more turns have passed. */
export const FULL_HASH_EVERY = 32;

const digestOf = (text: string): string => hash('sha256', text, 'hex').slice(0, 16);

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
    for (const { seat, acts, text: said } of moves) text += `|${seat}${checksum(acts)}${said}`;
    text += `|${rewards.join()}`;
    if (over || turns >= this.#due) {
      text += `|${over ? JSON.stringify(state) : checksum(state)}`;
      this.#due = turns - (turns % FULL_HASH_EVERY) + FULL_HASH_EVERY;
    }
    this.#chain = digestOf(text);
  }
}
