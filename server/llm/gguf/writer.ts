// One answer, step by step: first the part of the prompt that is not there yet, a piece a step, then a token a step.

import type { Answer } from '../model.ts';
import { fill, type Progress } from './filling.ts';
import type { PlainAsk } from './messages.ts';
import type { ChatWrapper, Grammar, HistoryItem, Model, Runtime, Sampling, Sequence } from './runtime.ts';
import type { Stepper } from './stepper.ts';

/** Tokens of a prompt read in one step; others who write wait for no longer than that. */
const READ_AT_ONCE = 64;
/** The last tokens that are not to be said over and over. */
const PENALTY_TOKENS = 64;
const PENALTY = 1.1;

export interface Writing {
  readonly runtime: Runtime;
  readonly model: Model;
  readonly stepper: Stepper;
  readonly sequence: Sequence;
  /** The whole prompt. */
  readonly tokens: readonly number[];
  readonly maxTokens: number;
  readonly ask: PlainAsk;
  readonly grammarFor: (grammar: string) => Promise<Grammar>;
  readonly ends: Ends;
  readonly signal: AbortSignal;
  readonly onText: (piece: string) => void;
}

/** What ends an answer beside the model's own mark: tokens, and texts that stand for them. */
export interface Ends {
  readonly tokens: ReadonlySet<number>;
  readonly texts: readonly string[];
}

/** A prompt's tokens, and what ends the answer to it. */
export const layOut = (
  wrapper: ChatWrapper,
  model: Model,
  chatHistory: readonly HistoryItem[],
): { tokens: number[]; ends: Ends } => {
  const { contextText, stopGenerationTriggers } = wrapper.generateContextState({ chatHistory });
  const tokens = new Set<number>();
  const texts: string[] = [];
  for (const trigger of stopGenerationTriggers) {
    const [first] = trigger.tokenize(model.tokenizer);
    if (first !== undefined && model.isSpecialToken(first)) tokens.add(first);
    else if (trigger.toString().trim() !== '') texts.push(trigger.toString());
  }
  return { tokens: contextText.tokenize(model.tokenizer), ends: { tokens, texts } };
};

const samplingOf = ({ ask }: Writing, written: readonly number[]): Sampling => ({
  temperature: ask.temperature,
  seed: ask.seed >>> 0,
  minP: 0.05,
  topK: 40,
  topP: 0.95,
  repeatPenalty: { penalty: PENALTY, punishTokens: () => written.slice(-PENALTY_TOKENS) },
});

/** Reads what is not there yet of the prompt, but for its last part, a piece a step; gives that part. */
async function* reading({ sequence, tokens }: Writing): AsyncGenerator<undefined, readonly number[]> {
  // The last token is always read anew: what follows it is asked for.
  const there = Math.min(sequence.compareContextTokens(tokens).firstDifferentIndex, tokens.length - 1);
  if (there < sequence.nextTokenIndex)
    await sequence.eraseContextTokenRanges([{ start: there, end: sequence.nextTokenIndex }]);
  let at = sequence.nextTokenIndex;
  for (; tokens.length - at > READ_AT_ONCE; at += READ_AT_ONCE) {
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(at, at + READ_AT_ONCE));
    yield undefined;
  }
  return tokens.slice(at);
}

/** Free text, until the model ends it, a text ends it, or it is long enough. */
async function* speaking(
  writing: Writing,
  tail: readonly number[],
  progress: Progress,
): AsyncGenerator<undefined> {
  const { sequence, model, ends, maxTokens } = writing;
  const { tokens } = progress;
  for await (const token of sequence.evaluate(tail, samplingOf(writing, tokens))) {
    if (ends.tokens.has(token)) return;
    tokens.push(token);
    const text = model.detokenize(tokens);
    const cut = ends.texts.map((end) => text.indexOf(end)).find((index) => index >= 0);
    const whole = cut === undefined ? text : text.slice(0, cut);
    // A character may be incomplete yet.
    if (!whole.endsWith('\uFFFD')) progress.text = whole;
    if (cut !== undefined) return;
    if (tokens.length >= maxTokens) {
      progress.finish = 'length';
      return;
    }
    yield undefined;
  }
}

async function* steps(writing: Writing, progress: Progress): AsyncGenerator<undefined> {
  const tail = yield* reading(writing);
  const { ask, runtime, model, sequence, maxTokens, grammarFor } = writing;
  const { schema } = ask;
  if (!schema) return yield* speaking(writing, tail, progress);
  const sampling = samplingOf(writing, progress.tokens);
  yield* fill({ runtime, model, sequence, schema, maxTokens, sampling, grammarFor }, tail, progress);
}

/** Writes an answer. Throws the signal's reason, or what llama.cpp throws. */
export const write = async (writing: Writing): Promise<Answer> => {
  const { stepper, signal, onText } = writing;
  const began = performance.now();
  const progress: Progress = { tokens: [], text: '', finish: 'stop' };
  let said = 0;
  const say = (): void => {
    if (progress.text.length > said) onText(progress.text.slice(said));
    said = progress.text.length;
  };
  await stepper.run(steps(writing, progress), () => {
    signal.throwIfAborted();
    say();
    return true;
  });
  say();
  return {
    text: progress.text,
    tokensIn: writing.tokens.length,
    tokensOut: progress.tokens.length,
    ms: performance.now() - began,
    finish: progress.finish,
  };
};
