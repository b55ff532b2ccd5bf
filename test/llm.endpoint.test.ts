// OpenAI-compatible endpoints that work, and all the ways in which they do not.

import { afterEach, expect, test } from 'vitest';
import { openEndpoint } from '../server/llm/endpoint.ts';
import type { Ask, JsonSchema, LanguageModel, Message } from '../server/llm/model.ts';
import { ask, faultOf } from './doubles/asking.ts';
import { type Asked, type FakeEndpoint, type Reply, startEndpoint } from './doubles/openai-endpoint.ts';

const KEY = 'sk-not-to-be-seen';
const SCHEMA: JsonSchema = {
  type: 'object',
  properties: { do: { type: 'string', enum: ['greet', 'ask'] }, say: { type: 'string', maxLength: 40 } },
};
const IN_FORM = '{"do":"greet","say":"Hello."}';

let endpoint: FakeEndpoint | undefined;
afterEach(() => endpoint?.close());

interface Opened {
  readonly model: LanguageModel;
  readonly said: string[];
}

const open = async (
  script: (asked: Asked, n: number) => Reply,
  { timeoutMs = 20_000, parallel = 4 } = {},
): Promise<Opened> => {
  endpoint = await startEndpoint(script);
  const said: string[] = [];
  const settings = { url: endpoint.url, key: KEY, models: ['m'], parallel };
  const model = await openEndpoint(settings, 'm', { timeoutMs, say: (line) => said.push(line) });
  return { model, said };
};

const TALK: readonly Message[] = [
  { role: 'system', content: 'You greet people.' },
  { role: 'user', content: 'Go on.' },
];
const question = (over: Partial<Ask> = {}): Ask => ask(TALK, { maxTokens: 40, seed: 7, ...over });

test('an answer comes in pieces, with its tokens counted by the endpoint', async () => {
  const { model } = await open(() => ({ pieces: ['Good ', 'day', '.'] }));
  const pieces: string[] = [];
  const answer = await model.ask(question({ onText: (piece) => pieces.push(piece) }));
  expect(pieces).toEqual(['Good ', 'day', '.']);
  expect(answer).toMatchObject({ text: 'Good day.', tokensIn: 11, tokensOut: 3, finish: 'stop' });
  expect(model.id).toBe('openai:m');
  expect(endpoint?.asked[0]).toMatchObject({
    model: 'm',
    seed: 7,
    max_tokens: 40,
    stream: true,
    authorization: `Bearer ${KEY}`,
    messages: [
      { role: 'system', content: 'You greet people.' },
      { role: 'user', content: 'Go on.' },
    ],
  });
});

test('an answer that was cut at its length says so', async () => {
  const { model } = await open(() => ({ pieces: ['{"say":"and th'], finish: 'length' }));
  expect((await model.ask(question({ schema: SCHEMA }))).finish).toBe('length');
});

test('the form of an answer is asked for by its schema, every property required', async () => {
  const { model, said } = await open(() => ({ pieces: [IN_FORM] }));
  expect((await model.ask(question({ schema: SCHEMA }))).text).toBe(IN_FORM);
  expect(endpoint?.asked[0]?.response_format).toMatchObject({
    type: 'json_schema',
    json_schema: { schema: { required: ['do', 'say'], additionalProperties: false } },
  });
  expect(said).toEqual([]);
});

test('an endpoint that refuses schemas is asked for JSON, then in words, once and for all, and the log says so', async () => {
  const { model, said } = await open(({ response_format }) =>
    response_format ? { status: 400 } : { pieces: [IN_FORM] },
  );
  expect((await model.ask(question({ schema: SCHEMA }))).text).toBe(IN_FORM);
  expect(endpoint?.asked.map(({ response_format: form }) => form?.type)).toEqual([
    'json_schema',
    'json_object',
    undefined,
  ]);
  expect(endpoint?.asked[2]?.messages.at(-1)?.content).toMatch(
    /^Go on\.\n\nAnswer with one JSON object.*"greet"/s,
  );
  await model.ask(question({ schema: SCHEMA }));
  expect(endpoint?.asked).toHaveLength(4);
  expect(said).toHaveLength(2);
  expect(said.join()).toContain('refuses it');
});

test('an endpoint that takes schemas and does not keep to them is asked differently the next time', async () => {
  const { model, said } = await open(() => ({ pieces: ['Sure! I shall greet them.'] }));
  await model.ask(question({ schema: SCHEMA }));
  await model.ask(question({ schema: SCHEMA }));
  expect(endpoint?.asked[1]?.response_format?.type).toBe('json_object');
  expect(said[0]).toContain('does not keep to it');
});

