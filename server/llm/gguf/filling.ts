// Fills in a form, a token a step. What is settled is read together with the token before it; a choice is sampled under
// a grammar until it can be only one; free text is sampled without one, which on a large vocabulary costs as
// much as the model itself, and ends where the form says.

import type { JsonSchema } from '../model.ts';
import { grammarOf, keptOf, type Piece, piecesOf } from './form.ts';
import type { Grammar, GrammarState, Model, Runtime, Sampling, Sequence } from './runtime.ts';

/** An answer as far as it has come. */
export interface Progress {
  readonly tokens: number[];
  text: string;
  finish: 'stop' | 'length';
}

export interface Filling {
  readonly runtime: Runtime;
  readonly model: Model;
  readonly sequence: Sequence;
  readonly schema: JsonSchema;
  readonly maxTokens: number;
  readonly sampling: Sampling;
  readonly grammarFor: (grammar: string) => Promise<Grammar>;
}

type Open = Exclude<Piece, { kind: 'settled' }>;

class Filler {
  readonly #filling: Filling;
  readonly #progress: Progress;
  readonly #source: (first: number[]) => AsyncGenerator<number, void, number[]>;
  #tokens: AsyncGenerator<number, void, number[]> | undefined;
  #grammar: GrammarState | undefined;
  /** To be read before the next token is sampled. */
  #pending: number[];

  constructor(filling: Filling, tail: readonly number[], progress: Progress) {
    const { sequence, sampling } = filling;
    this.#filling = filling;
    this.#progress = progress;
    this.#pending = [...tail];
    const options = { ...sampling, yieldEogToken: true, grammarEvaluationState: () => this.#grammar };
    this.#source = (first) => sequence.evaluate(first, options);
  }

  get full(): boolean {
    return this.#progress.tokens.length >= this.#filling.maxTokens;
  }

  /** Puts text into the answer that nobody is asked for. */
  settle(text: string): void {
    const tokens = this.#filling.model.tokenize(text);
    this.#pending.push(...tokens);
    this.#progress.tokens.push(...tokens);
    this.#progress.text += text;
  }

  /** The next token, or undefined where the model would end. */
  async #sample(): Promise<number | undefined> {
    const { sequence, model } = this.#filling;
    const last = this.#progress.tokens.at(-1);
    if (this.#pending.length === 0 && last !== undefined) {
      const end = sequence.nextTokenIndex;
      await sequence.eraseContextTokenRanges([{ start: end - 1, end }]);
      this.#pending = [last];
    }
    const pending = this.#pending;
    this.#pending = [];
    const begun = this.#tokens;
    this.#tokens ??= this.#source(pending);
    // The first call's tokens are those that the source was made with.
    const found = await (begun ? begun.next(pending) : this.#tokens.next([]));
    return found.done || model.isEogToken(found.value) ? undefined : found.value;
  }

  /** The answer's text after what it is now, if these tokens came, too. */
  #after(tokens: readonly number[]): string {
    const { model } = this.#filling;
    return model.detokenize([...this.#progress.tokens, ...tokens]).slice(this.#progress.text.length);
  }

  async *#choose(piece: Exclude<Open, { kind: 'text' }>): AsyncGenerator<undefined, string> {
    const { runtime, model, grammarFor } = this.#filling;
    const grammar = await grammarFor(grammarOf(piece));
    this.#grammar = new runtime.LlamaGrammarEvaluationState({ model, grammar });
    const tokens: number[] = [];
    let text = '';
    for (;;) {
      const token = await this.#sample();
      if (token === undefined) break;
      tokens.push(token);
      this.#pending = [token];
      text = this.#after(tokens);
      const left = piece.kind === 'choice' ? piece.options.filter((option) => option.startsWith(text)) : [];
      if (left.length === 1 || this.#progress.tokens.length + tokens.length >= this.#filling.maxTokens) {
        this.#keep(tokens, text);
        const rest = left[0]?.slice(text.length) ?? '';
        if (rest !== '') this.settle(rest);
        yield undefined;
        return text + rest;
      }
      yield undefined;
    }
    this.#keep(tokens, text);
    return text;
  }

  #keep(tokens: readonly number[], text: string): void {
    this.#grammar = undefined;
    this.#progress.tokens.push(...tokens);
    this.#progress.text += text;
  }

  async *#write(most: number): AsyncGenerator<undefined, string> {
    const tokens: number[] = [];
    let text = '';
    while (this.#progress.tokens.length + tokens.length < this.#filling.maxTokens) {
      const token = await this.#sample();
      if (token === undefined) break;
      const longer = this.#after([...tokens, token]);
      const kept = keptOf(longer, most);
      if (kept !== undefined) {
        this.#keep(tokens, text);
        if (kept.length > text.length) this.settle(kept.slice(text.length));
        return kept;
      }
      tokens.push(token);
      this.#pending = [token];
      if (!longer.endsWith('\uFFFD')) text = longer;
      yield undefined;
    }
    this.#keep(tokens, text);
    return text;
  }

  fill(piece: Open): AsyncGenerator<undefined, string> {
    return piece.kind === 'text' ? this.#write(piece.most) : this.#choose(piece);
  }

  async close(): Promise<void> {
    await this.#tokens?.return();
  }
}

/** Fills in the form of the schema; `tail` is what of the prompt is not read yet, one token at least. A step a token. */
export async function* fill(
  filling: Filling,
  tail: readonly number[],
  progress: Progress,
): AsyncGenerator<undefined> {
  const filler = new Filler(filling, tail, progress);
  const pieces = piecesOf(filling.schema);
  try {
    for (let piece = pieces.next(); !piece.done; ) {
      if (piece.value.kind === 'settled') {
        filler.settle(piece.value.text);
        piece = pieces.next('');
      } else if (filler.full) {
        progress.finish = 'length';
        return;
      } else piece = pieces.next(yield* filler.fill(piece.value));
    }
  } finally {
    await filler.close();
  }
}
