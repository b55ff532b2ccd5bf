// A row of the log: four bytes of CRC-32, then an array of values in MessagePack. Objects with the
// same keys share one record structure, kept once for the whole log, so that a row holds values only.
// The rows of an ended episode are put together and compressed; a sealed episode (sealed.ts) is one
// array with its structures inside, compressed.

import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { FLOAT32_OPTIONS, Packr, pack, RESERVE_START_SPACE, unpack } from 'msgpackr';

const CRC_BYTES = 4;
/** Distinct key sets that the log shares; objects beyond them carry their keys along. */
const MAX_STRUCTURES = 2048;

const LENGTH_BYTES = 4;
/** Zstandard's magic number, which no array in MessagePack begins with. */
const PACKED = 0x28b52ffd;
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Stands where a packed row has the length of its first part. */
const SEALED = 0;
const ALONE = { useRecords: true, useFloat32: FLOAT32_OPTIONS.DECIMAL_FIT };
const sealer = new Packr(ALONE);

/** Rows as one row. */
export const packRows = (rows: readonly Buffer[]): Buffer => {
  const parts = rows.flatMap((row) => {
    const length = Buffer.allocUnsafe(LENGTH_BYTES);
    length.writeUInt32BE(row.length);
    return [length, row];
  });
  return packed(Buffer.concat(parts));
};

const packed = (content: Buffer): Buffer => {
  const body = zstdCompressSync(content, COMPRESSION);
  const row = Buffer.allocUnsafe(CRC_BYTES + body.length);
  row.writeUInt32BE(crc32(body));
  body.copy(row, CRC_BYTES);
  return row;
};

/** Rows of an unpacked body, or the values of a sealed one. */
type Body = { rows: readonly Buffer[] } | { values: readonly unknown[] };

const unpackBody = (row: Buffer): Body | undefined => {
  if (row.length < CRC_BYTES + 4 || row.readUInt32BE(CRC_BYTES) !== PACKED) return { rows: [row] };
  const packed = row.subarray(CRC_BYTES);
  if (row.readUInt32BE(0) !== crc32(packed)) return undefined;
  const body = zstdDecompressSync(packed);
  if (body.readUInt32BE(0) === SEALED) {
    const values: unknown = new Packr(ALONE).unpack(body.subarray(LENGTH_BYTES));
    return Array.isArray(values) ? { values } : undefined;
  }
  const rows: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const start = at + LENGTH_BYTES;
    at = start + body.readUInt32BE(at);
    rows.push(body.subarray(start, at));
  }
  return { rows };
};

/** A whole episode as one row that needs no shared structures to be read. */
export const sealRow = (values: readonly unknown[]): Buffer => {
  const body = sealer.pack(values, RESERVE_START_SPACE | LENGTH_BYTES);
  body.writeUInt32BE(SEALED, 0);
  return packed(body);
};

/** The values of a sealed row. Throws on any other. */
export const openSealed = (row: Uint8Array): readonly unknown[] => {
  const body = unpackBody(Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  if (!body || !('values' in body)) throw new TypeError('not a sealed episode');
  return body.values;
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

  /** The values of a stored row, packed and sealed ones included; undefined where any part is damaged. */
  valuesOf(row: Buffer): readonly unknown[] | undefined {
    try {
      const body = unpackBody(row);
      if (!body || 'values' in body) return body?.values;
      const parts = body.rows.map((part) => this.decode(part));
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
    } catch {
      return undefined; // what passed its checksum and cannot be read was written by something else
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
