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
import { type AgentSpec, agentName } from './spec-agent.ts';

/** A checkpoint in use; its network is there while there is room for it. */
interface Loaded {
  /** SCENARIO/ID */
  readonly name: string;
  readonly id: string;
  readonly make: () => Promise<Playing>;
  playing: Promise<Playing> | undefined;
}

/** Networks held at the same time; those that played longest ago go first, and come back when asked. */
const MOST = 8;

export class Agents {
  readonly #store: CheckpointStore;
  readonly #ready: () => Promise<unknown>;
  readonly #options: InferenceOptions;
  /** Those with a network, the one that played last at the end. */
  readonly #loaded = new Set<Loaded>();
  /** Why the back end does not open. */
  #broken: RejectionError | undefined;

  /** `ready` opens the back end (policy/tf.ts); it is called when an agent is first seated. */
  constructor(store: CheckpointStore, ready: () => Promise<unknown>, options: InferenceOptions = {}) {
    this.#store = store;
    this.#ready = ready;
    this.#options = options;
  }

  /**
   * A seat played by a checkpoint; undefined: by the one that is current for the role.
   * Throws RejectionError `bad-checkpoint`.
   */
  seat(scenario: Scenario, role: string, { checkpoint, temperature }: AgentSpec, seats: number): Seat {
    const { occupant: id, policy } = this.policy(scenario, role, checkpoint);
    if (temperature === undefined) return new AgentSeat({ scenario, occupant: id, policy, seats });
    const occupant = agentName(id, { temperature });
    return new AgentSeat({ scenario, occupant, policy, seats, temperature });
  }

  /** The network of a checkpoint, for a seat or for whoever wants things scored. Throws as `seat`. */
  policy(
    scenario: Scenario,
    role: string,
    id: string | undefined,
  ): { readonly occupant: string; readonly policy: () => Promise<Playing> } {
    const loaded = this.#load(scenario, role, id);
    const policy = (): Promise<Playing> => this.#playing(loaded);
    // On its way from now on; whoever decides learns of a failure.
    policy().catch(() => undefined);
    return { occupant: loaded.id, policy };
  }

  /** Whether there is an agent for this role. */
  has(scenario: Scenario, role: string): boolean {
    return !this.#broken && this.#store.current(scenario, role) !== undefined;
  }

  /**
   * Id of the checkpoint that would be seated. Throws RejectionError `bad-checkpoint`, or `no-backend`
   * where none has opened when an agent was first seated.
   */
  check(scenario: Scenario, role: string, id: string | undefined): string {
    if (this.#broken) throw this.#broken;
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
    const known = (name: string): Loaded | undefined => [...this.#loaded].find((one) => one.name === name);
    const asked = id === undefined ? undefined : known(`${scenario.id}/${id}`);
    if (asked) return asked;
    const { header, weights } = this.#find(scenario, role, id);
    const name = `${scenario.id}/${header.id}`;
    const make = async (): Promise<Playing> => {
      await this.#open();
      const network = new Network(header.shape, weights);
      const inference = new Inference(network, header.id, this.#options);
      return { encoder: new Encoder(scenario, header.shape), inference };
    };
    return known(name) ?? { name, id: header.id, make, playing: undefined };
  }

  #playing(loaded: Loaded): Promise<Playing> {
    loaded.playing ??= loaded.make();
    this.#loaded.delete(loaded);
    this.#loaded.add(loaded);
    for (const oldest of this.#loaded) {
      if (this.#loaded.size <= MOST) break;
      this.#loaded.delete(oldest);
      oldest.playing?.then(
        ({ inference }) => inference.retire(),
        () => undefined,
      );
      oldest.playing = undefined;
    }
    return loaded.playing;
  }

  async #open(): Promise<void> {
    try {
      await this.#ready();
    } catch (error) {
      if (error instanceof RejectionError) this.#broken = error;
      throw error;
    }
  }
}
