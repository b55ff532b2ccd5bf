// Picks side by side in plain arrays, padded to the widest: what goes into a network in one call.

import type { Asked, Encoded, Pick } from './encode.ts';
import { answerWidth, chosenWidth, entryWidth, type Shape } from './shape.ts';

/** Rows of one batch; B rows, H history entries each, C options (candidates or answers) each. */
export interface Batch {
  readonly rows: number;
  readonly entries: number;
  readonly options: number;
  /** [B * features] */
  readonly features: Float32Array;
  /** [B * H * entryWidth] */
  readonly history: Float32Array;
  /** [B * H]: 1 where there is an entry. */
  readonly heard: Float32Array;
  /** [B * chosenWidth] */
  readonly chosen: Float32Array;
  /** [B * C * width of an option] */
  readonly rowsOfOptions: Float32Array;
  /** [B * C]: 0 where there is an option, -1e9 where there is none. */
  readonly mask: Float32Array;
}

const NONE = -1e9;

/**
 * Memory for one batch after another of about the same size. A batch is over when the next is laid out in
 * the same room: tensors made from it must be gone by then.
 */
export class Room {
  readonly #kept = new Map<string, Float32Array>();

  /** Numbers as the last user left them. */
  take(name: string, length: number): Float32Array {
    const known = this.#kept.get(name);
    if (known && known.length >= length) return known.subarray(0, length);
    const wider = new Float32Array(Math.ceil(length * 1.25));
    this.#kept.set(name, wider);
    return wider.subarray(0, length);
  }
}

/** Puts a row at the beginning of its place, and zeros behind it. */
const put = (into: Float32Array, row: number, width: number, values: Float32Array): void => {
  into.set(values, row * width);
  into.fill(0, row * width + values.length, (row + 1) * width);
};

const widest = (counts: readonly number[]): number => Math.max(1, ...counts);

interface Rows {
  readonly states: readonly Encoded[];
  /** Options of each row, and how many. */
  readonly options: (row: number) => Float32Array;
  readonly counts: readonly number[];
  /** Numbers an option. */
  readonly width: number;
  readonly chosen: (row: number) => Float32Array;
}

const batchOf = (shape: Shape, given: Rows, room: Room): Batch => {
  const { states, counts, width } = given;
  const rows = states.length;
  const entries = widest(states.map((state) => state.heard));
  const most = Math.max(2, widest(counts)); // the library has no one-hot of one
  const [entry, picked] = [entryWidth(shape), chosenWidth(shape)];
  const batch: Batch = {
    rows,
    entries,
    options: most,
    features: room.take('features', rows * shape.features),
    history: room.take('history', rows * entries * entry),
    heard: room.take('heard', rows * entries).fill(0),
    chosen: room.take('chosen', rows * picked),
    rowsOfOptions: room.take('options', rows * most * width),
    mask: room.take('mask', rows * most).fill(NONE),
  };
  for (let row = 0; row < rows; row++) {
    const state = states[row] as Encoded;
    put(batch.features, row, shape.features, state.features);
    put(batch.history, row, entries * entry, state.history);
    batch.heard.fill(1, row * entries, row * entries + state.heard);
    put(batch.chosen, row, picked, given.chosen(row));
    put(batch.rowsOfOptions, row, most * width, given.options(row));
    batch.mask.fill(0, row * most, row * most + (counts[row] as number));
  }
  return batch;
};

/** Without a room the batch has memory of its own. */
export const batchPicks = (shape: Shape, picks: readonly Pick[], room = new Room()): Batch =>
  batchOf(
    shape,
    {
      states: picks.map((pick) => pick.state),
      chosen: (row) => (picks[row] as Pick).chosen,
      options: (row) => (picks[row] as Pick).candidates,
      counts: picks.map((pick) => pick.count),
      width: shape.act,
    },
    room,
  );

const NOTHING = new Float32Array(0);

/** Without a room the batch has memory of its own. */
export const batchAsked = (shape: Shape, asked: readonly Asked[], room = new Room()): Batch =>
  batchOf(
    shape,
    {
      states: asked.map((one) => one.state),
      chosen: () => NOTHING,
      options: (row) => (asked[row] as Asked).answers,
      counts: asked.map((one) => one.count),
      width: answerWidth(shape),
    },
    room,
  );
