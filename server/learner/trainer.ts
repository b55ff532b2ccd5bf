// The loop of a training run: episodes from the self-play threads, one update a learning role, weights
// published, a line told, a checkpoint every so often. While an update runs the threads play on with the
// weights before it, so what is learned from is at most `lag` versions old; every line says how old.

import { RejectionError } from '../../shared/result.ts';
import { rngFromState } from '../../shared/rng.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Checkpoint, CheckpointHeader } from '../policy/checkpoint.ts';
import { shapeOf } from '../policy/shape.ts';
import type { CheckpointStore } from '../policy/store.ts';
import type { Share } from '../stats.ts';
import { Actors, type Batch } from './actors.ts';
import { BC, bcEpoch } from './bc.ts';
import type { Logged } from './from-log.ts';
import { judge } from './judge.ts';
import { type LiveFeed, weighted } from './live.ts';
import type { TablePlan, TrainPlan } from './plan.ts';
import { checkpointOf, openPolicy, type Policy } from './policies.ts';
import { NonFiniteLoss, PPO, ppoUpdate } from './ppo.ts';
import type { Trajectory } from './rollout.ts';
import { publish } from './weights.ts';

export interface TrainRun {
  readonly scenario: Scenario;
  readonly plan: TrainPlan;
  readonly data: string;
  readonly store: CheckpointStore;
  /** Back end of this process, already open; the threads open their own. */
  readonly backends: { readonly learner: string; readonly actors: string };
  readonly threads: number;
  /** Ends at whichever comes first. */
  readonly updates: number;
  readonly seconds: number;
  readonly checkpointEvery: number;
  /** Checkpoints to keep, the newest of each role. */
  readonly keepLast: number;
  /** Where each role starts; `resume`: they are of this very run. */
  readonly start: Readonly<Record<string, Checkpoint | undefined>>;
  readonly resume: boolean;
  readonly code: string;
  readonly now: () => number;
  readonly tell: (line: TrainLine) => void;
  readonly stop?: AbortSignal;
  /** Learning from a server's rooms while it runs. */
  readonly live?: LiveFeed;
  /** Judges every checkpoint and seats it unless it is worse; absent: nothing is seated. */
  readonly judging?: { readonly tables: readonly TablePlan[]; readonly episodes: number };
}

/** One update, for people and for curves. */
export interface TrainLine {
  readonly update: number;
  readonly episodes: number;
  readonly seconds: number;
  readonly turnsPerSecond: number;
  /** Versions between the weights that played and those that learned. */
  readonly lag: number;
  /** Share of episodes won, by role. */
  readonly wins: Readonly<Record<string, number>>;
  /** Means of the scenario's metrics. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The update's report, by role. */
  readonly reports: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly checkpoints: readonly string[];
}

export interface Trained {
  readonly updates: number;
  readonly episodes: number;
  readonly seconds: number;
  /** Latest checkpoint of each role. */
  readonly checkpoints: Readonly<Record<string, string>>;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

export class Trainer {
  readonly #run: TrainRun;
  readonly #policies: Policy[];
  readonly #first: number;
  #latest: Record<string, string> = {};
  readonly #promote: { role: string; id: string }[] = [];

