// Agent seats for whoever runs episodes: one network and one queue of picks a checkpoint, shared by all
// episodes, so that their picks are scored together. The back end starts when the first agent is seated.

import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Seat } from '../episode/seat.ts';
import type { Checkpoint } from '../policy/checkpoint.ts';
import { Encoder } from '../policy/encode.ts';
import { Inference, type InferenceOptions } from '../policy/inference.ts';
import { Network } from '../policy/network.ts';
import type { CheckpointStore } from '../policy/store.ts';
import { AgentSeat, type Playing } from './agent-seat.ts';

interface Loaded {
  readonly id: string;
  readonly policy: Promise<Playing>;
}

export class Agents {
  readonly #store: CheckpointStore;
  readonly #ready: () => Promise<unknown>;
  readonly #options: InferenceOptions;
  readonly #loaded = new Map<string, Loaded>();

  /** `ready` opens the back end (policy/tf.ts); it is called when an agent is first seated. */
  constructor(store: CheckpointStore, ready: () => Promise<unknown>, options: InferenceOptions = {}) {
    this.#store = store;
    this.#ready = ready;
    this.#options = options;
  }

  /**
   * A seat played by this checkpoint; undefined: by the one that is current for the role.
   * Throws RejectionError `bad-checkpoint`.
   */
  seat(scenario: Scenario, role: string, id: string | undefined, seats: number): Seat {
    const { id: occupant, policy } = this.#load(scenario, role, id);
    return new AgentSeat({ scenario, occupant, policy, seats });
  }

  /** Whether there is an agent for this role. */
  has(scenario: Scenario, role: string): boolean {
    return this.#store.current(scenario, role) !== undefined;
  }

  /** Id of the checkpoint that would be seated. Throws RejectionError `bad-checkpoint`. */
  check(scenario: Scenario, role: string, id: string | undefined): string {
    return this.#find(scenario, role, id).header.id;
  }

  #find(scenario: Scenario, role: string, id: string | undefined): Checkpoint {
    if (id !== undefined) return this.#store.byId(scenario, role, id);
    const current = this.#store.current(scenario, role);
    if (current) return current;
    throw new RejectionError(
      'bad-checkpoint',
      `There is no trained agent for ${scenario.id}/${role} yet; train one with ` +
        `\`parlor train --scenario ${scenario.id}\`, or seat a script.`,
    );
  }

  #load(scenario: Scenario, role: string, id: string | undefined): Loaded {
    const known = id === undefined ? undefined : this.#loaded.get(`${scenario.id}/${id}`);
    if (known) return known;
    const checkpoint = this.#find(scenario, role, id);
    const name = `${scenario.id}/${checkpoint.header.id}`;
    let loaded = this.#loaded.get(name);
    if (!loaded) {
      loaded = { id: checkpoint.header.id, policy: this.#open(scenario, checkpoint) };
      // Whoever decides learns of a failure; nobody else needs to hear of it.
      loaded.policy.catch(() => this.#loaded.delete(name));
      this.#loaded.set(name, loaded);
    }
    return loaded;
  }

  async #open(scenario: Scenario, { header, weights }: Checkpoint): Promise<Playing> {
    await this.#ready();
    const network = new Network(header.shape, weights);
    return {
      encoder: new Encoder(scenario, header.shape),
      inference: new Inference(network, header.id, this.#options),
    };
  }
}
