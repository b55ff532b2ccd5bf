// A model behind an OpenAI-compatible endpoint. Whatever the endpoint does (refuse, stall, cut off, talk nonsense)
// comes out as an answer or as a ModelError whose sentence names no address and no key, since players may see it.

import { createOpenAICompatible, type OpenAICompatibleProvider } from '@ai-sdk/openai-compatible';
import { jsonSchema, Output, streamText } from 'ai';
import { faultOf } from './endpoint-faults.ts';
import {
  type Answer,
  type Ask,
  type JsonSchema,
  type LanguageModel,
  type Message,
  ModelError,
} from './model.ts';
import { Places } from './queue.ts';
import type { EndpointSettings } from './settings.ts';

/**
 * How an endpoint is told the form of an answer, best first: by the schema itself, by "JSON please" with the schema
 * in words, or in words alone. What is refused once is not tried again.
 */
const FORMS = ['schema', 'json', 'words'] as const;
type Form = (typeof FORMS)[number];

/** Waits for a rate limit so often, and no longer than so, ms. */
const MAX_WAITS = 2;
const LONGEST_WAIT_MS = 10_000;

export interface EndpointOptions {
  readonly timeoutMs: number;
  readonly say: (sentence: string) => void;
}

/** As strict endpoints want it: every property required, no others. */
const strict = (schema: JsonSchema): object => {
  if (schema.type === 'array') return { ...schema, items: strict(schema.items) };
  if (schema.type !== 'object') return schema;
  const { properties } = schema;
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, strict(value)])),
    required: Object.keys(properties),
    additionalProperties: false,
  };
};

const inWords = (messages: readonly Message[], schema: JsonSchema): Message[] => {
  const form = `Answer with one JSON object of this schema and nothing else:\n${JSON.stringify(strict(schema))}`;
  const last = messages.at(-1);
  if (last?.role !== 'user') return [...messages, { role: 'user', content: form }];
  return [...messages.slice(0, -1), { role: 'user', content: `${last.content}\n\n${form}` }];
};

const outputFor = (schema: JsonSchema | undefined, form: Form) => {
  if (!schema || form === 'words') return Output.text();
  return form === 'schema' ? Output.object({ schema: jsonSchema(strict(schema)) }) : Output.json();
};

/** Where an endpoint does not count tokens itself. */
const CHARACTERS_PER_TOKEN = 4;
const guess = (content: string): number => Math.ceil(content.length / CHARACTERS_PER_TOKEN);

/** The stream of one request, not yet read. */
const streamOf = (
  provider: OpenAICompatibleProvider,
  model: string,
  ask: Ask,
  form: Form,
  signal: AbortSignal,
) => {
  const { messages, schema, maxTokens, temperature, seed } = ask;
  return streamText({
    model: provider(model),
    messages: schema && form !== 'schema' ? inWords(messages, schema) : [...messages],
    allowSystemInMessages: true,
    output: outputFor(schema, form),
    maxOutputTokens: maxTokens,
    temperature,
    seed,
    maxRetries: 0,
    abortSignal: signal,
    // Errors are parts of the stream; without this they would be printed, too.
    onError: () => undefined,
  }).stream;
};

/** Reads an answer to its end; throws whatever the SDK does, the signal's reason, or ModelError `model-nonsense`. */
const read = async (
  stream: ReturnType<typeof streamOf>,
  { messages, onText }: Ask,
  signal: AbortSignal,
): Promise<Answer> => {
  const began = performance.now();
  let text = '';
  let [tokensIn, tokensOut, finish]: [number?, number?, Answer['finish']?] = [];
  for await (const part of stream) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'abort') throw signal.reason;
    if (part.type === 'text-delta') {
      text += part.text;
      onText?.(part.text);
    }
    if (part.type === 'finish') {
      finish = part.finishReason === 'length' ? 'length' : 'stop';
      tokensIn = part.totalUsage.inputTokens;
      tokensOut = part.totalUsage.outputTokens;
    }
  }
  if (text.trim() === '' || finish === undefined)
    throw new ModelError(
      'model-nonsense',
      "The language model's endpoint answered nothing that can be read.",
    );
  tokensIn ??= messages.reduce((sum, { content }) => sum + guess(content), 0);
  return { text, tokensIn, tokensOut: tokensOut ?? guess(text), ms: performance.now() - began, finish };
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

class Endpoint {
  readonly #provider: OpenAICompatibleProvider;
  readonly #model: string;
  readonly #options: EndpointOptions;
  #form: Form = 'schema';

  constructor(endpoint: EndpointSettings, model: string, options: EndpointOptions) {
    const { url, key } = endpoint;
    this.#provider = createOpenAICompatible({
      name: 'openai',
      baseURL: url,
      ...(key === undefined ? {} : { apiKey: key }),
      includeUsage: true,
      supportsStructuredOutputs: true,
    });
    this.#model = model;
    this.#options = options;
  }

  /** Throws ModelError. */
  async ask(ask: Ask): Promise<Answer> {
    const late = AbortSignal.timeout(this.#options.timeoutMs);
    const signal = AbortSignal.any([ask.signal, late]);
    for (let waits = 0; ; ) {
      const form = this.#form;
      try {
        const stream = streamOf(this.#provider, this.#model, ask, form, signal);
        const answer = await read(stream, ask, signal);
        if (ask.schema && answer.finish === 'stop' && !isJson(answer.text))
          this.#comeDown(form, 'does not keep to it');
        return answer;
      } catch (error) {
        const fault = faultOf(error, { given: ask.signal, late, timeoutMs: this.#options.timeoutMs });
        if (fault.badRequest && ask.schema && this.#comeDown(form, 'refuses it')) continue;
        const wait = fault.error.code === 'model-busy' && waits < MAX_WAITS ? fault.retryMs : undefined;
        if (wait === undefined || wait > LONGEST_WAIT_MS) throw fault.error;
        waits++;
        await pause(wait, signal);
      }
    }
  }

  /** Takes the next form, unless another ask has done so. Whether there is one. */
  #comeDown(from: Form, why: string): boolean {
    const next = FORMS[FORMS.indexOf(from) + 1];
    if (next === undefined) return false;
    if (this.#form === from) {
      this.#form = next;
      this.#options.say(
        `openai:${this.#model}: asked for the form of an answer by ${from}, the endpoint ${why}; by ${next} from now on.`,
      );
    }
    return true;
  }
}

/** Nothing is sent before the first ask. */
export const openEndpoint = async (
  endpoint: EndpointSettings,
  model: string,
  options: EndpointOptions,
): Promise<LanguageModel> => {
  const remote = new Endpoint(endpoint, model, options);
  const places = new Places(Array.from({ length: endpoint.parallel }, (_, index) => index));
  return {
    id: `openai:${model}`,
    parallel: endpoint.parallel,
    async ask(ask) {
      const place = await places.take(ask.signal, ([first = 0]) => first);
      try {
        return await remote.ask(ask);
      } finally {
        places.free(place);
      }
    },
    close: async () => undefined,
  };
};
