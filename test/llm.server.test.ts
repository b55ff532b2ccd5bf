// The endpoint back end against a real llama.cpp server with a small model.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEndpoint } from '../server/llm/endpoint.ts';
import { LLM_FOLDER, modelPath } from '../server/llm/folder.ts';
import {
  type Ask,
  type JsonSchema,
  type LanguageModel,
  type Message,
  ModelError,
} from '../server/llm/model.ts';
import { ask } from './doubles/asking.ts';
import { type LlamaServer, startLlamaServer, whyNoServer } from './doubles/llama-server.ts';
import { describeWithModels } from './doubles/small-models.ts';

const KEY = 'a-key-for-tests';
const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    do: { type: 'array', items: { type: 'string', enum: ['greet', 'wait'] }, minItems: 1, maxItems: 1 },
    say: { type: 'string', maxLength: 40 },
  },
};

const TALK: readonly Message[] = [
  { role: 'system', content: 'You are at the door and greet people, in JSON.' },
  { role: 'user', content: 'Somebody comes in.' },
];

const missing = await whyNoServer();

const serverTests = (): void => {
  let server: LlamaServer;
  const said: string[] = [];
  beforeAll(async () => {
    server = await startLlamaServer(modelPath(LLM_FOLDER, 'smollm2-135m'), KEY);
  }, 240_000);
  afterAll(() => server?.close());

  const open = (key = KEY, timeoutMs = 180_000): Promise<LanguageModel> =>
    openEndpoint({ url: server.url, key, models: ['smollm2'], parallel: 2 }, 'smollm2', {
      timeoutMs,
      say: (line) => said.push(line),
    });
  const greeting = (over: Partial<Ask> = {}): Ask => ask(TALK, { maxTokens: 60, seed: 5, ...over });

  test('answers in form and in pieces, several at once', { timeout: 240_000 }, async () => {
    const model = await open();
    const answers = await Promise.all(
      [1, 2, 3].map(async (seed) => {
        let streamed = '';
        const answer = await model.ask(
          greeting({ seed, schema: SCHEMA, onText: (piece) => (streamed += piece) }),
        );
        expect(streamed).toBe(answer.text);
        return answer;
      }),
    );
    for (const { text, finish, tokensIn, tokensOut } of answers) {
      expect(tokensIn).toBeGreaterThan(10);
      expect(tokensOut).toBeGreaterThan(3);
      if (finish === 'length') continue;
      const { do: acts }: { do: string[] } = JSON.parse(text);
      expect(['greet', 'wait']).toContain(acts[0]);
    }
    expect(answers.some(({ finish }) => finish === 'stop')).toBe(true);
    expect(said).toEqual([]);
  });

  test('refuses a wrong key, and the sentence says so', { timeout: 60_000 }, async () => {
    const wrong = await open('another');
    await expect(wrong.ask(greeting())).rejects.toMatchObject({ code: 'model-refused' });
    await expect(wrong.ask(greeting())).rejects.toBeInstanceOf(ModelError);
  });

  test('is let go of where a question is taken back, and gone once it is killed', {
    timeout: 120_000,
  }, async () => {
    const model = await open();
    const stop = new AbortController();
    const story = greeting({ maxTokens: 900, signal: stop.signal, onText: () => stop.abort() });
    await expect(model.ask(story)).rejects.toMatchObject({ code: 'model-cancelled' });
    await server.close();
    await expect(model.ask(greeting())).rejects.toMatchObject({ code: 'model-unreachable' });
  });
};

describeWithModels('a llama.cpp server', serverTests, missing);
