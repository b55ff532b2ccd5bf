// How a language model plays its seat: how it is prompted, and as whom it speaks. Every knob takes a
// word from a fixed list, and no word is in two of them: a style is written as its words, and nothing of it
// is free text.

import { z } from 'zod';

export const StyleSchema = z.strictObject({
  /**
   * plain: answers at once. plan: writes a short plan first. re2: reads the question twice (Xu et al. 2024). rci:
   * drafts, criticises itself, improves (Kim et al. 2023).
   */
  prompt: z.enum(['plain', 'plan', 're2', 'rci']).default('plain'),
  persona: z.enum(['neutral', 'warm', 'blunt', 'wary', 'chatty', 'formal', 'nervous']).default('neutral'),
  /** How much is said, and how much is done, in one utterance. */
  words: z.enum(['few', 'some', 'many']).default('some'),
  patience: z.enum(['impatient', 'usual', 'patient']).default('usual'),
  honesty: z.enum(['honest', 'free', 'sly']).default('free'),
  /** The scenario's own advice for the role goes along. */
  advice: z.enum(['alone', 'hint']).default('alone'),
});
export type Style = Readonly<z.infer<typeof StyleSchema>>;

export const PLAIN: Style = StyleSchema.parse({});

const PERSONAS: Readonly<Record<Style['persona'], string>> = {
  neutral: '',
  warm: 'You are warm and kind, and say so in your words.',
  blunt: 'You are blunt and come straight to the point.',
  wary: 'You are wary and trust nobody quickly.',
  chatty: 'You are chatty and easy to talk to.',
  formal: 'You are formal and very polite.',
  nervous: 'You are nervous, and it shows.',
};
const WORDS: Readonly<Record<Style['words'], string>> = {
  few: 'Speak in one very short sentence.',
  some: 'Speak in one or two short sentences.',
  many: 'Speak in two or three sentences.',
};
const PATIENCE: Readonly<Record<Style['patience'], string>> = {
  impatient: 'You have little patience: if the talk goes in circles, end it or move on.',
  usual: '',
  patient: 'You are very patient and give the others time.',
};
const HONESTY: Readonly<Record<Style['honesty'], string>> = {
  honest: 'You only say what you know to be true.',
  free: '',
  sly: 'You may say what is not true when it helps you.',
};

/** What a model is told of the style, one sentence or two a knob. */
export const styleSentences = ({ persona, words, patience, honesty }: Style): string[] =>
  [PERSONAS[persona], WORDS[words], PATIENCE[patience], HONESTY[honesty]].filter((one) => one !== '');

/** Acts that one utterance may carry, and characters that it may have. */
export const SIZES: Readonly<Record<Style['words'], { readonly acts: number; readonly text: number }>> = {
  few: { acts: 1, text: 100 },
  some: { acts: 2, text: 200 },
  many: { acts: 3, text: 360 },
};

const WORD_LISTS = Object.entries(StyleSchema.shape).map(([knob, list]) => ({
  knob,
  words: list.unwrap().options as readonly string[],
}));

/** "plan.few.warm" -> a style, or a sentence about the first thing wrong. */
export const parseStyle = (text: string): { style: Style } | { problem: string } => {
  const given: Record<string, string> = {};
  for (const word of text.split('.')) {
    const list = WORD_LISTS.find(({ words }) => words.includes(word));
    if (!list) {
      const all = WORD_LISTS.map(({ knob, words }) => `${knob} ${words.join(', ')}`).join('; ');
      return { problem: `"${word.slice(0, 40)}" is no word of style; there are: ${all}.` };
    }
    if (given[list.knob] !== undefined)
      return { problem: `"${given[list.knob]}" and "${word}" do not go together.` };
    given[list.knob] = word;
  }
  return { style: StyleSchema.parse(given) };
};
