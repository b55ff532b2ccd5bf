// Figures: everybody is a pawn with a face, things are boxes. Drawn around (0, 0), `s` is half the width.

import type Phaser from 'phaser';
import { INK, inkOf, mix } from './colours.ts';
import type { Token } from './layout.ts';

type Pen = Phaser.GameObjects.Graphics;

const cross = (pen: Pen, x: number, y: number, r: number): void => {
  pen.lineBetween(x - r, y - r, x + r, y + r).lineBetween(x - r, y + r, x + r, y - r);
};

const drawFace = (pen: Pen, x: number, y: number, s: number, shut: boolean): void => {
  if (shut) {
    pen.lineStyle(Math.max(1, s * 0.1), INK.dark);
    cross(pen, x - s * 0.2, y, s * 0.1);
    cross(pen, x + s * 0.2, y, s * 0.1);
    return;
  }
  pen
    .fillStyle(INK.dark)
    .fillCircle(x - s * 0.2, y, s * 0.1)
    .fillCircle(x + s * 0.2, y, s * 0.1);
};

const drawStanding = (pen: Pen, token: Token, s: number): void => {
  const gone = token.pose === 'out';
  const colour = gone ? mix(inkOf(token.colour), INK.grey, 0.6) : inkOf(token.colour);
  const edge = mix(colour, INK.dark, 0.55);
  pen.fillStyle(0x000000, 0.3).fillEllipse(0, s * 1.12, s * 1.9, s * 0.4);
  pen.fillStyle(colour).lineStyle(1.5, edge);
  const shoulders = { tl: s * 0.75, tr: s * 0.75, bl: s * 0.22, br: s * 0.22 };
  pen.fillRoundedRect(-s * 0.8, -s * 0.05, s * 1.6, s * 1.15, shoulders);
  pen.strokeRoundedRect(-s * 0.8, -s * 0.05, s * 1.6, s * 1.15, shoulders);
  pen
    .fillStyle(mix(colour, 0xffffff, 0.35))
    .fillCircle(0, -s * 0.5, s * 0.58)
    .strokeCircle(0, -s * 0.5, s * 0.58);
  drawFace(pen, 0, -s * 0.5, s, gone);
  if (token.pose === 'work') {
    pen.fillStyle(INK.dark).fillCircle(s * 0.85, -s * 0.75, s * 0.48);
    pen.lineStyle(1.5, INK.work).strokeCircle(s * 0.85, -s * 0.75, s * 0.48);
    pen
      .lineBetween(s * 0.63, -s * 0.75, s * 0.8, -s * 0.57)
      .lineBetween(s * 0.8, -s * 0.57, s * 1.1, -s * 0.95);
  }
};

const drawLying = (pen: Pen, token: Token, s: number): void => {
  const colour = mix(inkOf(token.colour), INK.dark, 0.25);
  const edge = mix(colour, INK.dark, 0.55);
  pen.fillStyle(0x000000, 0.35).fillEllipse(0, s * 0.75, s * 2.8, s * 0.6);
  pen.fillStyle(colour).lineStyle(1.5, edge);
  pen.fillRoundedRect(-s * 0.25, -s * 0.1, s * 1.5, s * 0.85, s * 0.25);
  pen.strokeRoundedRect(-s * 0.25, -s * 0.1, s * 1.5, s * 0.85, s * 0.25);
  pen.fillStyle(mix(colour, 0xffffff, 0.3)).fillCircle(-s * 0.65, s * 0.25, s * 0.52);
  pen.strokeCircle(-s * 0.65, s * 0.25, s * 0.52);
  drawFace(pen, -s * 0.65, s * 0.25, s, true);
};

const drawThing = (pen: Pen, token: Token, s: number): void => {
  const colour = inkOf(token.colour);
  pen.fillStyle(0x000000, 0.3).fillEllipse(0, s * 0.95, s * 1.9, s * 0.4);
  pen.fillStyle(colour).fillRoundedRect(-s * 0.8, -s * 0.6, s * 1.6, s * 1.5, s * 0.25);
  pen
    .lineStyle(1.5, mix(colour, INK.dark, 0.55))
    .strokeRoundedRect(-s * 0.8, -s * 0.6, s * 1.6, s * 1.5, s * 0.25);
  pen.lineBetween(-s * 0.8, -s * 0.15, s * 0.8, -s * 0.15);
};

/** A jar with a lid; what is in it lies at the bottom. */
const drawJar = (pen: Pen, token: Token, s: number, fill: number): void => {
  const colour = inkOf(token.colour);
  const [left, top, w, h] = [-s * 0.8, -s * 0.75, s * 1.6, s * 1.75];
  const round = { tl: s * 0.5, tr: s * 0.5, bl: s * 0.28, br: s * 0.28 };
  pen.fillStyle(0x000000, 0.3).fillEllipse(0, s * 1.05, s * 1.9, s * 0.4);
  pen.fillStyle(INK.paper, 0.1).fillRoundedRect(left, top, w, h, round);
  if (fill > 0) {
    const level = Math.max(s * 0.2, (h - s * 0.5) * fill);
    const foot = Math.min(s * 0.24, level / 2);
    pen.fillStyle(INK.work, 0.95);
    pen.fillRoundedRect(left + s * 0.1, top + h - s * 0.1 - level, w - s * 0.2, level, {
      tl: 2,
      tr: 2,
      bl: foot,
      br: foot,
    });
  }
  pen.lineStyle(2, INK.paper, 0.65).strokeRoundedRect(left, top, w, h, round);
  pen.fillStyle(colour).fillRoundedRect(-s * 0.62, top - s * 0.26, s * 1.24, s * 0.32, s * 0.1);
};

/** @param target may be clicked now @param speaking has the floor */
export const drawToken = (pen: Pen, token: Token, s: number, target: boolean, speaking: boolean): void => {
  pen.clear();
  const foot = token.pose === 'body' ? s * 0.75 : s * 0.95;
  if (speaking)
    pen
      .fillStyle(INK.paper, 0.14)
      .fillCircle(0, 0, s * 1.55)
      .lineStyle(2, INK.paper, 0.85)
      .strokeCircle(0, 0, s * 1.55);
  else if (target)
    pen
      .fillStyle(INK.accent, 0.25)
      .fillEllipse(0, foot, s * 2.7, s * 0.7)
      .lineStyle(2, INK.accent, 0.8)
      .strokeEllipse(0, foot, s * 2.7, s * 0.7);
  if (token.pose === 'body') drawLying(pen, token, s);
  else if (token.fill !== undefined) drawJar(pen, token, s, token.fill);
  else if (token.pose === 'thing') drawThing(pen, token, s);
  else drawStanding(pen, token, s);
  if (token.marks.includes('you')) {
    const top = -s * 1.35;
    pen.fillStyle(INK.paper).fillTriangle(-s * 0.35, top - s * 0.45, s * 0.35, top - s * 0.45, 0, top);
  }
};
