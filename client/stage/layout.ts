// Where everything on a stage stands, in CSS pixels. Pure: the picture only draws what this says, and
// clicks are looked up in the same numbers.

import type { Stage } from '../../shared/stage.ts';

export type Token = Stage['tokens'][number];
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Rect extends Point {
  readonly w: number;
  readonly h: number;
}
export interface Spot extends Point {
  /** Half the width of a figure. */
  readonly size: number;
  /** Width that its name may take. */
  readonly room: number;
}
export interface Layout {
  readonly places: ReadonlyMap<string, Rect>;
  readonly links: readonly (readonly [Point, Point])[];
  readonly tokens: ReadonlyMap<string, Spot>;
  /** The table of a meeting place. */
  readonly table: (Point & { rx: number; ry: number }) | undefined;
  /** Smaller names and labels where there is little room. */
  readonly compact: boolean;
}

const PAD = 10;
const BENCH = 74;
const LOW_BENCH = 54;
const LABEL = 22;
/** Below a figure's feet: its name and, while voting, its vote. */
const NAME = 26;
/** A figure with the mark above its head, in halves of its width. */
const TALLNESS = 3.2;
/** Less than this cuts the name of a figure, px; a line of names. */
const NARROW = 52;
const LINE = 14;
const MAX_SIZE = 23;
/** In a large place figures may grow to this share of it. */
const SHARE = 0.16;
/** Lower stages keep a smaller strip for those who are out; beside a table they stand in the corner. */
const LOW = 300;
const WIDE = { width: 560, aspect: 1.15 };
const TALL = 600;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const centre = ({ x, y, w, h }: Rect): Point => ({ x: x + w / 2, y: y + h / 2 });
const inset = ({ x, y, w, h }: Rect, by: number): Rect => ({
  x: x + by,
  y: y + by,
  w: w - 2 * by,
  h: h - 2 * by,
});

const bySeat = (a: Token, b: Token): number => (a.seat ?? 99) - (b.seat ?? 99) || a.id.localeCompare(b.id);

/** A row so narrow that names would be cut goes up and down, where the box has the height: by how much, px. */
const staggerOf = (box: Rect, count: number, size: number): number => {
  const narrow = count > 2 && box.w / count < NARROW;
  return narrow && box.h >= size * TALLNESS + 2 * LINE ? LINE / 2 : 0;
};

/** Spreads `count` figures over a box in the arrangement that leaves them largest. */
const slots = (box: Rect, count: number): Spot[] => {
  if (count === 0) return [];
  let best = { size: 0, columns: 1 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const size = Math.min(box.w / columns / 3.6, (box.h / rows - NAME * 0.6) / TALLNESS);
    if (size > best.size) best = { size, columns };
  }
  const rows = Math.ceil(count / best.columns);
  const size = clamp(best.size, 7, Math.max(MAX_SIZE, Math.min(box.w, box.h) * SHARE));
  const stagger = rows === 1 ? staggerOf(box, count, size) : 0;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / best.columns);
    const inRow = row === rows - 1 ? count - row * best.columns : best.columns;
    const room = box.w / inRow;
    return {
      x: box.x + (box.w * ((index % best.columns) + 0.5)) / inRow,
      y: box.y + (box.h * (row + 0.5)) / rows - NAME / 4 + (index % 2 === 0 ? -stagger : stagger),
      size,
      room: stagger > 0 ? Math.max(room, 2 * (room - size)) : room,
    };
  });
};

