// How fast a model writes: the tokens of its answers over the time from the first piece to the last.

import type { Answer, LanguageModel } from './model.ts';

export interface Measured {
  /** Tokens written a second, over all asks together, reading included. */
  readonly tokensPerSecond: number;
  readonly tokens: number;
  readonly seconds: number;
}

export interface MeasureOptions {
  /** Asks at once. */
  readonly together?: number;
  readonly tokens?: number;
  /** Gives up after, ms. */
  readonly withinMs?: number;
}

const ask = (model: LanguageModel, index: number, maxTokens: number, signal: AbortSignal): Promise<Answer> =>
  model.ask({
    messages: [{ role: 'user', content: `Tell a long story about traveller number ${index + 1}.` }],
    maxTokens,
    temperature: 0.7,
    seed: index,
    signal,
  });

/** Asks the model for a story, or several at once. Throws ModelError. */
export const measure = async (
  model: LanguageModel,
  { together = 1, tokens = 48, withinMs = 60_000 }: MeasureOptions = {},
): Promise<Measured> => {
  const signal = AbortSignal.timeout(withinMs);
  const began = performance.now();
  const asks = Array.from({ length: together }, (_, index) => ask(model, index, tokens, signal));
  const written = (await Promise.all(asks)).reduce((sum, { tokensOut }) => sum + tokensOut, 0);
  const seconds = (performance.now() - began) / 1000;
  return { tokensPerSecond: Math.round((written / seconds) * 10) / 10, tokens: written, seconds };
};
