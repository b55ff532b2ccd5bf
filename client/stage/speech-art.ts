// What is being said, beside the one who says it. The whole text stands in the transcript; here it is
// cut to what can be read at a glance.

import type Phaser from 'phaser';
import type { Stage } from '../../shared/stage.ts';
import { INK } from './colours.ts';
import type { Layout, Point, Rect } from './layout.ts';

const LONGEST = { roomy: 120, compact: 72 };
const PAD = 9;
const TAIL = 16;
/** Height of a name below a figure. */
const NAME = 14;
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

type Speaker = Point & { size: number };

/** A figure from its head to its name. */
const overlaps = (box: Rect, { x, y, size }: Speaker): boolean =>
  box.x < x + size &&
  box.x + box.w > x - size &&
  box.y < y + size * 1.4 + NAME &&
  box.y + box.h > y - size * 1.2;

/** Above the speaker, beside or below it: the first place that lies inside and hides nobody who sits there. */
const placesBy = (speaker: Speaker, { w, h }: Rect, size: Point): Point[] => {
  const x = clamp(speaker.x - w / 2, 6, size.x - w - 6);
  const y = clamp(speaker.y - h / 2, 4, size.y - h - 4);
  const aside = speaker.size * 1.6 + TAIL;
  return [
    { x, y: speaker.y - speaker.size * 1.8 - h - 8 },
    { x, y: speaker.y + speaker.size * 1.6 + NAME + 8 },
    { x: speaker.x + aside, y },
    { x: speaker.x - aside - w, y },
  ];
};

/** At a table the bubble lies on it. */
const bubbleAt = (
  speaker: Speaker,
  others: readonly Speaker[],
  layout: Layout,
  box: Rect,
  size: Point,
): Point => {
  const { w, h } = box;
  if (layout.table) return { x: layout.table.x - w / 2, y: layout.table.y - h / 2 };
  const places = placesBy(speaker, box, size);
  const inside = places.filter(({ x, y }) => x >= 4 && y >= 4 && x + w <= size.x - 4 && y + h <= size.y - 4);
  const free = inside.find((at) => !others.some((other) => overlaps({ ...at, w, h }, other)));
  const [above = { x: 6, y: 4 }] = places;
  return free ?? inside[0] ?? { x: above.x, y: clamp(above.y, 4, size.y - h - 4) };
};

/** A tail from the side of the box that faces the speaker. */
const drawTail = (pen: Phaser.GameObjects.Graphics, box: Rect, speaker: Point): void => {
  const middle = { x: box.x + box.w / 2, y: box.y + box.h / 2 };
  const [dx, dy] = [speaker.x - middle.x, speaker.y - middle.y];
  const sideways = Math.abs(dx) * box.h > Math.abs(dy) * box.w;
  const root = sideways
    ? { x: middle.x + (Math.sign(dx) * box.w) / 2, y: middle.y }
    : { x: clamp(speaker.x, box.x + 18, box.x + box.w - 18), y: middle.y + (Math.sign(dy) * box.h) / 2 };
  const reach = Math.max(1, Math.hypot(speaker.x - root.x, speaker.y - root.y));
  const length = Math.min(TAIL, reach);
  const tip = {
    x: root.x + ((speaker.x - root.x) / reach) * length,
    y: root.y + ((speaker.y - root.y) / reach) * length,
  };
  const [ax, ay] = sideways ? [0, 7] : [7, 0];
  pen.fillStyle(INK.paper);
  pen.fillTriangle(root.x - ax, root.y - ay, root.x + ax, root.y + ay, tip.x, tip.y);
};

export const drawSpeech = (bubble: Bubble, stage: Stage, layout: Layout, size: Point): void => {
  const { pen, words } = bubble;
  pen.clear();
  const said = stage.speech;
  const speaker = stage.tokens.find((token) => token.seat === said?.seat && token.pose !== 'body');
  const spot = speaker && layout.tokens.get(speaker.id);
  words.setVisible(Boolean(said && spot));
  if (!said || !spot) return;
  const widest = Math.max(90, layout.table ? layout.table.rx * 1.5 : Math.min(230, size.x * 0.6));
  words.setFontSize(layout.compact ? 11 : 13).setWordWrapWidth(widest - 2 * PAD, true);
  words.setText(cut(said.text, layout.compact ? LONGEST.compact : LONGEST.roomy));
  const w = words.width + 2 * PAD;
  const h = words.height + 2 * PAD - 4;
  const others = stage.tokens.flatMap(({ id, seat }) => {
    const other = seat === null || id === speaker?.id ? undefined : layout.tokens.get(id);
    return other ? [other] : [];
  });
  const at = bubbleAt(spot, others, layout, { x: 0, y: 0, w, h }, size);
  drawTail(pen, { ...at, w, h }, spot);
  pen.fillRoundedRect(at.x, at.y, w, h, 8);
  words.setPosition(at.x + PAD, at.y + PAD - 2);
};
