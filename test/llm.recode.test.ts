// Weights written anew for kernels that take several conversations at once: they stay what they were, as far as
// sixteen uneven steps can tell, and a copy that took harm is made again.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { batchedPath } from '../server/llm/gguf/batched.ts';
import { IQ4_NL, listOf, outlineOf, Q4_1, type Tensor } from '../server/llm/gguf/file.ts';
import { recodeBlocks, recoded } from '../server/llm/gguf/recode.ts';
import { rngFromState } from '../shared/rng.ts';

const BLOCK = 32;
const F32 = 0;
const STEPS = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

const half = (bits: number): number => {
  const [exponent, mantissa] = [(bits >> 10) & 31, bits & 1023];
  const size = exponent === 0 ? mantissa * 2 ** -24 : (1 + mantissa / 1024) * 2 ** (exponent - 15);
  return bits >> 15 ? -size : size;
};
const nibbles = (bytes: Buffer): number[] => [
  ...[...bytes].map((b) => b & 15),
  ...[...bytes].map((b) => b >> 4),
];
const readQ41 = (bytes: Buffer): number[] =>
  nibbles(bytes.subarray(4)).map((q) => q * half(bytes.readUInt16LE(0)) + half(bytes.readUInt16LE(2)));
const readNl = (bytes: Buffer): number[] =>
  nibbles(bytes.subarray(2)).map((q) => (STEPS[q] ?? 0) * half(bytes.readUInt16LE(0)));

/** Blocks as a model has them: weights around nothing, scales of about .01. */
const blocks = (count: number): Buffer => {
  const rng = rngFromState([1, 2, 3, 4]);
  const out = Buffer.alloc(count * 20);
  for (let n = 0; n < count; n++) {
    out.writeUInt16LE(0x2000 + rng.int(0x800), n * 20);
    out.writeUInt16LE(0xb000 + rng.int(0x800), n * 20 + 2);
    for (let k = 4; k < 20; k++) out[n * 20 + k] = rng.int(256);
  }
  return out;
};

const fileOf = (tensors: readonly { tensor: Tensor; content: Buffer }[]): Buffer => {
  const head = Buffer.alloc(24);
  head.write('GGUF');
  head.writeUInt32LE(3, 4);
  head.writeBigUInt64LE(BigInt(tensors.length), 8);
  const list = Buffer.concat([head, listOf(tensors.map(({ tensor }) => tensor))]);
  const start = Math.ceil(list.length / BLOCK) * BLOCK;
  const out = Buffer.alloc(start + 512);
  list.copy(out);
  for (const { tensor, content } of tensors) content.copy(out, start + tensor.offset);
  return out;
};
const plain = Buffer.from(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8).buffer);
const small = (code: number, content: Buffer): Buffer =>
  fileOf([
    { tensor: { name: 'norm', shape: [8], code: F32, offset: 0 }, content: plain },
    { tensor: { name: 'weights', shape: [BLOCK, 4], code, offset: 32 }, content },
    { tensor: { name: 'last', shape: [8], code: F32, offset: 128 }, content: plain },
  ]);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
const folderWith = (content: Buffer): string => {
  const folder = mkdtempSync(join(tmpdir(), 'recode-'));
  folders.push(folder);
  writeFileSync(join(folder, 'model.gguf'), content);
  return join(folder, 'model.gguf');
};

test('weights written anew stay within a tenth of what they were', () => {
  const from = blocks(400);
  const to = recodeBlocks(from);
  let [off, whole] = [0, 0];
  for (let n = 0; n < 400; n++) {
    const before = readQ41(from.subarray(n * 20, n * 20 + 20));
    const after = readNl(to.subarray(n * 18, n * 18 + 18));
    for (const [index, value] of before.entries()) {
      off += (value - (after[index] ?? 0)) ** 2;
      whole += value ** 2;
    }
  }
  expect(Math.sqrt(off / whole)).toBeLessThan(0.1);
});

test('nothing stays nothing', () => {
  expect(readNl(recodeBlocks(Buffer.alloc(20)))).toEqual(Array.from({ length: BLOCK }, () => 0));
});

test('only Q4_1 tensors are written anew; all others are byte for byte what they were', () => {
  const content = blocks(4);
  const out = recoded(small(Q4_1, content)) as Buffer;
  const { tensors, dataAt } = outlineOf(out);
  expect(tensors.map(({ name, code, shape }) => [name, code, shape])).toEqual([
    ['norm', F32, [8]],
    ['weights', IQ4_NL, [BLOCK, 4]],
    ['last', F32, [8]],
  ]);
  const at = (index: number, bytes: number): Buffer => {
    const start = dataAt + (tensors[index]?.offset ?? 0);
    return out.subarray(start, start + bytes);
  };
  expect(at(0, 32)).toEqual(plain);
  expect(at(1, 72)).toEqual(recodeBlocks(content));
  expect(at(2, 32)).toEqual(plain);
  expect(recoded(small(F32, Buffer.alloc(0)))).toBeUndefined();
});

test('a copy is made once, made again where it took harm, and not made where it gains nothing', async () => {
  const path = folderWith(small(Q4_1, blocks(4)));
  const copy = await batchedPath(path);
  expect(copy).not.toBe(path);
  const right = readFileSync(copy);
  writeFileSync(copy, right.subarray(0, 100));
  expect(await batchedPath(path)).toBe(copy);
  expect(readFileSync(copy)).toEqual(right);
  expect(readdirSync(join(path, '..')).length).toBe(3);
  const already = folderWith(small(F32, Buffer.alloc(0)));
  expect(await batchedPath(already)).toBe(already);
  expect(await batchedPath(already)).toBe(already);
});

test('a file that is no GGUF is left to llama.cpp, which says what is wrong with it', async () => {
  const path = folderWith(Buffer.from('no model'));
  const told: string[] = [];
  expect(await batchedPath(path, (why) => told.push(why))).toBe(path);
  expect(told).toHaveLength(1);
});
