// Language models for whoever runs episodes: opened when they are first asked, shared by all seats, with the
// tokens of the server counted in one place.

import { RejectionError } from '../../shared/result.ts';
import type { Timing } from '../llm/asking.ts';
import { Budget } from '../llm/budget.ts';
import type { LanguageModel } from '../llm/model.ts';
import type { ModelSource } from '../llm/source.ts';
import type { WhenAsked } from './llm-speaking.ts';

export interface LanguageModelsSetup {
  readonly source: ModelSource;
  readonly timing: Timing;
  /** Longest wait for a turn, ms. */
  readonly turnMs: number;
  /** Whether people wait, and turns have deadlines. */
  readonly deadlines: boolean;
  /** Tokens, read and written, that one episode may use, and all of them together. */
  readonly episodeTokens: number;
  readonly serverTokens: number;
  /** When they are asked what their seats believe; absent: where a ballot comes next. */
  readonly beliefs?: WhenAsked | undefined;
  /** Reads what people type where the scenario finds no act in it; absent: nobody does. */
  readonly reader?: string | undefined;
}

const HOW =
  'run `parlor setup llm` and `parlor models pull smollm2-135m`, or set LLM_URL and LLM_MODEL to an OpenAI-compatible endpoint';

/** What the pages tell of language models. */
export interface AboutModels {
  readonly models: readonly string[];
  /** How one is added, a sentence. */
  readonly how: string;
  readonly reader: string | null;
  readonly tokens: { readonly used: number; readonly limit: number };
}

export class LanguageModels {
  readonly setup: LanguageModelsSetup;
  /** Tokens of everybody. */
  readonly spent: Budget;
  readonly #open = new Map<string, Promise<LanguageModel>>();

  constructor(setup: LanguageModelsSetup) {
    this.setup = setup;
    this.spent = new Budget(setup.serverTokens);
  }

  names(): readonly string[] {
    return this.setup.source.names();
  }

  /** The name of the model that would be seated. Throws RejectionError `no-model`. */
  check(name: string | undefined): string {
    const names = this.names();
    const found = name === undefined ? names[0] : names.find((one) => one === name);
    if (found !== undefined) return found;
    if (names.length === 0)
      throw new RejectionError('no-model', `There is no language model here yet: ${HOW}.`);
    throw new RejectionError(
      'no-model',
      `There is no language model "${name?.slice(0, 40)}" here; there are ${names.join(', ')}.`,
    );
  }

  /** One that fails to open is tried anew at the next turn. Throws ModelError. */
  model(name: string): Promise<LanguageModel> {
    const known = this.#open.get(name);
    if (known) return known;
    const opening = this.setup.source.open(name);
    this.#open.set(name, opening);
    opening.catch(() => this.#open.delete(name));
    return opening;
  }

  about(): AboutModels {
    const { used, limit } = this.spent;
    const reader = this.setup.reader ?? null;
    return { models: this.names(), how: `To seat language models, ${HOW}.`, reader, tokens: { used, limit } };
  }

  /** The budget of one episode. */
  budget(): Budget {
    return new Budget(this.setup.episodeTokens, this.spent);
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#open.values());
    this.#open.clear();
    for (const one of opened) if (one.status === 'fulfilled') await one.value.close();
  }
}
