// One answer, step by step: first the part of the prompt that is not there yet, a piece a step, then a token a step.

import type { Answer } from '../model.ts';
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
  readonly grammar: Grammar | undefined;
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

const samplingOf = ({ ask, grammar, runtime, model }: Writing, written: readonly number[]): Sampling => ({
  temperature: ask.temperature,
  seed: ask.seed >>> 0,
  minP: 0.05,
  topK: 40,
  topP: 0.95,
  repeatPenalty: { penalty: PENALTY, punishTokens: () => written.slice(-PENALTY_TOKENS) },
  ...(grammar ? { grammarEvaluationState: new runtime.LlamaGrammarEvaluationState({ model, grammar }) } : {}),
});

/** Yields nothing while it reads, then token by token. */
async function* steps(writing: Writing, written: readonly number[]): AsyncGenerator<number | undefined> {
  const { sequence, tokens } = writing;
  // The last token is always read anew: what follows it is asked for.
  const there = Math.min(sequence.compareContextTokens(tokens).firstDifferentIndex, tokens.length - 1);
  if (there < sequence.nextTokenIndex)
    await sequence.eraseContextTokenRanges([{ start: there, end: sequence.nextTokenIndex }]);
  let at = sequence.nextTokenIndex;
  for (; tokens.length - at > READ_AT_ONCE; at += READ_AT_ONCE) {
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(at, at + READ_AT_ONCE));
    yield undefined;
  }
  yield* sequence.evaluate(tokens.slice(at), samplingOf(writing, written));
}

/** Writes an answer. Throws the signal's reason, or what llama.cpp throws. */
export const write = async (writing: Writing): Promise<Answer> => {
  const { model, stepper, maxTokens, ends, signal, onText } = writing;
  const began = performance.now();
  const written: number[] = [];
  let [said, finish]: [string, Answer['finish']] = ['', 'stop'];
  /** Says what is new, unless a character is still incomplete. Whether the answer goes on. */
  const say = (): boolean => {
    const text = model.detokenize(written);
    const cut = ends.texts.map((end) => text.indexOf(end)).find((index) => index >= 0);
    const whole = cut === undefined ? text : text.slice(0, cut);
    if (whole.length > said.length && !whole.endsWith('\uFFFD')) {
      onText(whole.slice(said.length));
      said = whole;
    }
    return cut === undefined;
  };
  await stepper.run(steps(writing, written), (token) => {
    signal.throwIfAborted();
    if (token === undefined) return true;
    if (ends.tokens.has(token)) return false;
    written.push(token);
    if (!say()) return false;
    if (written.length < maxTokens) return true;
    finish = 'length';
    return false;
  });
  return {
    text: said,
    tokensIn: writing.tokens.length,
    tokensOut: written.length,
    ms: performance.now() - began,
    finish,
  };
};
