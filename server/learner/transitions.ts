// A log's trajectories as the rows of offline learners: every pick with what it earned, what came of it, and
// what was decided next. An utterance's picks follow one another at once: time passes between turns only.

import { type Batch, batchPicks, type Room } from '../policy/batch.ts';
import type { Pick } from '../policy/encode.ts';
import type { Shape } from '../policy/shape.ts';
import { tf } from '../policy/tf.ts';
import { discounted } from './returns.ts';
import type { Trajectory } from './rollout.ts';

export interface Transition {
  readonly pick: Pick;
  readonly index: number;
  /** mu(a|s); undefined where nobody knows it. */
  readonly mu: number | undefined;
  /** r: what came before the next pick. */
  readonly reward: number;
  /** What lies ahead counts so much: 1 inside an utterance, gamma between turns, 0 at the end. */
  readonly discount: number;
  /** s': the next decision, without its options; undefined at the end. */
  readonly next: Pick | undefined;
  /** G: discounted return from here to the end. */
  readonly return: number;
  /** Picks of one utterance bear the same number, counted over all trajectories. */
  readonly utterance: number;
}

const NOTHING = new Float32Array(0);

/** Transitions in the order of play. A trajectory that was cut off counts as ended there. */
export const transitionsOf = (trajectories: readonly Trajectory[], gamma: number): Transition[] => {
  const rows: Transition[] = [];
  let utterance = 0;
  for (const { turns } of trajectories) {
    const returns = discounted(
      turns.map(({ reward }) => reward),
      gamma,
    );
    turns.forEach(({ picks, reward }, t) => {
      picks.forEach(({ pick, index, mu }, n) => {
        const inside = n + 1 < picks.length;
        const next = inside ? picks[n + 1]?.pick : turns[t + 1]?.picks[0]?.pick;
        rows.push({
          pick,
          index,
          mu,
          reward: inside ? 0 : reward,
          discount: inside ? 1 : next ? gamma : 0,
          next: next && { state: next.state, chosen: next.chosen, candidates: NOTHING, count: 0 },
          return: returns[t] as number,
          utterance,
        });
      });
      utterance++;
    });
  }
  return rows;
};

/** Decisions laid out for a network, and where in each row that stands which was taken. */
export interface Laid {
  readonly batch: Batch;
  readonly places: Int32Array;
}

/** The rows' decisions, with all their options or, which is much less to compute, with that alone that was taken. */
export const layOut = (
  shape: Shape,
  rows: readonly Transition[],
  options: 'all' | 'taken',
  room: Room,
): Laid => {
  if (options === 'all') {
    const picks = rows.map(({ pick }) => pick);
    return { batch: batchPicks(shape, picks, room), places: Int32Array.from(rows, ({ index }) => index) };
  }
  const picks = rows.map(({ pick: { state, chosen, candidates }, index }) => ({
    state,
    chosen,
    candidates: candidates.subarray(index * shape.act, (index + 1) * shape.act),
    count: 1,
  }));
  return { batch: batchPicks(shape, picks, room), places: new Int32Array(rows.length) };
};

/** [B]: of the numbers of all options [B, options] that of the one taken. Call inside tf.tidy. */
export const takenOf = (all: tf.Tensor, { batch, places }: Laid): tf.Tensor =>
  tf.sum(tf.mul(all, tf.oneHot(places, batch.options)), 1);
