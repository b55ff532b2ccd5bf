// Decoding in step, and the forms that answers have: without a model.

import { expect, test } from 'vitest';
import { grammarOf, keptOf, type Piece, piecesOf } from '../server/llm/gguf/form.ts';
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

/** The pieces of a form, where `choose` answers what is open. */
const filled = (schema: JsonSchema, choose: (piece: Piece) => string): { text: string; open: Piece[] } => {
  const pieces = piecesOf(schema);
  const open: Piece[] = [];
  let text = '';
  for (let piece = pieces.next(); !piece.done; ) {
    const { value } = piece;
    if (value.kind !== 'settled') open.push(value);
    const said = value.kind === 'settled' ? value.text : choose(value);
    text += said;
    piece = pieces.next(said);
  }
  return { text, open };
};

const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    do: { type: 'array', items: { type: 'string', enum: ['say "no"', 'a\\b'] }, minItems: 1, maxItems: 3 },
    sure: { type: 'boolean' },
    n: { type: 'integer', enum: [1, 12] },
    any: { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 },
    none: { type: 'array', items: { type: 'boolean' }, maxItems: 0 },
    say: { type: 'string', maxLength: 9 },
  },
};

test('a form asks for what is open alone, and comes to JSON without white space', () => {
  const answers: Record<string, (piece: Piece) => string> = {
    choice: (piece) => (piece.kind === 'choice' ? (piece.options.at(-1) ?? '') : ''),
    integer: () => '-7',
    text: () => 'Hello',
  };
  const { text, open } = filled(SCHEMA, (piece) => answers[piece.kind]?.(piece) ?? '');
  expect(text).toBe(
    String.raw`{"do":["a\\b","a\\b","a\\b"],"sure":false,"n":12,"any":[-7,-7],"none":[],"say":"Hello"}`,
  );
  expect(JSON.parse(text)).toMatchObject({ n: 12, any: [-7, -7], none: [] });
  expect(open.filter(({ kind }) => kind === 'choice').length).toBe(7);
  const { text: shortest } = filled(SCHEMA, (piece) =>
    piece.kind === 'choice' ? (piece.options[0] ?? '') : piece.kind === 'text' ? '' : '0',
  );
  expect(JSON.parse(shortest)).toEqual({
    do: ['say "no"'],
    sure: true,
    n: 1,
    any: [0, 0],
    none: [],
    say: '',
  });
});

test('a choice is a grammar of its own, quotes and backslashes kept', () => {
  const options = [JSON.stringify('say "no"'), JSON.stringify('a\\b')];
  expect(grammarOf({ kind: 'choice', options })).toBe(
    String.raw`root ::= "\"say \\\"no\\\"\"" | "\"a\\\\b\""`,
  );
});

test.each([
  ['Hello there', 20, undefined],
  ['Hello" and more', 20, 'Hello'],
  ['a \\ b', 20, 'a '],
  ['two\nlines', 20, 'two'],
  ['Hello there', 5, 'Hello'],
  ['Hello', 5, undefined],
  ['ab\u{1F600}', 3, 'ab\uFFFD'],
])('of %j within %i characters is kept %j', (text, most, kept) => {
  expect(keptOf(text, most)).toBe(kept);
});
