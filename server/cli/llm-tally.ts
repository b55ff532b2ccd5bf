// What language models did in a run: how often they decided, in whose words, and what it cost.

import type { Entry, TurnEntry } from '../../shared/turn.ts';
import { quantile, type Share, share } from '../stats.ts';

export interface LlmResult {
  /** Turns that a model was asked to decide, and those of them that ended in the default. */
  readonly decisions: number;
  readonly defaults: Share;
  /** Why, by code. */
  readonly why: Readonly<Record<string, number>>;
  /** Of the utterances with words: those in the model's own. */
  readonly ownWords: Share;
  readonly asksPerDecision: number;
  /** Decisions that took more than one question: refused once, or thought over. */
  readonly askedAgain: Share;
  /** Mean, median and 95th percentile. */
  readonly secondsPerDecision: number;
  readonly medianSeconds: number;
  readonly slowestSeconds: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly delegated: number;
}

const MEDIAN = 0.5;
const P95 = 0.95;

export class LlmTally {
  readonly #ms: number[] = [];
  readonly #why: Record<string, number> = {};
  #defaults = 0;
  #own = 0;
  #worded = 0;
  #asks = 0;
  #again = 0;
  #tokens: [number, number] = [0, 0];
  #delegated = 0;

  add(entry: Entry): void {
    if (entry.type === 'turn' && entry.llm) this.#turn(entry.llm, entry.forced);
  }

  #turn(llm: NonNullable<TurnEntry['llm']>, forced: TurnEntry['forced']): void {
    if (llm.delegated !== undefined) {
      this.#delegated++;
      return;
    }
    this.#ms.push(llm.ms);
    this.#asks += llm.asks;
    if (llm.asks > 1) this.#again++;
    this.#tokens = [this.#tokens[0] + llm.tokens[0], this.#tokens[1] + llm.tokens[1]];
    if (forced !== undefined) this.#defaults++;
    if (llm.why !== undefined) this.#why[llm.why] = (this.#why[llm.why] ?? 0) + 1;
    if (llm.wording === undefined) return;
    this.#worded++;
    if (llm.wording === 'own') this.#own++;
  }

  /** Undefined: no model was asked anything. */
  result(): LlmResult | undefined {
    const n = this.#ms.length;
    if (n === 0) return undefined;
    return {
      decisions: n,
      defaults: share(this.#defaults, n),
      why: { ...this.#why },
      ownWords: share(this.#own, this.#worded),
      asksPerDecision: this.#asks / n,
      askedAgain: share(this.#again, n),
      secondsPerDecision: this.#ms.reduce((sum, ms) => sum + ms, 0) / n / 1000,
      medianSeconds: quantile(this.#ms, MEDIAN) / 1000,
      slowestSeconds: quantile(this.#ms, P95) / 1000,
      tokensIn: this.#tokens[0],
      tokensOut: this.#tokens[1],
      delegated: this.#delegated,
    };
  }
}
