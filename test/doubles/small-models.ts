// Tests that need llama.cpp and small models use those of `parlor setup llm` and `parlor models pull`, which CI runs
// first. Where they are not there, one test says by name what was left out.

import { describe, expect, test } from 'vitest';
import { entryNamed } from '../../server/llm/catalogue.ts';
import { readiness } from '../../server/llm/open.ts';
import { type LlmSettings, plainSettings } from '../../server/llm/settings.ts';

export const SMALL_MODELS = ['smollm2-135m', 'gemma-3-270m'] as const;

/** Small enough for two cores that do other things, too. */
export const smallSettings = (over: Partial<LlmSettings> = {}): LlmSettings =>
  plainSettings({ sequences: 4, contextTokens: 512, timeoutMs: 240_000, ...over });

const missing = readiness(plainSettings())
  .filter(({ name, ok }) => !ok && SMALL_MODELS.some((one) => one === name))
  .map(({ why }) => why);

/** As describe, where the small models are ready and nothing `also` is missing; otherwise one test that names it. */
export const describeWithModels = (name: string, body: () => void, also?: string): void => {
  const lacking = also === undefined ? missing : [...missing, also];
  if (lacking.length === 0) describe(name, body);
  else
    test(`NOT TRIED, something is missing (${lacking.join('; ')}): ${name}`, () => {
      // Whoever says that the models are there must have them.
      expect(process.env.PARLOR_MODELS).not.toBe('1');
    });
};

export const smollm = entryNamed('smollm2-135m');
export const gemma = entryNamed('gemma-3-270m');
