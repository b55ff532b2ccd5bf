// The outline of a GGUF file: where its tensors lie and how they are coded. Only what has been checked against the
// hash of the catalogue or of its first coming is read here.

/** Codes of tensors, by their numbers in the file. */
export const Q4_1 = 3;
export const IQ4_NL = 20;

export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly code: number;
  /** From the beginning of the data. */
  readonly offset: number;
}

export interface Outline {
  /** Everything before the list of tensors. */
  readonly headBytes: number;
  readonly tensors: readonly Tensor[];
  /** Where the data begin. */
  readonly dataAt: number;
  readonly alignment: number;
}

const MAGIC = 'GGUF';
const STRING = 8;
const LIST = 9;
/** Bytes of a value by its kind; strings and lists say their own. */
const WIDTHS: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const ALIGNMENT = 'general.alignment';
const USUAL_ALIGNMENT = 32;

export const aligned = (bytes: number, alignment: number): number => Math.ceil(bytes / alignment) * alignment;

class Reader {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  u32(): number {
    this.at += 4;
    return this.#bytes.readUInt32LE(this.at - 4);
  }

  u64(): number {
    this.at += 8;
    return Number(this.#bytes.readBigUInt64LE(this.at - 8));
  }

  text(): string {
    const length = this.u64();
    this.at += length;
    return this.#bytes.toString('utf8', this.at - length, this.at);
  }

  /** Over a value; a 32-bit number is given back. */
  value(kind: number): number | undefined {
    if (kind === STRING) this.text();
    else if (kind === LIST) {
      const inner = this.u32();
      for (let left = this.u64(); left > 0; left--) this.value(inner);
    } else {
      const width = WIDTHS[kind];
      if (width === undefined) throw new Error(`a GGUF value of kind ${kind}`);
      this.at += width;
      return width === 4 ? this.#bytes.readUInt32LE(this.at - 4) : undefined;
    }
    return undefined;
  }
}

const tensorAt = (reader: Reader): Tensor => {
  const name = reader.text();
  const shape = Array.from({ length: reader.u32() }, () => reader.u64());
  return { name, shape, code: reader.u32(), offset: reader.u64() };
};

/** Reads the outline. Throws RangeError or Error where the bytes are no GGUF file. */
export const outlineOf = (bytes: Buffer): Outline => {
  const reader = new Reader(bytes);
  if (bytes.toString('latin1', 0, 4) !== MAGIC) throw new Error('not a GGUF file');
  reader.at = 8; // the mark and the version
  const [count, values] = [reader.u64(), reader.u64()];
  let alignment = USUAL_ALIGNMENT;
  for (let n = 0; n < values; n++) {
    const name = reader.text();
    const value = reader.value(reader.u32());
    if (name === ALIGNMENT && value) alignment = value;
  }
  const headBytes = reader.at;
  const tensors = Array.from({ length: count }, () => tensorAt(reader));
  return { headBytes, tensors, dataAt: aligned(reader.at, alignment), alignment };
};

/** The list of tensors as a file has it. */
export const listOf = (tensors: readonly Tensor[]): Buffer =>
  Buffer.concat(
    tensors.map(({ name, shape, code, offset }) => {
      const text = Buffer.from(name, 'utf8');
      const out = Buffer.alloc(8 + text.length + 4 + 8 * shape.length + 4 + 8);
      out.writeBigUInt64LE(BigInt(text.length), 0);
      let at = 8 + text.copy(out, 8);
      at = out.writeUInt32LE(shape.length, at);
      for (const size of shape) at = out.writeBigUInt64LE(BigInt(size), at);
      at = out.writeUInt32LE(code, at);
      out.writeBigUInt64LE(BigInt(offset), at);
      return out;
    }),
  );
