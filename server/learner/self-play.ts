// Plays the tables of a training plan with the newest weights, in whatever thread it is put. Which
// table an episode gets, and every draw in it, follows from the plan's seed and the episode's number.

import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry } from '../../shared/turn.ts';
import type { Episode } from '../episode/episode.ts';
import type { Seat } from '../episode/seat.ts';
import { type EpisodeKey, keyFromSeed, stream } from '../episode/streams.ts';
import { Encoder } from '../policy/encode.ts';
import { Inference } from '../policy/inference.ts';
import { Network } from '../policy/network.ts';
import type { Shape } from '../policy/shape.ts';
import type { Playing } from '../seats/agent-seat.ts';
import type { Agents } from '../seats/agents.ts';
import { parseOptions } from '../seats/headless.ts';
import { ScriptedSeat } from '../seats/scripted-seat.ts';
import { assignSeats, type SeatSpec } from '../seats/spec.ts';
import { type Casting, collect } from './collect.ts';
import type { TablePlan, TrainPlan } from './plan.ts';
import type { Trajectory } from './rollout.ts';
import { type Watched, watch } from './watch.ts';
import { copyWeights, newestVersion, type SharedWeights } from './weights.ts';

export interface SelfPlaySetup {
  readonly scenario: Scenario;
  readonly plan: TrainPlan;
  readonly shape: Shape;
  /** Weights by learning role. */
  readonly weights: Readonly<Record<string, SharedWeights>>;
  /** Where agents of earlier checkpoints come from. */
  readonly agents?: Agents;
  /** Episodes in play at the same time. */
  readonly width: number;
}

export interface SelfPlayed {
  readonly trajectories: Trajectory[];
  readonly ends: EndEntry[];
  readonly turns: number;
  readonly version: number;
}

interface Table {
  readonly plan: TablePlan;
  readonly options: unknown;
  readonly upTo: number;
}

export class SelfPlay {
  readonly #setup: SelfPlaySetup;
  readonly #playing: Readonly<Record<string, Playing>>;
  readonly #tables: readonly Table[];
  #version = -1;

  /** Throws RejectionError where a table's options do not parse. The back end must be open. */
  constructor(setup: SelfPlaySetup) {
    this.#setup = setup;
    const { scenario, plan, shape } = setup;
    const encoder = new Encoder(scenario, shape);
    this.#playing = Object.fromEntries(
      Object.entries(setup.weights).map(([role, shared]) => {
        const network = new Network(shape, copyWeights(shared).weights);
        // All lanes ask before anything is scored: a batch is whatever could not go on without it.
        return [role, { encoder, inference: new Inference(network, 'u0', { batch: 4096 }) }];
      }),
    );
    let upTo = 0;
    this.#tables = plan.tables.map((table) => {
      const options = parseOptions(scenario, table.options);
      if (!options.ok) throw new Error(options.error.message);
      upTo += table.weight;
      return { plan: table, options: options.value, upTo };
    });
  }

  /** Plays episodes `from`, ..., `from + count - 1` with the newest weights. */
  async play(from: number, count: number): Promise<SelfPlayed> {
    this.#refresh();
    const version = this.#version;
    const parts = await Promise.all(
      this.#dealt(from, count).map(({ table, keys }) =>
        collect(
          {
            scenario: this.#setup.scenario,
            options: table.options,
            cast: this.#casting(table),
            width: this.#setup.width,
          },
          keys,
        ),
      ),
    );
    return {
      trajectories: parts.flatMap((part) => part.trajectories),
      ends: parts.flatMap((part) => part.ends),
      turns: parts.reduce((sum, part) => sum + part.turns, 0),
      version,
    };
  }

  #refresh(): void {
    for (const [role, shared] of Object.entries(this.#setup.weights)) {
      if (newestVersion(shared) === this.#version) continue;
      const { weights, version } = copyWeights(shared);
      const { inference } = this.#playing[role] as Playing;
      inference.network.load(weights);
      inference.version = `u${version}`;
      this.#version = version;
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
    return (role, seat, episode) => {
      const fixed = this.#setup.scenario.fixedSeats(episode.state)[seat];
      const wanted = fixed ?? plan.seats[role] ?? 'random';
      if (wanted === 'learn' || wanted.startsWith('learn:'))
        return this.#learner(wanted, role, seat, episode);
      return this.#seat(wanted, role, seat, episode);
    };
  }

  /** The policy of a learning role, or, where it is cloned, its teacher. */
  #learner(wanted: string, role: string, seat: number, episode: Episode): Playing | Watched | Seat {
    const { plan } = this.#setup;
    const of = wanted === 'learn' ? role : wanted.slice(6);
    const playing = this.#playing[of];
    if (!playing) throw new Error(`no policy of the role ${of} learns in this run`);
    const teacher = plan.algorithm === 'bc' ? plan.teachers[of] : undefined;
    return teacher ? watch(playing.encoder, this.#seat(teacher, role, seat, episode)) : playing;
  }

  #seat(wanted: string, role: string, seat: number, episode: Episode): Seat {
    const { scenario, agents } = this.#setup;
    const specs = assignSeats([`${role}=${wanted}`], scenario, episode.state, episode.seatCount);
    if (!specs.ok) throw new Error(specs.error.message);
    const spec = specs.value[seat] as SeatSpec;
    if (spec.kind === 'scripted') return new ScriptedSeat(scenario, spec.script, role);
    if (spec.kind === 'agent' && agents)
      return agents.seat(scenario, role, spec.checkpoint, episode.seatCount);
    throw new Error(`"${wanted}" cannot be seated in self-play`);
  }
}