  constructor(run: TrainRun) {
    const { plan, scenario } = run;
    const shape = shapeOf(scenario, { hidden: plan.hidden, turns: plan.turns });
    const rate = plan.settings.learningRate ?? (plan.algorithm === 'bc' ? BC : PPO).learningRate;
    this.#run = run;
    this.#policies = plan.roles.map((role) => {
      const from = run.start[role];
      return openPolicy(plan, from?.header.shape ?? shape, role, rate, from, run.resume);
    });
    this.#first = run.resume ? Math.min(...plan.roles.map((role) => run.start[role]?.header.update ?? 0)) : 0;
  }

  /** Throws RejectionError `training-failed`; what was kept before stays. */
  async run(): Promise<Trained> {
    const { plan, backends, data, threads } = this.#run;
    const weights = Object.fromEntries(this.#policies.map(({ role, shared }) => [role, shared]));
    const shape = this.#policies[0]?.network.shape ?? shapeOf(this.#run.scenario);
    const width = Math.ceil(plan.episodes / threads);
    const actors = await Actors.start(
      { plan, shape, weights, width, backend: backends.actors, data },
      threads,
    );
    try {
      return await this.#loop(actors);
    } finally {
      await actors.close();
      for (const { network, optimizer } of this.#policies) {
        optimizer.dispose();
        network.dispose();
      }
    }
  }

  async #loop(actors: Actors): Promise<Trained> {
    const { plan, updates, seconds, now, stop, checkpointEvery } = this.#run;
    const started = now();
    const elapsed = (): number => (now() - started) / 1000;
    const ask = (update: number): Promise<Batch> => actors.play(update * plan.episodes, plan.episodes);
    let update = this.#first;
    let next = ask(update);
    for (;;) {
      const batch = await next;
      const last = update + 1 >= this.#first + updates || elapsed() >= seconds || (stop?.aborted ?? false);
      if (!last) next = ask(update + 1);
      const reports = await this.#learn(batch, update);
      update++;
      const keep = last || (update - this.#first) % checkpointEvery === 0;
      if (keep) await this.#keep(update);
      this.#tell(update, batch, elapsed(), reports, keep);
      if (last) break;
    }
    const episodes = update * plan.episodes;
    return { updates: update, episodes, seconds: elapsed(), checkpoints: this.#latest };
  }

  async #learn(batch: Batch, update: number): Promise<Record<string, Record<string, number>>> {
    const reports: Record<string, Record<string, number>> = {};
    const fresh = this.#run.live?.fresh() ?? { agents: [], others: [] };
    for (const policy of this.#policies) {
      const played = batch.trajectories.filter(({ role }) => role === policy.role);
      const mine = [...played, ...fresh.agents.filter(({ role }) => role === policy.role)];
      const others = fresh.others.filter(({ trajectory }) => trajectory.role === policy.role);
      const before = await policy.network.weights();
      try {
        const report = await this.#update(policy, mine, update);
        const seen = await this.#imitate(policy, others, played, update);
        reports[policy.role] = { ...report, ...seen };
      } catch (error) {
        if (!(error instanceof NonFiniteLoss)) throw error;
        policy.network.load(before);
        await this.#keep(update);
        throw new RejectionError(
          'training-failed',
          `Update ${update} of ${policy.role} was stopped, for ${error.message}. The weights before it are kept; ` +
            'go on from them with --resume and a smaller learning rate.',
        );
      }
      const after = await policy.network.weights();
      publish(policy.shared, after, update - this.#first + 1);
    }
    return reports;
  }

  async #update(
    policy: Policy,
    mine: Batch['trajectories'],
    update: number,
  ): Promise<Record<string, number>> {
    const { plan } = this.#run;
    const rng = rngFromState([plan.seed >>> 0, update, 0x51ed270b, plan.roles.indexOf(policy.role)]);
    const { network, optimizer } = policy;
    if (plan.algorithm === 'ppo')
      return { ...(await ppoUpdate(network, optimizer, mine, { ...PPO, ...plan.settings }, rng)) };
    const picks = mine.flatMap((one) => one.turns.flatMap((turn) => turn.picks));
    const beliefs = mine.flatMap((one) => one.beliefs);
    return { ...(await bcEpoch(network, optimizer, picks, beliefs, { ...BC, ...plan.settings }, rng)) };
  }

  /** What people did better than the policy does, once over. */
  async #imitate(
    { network, optimizer, role }: Policy,
    others: readonly Logged[],
    own: readonly Trajectory[],
    update: number,
  ): Promise<Record<string, number>> {
    const { live, plan } = this.#run;
    if (!live) return {};
    const { samples, weights, sources } = weighted(others, own);
    const rng = rngFromState([plan.seed >>> 0, update, 0x2545f491, plan.roles.indexOf(role)]);
    if (samples.length > 0) await bcEpoch(network, optimizer, samples, [], BC, rng, weights);
    return { peopleEpisodes: others.length, peoplePicks: samples.length, peopleSources: sources };
  }

  /** Seats a checkpoint that is no worse than the one that sits there. */
  async #judged(checkpoint: Checkpoint, role: string): Promise<Checkpoint> {
    const { judging, scenario, store } = this.#run;
    if (!judging) return checkpoint;
    const current = store.current(scenario, role);
    if (current && store.seated(scenario.id, role) === undefined)
      store.seat(scenario.id, role, current.header.id);
    const verdict = await judge(scenario, judging.tables, role, checkpoint, current, judging.episodes);
    const score = ({ rate, n, low, high }: Share): CheckpointHeader['scores'][string] => ({
      value: rate,
      n,
      low,
      high,
    });
    const scores = {
      heldout: score(verdict.newcomer),
      ...(verdict.seated ? { seatedBefore: score(verdict.seated) } : {}),
    };
    if (verdict.better) this.#promote.push({ role, id: checkpoint.header.id });
    return { ...checkpoint, header: { ...checkpoint.header, scores } };
  }

  async #keep(update: number): Promise<void> {
    const { plan, scenario, store, now, code, keepLast } = this.#run;
    for (const policy of this.#policies) {
      const about = { update, episodes: update * plan.episodes, scores: {}, at: now(), code };
      const fresh = await checkpointOf(policy, plan, scenario, about);
      const checkpoint = await this.#judged(fresh, policy.role);
      store.keep(checkpoint);
      for (const { role, id } of this.#promote.splice(0)) store.seat(scenario.id, role, id);
      this.#latest[policy.role] = checkpoint.header.id;
      store.prune(scenario.id, policy.role, keepLast, new Set([checkpoint.header.id]));
    }
  }

  #tell(
    update: number,
    { ends, turns, version, seconds: played }: Batch,
    seconds: number,
    reports: TrainLine['reports'],
    kept: boolean,
  ): void {
    const { plan, scenario, tell } = this.#run;
    const names = new Set(ends.flatMap((end) => Object.keys(end.metrics)));
    const won = (role: string): number[] =>
      ends.map(({ winners, roles }) => (winners.some((seat) => roles[seat] === role) ? 1 : 0));
    tell({
      update,
      episodes: update * plan.episodes,
      seconds,
      turnsPerSecond: turns / played,
      lag: update - 1 - this.#first - version,
      wins: Object.fromEntries(scenario.roles.map((role) => [role, mean(won(role))])),
      metrics: Object.fromEntries(
        [...names].map((name) => [
          name,
          mean(ends.flatMap(({ metrics }) => (metrics[name] === undefined ? [] : [metrics[name]]))),
        ]),
      ),
      reports,
      checkpoints: kept ? Object.values(this.#latest) : [],
    });
  }
}
