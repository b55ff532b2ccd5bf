// A program: lets checkpoints of impostor read a seat block that has grown at its end. What they do not know yet has
// weights of 0, so that they play as before. Arguments: width of a seat's block before, then files; each is replaced.

import { actFeatureCount, featureCount } from '../../scenarios/impostor/features.ts';
import { SEAT_FEATURES } from '../../scenarios/impostor/seat-features.ts';
import { readCheckpoint, writeCheckpoint } from '../../server/policy/checkpoint.ts';
import { weightSizes } from '../../server/policy/network.ts';

const [before = '', ...paths] = process.argv.slice(2);
const old = Number(before);
const grown = SEAT_FEATURES - old;

/** Where an old row of a matrix goes; acts end with a seat's block, features consist of nine behind the rest. */
const rowOf = (name: string, row: number, { act, features, hidden }: Record<string, number>): number => {
  if (name === 'features') {
    const first = (features as number) - 9 * old;
    return row < first ? row : row + grown * Math.floor((row - first) / old);
  }
  const behind = name === 'state' ? 2 * (hidden as number) : 0;
  return row < behind + (act as number) ? row : row + grown;
};

const reads = (name: string): boolean => /^(features|history|state|(act|belief)\.(option|key))$/.test(name);

for (const path of paths) {
  const { header, weights } = readCheckpoint(path);
  const { shape } = header;
  if (shape.act !== actFeatureCount - grown || shape.features !== featureCount - 9 * grown)
    throw new Error(`${path} does not read blocks of ${old}`);
  const wider = { ...shape, act: actFeatureCount, features: featureCount };
  const { act, features, hidden } = shape;
  const parts: Float32Array[] = [];
  let at = 0;
  const sizes = weightSizes(wider);
  for (const [index, [name, rows, columns]] of weightSizes(shape).entries()) {
    const [, now = rows] = sizes[index] ?? [];
    const part = new Float32Array(now * columns);
    for (let row = 0; row < rows; row++) {
      const to = reads(name) ? rowOf(name, row, { act, features, hidden }) : row;
      part.set(weights.subarray(at + row * columns, at + (row + 1) * columns), to * columns);
    }
    at += rows * columns;
    parts.push(part);
  }
  const flat = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let put = 0;
  for (const part of parts) {
    flat.set(part, put);
    put += part.length;
  }
  writeCheckpoint(path, {
    header: { ...header, shape: wider, moments: false },
    weights: flat,
    moments: undefined,
  });
}
