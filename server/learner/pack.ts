// Trajectories on their way from a self-play thread to the learner: all numbers in one buffer that
// changes hands, with a plain index beside. Unpacked arrays are views into it; nothing is copied.

import type { Asked, Encoded, Pick } from '../policy/encode.ts';
import type { BeliefSample, PickSample, Trajectory, TurnSample } from './rollout.ts';

/** [offset, length] in floats. */
type Span = readonly [number, number];

interface PackedState {
  readonly features: Span;
  readonly history: Span;
  readonly heard: number;
}
interface PackedPick {
  readonly state: number;
  readonly chosen: Span;
  readonly candidates: Span;
  readonly count: number;
  readonly index: number;
  readonly mu: number | undefined;
}
interface PackedAsked {
  readonly state: number;
  readonly answers: Span;
  readonly count: number;
  readonly truth: number;
}
interface PackedTrajectory extends Omit<Trajectory, 'turns' | 'beliefs'> {
  readonly turns: readonly (Omit<TurnSample, 'picks' | 'truth'> & {
    readonly picks: readonly PackedPick[];
    readonly truth: Span;
  })[];
  readonly beliefs: readonly PackedAsked[];
}

export interface Packed {
  readonly numbers: Float32Array<ArrayBuffer>;
  readonly states: readonly PackedState[];
  readonly trajectories: readonly PackedTrajectory[];
}

/** Numbers of everything that is in these trajectories. */
const lengthOf = (trajectories: readonly Trajectory[]): number => {
  const states = new Set<Encoded>();
  let length = 0;
  for (const { turns, beliefs } of trajectories) {
    for (const { picks, truth } of turns) {
      length += truth.length;
      for (const { pick } of picks) {
        states.add(pick.state);
        length += pick.chosen.length + pick.candidates.length;
      }
    }
    for (const { asked } of beliefs) {
      states.add(asked.state);
      length += asked.answers.length;
    }
  }
  for (const { features, history } of states) length += features.length + history.length;
  return length;
};

class Packer {
  readonly numbers: Float32Array<ArrayBuffer>;
  readonly states: PackedState[] = [];
  readonly #known = new Map<Encoded, number>();
  #used = 0;

  constructor(length: number) {
    this.numbers = new Float32Array(length);
  }

  add(row: Float32Array): Span {
    const at = this.#used;
    this.numbers.set(row, at);
    this.#used += row.length;
    return [at, row.length];
  }

  /** Picks of one turn share their state. */
  state(state: Encoded): number {
    const known = this.#known.get(state);
    if (known !== undefined) return known;
    const index = this.states.length;
    this.states.push({
      features: this.add(state.features),
      history: this.add(state.history),
      heard: state.heard,
    });
    this.#known.set(state, index);
    return index;
  }
}

export const pack = (trajectories: readonly Trajectory[]): Packed => {
  const packer = new Packer(lengthOf(trajectories));
  const picks = (samples: readonly PickSample[]): PackedPick[] =>
    samples.map(({ pick, index, mu }) => ({
      state: packer.state(pick.state),
      chosen: packer.add(pick.chosen),
      candidates: packer.add(pick.candidates),
      count: pick.count,
      index,
      mu,
    }));
  const beliefs = (samples: readonly BeliefSample[]): PackedAsked[] =>
    samples.map(({ asked, truth }) => ({
      state: packer.state(asked.state),
      answers: packer.add(asked.answers),
      count: asked.count,
      truth,
    }));
  const packed = trajectories.map((one) => ({
    ...one,
    turns: one.turns.map((turn) => ({
      ...turn,
      picks: picks(turn.picks),
      truth: packer.add(turn.truth),
    })),
    beliefs: beliefs(one.beliefs),
  }));
  return { numbers: packer.numbers, states: packer.states, trajectories: packed };
};

export const unpack = ({ numbers, states, trajectories }: Packed): Trajectory[] => {
  const view = ([at, length]: Span): Float32Array => numbers.subarray(at, at + length);
  const known = states.map(
    ({ features, history, heard }): Encoded => ({ features: view(features), history: view(history), heard }),
  );
  const toPick = ({ state, chosen, candidates, count, index, mu }: PackedPick): PickSample => {
    const pick: Pick = {
      state: known[state] as Encoded,
      chosen: view(chosen),
      candidates: view(candidates),
      count,
    };
    return { pick, index, mu };
  };
  const toBelief = ({ state, answers, count, truth }: PackedAsked): BeliefSample => {
    const asked: Asked = { state: known[state] as Encoded, answers: view(answers), count };
    return { asked, truth };
  };
  return trajectories.map((one) => ({
    ...one,
    turns: one.turns.map(
      ({ picks, truth, ...turn }): TurnSample => ({ ...turn, picks: picks.map(toPick), truth: view(truth) }),
    ),
    beliefs: one.beliefs.map(toBelief),
  }));
};
