// The ways in which a secret can stand in a stream of bytes.

import { createHash } from 'node:crypto';

export interface Needle {
  /** What was looked for, and in which writing. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** Base64 of the text wherever it starts in a group of three; characters that depend on what is around it are cut off. */
const base64 = (bytes: Buffer): Buffer[] =>
  [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    return Buffer.from(text.slice(Math.ceil((shift * 8) / 6), whole));
  });

const escaped = (text: string): string =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** A secret text in plain, escaped, wide, hex and base64 writing. */
export const textNeedles = (name: string, text: string): Needle[] => {
  const bytes = Buffer.from(text);
  return [
    { name: `${name} as text`, bytes },
    { name: `${name} escaped`, bytes: Buffer.from(escaped(text)) },
    { name: `${name} in UTF-16`, bytes: Buffer.from(text, 'utf16le') },
    { name: `${name} in hex`, bytes: Buffer.from(bytes.toString('hex')) },
    ...base64(bytes).map((coded) => ({ name: `${name} in base64`, bytes: coded })),
  ];
};

/** Secret bytes, given in hex: raw, hex, base64. */
export const byteNeedles = (name: string, hex: string): Needle[] => {
  const bytes = Buffer.from(hex, 'hex');
  return [
    { name: `${name} raw`, bytes },
    { name: `${name} in base64url`, bytes: Buffer.from(bytes.toString('base64url')) },
    ...textNeedles(name, hex),
    ...textNeedles(name, hex.toUpperCase()),
    ...base64(bytes).map((coded) => ({ name: `${name} in base64`, bytes: coded })),
  ];
};

/** A short string as a msgpack value. */
export const packed = (text: string): Buffer =>
  Buffer.concat([Buffer.of(0xa0 | Buffer.byteLength(text)), Buffer.from(text)]);

/** A number that is no other: as floating point and as text. */
export const numberNeedles = (name: string, value: number): Needle[] => {
  const [big, little] = [Buffer.alloc(8), Buffer.alloc(8)];
  big.writeDoubleBE(value);
  little.writeDoubleLE(value);
  const single = Buffer.alloc(4);
  single.writeFloatBE(value);
  return [
    { name: `${name} as a double`, bytes: big },
    { name: `${name} as a double, turned round`, bytes: little },
    { name: `${name} as a float`, bytes: single },
    { name: `${name} as text`, bytes: Buffer.from(String(value).slice(1, 8)) },
  ];
};

/** A field with a text, in msgpack and in JSON. */
export const fieldNeedles = (field: string, text: string): Needle[] => [
  { name: `${field}: ${text} in msgpack`, bytes: Buffer.concat([packed(field), packed(text)]) },
  { name: `${field}: ${text} in JSON`, bytes: Buffer.from(`"${field}":"${text}"`) },
  { name: `${field}: ${text} in JSON in JSON`, bytes: Buffer.from(`\\"${field}\\":\\"${text}\\"`) },
];

/** Names of the needles that are in the haystack. */
export const found = (haystack: Buffer, needles: readonly Needle[]): string[] => [
  ...new Set(needles.filter(({ bytes }) => haystack.includes(bytes)).map(({ name }) => name)),
];

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A seat token, the bytes it stands for, and the hash that the server keeps. */
export const tokenNeedles = (name: string, token: string): Needle[] => [
  ...textNeedles(`${name}'s token`, token),
  ...byteNeedles(`${name}'s token`, Buffer.from(token, 'base64url').toString('hex')),
  ...byteNeedles(`the hash of ${name}'s token`, sha256(token)),
];
