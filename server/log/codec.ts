// A row of the log: four bytes of CRC-32, then an array of values in MessagePack. Objects with the
// same keys share one record structure, kept once for the whole log, so that a row holds values only.
// The rows of an ended episode are put together and compressed.

import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { FLOAT32_OPTIONS, Packr, pack, RESERVE_START_SPACE, unpack } from 'msgpackr';

const CRC_BYTES = 4;
/** Distinct key sets that the log shares; objects beyond them carry their keys along. */
const MAX_STRUCTURES = 2048;

const LENGTH_BYTES = 4;
/** Zstandard's magic number, which no array in MessagePack begins with. */
const PACKED = 0x28b52ffd;
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Rows as one row. */
export const packRows = (rows: readonly Buffer[]): Buffer => {
  const parts = rows.flatMap((row) => {
    const length = Buffer.allocUnsafe(LENGTH_BYTES);
    length.writeUInt32BE(row.length);
    return [length, row];
  });
  const body = zstdCompressSync(Buffer.concat(parts), COMPRESSION);
  const packed = Buffer.allocUnsafe(CRC_BYTES + body.length);
  packed.writeUInt32BE(crc32(body));
  body.copy(packed, CRC_BYTES);
  return packed;
};

/** The rows in a row: itself, if it is not packed; undefined where it is damaged. */
export const unpackRows = (row: Buffer): readonly Buffer[] | undefined => {
  if (row.length < CRC_BYTES + 4 || row.readUInt32BE(CRC_BYTES) !== PACKED) return [row];
  const packed = row.subarray(CRC_BYTES);
  if (row.readUInt32BE(0) !== crc32(packed)) return undefined;
  const body = zstdDecompressSync(packed);
  const rows: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const start = at + LENGTH_BYTES;
    at = start + body.readUInt32BE(at);
    rows.push(body.subarray(start, at));
  }
  return rows;
};

type Structures = readonly (readonly string[])[];

export class RowCodec {
  readonly #packr: Packr;
  #structures: Structures;
  #unsaved = false;

  /** `stored`: reads the structures now in the store (a packed row), if there are any. */
  constructor(stored: () => Buffer | undefined) {
    this.#structures = parseStructures(stored());
    this.#packr = new Packr({
      maxSharedStructures: MAX_STRUCTURES,
      useFloat32: FLOAT32_OPTIONS.DECIMAL_FIT,
      getStructures: () => {
        const known = parseStructures(stored());
        if (known.length > this.#structures.length) this.#structures = known;
        return this.#structures.map((keys) => [...keys]);
      },
      saveStructures: (structures) => {
        this.#structures = checkStructures(structures);
        this.#unsaved = true;
      },
    });
  }

  /** Packs values into a row. Throws on what MessagePack cannot hold. */
  encode(values: readonly unknown[]): Buffer {
    const row = this.#packr.pack(values, RESERVE_START_SPACE | CRC_BYTES);
    row.writeUInt32BE(crc32(row.subarray(CRC_BYTES)), 0);
    return row;
  }

  /** Unpacks a row; undefined where it is damaged. */
  decode(row: Buffer): unknown[] | undefined {
    if (row.length <= CRC_BYTES || row.readUInt32BE(0) !== crc32(row.subarray(CRC_BYTES))) return undefined;
    try {
      const values: unknown = this.#packr.unpack(row.subarray(CRC_BYTES));
      return Array.isArray(values) ? values : undefined;
    } catch {
      return undefined; // a structure that the row refers to is gone
    }
  }

  /** The structures, packed for the store, where rows now rely on some that are not in it yet. */
  unsaved(): Buffer | undefined {
    return this.#unsaved ? pack(this.#structures) : undefined;
  }

  /** To be called once what `unsaved` gave is stored. */
  saved(): void {
    this.#unsaved = false;
  }
}

const parseStructures = (row: Buffer | undefined): Structures => (row ? checkStructures(unpack(row)) : []);

const isKeys = (keys: unknown): keys is string[] =>
  Array.isArray(keys) && keys.every((key) => typeof key === 'string');

const checkStructures = (value: unknown): Structures => {
  if (!Array.isArray(value) || !value.every(isKeys)) throw new Error('the record structures are damaged');
  return value.map((keys) => [...keys]);
};
