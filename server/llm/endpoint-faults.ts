// What an endpoint's failure means, as one of the codes. Details (address, status, body) stay in `cause`.

import { APICallError } from 'ai';
import { ModelError, type ModelErrorCode } from './model.ts';

export interface Fault {
  readonly error: ModelError;
  /** The request itself was refused; another form of it may not be. */
  readonly badRequest: boolean;
  /** When to try again, ms; undefined: the endpoint did not say. */
  readonly retryMs: number | undefined;
}

export interface Circumstances {
  /** The asker's own signal. */
  readonly given: AbortSignal;
  /** The time limit. */
  readonly late: AbortSignal;
  readonly timeoutMs: number;
}

/** Waits so long where an overloaded endpoint does not say how long, ms. */
const USUAL_WAIT_MS = 1000;

const BY_STATUS: Readonly<Record<number, readonly [ModelErrorCode, string]>> = {
  400: ['model-refused', 'refuses the request'],
  401: ['model-refused', 'refuses the key; see LLM_KEY'],
  402: ['model-refused', 'wants to be paid first'],
  403: ['model-refused', 'refuses the key; see LLM_KEY'],
  404: ['model-refused', 'knows no such model or address; see LLM_URL and LLM_MODEL'],
  405: ['model-refused', 'is not at this address; see LLM_URL'],
  408: ['model-slow', 'gave up for slowness'],
  413: ['model-refused', 'finds the prompt too long'],
  422: ['model-refused', 'refuses the request'],
  429: ['model-busy', 'is limited: too many requests'],
  503: ['model-busy', 'is overloaded or still loading'],
  529: ['model-busy', 'is overloaded'],
};
const BAD_REQUESTS = [400, 422];

const sentence = (what: string): string => `The language model's endpoint ${what}.`;

const codeOf = (status: number): readonly [ModelErrorCode, string] =>
  BY_STATUS[status] ??
  (status >= 500
    ? ['model-unreachable', `fails with status ${status}`]
    : ['model-nonsense', `answers with status ${status}`]);

/** Seconds, or a date; ms. */
const retryAfter = (headers: Readonly<Record<string, string>> | undefined): number => {
  const text = headers?.['retry-after'];
  if (text === undefined) return USUAL_WAIT_MS;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? USUAL_WAIT_MS : Math.max(0, date - Date.now());
};

const NETWORK =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|UND_ERR|CERT|fetch failed|\bsocket\b|\bterminated\b/i;

/** All messages and codes in a chain of causes. */
const words = (error: unknown, depth = 0): string => {
  if (!(error instanceof Error) || depth > 5) return '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const inner =
    error instanceof AggregateError ? error.errors.map((one) => words(one, depth + 1)).join(' ') : '';
  return `${error.message} ${code} ${inner} ${words(error.cause, depth + 1)}`;
};

const plain = (code: ModelErrorCode, what: string, cause: unknown): Fault => ({
  error: new ModelError(code, sentence(what), { cause }),
  badRequest: false,
  retryMs: undefined,
});

/** Reads an error of one request. */
export const faultOf = (error: unknown, { given, late, timeoutMs }: Circumstances): Fault => {
  if (given.aborted)
    return {
      ...plain('model-cancelled', '', error),
      error: new ModelError('model-cancelled', 'The question was taken back.'),
    };
  if (late.aborted) return plain('model-slow', `did not answer within ${timeoutMs / 1000} s`, error);
  if (error instanceof ModelError) return { error, badRequest: false, retryMs: undefined };
  // A status of 2xx is an answer that could not be read.
  if (APICallError.isInstance(error) && (error.statusCode ?? 0) >= 300) {
    const status = error.statusCode ?? 0;
    const [code, what] = codeOf(status);
    return {
      error: new ModelError(code, sentence(what), { cause: error }),
      badRequest: BAD_REQUESTS.includes(status),
      retryMs: code === 'model-busy' ? retryAfter(error.responseHeaders) : undefined,
    };
  }
  if (NETWORK.test(words(error))) return plain('model-unreachable', 'cannot be reached; see LLM_URL', error);
  return plain('model-nonsense', 'answered, but not as an OpenAI-compatible endpoint does', error);
};
