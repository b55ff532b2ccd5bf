// The project's own icons, drawn on a 16 x 16 grid with the text's colour.

const PATHS = {
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M5 3l8 5-8 5z',
  pause: 'M5 3v10M11 3v10',
  back: 'M11 3L5 8l6 5M4 3v10',
  forward: 'M5 3l6 5-6 5M12 3v10',
  first: 'M12 3L7 8l5 5M8 3L3 8l5 5',
  last: 'M4 3l5 5-5 5M8 3l5 5-5 5',
  person: 'M8 7.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.8 14c.4-3 2.4-4.6 5.2-4.6s4.8 1.6 5.2 4.6',
  bot: 'M3 6h10v7H3zM8 6V3M6.3 2.6h3.4M6 9v1M10 9v1',
  spark: 'M8 2l1.6 4.4L14 8l-4.4 1.6L8 14l-1.6-4.4L2 8l4.4-1.6z',
  open: 'M8 3v10M3 8h10',
  away: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.3l2.2 1.4',
  out: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  lock: 'M4 7.5h8V13H4zM5.6 7.5V5.4a2.4 2.4 0 0 1 4.8 0v2.1',
  ballot: 'M3 8h10v5H3zM5.5 8V3h5v5M7 5.4l.8.8 1.4-1.6',
  info: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 7.4v3.4M8 5v.4',
  check: 'M3 8.5l3.2 3.2L13 4.6',
  down: 'M3.5 6l4.5 4.5L12.5 6',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  link: 'M6.5 9.5l3-3M7 4.6l1.4-1.4a3 3 0 0 1 4.3 4.3L11.4 9M9 11.4l-1.4 1.4a3 3 0 0 1-4.3-4.3L4.6 7',
} as const;
export type IconName = keyof typeof PATHS;

/** Decoration beside a word; where it stands alone its button carries the label. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path
      d={PATHS[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);
