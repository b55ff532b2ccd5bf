// The form of an answer, piece by piece: text that is settled, a choice, free text. A model is asked for what is open
// alone; what is settled is only read, many tokens at once, and costs next to nothing. No white space is left to
// chance: for a small model every space is a token to wait for, and a chance to go astray.

import type { JsonSchema } from '../model.ts';

export type Piece =
  | { readonly kind: 'settled'; readonly text: string }
  /** One of these, none twice. */
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'integer' }
  /** Text inside quotes, of so many characters at most, without quotes, backslashes and control characters. */
  | { readonly kind: 'text'; readonly most: number };

/** Longest text where the schema sets no limit, in characters. */
const LONGEST_TEXT = 2000;

const settled = (text: string): Piece => ({ kind: 'settled', text });
const choice = (values: readonly (string | number | boolean)[]): Piece => ({
  kind: 'choice',
  options: [...new Set(values.map((value) => JSON.stringify(value)))],
});

type Items = Extract<JsonSchema, { type: 'array' }>;

function* listPieces({ items, minItems = 0, maxItems }: Items): Generator<Piece, void, string> {
  if (maxItems === 0) {
    yield settled('[]');
    return;
  }
  yield settled('[');
  for (let count = 1; ; count++) {
    yield* piecesOf(items);
    if (count === maxItems) {
      yield settled(']');
      return;
    }
    if (count < minItems) yield settled(',');
    else if ((yield { kind: 'choice', options: [']', ','] }) === ']') return;
  }
}

/**
 * The pieces of a JSON text that satisfies the schema, one line without white space. To be told what a choice came to
 * (`next(text)`). Lists have an item at least, unless they may have none at all.
 */
export function* piecesOf(schema: JsonSchema): Generator<Piece, void, string> {
  switch (schema.type) {
    case 'object': {
      let before = '{';
      for (const [name, value] of Object.entries(schema.properties)) {
        yield settled(`${before}${JSON.stringify(name)}:`);
        yield* piecesOf(value);
        before = ',';
      }
      yield settled(before === '{' ? '{}' : '}');
      return;
    }
    case 'array':
      yield* listPieces(schema);
      return;
    case 'string':
      if (schema.enum) yield choice(schema.enum);
      else {
        yield settled('"');
        yield { kind: 'text', most: schema.maxLength ?? LONGEST_TEXT };
        yield settled('"');
      }
      return;
    case 'integer':
      yield schema.enum ? choice(schema.enum) : { kind: 'integer' };
      return;
    case 'boolean':
      yield choice([true, false]);
  }
}

/** Text that stands for itself in a grammar of llama.cpp (GBNF). */
const literal = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** The grammar of what is open in a piece. */
export const grammarOf = (piece: Extract<Piece, { kind: 'choice' | 'integer' }>): string =>
  piece.kind === 'integer'
    ? 'root ::= "-"? ("0" | [1-9] [0-9]{0,8})'
    : `root ::= ${piece.options.map(literal).join(' | ')}`;

/** Where text inside quotes cannot go on. */
const STOPS = /["\\\p{Cc}]/u;

/** How much of the text may be kept; undefined: all of it, and it may go on. */
export const keptOf = (text: string, most: number): string | undefined => {
  const stop = STOPS.exec(text)?.index ?? Number.POSITIVE_INFINITY;
  const cut = Math.min(stop, text.length > most ? most : Number.POSITIVE_INFINITY);
  return cut === Number.POSITIVE_INFINITY ? undefined : text.slice(0, cut).toWellFormed();
};
