// Asks of a language model, and what becomes of those that fail.

import { expect } from 'vitest';
import { type Ask, type Message, ModelError } from '../../server/llm/model.ts';

/** A question, or a whole conversation, that asks for a short answer. */
export const ask = (said: string | readonly Message[], over: Partial<Ask> = {}): Ask => ({
  messages: typeof said === 'string' ? [{ role: 'user', content: said }] : said,
  maxTokens: 24,
  temperature: 0.7,
  seed: 3,
  signal: new AbortController().signal,
  ...over,
});

/** The error that an ask ends with. */
export const faultOf = async (asking: Promise<unknown>): Promise<ModelError> => {
  const error = await asking.then(
    () => new Error('it answered'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelError);
  return error as ModelError;
};
