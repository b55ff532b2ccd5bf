// A language model that says what a test tells it to.
import { type Answer, type Ask, type LanguageModel, ModelError } from '../../server/llm/model.ts';

/** What the double answers to one ask: text, or an error to throw; `afterMs` delays it, `finish` marks a cut. */
export interface Reply {
  readonly text?: string;
  readonly error?: ModelError;
  readonly afterMs?: number;
  readonly finish?: Answer['finish'];
}

/** Answers the `n`-th ask (from 0). A string is a Reply with that text. */
export type Script = (ask: Ask, n: number) => Reply | string | Promise<Reply | string>;

export interface ScriptedModel extends LanguageModel {
  /** Every ask so far, in order. */
  readonly asked: readonly Ask[];
  readonly closed: boolean;
}

const words = (text: string): string[] => text.match(/\s*\S+/g) ?? [];

/** Waits, and fails as a model does when its asker gives up meanwhile. */
const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const cancelled = () => reject(new ModelError('model-cancelled', 'The ask was cancelled.'));
    if (signal.aborted) return cancelled();
    if (ms <= 0) return resolve();
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    const stop = () => {
      clearTimeout(timer);
      cancelled();
    };
    signal.addEventListener('abort', stop, { once: true });
  });

/** A model whose answers come from `script`, streamed word by word. */
export const scriptedModel = (
  script: Script,
  { id = 'scripted-model', parallel = 8 } = {},
): ScriptedModel => {
  const asked: Ask[] = [];
  let closed = false;
  return {
    id,
    parallel,
    asked,
    get closed() {
      return closed;
    },
    async ask(ask) {
      const began = performance.now();
      const n = asked.push(ask) - 1;
      const said = await script(ask, n);
      const {
        text = '',
        error,
        afterMs = 0,
        finish = 'stop',
      } = typeof said === 'string' ? { text: said } : said;
      await wait(afterMs, ask.signal);
      if (error) throw error;
      for (const piece of words(text)) ask.onText?.(piece);
      const tokensIn = ask.messages.reduce((sum, message) => sum + words(message.content).length, 0);
      return { text, tokensIn, tokensOut: words(text).length, ms: performance.now() - began, finish };
    },
    async close() {
      closed = true;
    },
  };
};
