// Places, corridors and the table.

import type Phaser from 'phaser';
import type { Stage } from '../../shared/stage.ts';
import { INK } from './colours.ts';
import type { Layout, Rect } from './layout.ts';

type Place = Stage['places'][number];

const EDGES: Record<Place['tone'], number> = {
  plain: INK.edge,
  here: INK.accent,
  work: INK.work,
  danger: INK.danger,
  meeting: INK.meeting,
};

/** A mark in the corner, so that a tone is told by shape as well as by colour. */
const drawMark = (pen: Phaser.GameObjects.Graphics, tone: Place['tone'], x: number, y: number): void => {
  if (tone === 'work') {
    pen.lineStyle(1.5, INK.work).strokeRoundedRect(x - 5, y - 5, 10, 10, 2);
    pen.lineBetween(x - 2.5, y, x - 0.5, y + 2).lineBetween(x - 0.5, y + 2, x + 3, y - 2.5);
  } else if (tone === 'danger') pen.fillStyle(INK.danger).fillTriangle(x, y - 5, x + 6, y + 5, x - 6, y + 5);
  else if (tone === 'meeting') pen.fillStyle(INK.meeting).fillCircle(x, y, 4);
};

const drawPlace = (pen: Phaser.GameObjects.Graphics, place: Place, box: Rect, target: boolean): void => {
  const radius = Math.min(10, box.h / 6);
  pen
    .fillStyle(place.tone === 'here' ? INK.placeHere : INK.place)
    .fillRoundedRect(box.x, box.y, box.w, box.h, radius);
  const strong = place.tone !== 'plain';
  pen.lineStyle(strong ? 2 : 1.5, EDGES[place.tone], strong ? 0.9 : 1);
  pen.strokeRoundedRect(box.x, box.y, box.w, box.h, radius);
  if (target) {
    pen.lineStyle(2, INK.accent, 0.55);
    pen.strokeRoundedRect(box.x - 4, box.y - 4, box.w + 8, box.h + 8, radius + 3);
  }
  drawMark(pen, place.tone, box.x + box.w - 13, box.y + 13);
};

export const drawMap = (
  pen: Phaser.GameObjects.Graphics,
  stage: Stage,
  layout: Layout,
  targets: ReadonlySet<string>,
): void => {
  pen.clear();
  for (const [from, to] of layout.links) {
    pen.lineStyle(layout.compact ? 8 : 14, INK.corridor).lineBetween(from.x, from.y, to.x, to.y);
  }
  for (const place of stage.places) {
    const box = layout.places.get(place.id);
    if (box) drawPlace(pen, place, box, targets.has(place.id));
  }
  const { table } = layout;
  if (!table) return;
  pen.fillStyle(INK.table).fillEllipse(table.x, table.y, table.rx * 2, table.ry * 2, 64);
  pen.lineStyle(3, INK.tableEdge).strokeEllipse(table.x, table.y, table.rx * 2, table.ry * 2, 64);
};

/** Votes that may be seen: a line from the voter to the one voted for. */
export const drawBallots = (pen: Phaser.GameObjects.Graphics, stage: Stage, layout: Layout): void => {
  pen.clear();
  const spotOf = (match: (token: Stage['tokens'][number]) => boolean) => {
    const token = stage.tokens.find((one) => one.pose !== 'body' && match(one));
    return token && layout.tokens.get(token.id);
  };
  for (const { seat, choice } of stage.ballots) {
    if (choice === null) continue;
    const from = spotOf((token) => token.seat === seat);
    const to = spotOf((token) => token.seat !== null && token.label === choice);
    if (!from || !to || from === to) continue;
    const reach = Math.hypot(to.x - from.x, to.y - from.y);
    const [dx, dy] = [(to.x - from.x) / reach, (to.y - from.y) / reach];
    const start = { x: from.x + dx * from.size * 1.6, y: from.y + dy * from.size * 1.6 };
    const tip = { x: to.x - dx * to.size * 1.7, y: to.y - dy * to.size * 1.7 };
    pen.lineStyle(2, INK.paper, 0.5).lineBetween(start.x, start.y, tip.x, tip.y);
    pen.fillStyle(INK.paper, 0.8);
    pen.fillTriangle(
      tip.x,
      tip.y,
      tip.x - dx * 9 - dy * 5,
      tip.y - dy * 9 + dx * 5,
      tip.x - dx * 9 + dy * 5,
      tip.y - dy * 9 - dx * 5,
    );
  }
};
