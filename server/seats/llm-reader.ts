// A language model reads what a person typed: with the person's own view, and among the acts that the person
// could have picked. What it finds there is legal; what it makes up is not found.

import type { Reader, Reading, Typed } from '../episode/reader.ts';
import { readAnswer, readingSchema } from '../llm/answer.ts';
import { Asking, NoAnswer } from '../llm/asking.ts';
import type { Budget } from '../llm/budget.ts';
import { type Offered, offeredTo } from '../llm/choices.ts';
import { NOTHING, readingPrompt } from '../llm/prompt.ts';
import type { LanguageModels } from './language-models.ts';
import { noteOf } from './llm-speaking.ts';

const MOST_CHOICES = 48;
const MOST_ACTS = 2;
const MOST_TOKENS = 80;

const read = async (
  asking: Asking,
  { scenario, text, observation, candidates }: Typed,
): Promise<unknown[]> => {
  const offered: readonly Offered[] = offeredTo(
    scenario,
    observation,
    candidates.filter((act) => !scenario.closes(act)),
    MOST_CHOICES,
  );
  const labels = [NOTHING, ...offered.map(({ label }) => label)];
  const answer = await asking.ask({
    messages: readingPrompt({ brief: scenario.brief(observation), text, choices: offered }),
    schema: readingSchema(labels, MOST_ACTS),
    maxTokens: MOST_TOKENS,
    temperature: 0,
    seed: 0,
  });
  const decided = readAnswer(answer.text, labels);
  if ('refusal' in decided) throw new NoAnswer('illegal-answer');
  return decided.labels.flatMap((label) =>
    offered.filter((one) => one.label === label).map(({ act }) => act),
  );
};

/** The reader of an episode, where one is named; its tokens are the episode's. */
export const readerOf = (models: LanguageModels, budget: Budget): Reader | undefined => {
  const { reader, timing } = models.setup;
  if (reader === undefined || !models.names().includes(reader)) return undefined;
  const about = { modelName: reader };
  return async (typed, withinMs, signal): Promise<Reading> => {
    let asking: Asking | undefined;
    try {
      const model = await models.model(reader).catch((cause: unknown) => {
        throw new NoAnswer('model-missing', { cause });
      });
      asking = new Asking({ model, budget, timing, signal, withinMs });
      const acts = await read(asking, typed);
      return { acts, llm: noteOf(about, asking, acts.length > 0 ? { read: true } : {}) };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return { acts: [], llm: noteOf(about, asking, { why: error.why }) };
    } finally {
      asking?.end();
    }
  };
};
