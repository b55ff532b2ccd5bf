// Names and colours of the ship: data without rules, shared by the stage and the language.

/** Names of rooms, by index in the grid (row by row); a grid has at most 4 x 4 rooms. */
export const ROOM_NAMES = [
  'Bridge',
  'Electrical',
  'Galley',
  'Medbay',
  'Reactor',
  'Storage',
  'Lab',
  'Cargo',
  'Engine',
  'Comms',
  'Shields',
  'Garden',
  'Quarters',
  'Airlock',
  'Archive',
  'Workshop',
] as const;

/** Id of a room on the stage, and of the place where a label can be clicked. */
export const placeId = (room: number): string => `room-${room}`;

/** Names of crew members, by seat; at most ten sit at a table. */
export const SEAT_NAMES = [
  'Red',
  'Green',
  'Orange',
  'Purple',
  'Blue',
  'Yellow',
  'Pink',
  'Cyan',
  'Lime',
  'White',
] as const;

/** CSS colours in the order of SEAT_NAMES, legible on a dark background. */
export const SEAT_COLOURS = [
  '#ff6b6b',
  '#4cc38a',
  '#ff9f43',
  '#b48cff',
  '#5aa9ff',
  '#ffd84d',
  '#ff8fcf',
  '#3fd6e0',
  '#b7e34a',
  '#f2f4f8',
] as const;
