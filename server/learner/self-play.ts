// Plays the tables of a training plan with weights of the version asked for, in whatever thread it is put. Which
// table an episode gets, and every draw in it, follows from the plan's seed and the episode's number.

import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry } from '../../shared/turn.ts';
import type { Episode } from '../episode/episode.ts';
import type { Seat } from '../episode/seat.ts';
import { type EpisodeKey, keyFromSeed, stream } from '../episode/streams.ts';
import { Encoder } from '../policy/encode.ts';
import { Inference } from '../policy/inference.ts';
import { Network, weightCount } from '../policy/network.ts';
import type { Shape } from '../policy/shape.ts';
import { AgentSeat, type Playing } from '../seats/agent-seat.ts';
import type { Agents } from '../seats/agents.ts';
import { parseOptions } from '../seats/headless.ts';
import { ScriptedSeat } from '../seats/scripted-seat.ts';
import { assignSeats } from '../seats/spec.ts';
import { type Casting, collect } from './collect.ts';
import { DividedSeat } from './divided-seat.ts';
import type { Past } from './league.ts';
import { PastSeats } from './past-seats.ts';
import { halvesOf, ownSeat, type TablePlan, type TrainPlan } from './plan.ts';
import type { Trajectory } from './rollout.ts';
import { wantedAt } from './table-seats.ts';
import { watch } from './watch.ts';
import { type SharedWeights, weightsAt } from './weights.ts';

/** A policy of the run: what it can read, and where its weights come from. */
export interface SharedPolicy {
  readonly shape: Shape;
  readonly weights: SharedWeights;
}

export interface SelfPlaySetup {
  readonly scenario: Scenario;
  readonly plan: TrainPlan;
  /** By learning role. */
  readonly policies: Readonly<Record<string, SharedPolicy>>;
  /** Where agents of earlier checkpoints come from. */
  readonly agents?: Agents;
  /** Episodes in play at the same time. */
  readonly width: number;
}

export interface SelfPlayed {
  readonly trajectories: Trajectory[];
  readonly ends: EndEntry[];
  readonly turns: number;
}

interface Table {
  readonly plan: TablePlan;
  readonly options: unknown;
  readonly upTo: number;
}

/** Version of weights before the first are loaded. */
const NOTHING = 'u-';

export class SelfPlay {
  readonly #setup: SelfPlaySetup;
  readonly #playing: Readonly<Record<string, Playing>>;
  readonly #tables: readonly Table[];
  readonly #past: PastSeats;

  /** Throws RejectionError where a table's options do not parse. The back end must be open. */
  constructor(setup: SelfPlaySetup) {
    this.#setup = setup;
    const { scenario, plan } = setup;
    this.#past = new PastSeats(scenario);
    this.#playing = Object.fromEntries(
      Object.entries(setup.policies).map(([role, { shape }]): [string, Playing] => {
        const network = new Network(shape, new Float32Array(weightCount(shape)));
        // All lanes ask before anything is scored: a batch is whatever could not go on without it.
        const inference = new Inference(network, NOTHING, { batch: 4096 });
        return [role, { encoder: new Encoder(scenario, shape), inference }];
      }),
    );
    let upTo = 0;
    this.#tables = plan.tables.map((table) => {
      const options = parseOptions(scenario, table.options);
      if (!options.ok) throw new RejectionError(options.error.code, options.error.message);
      upTo += table.weight;
      return { plan: table, options: options.value, upTo };
    });
  }

  /** Plays episodes `from`, ..., `from + count - 1` with this version of the weights, beside these past ones. */
  async play(from: number, count: number, version: number, past: Past = {}): Promise<SelfPlayed> {
    this.#load(version);
    this.#past.enter(past);
    const parts = await Promise.all(
      this.#dealt(from, count).map(({ table, keys }) =>
        collect(
          {
            scenario: this.#setup.scenario,
            options: table.options,
            cast: this.#casting(table),
            width: this.#setup.width,
            shaping: this.#setup.plan.shaping,
          },
          keys,
        ),
      ),
    );
    return {
      trajectories: parts.flatMap((part) => part.trajectories),
      ends: parts.flatMap((part) => part.ends),
      turns: parts.reduce((sum, part) => sum + part.turns, 0),
    };
  }

  #load(version: number): void {
    const name = `u${version}`;
    for (const [role, { weights: shared }] of Object.entries(this.#setup.policies)) {
      const { inference } = this.#playing[role] as Playing;
      if (inference.version === name) continue;
      const weights = weightsAt(shared, version);
      if (!weights) throw new Error(`version ${version} of the weights of ${role} is not there`);
      inference.network.load(weights);
      inference.version = name;
    }
  }

  /** Episodes by the table that they are dealt. */
  #dealt(from: number, count: number): { table: Table; keys: EpisodeKey[] }[] {
    const { seed } = this.#setup.plan;
    const total = this.#tables.at(-1)?.upTo ?? 0;
    const lists = this.#tables.map((table) => ({ table, keys: [] as EpisodeKey[] }));
    for (let index = from; index < from + count; index++) {
      const key = keyFromSeed(seed, index);
      const drawn = stream(key, 'table', 0).float() * total;
      lists.find(({ table }) => drawn < table.upTo)?.keys.push(key);
    }
    return lists.filter(({ keys }) => keys.length > 0);
  }

  #casting({ plan }: Table): Casting {
    const { scenario, plan: run } = this.#setup;
    return (role, seat, episode) => {
      const wanted = wantedAt(plan, scenario, episode, seat);
      if (ownSeat(wanted, role)?.how !== 'learn') {
        const [acts, talks] = halvesOf(wanted).map((half) => this.#other(half, role, seat, episode));
        return talks ? new DividedSeat(acts as Seat, talks) : (acts as Seat);
      }
      const playing = this.#policy(role);
      const teacher = run.algorithm === 'bc' ? run.teachers[role] : undefined;
      return teacher ? watch(playing.encoder, this.#seat(teacher, role, seat, episode)) : playing;
    };
  }

  /** Whoever plays without being learned from. */
  #other(wanted: string, role: string, seat: number, episode: Episode): Seat {
    const own = ownSeat(wanted, role);
    if (!own) return this.#seat(wanted, role, seat, episode);
    const past = own.how === 'past' ? this.#past.seat(own.role, episode) : undefined;
    return past ?? this.#fellow(own.role, episode);
  }

  #policy(role: string): Playing {
    const playing = this.#playing[role];
    if (!playing) throw new Error(`no policy of the role ${role} learns in this run`);
    return playing;
  }

  /** A policy of this run that plays without learning from it. */
  #fellow(role: string, { seatCount }: Episode): Seat {
    const { scenario } = this.#setup;
    const policy = this.#policy(role);
    return new AgentSeat({ scenario, occupant: role, policy: () => policy, seats: seatCount, mute: true });
  }

  #seat(wanted: string, role: string, seat: number, episode: Episode): Seat {
    const { scenario, agents } = this.#setup;
    const specs = assignSeats([`${role}=${wanted}`], scenario, episode.state, episode.seatCount);
    if (!specs.ok) throw new RejectionError(specs.error.code, specs.error.message);
    const spec = specs.value[seat];
    if (spec?.kind === 'scripted') return new ScriptedSeat(scenario, spec.script, role);
    if (spec?.kind === 'agent' && agents) {
      const played = agents.policy(scenario, role, spec.checkpoint);
      const { temperature = 1 } = spec;
      return new AgentSeat({ scenario, ...played, seats: episode.seatCount, temperature, mute: true });
    }
    throw new Error(`"${wanted}" cannot be seated in self-play`);
  }
}
