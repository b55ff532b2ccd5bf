// Runs one model: several contexts, one for each share of the threads, each with several sequences. Asks that come
// together are spread over the contexts and decoded in one batch each, in step. A sequence keeps its tokens,
// and an ask goes where most of its prompt is there already, since reading is what takes longest on a CPU.

import { availableParallelism } from 'node:os';
import type { Chat as ChatKind } from '../catalogue.ts';
import { type Answer, type Message, ModelError } from '../model.ts';
import { Places } from '../queue.ts';
import { batchedPath } from './batched.ts';
import type { EngineSetup, PlainAsk } from './messages.ts';
import {
  type ChatWrapper,
  type Grammar,
  type HistoryItem,
  type Llama,
  loadRuntime,
  type Model,
  type Runtime,
  type Sequence,
} from './runtime.ts';
import { Stepper } from './stepper.ts';
import { layOut, write } from './writer.ts';

/** More contexts than this split the threads too finely. */
const MAX_CONTEXTS = 2;
/** Grammars that are kept ready. */
const MAX_GRAMMARS = 32;
/** Tokens that an answer must at least have room for. */
const MIN_ANSWER = 16;
/** Reading so many tokens anew is as bad as sharing a context with one more. */
const BUSY_TOKENS = 150;

interface Place {
  readonly stepper: Stepper;
  /** Who has a place in this context, writing or about to. */
  readonly context: { busy: number };
  readonly sequence: Sequence;
}

const historyOf = (messages: readonly Message[]): HistoryItem[] => [
  ...messages.map(
    ({ role, content }): HistoryItem =>
      role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  ),
  { type: 'model', response: [''] },
];

const wrapperFor = (runtime: Runtime, model: Model, chat: ChatKind, name: string): ChatWrapper => {
  if (chat === 'gemma') return new runtime.GemmaChatWrapper();
  if (typeof model.fileInfo.metadata.tokenizer?.chat_template === 'string')
    return runtime.resolveChatWrapper(model);
  throw new ModelError(
    'model-broken',
    `${name} has no chat template, so it cannot hold a conversation; choose a model tuned to instructions.`,
  );
};

/** What a form may add to an answer beyond its limit: the rest of a label, and what closes it. */
const FORM_TOKENS = 40;

/** Room for prompt and answer, or a refusal. */
const roomFor = (tokens: number, sequence: Sequence, maxTokens: number, name: string): number => {
  const room = sequence.contextSize - tokens - FORM_TOKENS;
  if (room >= MIN_ANSWER) return Math.min(maxTokens, room);
  throw new ModelError(
    'model-refused',
    `The prompt has ${tokens} tokens; ${name} reads and writes ${sequence.contextSize} here (LLM_CONTEXT).`,
  );
};

/** Where the most of the prompt is there already, unless that context is much busier than another. */
const placeFor =
  (tokens: readonly number[]) =>
  (free: readonly Place[]): Place => {
    const worth = ({ context, sequence }: Place): number =>
      sequence.compareContextTokens(tokens).firstDifferentIndex - context.busy * BUSY_TOKENS;
    const scored = free.map((place) => ({ place, worth: worth(place), kept: place.sequence.nextTokenIndex }));
    scored.sort((one, other) => other.worth - one.worth || one.kept - other.kept);
    const [best] = scored;
    if (!best) throw new ModelError('model-broken', 'A place was promised where none is free.');
    best.place.context.busy++;
    return best.place;
  };

interface Opened {
  readonly setup: EngineSetup;
  readonly runtime: Runtime;
  readonly llama: Llama;
  readonly model: Model;
  readonly wrapper: ChatWrapper;
  /** Why conversations are not decoded together as fast as they could be, where that is so. */
  readonly slow: string | undefined;
}

export interface Engine {
  /** How many asks are decoded at once. */
  readonly parallel: number;
  /** What runs where, for people. */
  readonly about: string;
  /** Throws ModelError, or the signal's reason. */
  ask(ask: PlainAsk, signal: AbortSignal, onText: (piece: string) => void): Promise<Answer>;
}

