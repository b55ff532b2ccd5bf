// One turn's questions to a model: all of them within one time limit and one budget, and counted.

import type { Budget } from './budget.ts';
import { type Answer, type Ask, type LanguageModel, ModelError } from './model.ts';

/** Where time comes from. */
export interface Timing {
  /** ms */
  now(): number;
  /** Calls `fn` once after `ms`; the result takes it back. */
  after(ms: number, fn: () => void): () => void;
}

/** Why a model decided nothing: one of its errors, an answer that was refused twice, or no tokens left. */
export type Why = ModelError['code'] | 'illegal-answer' | 'budget-spent';

/** Ends a turn without an answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly why: Why;
  constructor(why: Why, options?: ErrorOptions) {
    super(`the model gave no answer (${why})`, options);
    this.why = why;
  }
}

export interface AskingSetup {
  readonly model: LanguageModel;
  readonly budget: Budget;
  readonly timing: Timing;
  /** For all questions together, ms. */
  readonly withinMs: number;
  /** Fires when nobody waits for the turn any more. */
  readonly signal?: AbortSignal | undefined;
}

export class Asking {
  readonly #setup: AskingSetup;
  readonly #stop = new AbortController();
  readonly #cancel: () => void;
  readonly #began: number;
  readonly #given = (): void => this.#stop.abort('cancelled');
  asks = 0;
  tokens: [number, number] = [0, 0];

  constructor(setup: AskingSetup) {
    this.#setup = setup;
    this.#began = setup.timing.now();
    this.#cancel = setup.timing.after(setup.withinMs, () => this.#stop.abort('slow'));
    if (setup.signal?.aborted) this.#given();
    setup.signal?.addEventListener('abort', this.#given, { once: true });
  }

  /** Since the first question could have been asked, ms. */
  get ms(): number {
    return Math.round(this.#setup.timing.now() - this.#began);
  }

  /** Throws NoAnswer. */
  async ask(request: Omit<Ask, 'signal'>): Promise<Answer> {
    const { model, budget } = this.#setup;
    if (budget.spent) throw new NoAnswer('budget-spent');
    this.asks++;
    try {
      const { signal } = this.#stop;
      const answer = await this.#orStopped(model.ask({ ...request, signal }));
      this.tokens = [this.tokens[0] + answer.tokensIn, this.tokens[1] + answer.tokensOut];
      budget.take(answer.tokensIn + answer.tokensOut);
      return answer;
    } catch (error) {
      if (this.#stop.signal.reason === 'slow') throw new NoAnswer('model-slow', { cause: error });
      if (error instanceof ModelError) throw new NoAnswer(error.code, { cause: error });
      throw error;
    }
  }

  /** No more questions; what is still being answered is given up. */
  end(): void {
    this.#cancel();
    this.#setup.signal?.removeEventListener('abort', this.#given);
    this.#stop.abort('ended');
  }

  /** A model that does not heed its signal holds nobody up. */
  #orStopped(answer: Promise<Answer>): Promise<Answer> {
    const { signal } = this.#stop;
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = (): void => reject(new ModelError('model-cancelled', 'The question was taken back.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return Promise.race([answer, promise]).finally(() => signal.removeEventListener('abort', stop));
  }
}
