// Past versions of a run's policies, as opponents and team-mates that do not learn (Vinyals et al. 2019, the
// league without its matchmaking: every member is as likely). The newest of the run's checkpoints are its
// members, and before the first one there is none.

import type { Scenario } from '../../shared/scenario.ts';
import type { Shape } from '../policy/shape.ts';
import type { CheckpointStore } from '../policy/store.ts';
import type { TrainPlan } from './plan.ts';
import { leftBy } from './resume.ts';

export interface Member {
  /** Unique within the run. */
  readonly name: string;
  readonly shape: Shape;
  /** In memory that threads share. */
  readonly weights: Float32Array;
}

/** Members by role, oldest first. */
export type Past = Readonly<Record<string, readonly Member[]>>;

const member = (name: string, shape: Shape, weights: Float32Array): Member => {
  const shared = new Float32Array(new SharedArrayBuffer(weights.byteLength));
  shared.set(weights);
  return { name, shape, weights: shared };
};

export class League {
  readonly #size: number;
  readonly #past: Record<string, Member[]> = {};

  /** Of at most `size` members a role. */
  constructor(size: number) {
    this.#size = size;
  }

  add(role: string, update: number, shape: Shape, weights: Float32Array): void {
    if (this.#size === 0) return;
    const members = this.#past[role] ?? [];
    this.#past[role] = [...members, member(`${role}-u${update}`, shape, weights)].slice(-this.#size);
  }

  /** Takes in what a run that goes on after `update` has left; what cannot be read is missing, with a word. */
  restore(plan: TrainPlan, scenario: Scenario, store: CheckpointStore, update: number): void {
    for (const role of plan.roles) {
      const left = leftBy(plan, role, store).filter(({ header }) => header.update <= update);
      const newest = [...left].sort((a, b) => b.header.update - a.header.update).slice(0, this.#size);
      for (const one of newest.reverse()) {
        const read = store.read(scenario, one);
        if (read) this.add(role, read.header.update, read.header.shape, read.weights);
      }
    }
  }

  get past(): Past {
    return { ...this.#past };
  }
}
