// Reads event files of TensorBoard, as far as scalars go, checksums included.

import { crc32c } from '../../server/learner/tensorboard.ts';

export interface Event {
  at: number;
  step: number;
  version?: string;
  scalars: Record<string, number>;
}

/** Fields of a protocol-buffer message: numbers of wire types 0, 1 and 5, bytes of 2. */
const fieldsOf = (bytes: Buffer): [field: number, value: number | Buffer][] => {
  const fields: [number, number | Buffer][] = [];
  let at = 0;
  const varint = (): number => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag & 7;
    const field = tag >> 3;
    if (wire === 0) fields.push([field, varint()]);
    else {
      const length = wire === 1 ? 8 : wire === 5 ? 4 : varint();
      const value = bytes.subarray(at, at + length);
      at += length;
      fields.push([field, wire === 1 ? value.readDoubleLE() : wire === 5 ? value.readFloatLE() : value]);
    }
  }
  return fields;
};

/** Records of an event file. Throws where a checksum is wrong or something is missing. */
export const eventsOf = (file: Buffer): Event[] => {
  const events: Event[] = [];
  const unmask = (masked: number): number => {
    const turned = (masked - 0xa282ead8) >>> 0;
    return ((turned >>> 17) | (turned << 15)) >>> 0;
  };
  for (let at = 0; at < file.length; ) {
    const head = file.subarray(at, at + 8);
    const length = Number(head.readBigUInt64LE());
    if (unmask(file.readUInt32LE(at + 8)) !== crc32c(head)) throw new Error('the length is damaged');
    const event = file.subarray(at + 12, at + 12 + length);
    if (unmask(file.readUInt32LE(at + 12 + length)) !== crc32c(event)) throw new Error('an event is damaged');
    at += 16 + length;
    const read: Event = { at: 0, step: 0, scalars: {} };
    for (const [field, value] of fieldsOf(event)) {
      if (field === 1) read.at = value as number;
      if (field === 2) read.step = value as number;
      if (field === 3) read.version = String(value);
      if (field === 5)
        for (const [, one] of fieldsOf(value as Buffer)) {
          const parts = new Map(fieldsOf(one as Buffer));
          read.scalars[String(parts.get(1))] = parts.get(2) as number;
        }
    }
    events.push(read);
  }
  return events;
};
