// Hand-made stages: a ship seen by seat 1, its meeting, its vote and its end. No scenario is behind them.

import type { LineItem } from '../../shared/protocol.ts';
import type { Stage } from '../../shared/stage.ts';

export const NAMES = ['Red', 'Green', 'Orange', 'Purple', 'Blue', 'Yellow'];
const COLOURS = ['#ff6b6b', '#4cc38a', '#ff9f43', '#b48cff', '#5aa9ff', '#ffd84d'];
const ROOMS = ['Bridge', 'Electrical', 'Galley', 'Medbay', 'Reactor', 'Storage'];

/** Markup that must only ever be shown, never run. */
export const MARKUP = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';

type Token = Stage['tokens'][number];
const token = (
  seat: number,
  place: string | null,
  pose: Token['pose'],
  extra: Partial<Token> = {},
): Token => ({
  id: `seat-${seat}`,
  seat,
  label: NAMES[seat] ?? '',
  colour: COLOURS[seat] ?? '#ffffff',
  place,
  from: null,
  pose,
  marks: seat === 1 ? ['you'] : [],
  ...extra,
});
const body = (seat: number, place: string): Token =>
  token(seat, place, 'body', { id: `body-${seat}`, marks: [] });

const places = (here: string | null): Stage['places'] =>
  ROOMS.map((label, index) => ({
    id: label,
    label,
    x: index % 3,
    y: Math.floor(index / 3),
    w: 1,
    h: 1,
    tone: label === here ? 'here' : label === 'Storage' || label === 'Medbay' ? 'work' : 'plain',
  }));
const TABLE: Stage['places'][number] = {
  id: 'table',
  label: 'Meeting',
  x: 3,
  y: 0,
  w: 2,
  h: 2,
  tone: 'meeting',
};
const LINKS: Stage['links'] = [
  ['Bridge', 'Electrical'],
  ['Electrical', 'Galley'],
  ['Medbay', 'Reactor'],
  ['Reactor', 'Storage'],
  ['Bridge', 'Medbay'],
  ['Electrical', 'Reactor'],
  ['Galley', 'Storage'],
];
const tasks: Stage['cards'] = [
  {
    id: 'tasks',
    title: 'Your tasks',
    rows: [
      { label: 'Electrical', value: 'done', done: true },
      { label: 'Storage', value: 'to do' },
      { label: 'Medbay', value: 'to do' },
    ],
  },
];
const base: Stage = {
  phase: 'On the ship',
  clock: 14,
  places: places('Electrical'),
  links: LINKS,
  tokens: [],
  speech: null,
  ballots: [],
  cards: tasks,
  meters: [{ label: 'Tasks', value: 4, max: 12 }],
  notes: ['You saw Blue in Galley at tick 9.', 'You saw Orange in Electrical at tick 13.'],
};

export const ship: Stage = {
  ...base,
  tokens: [
    token(1, 'Electrical', 'work'),
    token(2, 'Electrical', 'idle'),
    token(4, 'Galley', 'walk', { from: 'Electrical' }),
    body(3, 'Electrical'),
    // Out of sight.
    token(0, null, 'idle'),
    token(5, null, 'idle'),
  ],
};

/** Everything, as a replay shows it. */
export const wholeShip: Stage = {
  ...base,
  places: places(null),
  cards: [],
  notes: [],
  tokens: [
    token(0, 'Bridge', 'idle', { marks: ['impostor'] }),
    token(1, 'Electrical', 'work', { marks: [] }),
    token(2, 'Electrical', 'idle'),
    token(3, 'Reactor', 'walk', { from: 'Medbay' }),
    token(4, 'Galley', 'idle'),
    token(5, 'Storage', 'work'),
  ],
};

const found: Stage['cards'][number] = {
  id: 'meeting',
  title: 'Meeting',
  rows: [
    { label: 'Found', value: 'Purple' },
    { label: 'Where', value: 'Electrical' },
    { label: 'By', value: 'Blue' },
    { label: 'At tick', value: '14' },
  ],
};
const around = [0, 1, 2, 4, 5].map((seat) => token(seat, 'table', 'idle'));
const gathered = [...places('Electrical'), TABLE];
export const meeting: Stage = {
  ...base,
  places: gathered,
  cards: [found, ...tasks],
  phase: 'Meeting',
  tokens: [
    ...around.map((one) => (one.seat === 4 ? { ...one, pose: 'talk' as const, marks: ['speaker'] } : one)),
    token(3, null, 'out'),
  ],
  speech: {
    seat: 4,
    text: 'I found Purple in Electrical at tick 14. Orange was standing right next to the body.',
  },
};
export const vote: Stage = {
  ...base,
  places: gathered,
  cards: [found, ...tasks],
  phase: 'Vote',
  tokens: [
    ...around.map((one) => (one.seat === 0 ? { ...one, marks: ['voted'] } : one)),
    token(3, null, 'out'),
  ],
  ballots: [
    { seat: 0, choice: null },
    { seat: 4, choice: null },
  ],
};
export const over: Stage = {
  ...base,
  places: gathered,
  phase: 'Over',
  tokens: [
    ...around.map((one) => (one.seat === 2 ? { ...one, marks: ['impostor'] } : one)),
    token(3, null, 'out'),
  ],
  ballots: [
    { seat: 0, choice: 'Orange' },
    { seat: 1, choice: 'Orange' },
    { seat: 2, choice: 'Blue' },
    { seat: 4, choice: 'Orange' },
    { seat: 5, choice: 'skip' },
  ],
};

const line = (n: number, seat: number | null, kind: LineItem['kind'], text: string): LineItem => ({
  n,
  seat,
  kind,
  text,
  name: seat === null ? '' : (NAMES[seat] ?? ''),
});
export const lines: LineItem[] = [
  line(0, null, 'system', 'The ship leaves port. Do your tasks, and keep your eyes open.'),
  line(1, null, 'private', 'You see Blue walk into Galley.'),
  line(2, null, 'private', 'Purple lies dead in Electrical. Orange is here.'),
  line(3, 4, 'event', 'Blue reports the body of Purple in Electrical.'),
  line(4, 4, 'say', 'I found Purple in Electrical at tick 14. Orange was standing right next to the body.'),
  line(
    5,
    2,
    'say',
    'I had only just come in from Reactor. Red can confirm that we did the wiring together before.',
  ),
  line(6, 0, 'say', MARKUP),
  line(7, 5, 'say', 'Green, where were you between ticks 10 and 14?'),
  line(
    8,
    1,
    'say',
    'I was in Electrical the whole time, at the breaker.\nOrange came in from the Galley side, not from Reactor.',
  ),
  line(9, 0, 'vote', 'Red has voted.'),
];
