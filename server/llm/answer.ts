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

/** Answers that a survey wants ranked, and how sure one can be of the first. */
const RANKED = 3;
const SURE: readonly number[] = [0.15, 0.35, 0.55, 0.75, 0.95];

/** Of a survey: {likely1: answers, sure1, likely2, ...}. */
export const beliefSchema = (questions: readonly { readonly answers: readonly string[] }[]): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(
    questions.flatMap(({ answers }, at): [string, JsonSchema][] => [
      [
        `likely${at + 1}`,
        {
          type: 'array',
          items: { type: 'string', enum: answers },
          minItems: 1,
          maxItems: Math.min(RANKED, answers.length),
        },
      ],
      [`sure${at + 1}`, { type: 'integer', enum: SURE.map((_, step) => step + 1) }],
    ]),
  ),
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

/** What answers other than the first weigh, by rank; those that are not named weigh 1. */
const BEHIND: readonly number[] = [2, 1.5];

/**
 * A ranking as probabilities of `count` answers: the first gets what it is sure of beyond even odds, the others share
 * the rest. A model's own numbers would be no better: small ones do not know what a share is.
 */
export const rankedOdds = (count: number, ranked: readonly number[], sure: number): number[] => {
  const [first = 0, ...behind] = ranked;
  if (count === 1) return [1];
  const top = 1 / count + (1 - 1 / count) * (SURE[sure - 1] ?? 0);
  const weights = Array.from({ length: count }, (_, answer) =>
    answer === first ? 0 : (BEHIND[behind.indexOf(answer)] ?? 1),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight, answer) => (answer === first ? top : ((1 - top) * weight) / sum));
};

const RankedSchema = z.array(z.string()).min(1);
const SureSchema = z.int().min(1).max(SURE.length);

/** Probabilities by question; undefined where the answer says nothing that can be used. */
export const readBeliefs = (
  text: string,
  questions: readonly { readonly answers: readonly string[] }[],
): (readonly number[] | undefined)[] => {
  const parsed = z.record(z.string(), z.unknown()).safeParse(objectIn(text));
  return questions.map(({ answers }, at) => {
    const likely = RankedSchema.safeParse(parsed.data?.[`likely${at + 1}`]);
    const sure = SureSchema.safeParse(parsed.data?.[`sure${at + 1}`]);
    if (!likely.success || !sure.success) return undefined;
    const places = likely.data.map((one) => answers.findIndex((answer) => plain(answer) === plain(one)));
    return places.includes(-1) ? undefined : rankedOdds(answers.length, [...new Set(places)], sure.data);
  });
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
