// The seam between those who ask a language model and those who run one. Nothing here knows seats, rooms or
// scenarios; nothing behind it may be trusted to answer in time, in form, or at all: every fault is a ModelError.

/** Who is speaking in a prompt, and what they say. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/**
 * A plain JSON schema, kept to what both a llama.cpp grammar and `response_format` understand. Every property named
 * in an object belongs to it; `required` defaults to all of them on every back end.
 */
export type JsonSchema =
  | {
      readonly type: 'object';
      readonly properties: { readonly [name: string]: JsonSchema };
      readonly required?: readonly string[];
    }
  | {
      readonly type: 'array';
      readonly items: JsonSchema;
      readonly minItems?: number;
      readonly maxItems?: number;
    }
  | { readonly type: 'string'; readonly enum?: readonly string[]; readonly maxLength?: number }
  | { readonly type: 'integer'; readonly enum?: readonly number[] }
  | { readonly type: 'boolean' };

/** One question to a model. */
export interface Ask {
  readonly messages: readonly Message[];
  /** The whole answer must satisfy this (grammar on llama.cpp, response_format elsewhere); absent: free text. */
  readonly schema?: JsonSchema;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Called with each new piece of raw answer text. */
  readonly onText?: (piece: string) => void;
}

/** What came back. `finish` is "length" where the answer was cut at `maxTokens`. */
export interface Answer {
  readonly text: string;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly ms: number;
  readonly finish: 'stop' | 'length';
}

export interface LanguageModel {
  /** e.g. "smollm2-135m" or "openai:NAME"; goes into the log. */
  readonly id: string;
  /** How many asks may run at once; further ones wait their turn. */
  readonly parallel: number;
  /** What runs where, for people; absent where the server does not know. */
  readonly about?: string;
  /** Throws ModelError, and nothing else. */
  ask(request: Ask): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * unreachable: nobody answers at the endpoint. refused: it answered no (key, model name, request). slow: out of time.
 * busy: rate-limited or overloaded. nonsense: it answered, but not what was asked for. cancelled: the asker gave up.
 * missing: no such model, or nothing to run it with. broken: the model's file or its runtime fails.
 */
export type ModelErrorCode =
  | 'model-unreachable'
  | 'model-refused'
  | 'model-slow'
  | 'model-busy'
  | 'model-nonsense'
  | 'model-cancelled'
  | 'model-missing'
  | 'model-broken';

/** A fault with a code for programs and a sentence for people. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
