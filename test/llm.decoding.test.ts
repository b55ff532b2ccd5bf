// Decoding in step, and the grammars that keep an answer in form: without a model.

import { expect, test } from 'vitest';
import { grammarOf } from '../server/llm/gguf/grammar.ts';
import { Stepper } from '../server/llm/gguf/stepper.ts';
import type { JsonSchema } from '../server/llm/model.ts';

test('whoever writes in one context takes every step with the others', async () => {
  const stepper = new Stepper();
  let together = 0;
  const most: number[] = [];
  async function* source(): AsyncGenerator<number> {
    for (let n = 0; n < 10; n++) {
      together++;
      await new Promise((resolve) => setImmediate(resolve));
      most.push(together);
      together--;
      yield n;
    }
  }
  const limits = [10, 10, 10, 3, 10, 10, 10, 10];
  const taken = await Promise.all(
    limits.map(async (limit) => {
      let seen = 0;
      await stepper.run(source(), () => ++seen < limit);
      return seen;
    }),
  );
  expect(taken).toEqual(limits);
  expect(Math.max(...most)).toBe(8);
  expect(stepper.writers).toBe(0);
});

test('one who fails in a step fails alone', async () => {
  const stepper = new Stepper();
  async function* good(): AsyncGenerator<number> {
    for (let n = 0; n < 5; n++) yield n;
  }
  async function* bad(): AsyncGenerator<number> {
    yield 0;
    throw new Error('out of memory');
  }
  let seen = 0;
  const [first, second] = await Promise.allSettled([
    stepper.run(good(), () => ++seen < 99),
    stepper.run(bad(), () => true),
  ]);
  expect([first?.status, seen]).toEqual(['fulfilled', 5]);
  expect(second).toMatchObject({ status: 'rejected', reason: new Error('out of memory') });
});

test('a schema becomes a grammar without white space, quotes and backslashes kept', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      do: { type: 'array', items: { type: 'string', enum: ['say "no"', 'a\\b'] }, minItems: 1, maxItems: 2 },
      sure: { type: 'boolean' },
      n: { type: 'integer', enum: [1, 2] },
      say: { type: 'string', maxLength: 9 },
    },
  };
  const [first] = grammarOf(schema).split('\n');
  expect(first).toBe(
    String.raw`root ::= "{" "\"do\":" "[" ("\"say \\\"no\\\"\"" | "\"a\\\\b\"") ("," ("\"say \\\"no\\\"\"" | "\"a\\\\b\"")){0,1} "]" "," "\"sure\":" ("true" | "false") "," "\"n\":" ("1" | "2") "," "\"say\":" "\"" char{0,9} "\"" "}"`,
  );
});