const layoutPlaces = (places: Stage['places'], area: Rect): Map<string, Rect> => {
  if (places.length === 0) return new Map();
  const left = Math.min(...places.map(({ x }) => x));
  const top = Math.min(...places.map(({ y }) => y));
  const columns = Math.max(...places.map(({ x, w }) => x + w)) - left;
  const rows = Math.max(...places.map(({ y, h }) => y + h)) - top;
  const w = Math.min(area.w / columns, (area.h / rows) * 1.7);
  const h = Math.min(area.h / rows, w * 0.95);
  const gap = clamp(Math.min(w, h) * 0.12, 6, 26);
  const x0 = area.x + (area.w - w * columns) / 2;
  const y0 = area.y + (area.h - h * rows) / 2;
  return new Map(
    places.map((place) => [
      place.id,
      {
        x: Math.round(x0 + (place.x - left) * w + gap / 2),
        y: Math.round(y0 + (place.y - top) * h + gap / 2),
        w: Math.round(place.w * w - gap),
        h: Math.round(place.h * h - gap),
      },
    ]),
  );
};

/** Walkers stand between the place they left and the one they go to. */
const layoutStanding = (
  tokens: readonly Token[],
  places: ReadonlyMap<string, Rect>,
  spots: Map<string, Spot>,
): void => {
  const walking = new Map<string, number>();
  for (const [id, box] of places) {
    const label = box.h > 120 ? LABEL + 10 : LABEL;
    const here = tokens.filter((token) => token.place === id);
    const inside = { x: box.x + 4, y: box.y + label, w: box.w - 8, h: box.h - label - 2 };
    const standing = slots(inside, here.length);
    here.forEach((token, index) => {
      const spot = standing[index];
      const from = token.pose === 'walk' && token.from !== null ? places.get(token.from) : undefined;
      if (!spot) return;
      if (!from || token.from === id) {
        spots.set(token.id, spot);
        return;
      }
      const lane = [token.from, id].sort().join('>');
      const queue = walking.get(lane) ?? 0;
      walking.set(lane, queue + 1);
      const [a, b] = [centre(from), centre(box)];
      const size = Math.min(spot.size, 15);
      spots.set(token.id, {
        x: (a.x + b.x) / 2 + queue * size,
        y: (a.y + b.y) / 2 + queue * 4,
        size,
        room: 60,
      });
    });
  }
};

/** Everybody around one table; heads, names and the marks above them stay inside the area. */
const layoutTable = (seated: readonly Token[], area: Rect, spots: Map<string, Spot>): Layout['table'] => {
  const crowd = ((area.w + area.h) * 1.1) / Math.max(1, seated.length) / 3.2;
  const size = clamp(Math.min(crowd, area.h / 11), 9, MAX_SIZE);
  const [over, under] = [size * 1.8, size * 1.55 + NAME];
  const rx = clamp(area.w / 2 - size - 24, 60, 260);
  const ry = clamp((area.h - over - under) / 2, 24, rx * 0.75);
  const middle = { x: area.x + area.w / 2, y: area.y + (area.h + over - under) / 2 };
  seated.forEach((token, index) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * (index + 0.5)) / seated.length;
    spots.set(token.id, {
      x: middle.x + rx * Math.cos(angle),
      y: middle.y + ry * Math.sin(angle),
      size,
      room: 110,
    });
  });
  return { ...middle, rx: Math.max(34, rx - size * 1.9), ry: Math.max(16, ry - size * 1.5) };
};

interface Areas {
  map: Rect | undefined;
  table: Rect | undefined;
}
const split = (area: Rect, hasPlaces: boolean, hasTable: boolean): Areas => {
  if (!hasTable) return { map: area, table: undefined };
  if (!hasPlaces) return { map: undefined, table: area };
  if (area.w >= WIDE.width && area.w / area.h >= WIDE.aspect) {
    const w = area.w * 0.4;
    return { map: { ...area, w }, table: { x: area.x + w, y: area.y, w: area.w - w, h: area.h } };
  }
  if (area.h >= TALL) {
    const h = area.h * 0.42;
    return { map: { ...area, h }, table: { x: area.x, y: area.y + h, w: area.w, h: area.h - h } };
  }
  return { map: undefined, table: area };
};

