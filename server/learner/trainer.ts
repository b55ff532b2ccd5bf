// The loop of a training run: episodes from the self-play threads, one update a learning role, weights
// published, a line told, a checkpoint every so often. Unless the plan says otherwise the threads play on
// while an update runs, with the weights before it: what is learned from is then one version old.

import { RejectionError } from '../../shared/result.ts';
import { rngFromState } from '../../shared/rng.ts';
import type { Checkpoint } from '../policy/checkpoint.ts';
import { shapeOf } from '../policy/shape.ts';
import { Actors, type Batch } from './actors.ts';
import { BC, bcEpoch } from './bc.ts';
import type { Logged } from './from-log.ts';
import { Keeper, type KeeperSetup } from './keeper.ts';
import { League } from './league.ts';
import { type Fresh, type LiveFeed, weighted } from './live.ts';
import { settingsOf } from './plan.ts';
import { openPolicy, type Policy, rateAt, remembered } from './policies.ts';
import { NonFiniteLoss, PPO, ppoUpdate } from './ppo.ts';
import type { Trajectory } from './rollout.ts';
import { type TrainLine, trainLine } from './train-line.ts';
import { publish } from './weights.ts';

export interface TrainRun extends KeeperSetup {
  readonly data: string;
  /** Back end of this process, already open; the threads open their own. */
  readonly backends: { readonly learner: string; readonly actors: string };
  readonly threads: number;
  /** Ends at whichever comes first. */
  readonly updates: number;
  readonly seconds: number;
  readonly checkpointEvery: number;
  /** Where each role starts; `resume`: they are of this very run, after the same update. */
  readonly start: Readonly<Record<string, Checkpoint | undefined>>;
  readonly resume: boolean;
  readonly tell: (line: TrainLine) => void;
  readonly stop?: AbortSignal;
  /** Learning from a server's rooms while it runs. */
  readonly live?: LiveFeed;
}

export interface Trained {
  readonly updates: number;
  readonly episodes: number;
  readonly seconds: number;
  /** Latest checkpoint of each role. */
  readonly checkpoints: Readonly<Record<string, string>>;
}

/** A weight larger than this is none that a network works with. */
const LARGEST = 1e5;

export class Trainer {
  readonly #run: TrainRun;
  readonly #policies: Policy[];
  readonly #keeper: Keeper;
  readonly #first: number;
  readonly #league: League;

