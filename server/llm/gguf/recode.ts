// llama.cpp multiplies several conversations at once with kernels of their own for some codes of weights, and one
// by one for others. Q4_1 is one of the others: here its tensors are written anew as IQ4_NL, which has the same four bits a
// weight, a scale a block, and sixteen uneven steps, and which is read four times as fast on a CPU.

import { aligned, IQ4_NL, listOf, outlineOf, Q4_1, type Tensor } from './file.ts';

/** Weights in a block, and the bytes of a block of each code. */
const BLOCK = 32;
const HALF = BLOCK / 2;
const LEVELS = 16;
const FROM_BYTES = 20;
const TO_BYTES = 18;

/** The steps of IQ4_NL, as llama.cpp has them (ggml-common.h, kvalues_iq4nl). */
const STEPS = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];
const LOWEST = -127;
const HIGHEST = 113;
/** The nearest step of every whole number from the lowest to the highest. */
const NEAREST = Uint8Array.from({ length: HIGHEST - LOWEST + 1 }, (_, index) => {
  const value = index + LOWEST;
  const distances = STEPS.map((step) => Math.abs(step - value));
  return distances.indexOf(Math.min(...distances));
});
const nearest = (value: number): number =>
  NEAREST[Math.round(Math.min(HIGHEST, Math.max(LOWEST, value))) - LOWEST] as number;

/** Scales that are tried, as shares of the one that fits the largest weight to an outermost step. */
const SHARES = [0.84, 0.9, 0.95, 1, 1.05, 1.1];

const HALVES = Float32Array.from({ length: 65_536 }, (_, bits) => {
  const [exponent, mantissa] = [(bits >> 10) & 31, bits & 1023];
  const size = exponent === 0 ? mantissa * 2 ** -24 : (1 + mantissa / 1024) * 2 ** (exponent - 15);
  return bits >> 15 ? -size : size;
});

const word = new Float32Array(1);
const wordBits = new Uint32Array(word.buffer);
/** The 16-bit float nearest to a number well inside its range. */
const halfOf = (value: number): number => {
  word[0] = value;
  const bits = wordBits[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 255) - 112;
  const mantissa = bits & 0x7fffff;
  if (exponent < -10) return sign;
  if (exponent <= 0) return sign | ((((mantissa | 0x800000) >> (13 - exponent)) + 1) >> 1);
  return sign | (((exponent << 10) | (mantissa >> 13)) + ((mantissa >> 12) & 1));
};

const values = new Float64Array(LEVELS);
const counts = new Float64Array(LEVELS);
const steps = new Uint8Array(LEVELS);

/** The scale with which the sixteen values, as often as they occur, are met best; 0: they are all nothing. */
const scaleFor = (largest: number): number => {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const outermost of [LOWEST, HIGHEST])
    for (const share of SHARES) {
      const first = (largest / outermost) * share;
      if (first === 0) return 0;
      let [product, square, whole] = [0, 0, 0];
      for (let level = 0; level < LEVELS; level++) {
        const count = counts[level] as number;
        if (count === 0) continue;
        const value = values[level] as number;
        const step = STEPS[nearest(value / first)] as number;
        product += count * value * step;
        square += count * step * step;
        whole += count * value * value;
      }
      // What is left with the best scale for these steps.
      const left = whole - (product * product) / square;
      if (left < least) [best, least] = [product / square, left];
    }
  return best;
};

const recodeBlock = (from: Buffer, at: number, to: Buffer, out: number): void => {
  const [scale, base] = [
    HALVES[from.readUInt16LE(at)] as number,
    HALVES[from.readUInt16LE(at + 2)] as number,
  ];
  counts.fill(0);
  for (let n = 0; n < HALF; n++) {
    const pair = from[at + 4 + n] as number;
    counts[pair & 15] = (counts[pair & 15] as number) + 1;
    counts[pair >> 4] = (counts[pair >> 4] as number) + 1;
  }
  let largest = 0;
  for (let level = 0; level < LEVELS; level++) {
    const value = level * scale + base;
    values[level] = value;
    if ((counts[level] as number) > 0 && Math.abs(value) > Math.abs(largest)) largest = value;
  }
  const half = halfOf(scaleFor(largest));
  const kept = HALVES[half] as number;
  for (let level = 0; level < LEVELS; level++)
    steps[level] = nearest(kept === 0 ? 0 : (values[level] as number) / kept);
  to.writeUInt16LE(half, out);
  for (let n = 0; n < HALF; n++) {
    const pair = from[at + 4 + n] as number;
    to[out + 2 + n] = (steps[pair & 15] as number) | ((steps[pair >> 4] as number) << 4);
  }
};

/** A tensor's bytes, Q4_1, as IQ4_NL. */
export const recodeBlocks = (from: Buffer): Buffer => {
  const blocks = from.length / FROM_BYTES;
  const to = Buffer.alloc(blocks * TO_BYTES);
  for (let n = 0; n < blocks; n++) recodeBlock(from, n * FROM_BYTES, to, n * TO_BYTES);
  return to;
};

/** A GGUF file with its Q4_1 tensors as IQ4_NL and all else as it was; undefined: it has none. Throws where it is none. */
export const recoded = (file: Buffer): Buffer | undefined => {
  const { headBytes, tensors, dataAt, alignment } = outlineOf(file);
  if (!tensors.some(({ code }) => code === Q4_1)) return undefined;
  const ends = tensors.map(({ offset }) => offset).sort((one, other) => one - other);
  const contentOf = ({ offset, shape, code }: Tensor): Buffer => {
    const weights = shape.reduce((product, size) => product * size, 1);
    const end = ends[ends.indexOf(offset) + 1] ?? file.length - dataAt;
    const bytes = code === Q4_1 ? (weights / BLOCK) * FROM_BYTES : end - offset;
    const content = file.subarray(dataAt + offset, dataAt + offset + bytes);
    return code === Q4_1 ? recodeBlocks(content) : content;
  };
  const contents = tensors.map(contentOf);
  let offset = 0;
  const moved = tensors.map((tensor, index): Tensor => {
    const here = offset;
    offset += aligned(contents[index]?.length ?? 0, alignment);
    return { ...tensor, code: tensor.code === Q4_1 ? IQ4_NL : tensor.code, offset: here };
  });
  const head = Buffer.concat([file.subarray(0, headBytes), listOf(moved)]);
  const start = aligned(head.length, alignment);
  const out = Buffer.alloc(start + offset);
  head.copy(out);
  for (const [index, content] of contents.entries()) content.copy(out, start + (moved[index]?.offset ?? 0));
  return out;
};
