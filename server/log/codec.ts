// A row of the log: four bytes of CRC-32, then an array of values in MessagePack. Objects with the
// same keys share one record structure, kept once for the whole log, so that a row holds values only.

import { crc32 } from 'node:zlib';
import { FLOAT32_OPTIONS, Packr, pack, RESERVE_START_SPACE, unpack } from 'msgpackr';

const CRC_BYTES = 4;
/** Distinct key sets that the log shares; objects beyond them carry their keys along. */
const MAX_STRUCTURES = 2048;

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
