// Curves as TensorBoard reads them: an event file is a row of TFRecords (length, masked CRC-32C, bytes,
// masked CRC-32C), each holding one Event message in protocol buffers. Of the many fields only those of
// scalars are written. Format: tensorflow/core/util/event.proto, summary.proto and lib/io/record_writer.

import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const POLYNOMIAL = 0x82f63b78; // Castagnoli, reflected
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  return crc >>> 0;
});

/** CRC-32C of bytes. */
export const crc32c = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] as number);
  return (crc ^ 0xffffffff) >>> 0;
};

/** As TFRecord stores it: turned by 15 bits, plus a constant. */
const masked = (bytes: Uint8Array): number => {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
};

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let left = value;
  while (left >= 0x80) {
    bytes.push((left % 0x80) | 0x80);
    left = Math.floor(left / 0x80);
  }
  return [...bytes, left];
};

/** Wire types of protocol buffers. */
const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];
const tag = (field: number, wire: number): number[] => varint(field * 8 + wire);

const double = (field: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([Buffer.from(tag(field, FIXED64)), bytes]);
};
const float = (field: number, value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([Buffer.from(tag(field, FIXED32)), bytes]);
};
const whole = (field: number, value: number): Buffer =>
  Buffer.from([...tag(field, VARINT), ...varint(value)]);
const block = (field: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([...tag(field, BYTES), ...varint(bytes.length)]), bytes]);
const text = (field: number, value: string): Buffer => block(field, Buffer.from(value));

const record = (event: Buffer): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(event.length));
  const [ofLength, ofEvent] = [Buffer.alloc(4), Buffer.alloc(4)];
  ofLength.writeUInt32LE(masked(length));
  ofEvent.writeUInt32LE(masked(event));
  return Buffer.concat([length, ofLength, event, ofEvent]);
};

/** One event: scalars by name at a step. `at`: seconds since 1970. */
export const scalarsRecord = (
  at: number,
  step: number,
  scalars: Readonly<Record<string, number>>,
): Buffer => {
  const values = Object.entries(scalars).map(([name, value]) =>
    block(1, Buffer.concat([text(1, name), float(2, value)])),
  );
  return record(Buffer.concat([double(1, at), whole(2, step), block(5, Buffer.concat(values))]));
};

export class EventFile {
  readonly path: string;

  /** Makes a new file in the folder. `at`: ms since 1970. Throws what the file system throws. */
  constructor(folder: string, at: number) {
    mkdirSync(folder, { recursive: true });
    const seconds = Math.floor(at / 1000);
    this.path = join(folder, `events.out.tfevents.${seconds}.parlor.${process.pid}`);
    writeFileSync(this.path, record(Buffer.concat([double(1, at / 1000), text(3, 'brain.Event:2')])));
  }

  scalars(at: number, step: number, scalars: Readonly<Record<string, number>>): void {
    appendFileSync(this.path, scalarsRecord(at / 1000, step, scalars));
  }
}
