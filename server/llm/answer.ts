// The form of an answer, and how an answer is read: what does not have the form is refused with a
// sentence that the model is shown.

import { z } from 'zod';
import { cleanText } from '../../shared/clean-text.ts';
import type { JsonSchema } from './model.ts';
import { SIZES, type Style } from './style.ts';

const PLAN_CHARACTERS = 160;

/** Of a decision: {plan?, do: labels, say?}. */
export const decisionSchema = (
  labels: readonly string[],
  { prompt, words }: Style,
  speaking: boolean,
): JsonSchema => {
  const { acts, text } = SIZES[words];
  const chosen: JsonSchema = { type: 'string', enum: labels };
  return {
    type: 'object',
    properties: {
      ...(prompt === 'plan' ? { plan: { type: 'string', maxLength: PLAN_CHARACTERS } } : {}),
      do: { type: 'array', items: chosen, minItems: 1, maxItems: speaking ? acts : 1 },
      ...(speaking ? { say: { type: 'string', maxLength: text } } : {}),
    },
  };
};

/** Of words for acts that are settled: {say}. */
export const wordingSchema = ({ words }: Style): JsonSchema => ({
  type: 'object',
  properties: { say: { type: 'string', maxLength: SIZES[words].text } },
});

/** Of a reading: {do: labels}. */
export const readingSchema = (labels: readonly string[], most: number): JsonSchema => ({
  type: 'object',
  properties: { do: { type: 'array', items: { type: 'string', enum: labels }, minItems: 1, maxItems: most } },
});

const AnswerSchema = z.object({
  do: z.union([z.string(), z.array(z.string())]).optional(),
  say: z.string().optional(),
});

export interface Decided {
  /** Labels as the list has them, each once, in the order given. */
  readonly labels: readonly string[];
  /** Clean, perhaps empty. */
  readonly say: string;
}

const objectIn = (text: string): unknown => {
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    return undefined; // no JSON: refused below, with a sentence
  }
};

const plain = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Reads an answer against the labels that were offered (none: only words were asked for). */
export const readAnswer = (text: string, offered: readonly string[]): Decided | { refusal: string } => {
  const parsed = AnswerSchema.safeParse(objectIn(text));
  if (!parsed.success) return { refusal: 'It is not the JSON object that was asked for.' };
  const { do: given = [], say = '' } = parsed.data;
  const wanted = typeof given === 'string' ? [given] : given;
  const labels: string[] = [];
  for (const one of wanted) {
    const label = offered.find((each) => each === one) ?? offered.find((each) => plain(each) === plain(one));
    if (label === undefined) return { refusal: `"${cleanText(one, 60)}" is not in the list.` };
    if (!labels.includes(label)) labels.push(label);
  }
  if (offered.length > 0 && labels.length === 0) return { refusal: 'Nothing in it is chosen from the list.' };
  return { labels, say: cleanText(say) };
};
