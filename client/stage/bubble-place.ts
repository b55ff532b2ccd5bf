// Where a speech bubble goes: by its speaker, where it hides no name and nobody. Pure.

import type { Point, Rect } from './layout.ts';

/** Width and height, CSS px. */
export type Size = Pick<Rect, 'w' | 'h'>;

export interface Search {
  /** What the bubble belongs to, and how far from it the bubble's edge may be, px. */
  readonly near: Point;
  readonly reach: number;
  /** The whole stage. */
  readonly stage: Size;
  readonly taken: readonly Rect[];
}

/** From the stage's edge, px. */
const EDGE = 4;
/** Between the places that are tried, px. */
const STEP = 5;
/** A bubble stands above rather than beside, and beside rather than below: what that is worth, px. */
const BELOW = 40;
/** What a shift to the side is worth for every px of it. */
const ASIDE = 0.2;

export const meet = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.w && a.x + a.w > b.x && a.y < b.y + b.h && a.y + a.h > b.y;

const outside = (at: number, from: number, to: number): number => Math.max(from - at, 0, at - to);

/** The free place of the bubble that is nearest to its speaker; undefined: there is none. */
export const freePlace = ({ w, h }: Size, { near, reach, stage, taken }: Search): Point | undefined => {
  let best: { at: Point; cost: number } | undefined;
  for (let y = EDGE; y + h <= stage.h - EDGE; y += STEP)
    for (let x = EDGE; x + w <= stage.w - EDGE; x += STEP) {
      const away = Math.hypot(outside(near.x, x, x + w), outside(near.y, y, y + h));
      if (away > reach) continue;
      const lower = y + h / 2 > near.y ? BELOW : 0;
      const cost = away + lower + ASIDE * Math.abs(x + w / 2 - near.x);
      if (best && best.cost <= cost) continue;
      if (!taken.some((rect) => meet({ x, y, w, h }, rect))) best = { at: { x, y }, cost };
    }
  return best?.at;
};

/** The first of several sizes, the best first, that has a free place. */
export const firstFree = <S extends Size>(
  sizes: Iterable<S>,
  search: Search,
): { box: S; at: Point } | undefined => {
  for (const box of sizes) {
    const at = freePlace(box, search);
    if (at) return { box, at };
  }
  return undefined;
};
