// Past versions of a run's policies, as opponents and team-mates that do not learn (Vinyals et al. 2019, the
// league without its matchmaking: every member is as likely). The newest of the run's checkpoints are its
// members, and before the first one there is none.

import type { Scenario } from '../../shared/scenario.ts';
import { readCheckpointFor } from '../policy/checkpoint.ts';
import type { Shape } from '../policy/shape.ts';
import type { CheckpointStore } from '../policy/store.ts';
import { idPrefix, type TrainPlan } from './plan.ts';

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

  /** Takes in what a run that goes on after `update` had. Throws RejectionError `bad-checkpoint`. */
  restore(plan: TrainPlan, scenario: Scenario, store: CheckpointStore, update: number): void {
    for (const role of plan.roles) {
      const prefix = idPrefix(plan, role);
      const own = store
        .list(scenario.id, role)
        .filter(
          ({ shipped, header: { id, update: at } }) => !shipped && at <= update && id === `${prefix}${at}`,
        )
        .sort((a, b) => a.header.update - b.header.update)
        .slice(-this.#size);
      for (const { path, header } of this.#size > 0 ? own : [])
        this.add(role, header.update, header.shape, readCheckpointFor(path, scenario).weights);
    }
  }

  get past(): Past {
    return { ...this.#past };
  }
}
