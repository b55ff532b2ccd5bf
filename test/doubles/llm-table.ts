// Episodes with a scripted language model in some seats, and a model that answers in form.

import { keyFromSeed } from '../../server/episode/streams.ts';
import type { Timing } from '../../server/llm/asking.ts';
import type { Ask, JsonSchema, LanguageModel } from '../../server/llm/model.ts';
import { playHeadless } from '../../server/seats/headless.ts';
import { LanguageModels, type LanguageModelsSetup } from '../../server/seats/language-models.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry, Entry, TurnEntry } from '../../shared/turn.ts';

export const realTiming: Timing = {
  now: () => performance.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/** A server's models, all of them this one. */
export const modelsOf = (model: LanguageModel, setup: Partial<LanguageModelsSetup> = {}): LanguageModels =>
  new LanguageModels({
    source: { names: () => [model.id], open: async () => model },
    timing: realTiming,
    turnMs: 20_000,
    deadlines: true,
    episodeTokens: 1e9,
    serverTokens: 1e9,
    ...setup,
  });

/** The words that an answer's "do" may be. */
export const choicesIn = ({ schema }: Ask): readonly string[] => {
  const chosen: JsonSchema | undefined = schema?.type === 'object' ? schema.properties.do : undefined;
  const items = chosen?.type === 'array' ? chosen.items : undefined;
  return items?.type === 'string' ? (items.enum ?? []) : [];
};

/** An answer in form: a choice by the ask's own seed, and words that may or may not carry it. */
export const inForm = (ask: Ask): string => {
  const labels = choicesIn(ask);
  const label = labels[ask.seed % Math.max(1, labels.length)];
  return JSON.stringify(
    label === undefined
      ? { say: 'As I was saying.' }
      : { plan: 'Stay calm.', do: [label], say: `${label}, I would say.` },
  );
};

export interface LlmPlayed {
  readonly turns: readonly TurnEntry[];
  readonly end: EndEntry;
}

/** One headless episode. */
export const playWith = async (
  scenario: Scenario,
  models: LanguageModels,
  seats: readonly string[],
  { seed = 1, options = {} }: { seed?: number; options?: object } = {},
): Promise<LlmPlayed> => {
  const entries: Entry[] = [];
  const parsed = scenario.options.parse(options);
  const run = { scenario, options: parsed, seats, models, code: 'test' };
  const record = (): ((entry: Entry) => void) => (entry) => entries.push(entry);
  const { end } = await playHeadless({ ...run, record }, keyFromSeed(seed, 0), 'llm');
  return { turns: entries.filter((entry) => entry.type === 'turn'), end };
};
