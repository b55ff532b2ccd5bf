// llama.cpp for Node, as far as Parlor uses it. It is not among the project's dependencies: `parlor setup llm`
// installs it, and only the process that runs a model loads it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { ModelError } from '../model.ts';

export type Variant = 'cpu' | 'cuda' | 'vulkan';

const ManifestSchema = z.object({
  /** Version of node-llama-cpp. */
  version: z.string(),
  variant: z.enum(['cpu', 'cuda', 'vulkan']),
  platform: z.string(),
});
/** What setup says of its work. */
export type Manifest = z.infer<typeof ManifestSchema>;

/** A wrapped conversation, ready to be cut into tokens. */
interface LlamaText {
  tokenize(tokenizer: unknown): number[];
  toString(): string;
}

export interface ChatWrapper {
  readonly wrapperName: string;
  generateContextState(state: { chatHistory: readonly HistoryItem[] }): {
    contextText: LlamaText;
    stopGenerationTriggers: readonly LlamaText[];
  };
}

export type HistoryItem =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] };

export interface Grammar {
  readonly grammar: string;
}

/** One conversation's place in a context; its tokens stay until another prompt takes their place. */
export interface Sequence {
  readonly contextSize: number;
  readonly nextTokenIndex: number;
  compareContextTokens(tokens: readonly number[]): { firstDifferentIndex: number };
  eraseContextTokenRanges(ranges: readonly { start: number; end: number }[]): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: readonly number[]): Promise<void>;
  /** Ends before a token that ends the answer, unless it is to be given. `next(tokens)` puts them in a token's place. */
  evaluate(tokens: readonly number[], options: Sampling): AsyncGenerator<number, void, number[] | undefined>;
}

export interface Sampling {
  readonly temperature: number;
  readonly seed: number;
  readonly minP: number;
  readonly topK: number;
  readonly topP: number;
  readonly repeatPenalty: { penalty: number; punishTokens: () => readonly number[] };
  /** Asked at every token. */
  readonly grammarEvaluationState?: () => GrammarState | undefined;
  readonly yieldEogToken?: boolean;
}

/** How far a grammar has come in one answer. */
export interface GrammarState {
  clone(): GrammarState;
}

export interface Context {
  getSequence(): Sequence;
  dispose(): Promise<void>;
}

export interface Model {
  readonly tokenizer: unknown;
  readonly trainContextSize: number;
  detokenize(tokens: readonly number[]): string;
  /** Text alone: nothing in it is taken for a control token. */
  tokenize(text: string): number[];
  isSpecialToken(token: number): boolean;
  isEogToken(token: number): boolean;
  readonly fileInfo: { readonly metadata: { readonly tokenizer?: { readonly chat_template?: unknown } } };
  createContext(options: {
    contextSize: number;
    sequences: number;
    threads: number;
    swaFullCache: boolean;
  }): Promise<Context>;
  dispose(): Promise<void>;
}

export interface Llama {
  readonly gpu: string | false;
  loadModel(options: { modelPath: string }): Promise<Model>;
  createGrammar(options: { grammar: string }): Promise<Grammar>;
}

export interface Runtime {
  getLlama(options: {
    gpu: 'cuda' | 'vulkan' | false;
    build: 'never';
    skipDownload: boolean;
    logLevel: 'error';
    logger: (level: string, message: string) => void;
    maxThreads: number;
  }): Promise<Llama>;
  readonly LlamaGrammarEvaluationState: new (options: { model: Model; grammar: Grammar }) => GrammarState;
  readonly GemmaChatWrapper: new () => ChatWrapper;
  resolveChatWrapper(model: Model): ChatWrapper;
}

const HOW = 'run `npx parlor setup llm`';

/**
 * What is installed in this folder.
 * @throws ModelError `model-missing` where nothing is, or it belongs to another kind of machine
 */
export const readManifest = (folder: string): Manifest => {
  const path = join(folder, 'manifest.json');
  if (!existsSync(path)) throw new ModelError('model-missing', `llama.cpp is not installed; ${HOW}.`);
  const manifest = ManifestSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  const platform = `${process.platform}-${process.arch}`;
  if (!manifest.success || manifest.data.platform !== platform)
    throw new ModelError('model-missing', `llama.cpp is not installed for ${platform}; ${HOW}.`);
  return manifest.data;
};

/** What the installed llama.cpp computes on. Throws as `readManifest` does. */
export const variantOf = (folder: string): Variant => readManifest(folder).variant;

/** @throws ModelError `model-missing` or, where it does not load, `model-broken` */
export const loadRuntime = async (folder: string): Promise<Runtime> => {
  readManifest(folder);
  const entry = join(folder, 'node_modules/node-llama-cpp/dist/index.js');
  try {
    const runtime: Runtime = await import(pathToFileURL(entry).href);
    return runtime;
  } catch (error) {
    throw new ModelError('model-broken', `llama.cpp cannot be loaded; ${HOW} --force.`, { cause: error });
  }
};
