// Where the client puts what is being said: near the speaker, and never over a name or a figure.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstFree, freePlace, type Search } from '../client/stage/bubble-place.ts';
import type { Rect } from '../client/stage/layout.ts';

const STAGE = { w: 390, h: 230 };
const SPEAKER = { x: 200, y: 150 };
const FIGURE: Rect = { x: 180, y: 125, w: 40, h: 55 };
const search = (taken: readonly Rect[] = [FIGURE], reach = 90): Search => ({
  near: SPEAKER,
  reach,
  stage: STAGE,
  taken,
});
const apart = (a: Rect, b: Rect): boolean =>
  a.x >= b.x + b.w || a.x + a.w <= b.x || a.y >= b.y + b.h || a.y + a.h <= b.y;

test('a bubble stands right above its speaker where nothing is in the way', () => {
  const at = freePlace({ w: 100, h: 40 }, search());
  expect(Math.abs((at?.x ?? 0) + 50 - SPEAKER.x)).toBeLessThan(5);
  expect((at?.y ?? 0) + 40).toBeLessThanOrEqual(FIGURE.y);
  expect((at?.y ?? 0) + 40).toBeGreaterThan(FIGURE.y - 6);
});

test('wherever names and figures are, a bubble hides none of them and stays inside and near', () => {
  const rect = fc.record({
    x: fc.integer({ min: 0, max: 380 }),
    y: fc.integer({ min: 0, max: 220 }),
    w: fc.integer({ min: 5, max: 90 }),
    h: fc.integer({ min: 5, max: 60 }),
  });
  let placed = 0;
  fc.assert(
    fc.property(fc.array(rect, { maxLength: 14 }), (names) => {
      const taken = [FIGURE, ...names];
      const box = { w: 90, h: 36 };
      const at = freePlace(box, search(taken));
      if (!at) return;
      placed++;
      const bubble = { ...at, ...box };
      for (const one of taken) expect(apart(bubble, one)).toBe(true);
      expect(bubble.x >= 0 && bubble.y >= 0).toBe(true);
      expect(bubble.x + bubble.w <= STAGE.w && bubble.y + bubble.h <= STAGE.h).toBe(true);
      const nearest = {
        x: Math.min(Math.max(SPEAKER.x, bubble.x), bubble.x + bubble.w),
        y: Math.min(Math.max(SPEAKER.y, bubble.y), bubble.y + bubble.h),
      };
      expect(Math.hypot(nearest.x - SPEAKER.x, nearest.y - SPEAKER.y)).toBeLessThanOrEqual(90);
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(placed).toBeGreaterThan(50);
});

test('where the whole words do not fit, the first cut that does is taken; none where nothing does', () => {
  const names: Rect[] = [FIGURE, { x: 0, y: 0, w: 390, h: 95 }, { x: 0, y: 180, w: 390, h: 50 }];
  const sizes = [
    { w: 200, h: 80, text: 'whole' },
    { w: 90, h: 40, text: 'cut' },
    { w: 26, h: 20, text: '…' },
  ];
  expect(firstFree(sizes, search(names))?.box.text).toBe('cut');
  expect(firstFree(sizes, search([{ x: 0, y: 0, ...STAGE }]))).toBeUndefined();
});
