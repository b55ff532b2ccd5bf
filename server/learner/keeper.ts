// Checkpoints of a run: written every so often, judged and seated where the run does that, and pruned.

import type { Scenario } from '../../shared/scenario.ts';
import type { EndEntry } from '../../shared/turn.ts';
import type { Checkpoint, CheckpointHeader } from '../policy/checkpoint.ts';
import type { CheckpointStore } from '../policy/store.ts';
import type { Share } from '../stats.ts';
import { winShare } from './judge.ts';
import { idPrefix, judgedAt, type TrainPlan } from './plan.ts';
import { checkpointOf, type Policy } from './policies.ts';
import { winsOf } from './train-line.ts';

export interface KeeperSetup {
  readonly scenario: Scenario;
  readonly plan: TrainPlan;
  readonly store: CheckpointStore;
  /** Checkpoints to keep, the newest of each role; the best and the seated one are kept besides. */
  readonly keepLast: number;
  /** Judges every checkpoint by the plan's held-out episodes, and seats it unless it is worse. */
  readonly judging: boolean;
  readonly code: string;
  /** ms since 1970. */
  readonly now: () => number;
}

type Scores = CheckpointHeader['scores'];

const score = ({ rate, n, low, high }: Share): Scores[string] => ({ value: rate, n, low, high });

export class Keeper {
  readonly #setup: KeeperSetup;
  /** Episodes of training since the latest checkpoint. */
  #ends: EndEntry[] = [];
  /** What seated checkpoints have reached on the held-out episodes, by id: the same for each newcomer. */
  readonly #known = new Map<string, Share>();
  /** Latest checkpoint of each role. */
  readonly latest: Record<string, string> = {};

  constructor(setup: KeeperSetup) {
    this.#setup = setup;
  }

  /** Takes in how episodes of training ended. */
  saw(ends: readonly EndEntry[]): void {
    this.#ends.push(...ends);
  }

  /** Writes one checkpoint a policy. Throws RejectionError `log-failed`. */
  async keep(policies: readonly Policy[], update: number): Promise<void> {
    const { plan, store, keepLast, now, code } = this.#setup;
    for (const policy of policies) {
      const { role } = policy;
      // A run over a log plays nothing, and so has nothing to say of how well it does.
      const scores = this.#ends.length > 0 ? { training: score(winsOf(this.#ends, role)) } : {};
      const about = { update, episodes: update * plan.episodes, at: now(), code };
      const fresh = await checkpointOf(policy, plan, { ...about, scores });
      const { checkpoint, better } = await this.#judged(fresh, role);
      store.keep(checkpoint);
      if (better) store.seat(plan.scenario, role, checkpoint.header.id);
      this.latest[role] = checkpoint.header.id;
      store.prune(plan.scenario, role, idPrefix(plan, role), keepLast);
    }
    this.#ends = [];
  }

  /** Beside the one that sits there now, on the same held-out episodes. */
  async #judged(fresh: Checkpoint, role: string): Promise<{ checkpoint: Checkpoint; better: boolean }> {
    const { judging, scenario, store, plan } = this.#setup;
    if (!judging) return { checkpoint: fresh, better: false };
    const current = store.current(scenario, role);
    // Named, so that the newcomer is not seated by being the newest.
    if (current && store.seated(scenario.id, role) !== current.header.id)
      store.seat(scenario.id, role, current.header.id);
    const share = (of: Checkpoint): Promise<Share> =>
      winShare(scenario, judgedAt(plan, role), role, of, plan.judgedBy);
    const reached = await share(fresh);
    const scores: Scores = { ...fresh.header.scores, heldout: score(reached) };
    let better = true;
    if (current) {
      const before = this.#known.get(current.header.id) ?? (await share(current));
      this.#known.set(current.header.id, before);
      scores.seatedBefore = score(before);
      better = reached.rate >= before.rate;
    }
    if (better) {
      this.#known.clear();
      this.#known.set(fresh.header.id, reached);
    }
    return { checkpoint: { ...fresh, header: { ...fresh.header, scores } }, better };
  }
}
