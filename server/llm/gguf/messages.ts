// What the process that runs a model and the one that asks say to each other.

import type { Chat } from '../catalogue.ts';
import type { Answer, JsonSchema, Message, ModelErrorCode } from '../model.ts';
import type { Variant } from './runtime.ts';

export interface EngineSetup {
  /** Folder of the installed llama.cpp. */
  readonly runtime: string;
  /** The model's file. */
  readonly path: string;
  readonly name: string;
  readonly chat: Chat;
  readonly variant: Variant;
  /** Threads in all; 0: as many as there are cores. */
  readonly threads: number;
  /** Conversations that are decoded at once. */
  readonly sequences: number;
  /** Longest prompt and answer together, in tokens. */
  readonly contextTokens: number;
}

export interface PlainAsk {
  readonly messages: readonly Message[];
  readonly schema?: JsonSchema;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed: number;
}

export type ToEngine =
  | { readonly kind: 'open'; readonly setup: EngineSetup }
  | { readonly kind: 'ask'; readonly id: number; readonly ask: PlainAsk }
  | { readonly kind: 'cancel'; readonly id: number };

export interface Fault {
  readonly code: ModelErrorCode;
  readonly message: string;
}

export type FromEngine =
  | { readonly kind: 'ready'; readonly parallel: number; readonly about: string }
  | { readonly kind: 'text'; readonly id: number; readonly piece: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  /** Without an id: it could not be opened. */
  | { readonly kind: 'failed'; readonly id?: number; readonly fault: Fault };