const openContexts = async ({ setup, llama, model }: Opened): Promise<Place[]> => {
  const threads = setup.threads || availableParallelism();
  const count = llama.gpu === false ? Math.min(MAX_CONTEXTS, threads, setup.sequences) : 1;
  const places: Place[] = [];
  for (let index = 0; index < count; index++) {
    const sequences = Math.ceil((setup.sequences - places.length) / (count - index));
    const context = await model.createContext({
      contextSize: Math.min(setup.contextTokens, model.trainContextSize),
      sequences,
      threads: Math.max(1, Math.floor(threads / count)),
      // Without it, a model with a sliding window forgets the prefix that the next ask begins with.
      swaFullCache: true,
    });
    const shared = { context: { busy: 0 }, stepper: new Stepper() };
    for (let n = 0; n < sequences; n++) places.push({ ...shared, sequence: context.getSequence() });
  }
  return places;
};

const openModelFile = async (setup: EngineSetup): Promise<Opened> => {
  const runtime = await loadRuntime(setup.runtime);
  const said: string[] = [];
  try {
    const llama = await runtime.getLlama({
      gpu: setup.variant === 'cpu' ? false : setup.variant,
      build: 'never',
      skipDownload: true,
      logLevel: 'error',
      logger: (_level, message) => said.push(message.trim()),
      maxThreads: setup.threads || availableParallelism(),
    });
    let slow: string | undefined;
    const without = (why: string): void => {
      slow = `slower, for its weights could not be written anew (${why.slice(0, 120)})`;
    };
    const modelPath = llama.gpu === false ? await batchedPath(setup.path, without) : setup.path;
    const model = await llama.loadModel({ modelPath });
    return {
      setup,
      runtime,
      llama,
      model,
      wrapper: wrapperFor(runtime, model, setup.chat, setup.name),
      slow,
    };
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const why = said.at(-1) || (error instanceof Error ? error.message : String(error));
    throw new ModelError('model-broken', `${setup.name} cannot be loaded: ${why.slice(0, 200)}.`, {
      cause: error,
    });
  }
};

/** Grammars by their text; the oldest goes. */
const grammars = (llama: Llama): ((grammar: string) => Promise<Grammar>) => {
  const kept = new Map<string, Promise<Grammar>>();
  return (grammar) => {
    const made = kept.get(grammar) ?? llama.createGrammar({ grammar });
    kept.delete(grammar);
    kept.set(grammar, made);
    const [oldest] = kept.keys();
    if (kept.size > MAX_GRAMMARS && oldest !== undefined) kept.delete(oldest);
    return made;
  };
};

/** Loads the model. Throws ModelError `model-missing` or `model-broken`. */
export const openEngine = async (setup: EngineSetup): Promise<Engine> => {
  const opened = await openModelFile(setup);
  const { llama, model, wrapper } = opened;
  const all = await openContexts(opened);
  const places = new Places(all);
  const grammarFor = grammars(llama);
  return {
    parallel: all.length,
    about: [
      `llama.cpp on the ${llama.gpu === false ? 'CPU' : `GPU (${llama.gpu})`}`,
      `${all.length} at once`,
      wrapper.wrapperName,
      ...(opened.slow ? [opened.slow] : []),
    ].join(', '),
    async ask(ask, signal, onText) {
      const { tokens, ends } = layOut(wrapper, model, historyOf(ask.messages));
      const place = await places.take(signal, placeFor(tokens));
      const { sequence, stepper } = place;
      try {
        const maxTokens = roomFor(tokens.length, sequence, ask.maxTokens, setup.name);
        const { runtime } = opened;
        const shared = { runtime, model, stepper, sequence, tokens, ends };
        return await write({ ...shared, maxTokens, ask, grammarFor, signal, onText });
      } finally {
        place.context.busy--;
        places.free(place);
      }
    },
  };
};
