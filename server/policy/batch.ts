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

const widest = (counts: readonly number[]): number => Math.max(1, ...counts);

const batchOf = (
  shape: Shape,
  states: readonly Encoded[],
  chosen: (row: number) => Float32Array | undefined,
  options: (row: number) => Float32Array,
  counts: readonly number[],
  width: number,
): Batch => {
  const rows = states.length;
  const entries = widest(states.map((state) => state.heard));
  const most = widest(counts);
  const entry = entryWidth(shape);
  const picked = chosenWidth(shape);
  const batch: Batch = {
    rows,
    entries,
    options: most,
    features: new Float32Array(rows * shape.features),
    history: new Float32Array(rows * entries * entry),
    heard: new Float32Array(rows * entries),
    chosen: new Float32Array(rows * picked),
    rowsOfOptions: new Float32Array(rows * most * width),
    mask: new Float32Array(rows * most).fill(NONE),
  };
  for (let row = 0; row < rows; row++) {
    const state = states[row] as Encoded;
    batch.features.set(state.features, row * shape.features);
    batch.history.set(state.history, row * entries * entry);
    batch.heard.fill(1, row * entries, row * entries + state.heard);
    const before = chosen(row);
    if (before) batch.chosen.set(before, row * picked);
    batch.rowsOfOptions.set(options(row), row * most * width);
    batch.mask.fill(0, row * most, row * most + (counts[row] as number));
  }
  return batch;
};

export const batchPicks = (shape: Shape, picks: readonly Pick[]): Batch =>
  batchOf(
    shape,
    picks.map((pick) => pick.state),
    (row) => (picks[row] as Pick).chosen,
    (row) => (picks[row] as Pick).candidates,
    picks.map((pick) => pick.count),
    shape.act,
  );

export const batchAsked = (shape: Shape, asked: readonly Asked[]): Batch =>
  batchOf(
    shape,
    asked.map((one) => one.state),
    () => undefined,
    (row) => (asked[row] as Asked).answers,
    asked.map((one) => one.count),
    answerWidth(shape),
  );
