// What an offline run learns from: the ended episodes of one scenario in a log. Everything that could be wrong
// with them is said before anything is trained.

import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EpisodeRecord, Header } from '../../shared/turn.ts';
import type { TurnLog } from '../log/turn-log.ts';
import { Encoder } from '../policy/encode.ts';
import type { Shape } from '../policy/shape.ts';
import { trajectoriesOf } from './from-log.ts';
import { discounted } from './returns.ts';
import type { Trajectory } from './rollout.ts';
import { Shelf } from './shelf.ts';

export interface OfflineQuery {
  readonly scenario: Scenario;
  /** Roles that learn, each with the shape of its network. */
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly gamma: number;
  /** Only episodes that came about so. */
  readonly origin?: Header['origin'] | undefined;
  /** Names of people and ids of episodes that are not learned from. */
  readonly quarantined: ReadonlySet<string>;
  /** Whether the algorithm prefers some episodes to others, so that it needs outcomes that differ. */
  readonly compares: boolean;
  readonly warn: (sentence: string) => void;
}

export interface OfflineRole {
  /** Rewards are in units of `deviation`. */
  readonly trajectories: readonly Trajectory[];
  /** Mean and standard deviation of the logged returns, in the scenario's own units. */
  readonly mean: number;
  readonly deviation: number;
}

export interface OfflineData {
  readonly episodes: number;
  readonly roles: Readonly<Record<string, OfflineRole>>;
}

/** Reads all of a log that fits. Throws RejectionError: `bad-data`, `foreign-log`, `corrupt-log`. */
export const readOffline = (log: TurnLog, query: OfflineQuery): OfflineData => {
  const { scenario, shapes, quarantined } = query;
  const encoders = Object.fromEntries(
    Object.entries(shapes).map(([role, shape]) => [role, new Encoder(scenario, shape)]),
  );
  const shelves = new Map(Object.entries(shapes).map(([role, shape]) => [role, new Shelf(shape)]));
  const found = new Map(Object.keys(shapes).map((role) => [role, [] as Trajectory[]]));
  const records = recordsOf(log, query);
  for (const record of records)
    for (const { trajectory, by } of trajectoriesOf(record, scenario, encoders)) {
      const shelf = shelves.get(trajectory.role);
      if (shelf && trajectory.turns.length > 0 && !quarantined.has(by.occupant))
        found.get(trajectory.role)?.push(shelf.keep(trajectory));
    }
  const roles = Object.fromEntries(
    [...found].map(([role, trajectories]) => [role, measured(role, trajectories, query)]),
  );
  return { episodes: records.length, roles };
};

const noData = (what: string): RejectionError => new RejectionError('bad-data', what);

/** Episodes that ended under the present rules, oldest first. */
const recordsOf = (log: TurnLog, { scenario, origin, quarantined, warn }: OfflineQuery): EpisodeRecord[] => {
  const out: EpisodeRecord[] = [];
  const others: EpisodeRecord[] = [];
  let [all, unended] = [0, 0];
  for (const id of log.episodes()) {
    const read = log.read(id);
    if (!read.ok) throw new RejectionError(read.error.code, read.error.message);
    const { header, end } = read.value;
    if (header.scenario !== scenario.id || quarantined.has(id)) continue;
    if (origin !== undefined && header.origin !== origin) continue;
    all++;
    if (header.scenarioVersion !== scenario.version) others.push(read.value);
    else if (!end || end.end === 'aborted') unended++;
    else out.push(read.value);
  }
  const kind = origin === undefined ? '' : ` that came about by ${origin}`;
  if (all === 0)
    throw noData(
      `The log holds no episode of ${scenario.id}${kind}; play some with \`parlor play --scenario ${scenario.id} --log\`.`,
    );
  const [other] = others;
  if (out.length === 0 && other)
    throw new RejectionError(
      'foreign-log',
      `The log's ${others.length} episodes of ${scenario.id} were played under version ${other.header.scenarioVersion}; ` +
        `this release has version ${scenario.version}. Play new ones, or train with the release that wrote them.`,
    );
  if (out.length === 0)
    throw noData(
      `None of the log's ${all} episodes of ${scenario.id}${kind} has an outcome: they were cut off or aborted. Play some to their end.`,
    );
  if (others.length > 0) warn(`${others.length} episodes of other versions of ${scenario.id} are left out`);
  if (unended > 0) warn(`${unended} episodes without an outcome are left out`);
  return out;
};

/** Returns as they were, then rewards divided by their deviation. */
const measured = (
  role: string,
  trajectories: readonly Trajectory[],
  { scenario, gamma, compares }: OfflineQuery,
): OfflineRole => {
  if (trajectories.length === 0)
    throw noData(
      `Nobody in the log has played ${role} of ${scenario.id} in a way that may be learned from; name another role in --plan.`,
    );
  const returns = trajectories.map(
    ({ turns }) =>
      discounted(
        turns.map(({ reward }) => reward),
        gamma,
      )[0] as number,
  );
  const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length;
  const deviation = Math.sqrt(returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / returns.length);
  if (compares && !(deviation > 1e-6))
    throw noData(
      `All ${returns.length} outcomes of ${role} in the log are worth the same (${mean.toFixed(3)}), so there is nothing to prefer; ` +
        'log play that goes well and badly, or clone it with --algo bc.',
    );
  const unit = deviation > 1e-6 ? deviation : 1;
  for (const { turns } of trajectories) for (const turn of turns) turn.reward /= unit;
  return { trajectories, mean, deviation };
};
