import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checksum } from '../server/episode/checksum.ts';

test('a checksum survives JSON and tells near neighbours apart', () => {
  const near: unknown[] = [
    null,
    true,
    false,
    0,
    1,
    -1,
    65536,
    65537,
    1.5,
    '',
    '0',
    'a',
    'b',
    'ab',
    [],
    [[]],
    [1],
    [1, 2],
    [2, 1],
    ['12'],
    ['1', '2'],
    {},
    { a: 1 },
    { a: 2 },
    { b: 1 },
    { a: '1' },
    { a: null },
    { a: [1] },
    { a: { b: 1 } },
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ];
  expect(new Set(near.map(checksum)).size).toBe(near.length);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy: unknown = JSON.parse(JSON.stringify(value));
      expect(checksum(copy)).toBe(checksum(JSON.parse(JSON.stringify(copy))));
      expect(checksum(value)).toMatch(/^[0-9a-f]{8}$/);
    }),
  );
});

test('changing one number in a list of acts changes the checksum', () => {
  const acts = Array.from({ length: 100 }, (_, at) => ({
    type: 'saw',
    who: at % 7,
    room: at % 16,
    tick: at * 3,
    doing: 'kill',
    victim: null,
  }));
  const before = checksum(acts);
  for (let at = 0; at < acts.length; at++)
    for (const field of ['who', 'room', 'tick'] as const) {
      const changed = acts.map((act, index) => (index === at ? { ...act, [field]: act[field] + 1 } : act));
      expect(checksum(changed)).not.toBe(before);
    }
});
