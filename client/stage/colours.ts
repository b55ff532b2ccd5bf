// Colours of the stage, the same as the page's (style/base.css).

export const INK = {
  corridor: 0x2b3038,
  place: 0x22262c,
  placeHere: 0x27313c,
  edge: 0x3d444e,
  accent: 0x6cb2ff,
  work: 0xe0a93b,
  danger: 0xff7b72,
  meeting: 0xb48cff,
  table: 0x33291f,
  tableEdge: 0x5a4632,
  dark: 0x14161a,
  paper: 0xeef1f4,
  grey: 0x7b848e,
};

/** Number of a "#rrggbb" colour; anything else is grey. */
export const inkOf = (css: string): number =>
  /^#[0-9a-f]{6}$/i.test(css) ? Number.parseInt(css.slice(1), 16) : INK.grey;

/** Mixes two colours; share 0 is all `a`, 1 all `b`. */
export const mix = (a: number, b: number, share: number): number => {
  const channel = (shift: number): number => {
    const [from, to] = [(a >> shift) & 255, (b >> shift) & 255];
    return Math.round(from + (to - from) * share) << shift;
  };
  return channel(16) | channel(8) | channel(0);
};
