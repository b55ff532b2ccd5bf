// A JSON schema as a grammar of llama.cpp (GBNF). Unlike general converters it leaves no choice of white space: for
// a small model every space is a token to wait for, and a chance to go astray.

import type { JsonSchema } from '../model.ts';

/** Text that stands for itself. */
const literal = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
const json = (value: string | number | boolean): string => literal(JSON.stringify(value));
const anyOf = (rules: readonly string[]): string => `(${rules.join(' | ')})`;

const CHARACTER = 'char ::= [^"\\\\\\x7F\\x00-\\x1F] | "\\\\" ["\\\\/n]';
const INTEGER = 'integer ::= "-"? ("0" | [1-9] [0-9]{0,8})';

/** Longest text where the schema sets no limit, in characters. */
const LONGEST_TEXT = 2000;

const list = (item: string, min: number, max: number | undefined): string => {
  const more = `("," ${item})`;
  const upTo = max === undefined ? '' : `${max - 1}`;
  if (max === 0) return '"[]"';
  const some = `"[" ${item} ${more}{${Math.max(0, min - 1)},${upTo}} "]"`;
  return min > 0 ? some : anyOf(['"[]"', some]);
};

const rule = (schema: JsonSchema): string => {
  switch (schema.type) {
    case 'object': {
      const members = Object.entries(schema.properties).map(
        ([name, value]) => `${literal(`${JSON.stringify(name)}:`)} ${rule(value)}`,
      );
      return members.length === 0 ? '"{}"' : `"{" ${members.join(' "," ')} "}"`;
    }
    case 'array':
      return list(rule(schema.items), schema.minItems ?? 0, schema.maxItems);
    case 'string':
      if (schema.enum) return anyOf(schema.enum.map(json));
      return `"\\"" char{0,${schema.maxLength ?? LONGEST_TEXT}} "\\""`;
    case 'integer':
      return schema.enum ? anyOf(schema.enum.map(json)) : 'integer';
    case 'boolean':
      return anyOf([json(true), json(false)]);
  }
};

/** The grammar of exactly the JSON texts, written without white space, that satisfy the schema. */
export const grammarOf = (schema: JsonSchema): string =>
  [`root ::= ${rule(schema)}`, CHARACTER, INTEGER].join('\n');
