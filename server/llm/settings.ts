// What opening a model needs to know; made from the environment by server/config.ts.

import type { CatalogueEntry } from './catalogue.ts';
import { CATALOGUE } from './catalogue.ts';
import { LLM_FOLDER } from './folder.ts';

/** An OpenAI-compatible endpoint and the names that may be asked for there. */
export interface EndpointSettings {
  /** For example http://localhost:8080/v1 */
  readonly url: string;
  readonly key: string | undefined;
  /** At least one; the first is meant where none is named. */
  readonly models: readonly string[];
  /** Asks at once. */
  readonly parallel: number;
}

export interface LlmSettings {
  /** Of llama.cpp and the models. */
  readonly folder: string;
  readonly catalogue: readonly CatalogueEntry[];
  readonly endpoint: EndpointSettings | undefined;
  /** The embedded model that is meant where none is named; undefined: the first that is there. */
  readonly preferred: string | undefined;
  /** An answer that takes longer is given up, ms. */
  readonly timeoutMs: number;
  /** Of embedded models: threads in all (0: one a core), conversations at once, tokens of one. */
  readonly threads: number;
  readonly sequences: number;
  readonly contextTokens: number;
  /** Told what happened that whoever runs the server should know. */
  readonly say: (sentence: string) => void;
}

/** Settings of a machine where nothing was set. */
export const plainSettings = (over: Partial<LlmSettings> = {}): LlmSettings => ({
  folder: LLM_FOLDER,
  catalogue: CATALOGUE,
  endpoint: undefined,
  preferred: undefined,
  timeoutMs: 60_000,
  threads: 0,
  sequences: 8,
  contextTokens: 2048,
  say: () => undefined,
  ...over,
});
