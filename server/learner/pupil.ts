// A role of an offline run: its policy, the networks that help to train it, and its part of the log.

import { rngFromState } from '../../shared/rng.ts';
import type { Checkpoint } from '../policy/checkpoint.ts';
import { initialWeights, Network } from '../policy/network.ts';
import type { Shape } from '../policy/shape.ts';
import { BC, bcEpoch } from './bc.ts';
import type { Clone } from './clone.ts';
import type { Learner } from './extract.ts';
import { FBC, fbcUpdate, filtered } from './fbc.ts';
import { ILQL, ilqlUpdate } from './ilql.ts';
import { MC, mcUpdate } from './mc.ts';
import { Optimizer } from './optimizer.ts';
import { settingsOf, type TrainPlan } from './plan.ts';
import { type Policy, rateAt } from './policies.ts';
import type { Trajectory } from './rollout.ts';
import { TOPR, toprUpdate } from './topr.ts';

type Report = Record<string, number>;
type Shuffler = { shuffle<T>(items: readonly T[]): T[] };
/** One update of one algorithm, with the networks that it keeps from one to the next. */
type Update = (trajectories: readonly Trajectory[], rng: Shuffler, update: number) => Promise<Report>;

/** What the streams of networks and shuffles are told apart by. */
const OFFLINE = 0x0ff1;

export class Pupil {
  readonly policy: Policy;
  readonly #plan: TrainPlan;
  readonly #from: Checkpoint | undefined;
  readonly #trajectories: readonly Trajectory[];
  readonly #aids: Learner[] = [];
  /** Networks that no optimizer moves. */
  readonly #fixed: Network[] = [];
  readonly #update: Update;
  #queue: Trajectory[] = [];

  /** `from`: what the policy begins with; algorithms that need a clone of the behaviour take it for one. */
  constructor(
    plan: TrainPlan,
    policy: Policy,
    from: Checkpoint | undefined,
    trajectories: readonly Trajectory[],
  ) {
    this.policy = policy;
    this.#plan = plan;
    this.#from = from;
    const { gamma = FBC.gamma, fraction = FBC.fraction } = this.#settings;
    this.#trajectories =
      plan.algorithm === 'fbc' ? filtered(trajectories, { gamma, fraction }) : trajectories;
    this.#update = this.#algorithm();
  }

  /** One update on the next trajectories; each comes once a pass. Throws NonFiniteLoss. */
  learn(update: number): Promise<Report> {
    const rng = this.#rng(update, 0);
    if (this.#queue.length === 0) this.#queue = rng.shuffle(this.#trajectories);
    for (const { optimizer } of [this.policy, ...this.#aids])
      optimizer.rate = rateAt(this.#plan, this.policy.role, update);
    return this.#update(this.#queue.splice(0, this.#plan.episodes), rng, update);
  }

  dispose(): void {
    for (const { network, optimizer } of [this.policy, ...this.#aids]) {
      optimizer.dispose();
      network.dispose();
    }
    for (const network of this.#fixed) network.dispose();
  }

  get #settings(): Record<string, number> {
    return settingsOf(this.#plan, this.policy.role);
  }

  #rng(index: number, purpose: number): ReturnType<typeof rngFromState> {
    const { seed, roles } = this.#plan;
    return rngFromState([seed, index, OFFLINE + purpose, roles.indexOf(this.policy.role) + 1]);
  }

  #aid(shape: Shape, weights: Float32Array): Learner {
    const network = new Network(shape, weights);
    const learner = { network, optimizer: new Optimizer(network, rateAt(this.#plan, this.policy.role, 0)) };
    this.#aids.push(learner);
    return learner;
  }

  /** The clone of whoever played: given, or learned on the way. */
  #clone(): Clone {
    const { shape } = this.policy.network;
    if (!this.#from) return this.#aid(shape, initialWeights(shape, this.#rng(0, 1)));
    const network = new Network(shape, this.#from.weights);
    this.#fixed.push(network);
    return { network };
  }

  /** Q and V, which see what the seat sees, and a target that begins as they do. */
  #critic(twin: number): { critic: Learner; target: () => Network } {
    const shape = { ...this.policy.network.shape, privileged: false };
    const weights = initialWeights(shape, this.#rng(0, 2 + twin));
    const target = (): Network => {
      const network = new Network(shape, weights);
      this.#fixed.push(network);
      return network;
    };
    return { critic: this.#aid(shape, weights), target };
  }

  #algorithm(): Update {
    const { policy } = this;
    const settings = this.#settings;
    switch (this.#plan.algorithm) {
      case 'fbc':
        return async (mine, rng) => ({ ...(await fbcUpdate(policy, mine, { ...FBC, ...settings }, rng)) });
      case 'mc': {
        const networks = { policy, behaviour: this.#clone(), critic: this.#critic(0).critic };
        const options = { ...MC, ...settings };
        return async (mine, rng, update) => ({ ...(await mcUpdate(networks, mine, options, rng, update)) });
      }
      case 'ilql':
        return this.#ilql();
      case 'reinforce': {
        const networks = { policy, behaviour: this.#clone() };
        return async (mine, rng) => ({
          ...(await toprUpdate(networks, mine, { ...TOPR, ...settings }, rng)),
        });
      }
      default:
        return async (mine, rng) => {
          const picks = mine.flatMap(({ turns }) => turns.flatMap((turn) => turn.picks));
          const options = { ...BC, ...settings };
          return { ...(await bcEpoch(policy.network, policy.optimizer, picks, [], options, rng)) };
        };
    }
  }

  #ilql(): Update {
    const [one, other] = [this.#critic(0), this.#critic(1)];
    const networks = {
      policy: this.policy,
      behaviour: this.#clone(),
      twins: [one.critic, other.critic] as const,
      targets: [one.target(), other.target()] as const,
    };
    const options = { ...ILQL, ...this.#settings };
    return async (mine, rng, update) => ({ ...(await ilqlUpdate(networks, mine, options, rng, update)) });
  }
}