interface Groups {
  /** Places that are drawn as boxes. */
  readonly boxes: Stage['places'];
  readonly placed: readonly Token[];
  readonly seated: readonly Token[];
  /** Things that lie on the table. */
  readonly things: readonly Token[];
  /** Out of play, or out of sight: whoever is nowhere on the map. */
  readonly benched: readonly Token[];
}

/** A meeting place is drawn as its table, not as a box: whoever is there sits around it. */
const groupsOf = (stage: Stage, low: boolean): Groups => {
  const table = stage.places.find(({ tone }) => tone === 'meeting');
  const boxes = stage.places.filter(({ id }) => id !== table?.id);
  const known = new Set(boxes.map(({ id }) => id));
  const tokens = [...stage.tokens].sort(bySeat);
  const placed = tokens.filter(({ place }) => place !== null && known.has(place));
  const there = tokens.filter(({ place }) => table !== undefined && place === table.id);
  const seated = there.filter(({ seat }) => seat !== null);
  const things = there.filter(({ seat }) => seat === null);
  const nowhere = tokens.filter((token) => !placed.includes(token) && !there.includes(token));
  // Where there is little room, those out of sight are left out unless there is nobody else to draw.
  const alone = placed.length === 0 && there.length === 0;
  const benched = nowhere.filter(({ pose }) => !low || alone || pose === 'out' || pose === 'body');
  return { boxes, placed, seated, things, benched };
};

/** @param width @param height of the canvas, CSS px */
export const layoutStage = (stage: Stage, width: number, height: number): Layout => {
  const low = height < LOW;
  const { boxes, placed, seated, things, benched } = groupsOf(stage, low);
  const whole = inset({ x: 0, y: 0, w: width, h: height }, PAD);
  const strip = low ? LOW_BENCH : BENCH;
  const cornered = low && seated.length > 0;
  const area = benched.length > 0 && !cornered ? { ...whole, h: whole.h - strip } : whole;
  const areas = split(area, boxes.length > 0, seated.length > 0);
  const places = areas.map ? layoutPlaces(boxes, areas.map) : new Map<string, Rect>();
  const spots = new Map<string, Spot>();
  layoutStanding(placed, places, spots);
  const table = areas.table ? layoutTable(seated, areas.table, spots) : undefined;
  const middle = table ?? centre(area);
  things.forEach((token, index) => {
    spots.set(token.id, {
      x: middle.x + (index - (things.length - 1) / 2) * 40,
      y: middle.y,
      size: 14,
      room: 60,
    });
  });
  const bench = {
    x: whole.x,
    y: whole.y + whole.h - strip,
    w: cornered ? benched.length * 40 : whole.w,
    h: strip,
  };
  const onBench = slots(bench, benched.length);
  benched.forEach((token, index) => {
    const spot = onBench[index];
    if (spot) spots.set(token.id, { ...spot, size: Math.min(low ? 9 : 13, spot.size) });
  });
  // Text on half pixels blurs.
  for (const [id, spot] of spots) spots.set(id, { ...spot, x: Math.round(spot.x), y: Math.round(spot.y) });
  const centres = new Map([...places].map(([id, box]) => [id, centre(box)]));
  const links = stage.links.flatMap(([a, b]): [Point, Point][] => {
    const [from, to] = [centres.get(a), centres.get(b)];
    return from && to ? [[from, to]] : [];
  });
  return { places, links, tokens: spots, table, compact: width < 480 };
};

export type Hit = { token: string } | { place: string };

/** What lies under a point: figures lie above places. */
export const hitStage = (layout: Layout, x: number, y: number): Hit | undefined => {
  for (const [token, spot] of layout.tokens)
    if (Math.hypot(spot.x - x, spot.y - y) < Math.max(16, spot.size * 1.5)) return { token };
  for (const [place, { x: left, y: top, w, h }] of layout.places)
    if (x >= left && x <= left + w && y >= top && y <= top + h) return { place };
  return undefined;
};
