// What is being said, beside the one who says it. The whole text stands in the transcript; here it is
// cut to what can be read at a glance.

import type Phaser from 'phaser';
import type { Stage } from '../../shared/stage.ts';
import { firstFree, freePlace, meet, type Size } from './bubble-place.ts';
import { INK } from './colours.ts';
import type { Layout, Point, Rect } from './layout.ts';

const LONGEST = { roomy: 120, compact: 72 };
/** Shares of letters and of width, tried in turn until the bubble finds a place. */
const CUTS = [
  [1, 1],
  [0.75, 0.75],
  [0.5, 0.6],
  [0.3, 0.5],
] as const;
const SILENT = '…';
const PAD = 9;
const TAIL = 16;
export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

const cut = (words: string, longest: number): string =>
  words.length > longest ? `${words.slice(0, longest).replace(/\s+\S*$/, '')}…` : words;
const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(low, high), Math.max(low, value));

export interface Bubble {
  readonly pen: Phaser.GameObjects.Graphics;
  readonly words: Phaser.GameObjects.Text;
}

export const createBubble = (scene: Phaser.Scene, resolution: number): Bubble => ({
  pen: scene.add.graphics().setDepth(40),
  words: scene.add
    .text(0, 0, '', { fontFamily: FONT, fontSize: '13px', color: '#14161a', align: 'left' })
    .setResolution(resolution)
    .setDepth(41),
});

/** Figures from head to foot; whoever speaks has a ring. */
const figures = (stage: Stage, layout: Layout): Rect[] =>
  stage.tokens.flatMap(({ id, seat, pose }) => {
    const spot = layout.tokens.get(id);
    if (!spot) return [];
    const speaks = seat !== null && seat === stage.speech?.seat && pose !== 'body';
    const [x, y, size] = [spot.x, spot.y, spot.size];
    const half = size * (speaks ? 1.55 : 1);
    return [
      { x: x - half, y: y - size * (speaks ? 1.55 : 1.2), w: 2 * half, h: size * (speaks ? 3.1 : 2.4) },
    ];
  });

/** The words as bubbles, from the whole down to their beginning. */
function* bubbles(words: Phaser.GameObjects.Text, said: string, { compact, table }: Layout, { w }: Size) {
  const longest = compact ? LONGEST.compact : LONGEST.roomy;
  const widest = Math.max(90, table ? table.rx * 1.5 : Math.min(230, w * 0.6));
  for (const [letters, width] of CUTS) {
    words.setWordWrapWidth(Math.max(56, widest * width) - 2 * PAD, true);
    yield written(words, cut(said, Math.round(longest * letters)));
  }
}

const written = (words: Phaser.GameObjects.Text, text: string): Size => {
  words.setText(text);
  return { w: words.width + 2 * PAD, h: words.height + 2 * PAD - 4 };
};

/**
 * At a table the bubble lies on it; else it is close by, cut short if need be, or failing that a little farther off.
 * Leaves the words as they are to be drawn; undefined: not even three dots find a place.
 */
const placed = (
  words: Phaser.GameObjects.Text,
  said: string,
  spot: Point & { size: number },
  { layout, stage, taken }: { layout: Layout; stage: Size; taken: readonly Rect[] },
): Rect | undefined => {
  const near = layout.table ?? spot;
  for (const reach of layout.table ? [0] : [spot.size * 1.6 + TAIL, spot.size * 2 + 60]) {
    const found = firstFree(bubbles(words, said, layout, stage), { near, reach, stage, taken });
    if (found) return { ...found.at, ...found.box };
  }
  const dots = written(words, SILENT);
  const at = freePlace(dots, { near: spot, reach: spot.size * 2 + 60, stage, taken });
  return at && { ...at, ...dots };
};

/** A tail from the side of the box that faces the speaker: three corners. */
const tailOf = (box: Rect, speaker: Point): readonly [Point, Point, Point] => {
  const middle = { x: box.x + box.w / 2, y: box.y + box.h / 2 };
  const [dx, dy] = [speaker.x - middle.x, speaker.y - middle.y];
  const sideways = Math.abs(dx) * box.h > Math.abs(dy) * box.w;
  const root = sideways
    ? { x: middle.x + (Math.sign(dx) * box.w) / 2, y: middle.y }
    : { x: clamp(speaker.x, box.x + 18, box.x + box.w - 18), y: middle.y + (Math.sign(dy) * box.h) / 2 };
  const reach = Math.max(1, Math.hypot(speaker.x - root.x, speaker.y - root.y));
  const length = Math.min(TAIL, reach) / reach;
  const [ax, ay] = sideways ? [0, 7] : [7, 0];
  return [
    { x: root.x - ax, y: root.y - ay },
    { x: root.x + ax, y: root.y + ay },
    { x: root.x + (speaker.x - root.x) * length, y: root.y + (speaker.y - root.y) * length },
  ];
};

const boundsOf = (points: readonly Point[]): Rect => {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y };
};

/** @param names what is written on the stage and stays legible */
export const drawSpeech = (
  bubble: Bubble,
  stage: Stage,
  layout: Layout,
  size: Size,
  names: readonly Rect[],
): void => {
  const { pen, words } = bubble;
  pen.clear();
  const said = stage.speech;
  const speaker = stage.tokens.find((token) => token.seat === said?.seat && token.pose !== 'body');
  const spot = speaker && layout.tokens.get(speaker.id);
  words.setVisible(false);
  if (!said || !spot) return;
  words.setFontSize(layout.compact ? 11 : 13);
  const taken = [...names, ...figures(stage, layout)];
  const box = placed(words, said.text, spot, { layout, stage: size, taken });
  // Whoever speaks has a ring; the words stand in the transcript.
  if (!box) return;
  const tail = tailOf(box, spot);
  pen.fillStyle(INK.paper);
  // A tail over a name would hide it; then the ring alone tells who speaks.
  const [a, b, tip] = tail;
  if (!names.some((name) => meet(name, boundsOf(tail)))) pen.fillTriangle(a.x, a.y, b.x, b.y, tip.x, tip.y);
  pen.fillRoundedRect(box.x, box.y, box.w, box.h, 8);
  words.setPosition(box.x + PAD, box.y + PAD - 2).setVisible(true);
};