test.each([
  [401, 'model-refused', 'LLM_KEY'],
  [403, 'model-refused', 'LLM_KEY'],
  [404, 'model-refused', 'LLM_MODEL'],
  [400, 'model-refused', 'refuses the request'],
  [500, 'model-unreachable', '500'],
  [502, 'model-unreachable', '502'],
])('status %i is told as %s, without address or key', async (status, code, words) => {
  const { model } = await open(() => ({ status, body: `{"error":{"message":"key ${KEY}"}}` }));
  const fault = await faultOf(model.ask(question()));
  expect(fault.code).toBe(code);
  expect(fault.message).toContain(words);
  expect(fault.message).not.toMatch(/127\.0\.0\.1|sk-/);
});

test('a rate limit is waited for as long as the endpoint says, then told', async () => {
  const limited: Reply = { status: 429, headers: { 'retry-after': '0.05' } };
  const { model } = await open((_asked, n) => (n === 1 ? { pieces: ['Now.'] } : limited));
  expect((await model.ask(question())).text).toBe('Now.');
  const fault = await faultOf(model.ask(question()));
  expect(fault.code).toBe('model-busy');
  expect(endpoint?.asked).toHaveLength(5);
});

test('a rate limit that is too long is not waited for', async () => {
  const { model } = await open(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
  expect((await faultOf(model.ask(question()))).code).toBe('model-busy');
  expect(endpoint?.asked).toHaveLength(1);
});

test.each<[string, Reply]>([
  ['a page of HTML', { raw: '<!doctype html><p>Welcome to the router' }],
  ['nothing', { raw: '' }],
  ['events that are no answers', { raw: 'data: {"hello": "world"}\n\ndata: [DONE]\n\n' }],
  ['events that are no JSON', { raw: 'data: {"choi\n\n' }],
  ['an answer without words', { pieces: [] }],
  ['an answer of blanks', { pieces: ['  ', '\n'] }],
])('%s instead of an answer is told as nonsense', async (_name, reply) => {
  const { model } = await open(() => reply);
  expect((await faultOf(model.ask(question()))).code).toBe('model-nonsense');
});

test('a connection that breaks in the middle of an answer is told', async () => {
  const { model } = await open(() => ({ pieces: ['Well, '], cut: true }));
  expect(['model-unreachable', 'model-nonsense']).toContain((await faultOf(model.ask(question()))).code);
});

test.each<[string, Reply]>([
  ['that never answers', { hang: true }],
  ['that stalls in the middle', { pieces: ['Let me '], stall: true }],
])('an endpoint %s is given up after the time limit', async (_name, reply) => {
  const { model } = await open(() => reply, { timeoutMs: 2000 });
  expect((await faultOf(model.ask(question()))).code).toBe('model-slow');
  await expect.poll(() => endpoint?.given).toBe(1);
});

test('a question that is taken back is taken back at the endpoint too', async () => {
  const { model } = await open(() => ({ pieces: ['Let me '], stall: true }));
  const stop = new AbortController();
  const asking = faultOf(model.ask(question({ signal: stop.signal, onText: () => stop.abort() })));
  expect((await asking).code).toBe('model-cancelled');
  await expect.poll(() => endpoint?.given).toBe(1);
});

test('an endpoint that is down cannot be reached', async () => {
  const { model } = await open(() => ({ pieces: ['never'] }));
  await endpoint?.close();
  const fault = await faultOf(model.ask(question()));
  expect(fault.code).toBe('model-unreachable');
  expect(fault.message).not.toContain('127.0.0.1');
});

test("an address that is nobody's cannot be reached", async () => {
  const settings = { url: 'http://nobody.invalid/v1', key: undefined, models: ['m'], parallel: 1 };
  const model = await openEndpoint(settings, 'm', { timeoutMs: 20_000, say: () => undefined });
  expect((await faultOf(model.ask(question()))).code).toBe('model-unreachable');
});

test('no more than so many questions are at the endpoint at once, and who gives up while waiting is not asked for', async () => {
  const { model } = await open(() => ({ hang: true }), { parallel: 2 });
  const [first, third] = [new AbortController(), new AbortController()];
  const asks = [0, 1].map(() => faultOf(model.ask(question({ signal: first.signal }))));
  const waiting = faultOf(model.ask(question({ signal: third.signal })));
  await expect.poll(() => endpoint?.asked.length).toBe(2);
  third.abort();
  expect((await waiting).code).toBe('model-cancelled');
  first.abort();
  expect((await Promise.all(asks)).map(({ code }) => code)).toEqual(['model-cancelled', 'model-cancelled']);
  await expect.poll(() => endpoint?.given).toBe(2);
  expect(endpoint?.asked).toHaveLength(2);
});