  constructor(run: TrainRun) {
    const { plan, scenario, resume, start } = run;
    const shape = shapeOf(scenario, plan);
    this.#run = run;
    this.#keeper = new Keeper({ ...run, keepLast: Math.max(run.keepLast, plan.league) });
    this.#league = new League(plan.league);
    this.#policies = plan.roles.map((role) =>
      openPolicy(plan, role, {
        from: start[role],
        resume,
        learningRate: rateAt(plan, role, 0),
        shape,
        anchor: this.#anchor(role),
      }),
    );
    this.#first = resume ? (start[plan.roles[0] as string]?.header.update ?? 0) : 0;
    if (resume) this.#league.restore(plan, scenario, run.store, this.#first);
  }

  /** Throws RejectionError `training-failed` or `log-failed`; what was kept before stays. */
  async run(): Promise<Trained> {
    const { plan, backends, data, threads } = this.#run;
    const policies = Object.fromEntries(
      this.#policies.map(({ role, network: { shape }, shared: weights }) => [role, { shape, weights }]),
    );
    const width = Math.ceil(plan.episodes / threads);
    const actors = await Actors.start({ plan, policies, width, backend: backends.actors, data }, threads);
    try {
      return await this.#loop(actors);
    } finally {
      await actors.close();
      for (const { network, optimizer, reference } of this.#policies) {
        optimizer.dispose();
        network.dispose();
        reference?.dispose();
      }
    }
  }

  /** What a policy is held close to, where the plan says so: what its run began with. */
  #anchor(role: string): Checkpoint | undefined {
    const { plan, start, resume, store, scenario } = this.#run;
    const { kl = 0, klSpeech = 0 } = settingsOf(plan, role);
    if (kl === 0 && klSpeech === 0) return undefined;
    const from = start[role];
    const parent = resume ? from?.header.parent : from?.header.id;
    if (from && parent === from.header.id) return from;
    if (parent) return store.byId(scenario, role, parent);
    throw new RejectionError(
      'bad-options',
      `The settings kl and klSpeech hold ${role} close to a checkpoint that it begins with; name one with --from, or leave them out.`,
    );
  }

  async #loop(actors: Actors): Promise<Trained> {
    const { plan, scenario, updates, seconds, now, stop, checkpointEvery, tell } = this.#run;
    const started = now();
    const elapsed = (): number => (now() - started) / 1000;
    /** Episodes of an update, played with the weights after update `version`. */
    const ask = (update: number, version: number): Promise<Batch> => {
      const batch = actors.play({
        from: update * plan.episodes,
        count: plan.episodes,
        version,
        past: this.#league.past,
      });
      // Whoever awaits it learns of a failure; nobody may be awaiting it yet.
      batch.catch(() => undefined);
      return batch;
    };
    let update = this.#first;
    let next = ask(update, update);
    for (;;) {
      const batch = await next;
      const last = update + 1 >= this.#first + updates || elapsed() >= seconds || (stop?.aborted ?? false);
      if (!last && plan.lag > 0) next = ask(update + 1, update);
      const reports = await this.#learn(batch, update);
      update++;
      if (!last && plan.lag === 0) next = ask(update, update);
      this.#keeper.saw(batch.ends);
      const keep = last || update % checkpointEvery === 0;
      if (keep) await this.#keep(update);
      const checkpoints = keep ? Object.values(this.#keeper.latest) : [];
      const about = { update, episodes: update * plan.episodes, seconds: elapsed(), reports, checkpoints };
      tell(trainLine(scenario, batch, about));
      if (last) break;
    }
    const episodes = update * plan.episodes;
    return { updates: update, episodes, seconds: elapsed(), checkpoints: this.#keeper.latest };
  }

  async #keep(update: number): Promise<void> {
    await this.#keeper.keep(this.#policies, update);
    for (const { role, network } of this.#policies)
      this.#league.add(role, update, network.shape, await network.weights());
  }

  /** Updates every policy and publishes its weights; where one fails all are as they were before. */
  async #learn(batch: Batch, update: number): Promise<Record<string, Record<string, number>>> {
    const reports: Record<string, Record<string, number>> = {};
    const fresh = this.#run.live?.fresh() ?? { agents: [], others: [] };
    const restore = await Promise.all(this.#policies.map(remembered));
    try {
      for (const policy of this.#policies)
        reports[policy.role] = await this.#improve(policy, batch, fresh, update);
    } catch (error) {
      if (!(error instanceof NonFiniteLoss)) throw error;
      for (const back of restore) back();
      throw await this.#stopped(error, update);
    }
    for (const { network, shared } of this.#policies) publish(shared, await network.weights(), update + 1);
    return reports;
  }

  async #improve(
    policy: Policy,
    batch: Batch,
    fresh: Fresh,
    update: number,
  ): Promise<Record<string, number>> {
    const mine = ({ role }: Trajectory): boolean => role === policy.role;
    const played = batch.trajectories.filter(mine);
    const others = fresh.others.filter(({ trajectory }) => mine(trajectory));
    const report = await this.#update(policy, [...played, ...fresh.agents.filter(mine)], update);
    const seen = await this.#imitate(policy, others, played, update);
    const weights = await policy.network.weights();
    const worst = weights.reduce((largest, one) => Math.max(largest, Math.abs(one)), 0);
    if (!(worst < LARGEST)) throw new NonFiniteLoss(`a weight grew to ${worst}`);
    return { ...report, ...seen };
  }

  /** Keeps what there was before an update that came to nothing, and says so. */
  async #stopped({ message }: NonFiniteLoss, update: number): Promise<RejectionError> {
    const kept = update > this.#first;
    if (kept) await this.#keeper.keep(this.#policies, update);
    const where = kept
      ? `The weights before it are kept as ${Object.values(this.#keeper.latest).join(', ')}; go on from them with --resume and`
      : 'Nothing had been learned in this run yet; start it again with';
    return new RejectionError(
      'training-failed',
      `Update ${update + 1} was stopped: ${message}. ${where} a smaller learning rate.`,
    );
  }

  async #update(
    policy: Policy,
    mine: readonly Trajectory[],
    update: number,
  ): Promise<Record<string, number>> {
    const { plan } = this.#run;
    const rng = rngFromState([plan.seed, update, 0x51ed270b, plan.roles.indexOf(policy.role)]);
    const { network, optimizer, reference } = policy;
    optimizer.rate = rateAt(plan, policy.role, update);
    const settings = settingsOf(plan, policy.role);
    if (plan.algorithm === 'ppo')
      return { ...(await ppoUpdate(network, optimizer, mine, { ...PPO, ...settings }, rng, reference)) };
    const picks = mine.flatMap((one) => one.turns.flatMap((turn) => turn.picks));
    const beliefs = mine.flatMap((one) => one.beliefs);
    return { ...(await bcEpoch(network, optimizer, picks, beliefs, { ...BC, ...settings }, rng)) };
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
    const rng = rngFromState([plan.seed, update, 0x2545f491, plan.roles.indexOf(role)]);
    if (samples.length > 0) await bcEpoch(network, optimizer, samples, [], BC, rng, weights);
    return { peopleEpisodes: others.length, peoplePicks: samples.length, peopleSources: sources };
  }
}
