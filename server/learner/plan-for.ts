// From a scenario's training sheet and what is given to a plan that holds: whatever is wrong with it comes
// out before anything starts.

import { RejectionError } from '../../shared/result.ts';
import type { Ablation, Scenario, TrainingSheet } from '../../shared/scenario.ts';
import { Episode } from '../episode/episode.ts';
import { keyFromSeed } from '../episode/streams.ts';
import { parseOptions } from '../seats/headless.ts';
import { assignSeats, type SeatSpec } from '../seats/spec.ts';
import { BC } from './bc.ts';
import { FBC } from './fbc.ts';
import { ILQL } from './ilql.ts';
import {
  FROM_LOG,
  halvesOf,
  kindsOf,
  learnsAt,
  ownSeat,
  type TablePlan,
  type TrainPlan,
  TrainPlanSchema,
} from './plan.ts';
import { DECAY } from './policies.ts';
import { PPO } from './ppo.ts';
import { SPEAKING } from './shaping.ts';
import { TOPR } from './topr.ts';

const wrong = (what: string): RejectionError => new RejectionError('bad-options', what);

/**
 * Parts of a plan, not checked yet: settings and shaping are added to the sheet's, all else takes its place.
 * `ablation`: a variant that the sheet names.
 */
type Given = Readonly<Record<string, unknown>> & {
  readonly ablation?: string;
  readonly settings?: object;
  readonly shaping?: object;
};

/** What an ablation changes. Throws RejectionError `bad-options` where the scenario has none of the name. */
const ablationOf = (scenario: Scenario, name: string): Ablation => {
  const all = scenario.training?.ablations ?? {};
  const found = all[name];
  if (found) return found;
  const names = Object.keys(all);
  throw wrong(
    names.length > 0
      ? `${scenario.id} has no ablation "${name.slice(0, 20)}"; it has ${names.join(', ')}.`
      : `${scenario.id} has no ablations.`,
  );
};

/** The scenario's sheet, without the list of its variants. */
const sheetOf = ({ training }: Scenario): Partial<TrainingSheet> => {
  const sheet: Partial<TrainingSheet> & { ablations?: unknown } = { ...training };
  delete sheet.ablations;
  return sheet;
};

/**
 * The plan of a run: the scenario's training sheet, changed by an ablation, overridden by what is given.
 * Throws RejectionError `bad-options` or `bad-seat-kind` that names the first thing wrong.
 */
export const planFor = (scenario: Scenario, { ablation, ...given }: Given): TrainPlan => {
  const sheet = sheetOf(scenario);
  const changed: Ablation = ablation === undefined ? {} : ablationOf(scenario, ablation);
  const parsed = TrainPlanSchema.safeParse({
    roles: [...scenario.roles],
    tables: [{ seats: Object.fromEntries(scenario.roles.map((role) => [role, 'learn'])) }],
    teachers: usualScripts(scenario),
    ...sheet,
    ...given,
    ...changed,
    settings: { ...sheet.settings, ...changed.settings, ...given.settings },
    shaping: { ...sheet.shaping, ...changed.shaping, ...given.shaping },
    scenario: scenario.id,
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'its top';
    throw wrong(`The training plan is wrong at ${where}: ${issue?.message ?? 'wrong'}.`);
  }
  checkPlan(parsed.data, scenario);
  return parsed.data;
};

/** Who sits in each role where nobody is named, as far as they are scripts. */
const usualScripts = ({ fill }: Scenario): Record<string, string> =>
  Object.fromEntries(
    fill
      .map((one) => one.split('='))
      .filter(([, kind]) => kind === 'random' || kind?.startsWith('scripted:')),
  );

const checkPlan = (plan: TrainPlan, scenario: Scenario): void => {
  for (const role of plan.roles) checkRole(role, scenario);
  if (new Set(plan.roles).size < plan.roles.length) throw wrong('A role can learn only once; name it once.');
  checkSettings(plan);
  checkShaping(plan, scenario);
  checkAvoids(plan, scenario);
  if (plan.ballots === 'belief' && !scenario.ballot)
    throw wrong(`${scenario.id} has no ballots that only say what a seat believes; leave "ballots" out.`);
  if (FROM_LOG.includes(plan.algorithm)) return; // who sat where is in the log
  for (const table of plan.tables) checkTable(table, plan, scenario, true);
  for (const table of plan.heldout) checkTable(table, plan, scenario, false);
  for (const role of plan.roles) {
    if (!plan.tables.some((table) => learnsAt(table, role)))
      throw wrong(`The role ${role} is to learn, but sits at no table; give it the seat "learn" at one.`);
    if (plan.algorithm === 'bc') checkTeacher(role, plan, scenario);
  }
};

const checkRole = (role: string, scenario: Scenario): void => {
  if (!scenario.roles.includes(role))
    throw wrong(`${scenario.id} has no role "${role}"; it has ${scenario.roles.join(', ')}.`);
};

const checkSettings = ({ settings, settingsByRole, roles }: TrainPlan): void => {
  const known = [...new Set([PPO, BC, DECAY, FBC, ILQL, TOPR].flatMap(Object.keys))];
  const stranger = Object.keys(settingsByRole).find((role) => !roles.includes(role));
  if (stranger !== undefined)
    throw wrong(
      `settingsByRole names "${stranger.slice(0, 40)}"; the roles that learn: ${roles.join(', ')}.`,
    );
  const all = [settings, ...Object.values(settingsByRole)].flatMap(Object.keys);
  const unknown = all.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw wrong(`There is no setting "${unknown.slice(0, 40)}"; there are: ${known.join(', ')}.`);
};

const checkShaping = ({ shaping }: TrainPlan, scenario: Scenario): void => {
  const known = [...Object.keys(scenario.shaping ?? {}), SPEAKING];
  const unknown = Object.keys(shaping).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw wrong(
      `${scenario.id} has no shaping reward "${unknown.slice(0, 40)}"; it has ${known.join(', ')}.`,
    );
};

const checkAvoids = ({ avoids = [] }: TrainPlan, scenario: Scenario): void => {
  const known = scenario.faults?.names ?? [];
  const unknown = avoids.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw wrong(
      `${scenario.id} has no fault "${unknown.slice(0, 40)}" to avoid; it has ${known.join(', ') || 'none'}.`,
    );
};

const checkTeacher = (role: string, { teachers, tables }: TrainPlan, scenario: Scenario): void => {
  const teacher = teachers[role];
  if (teacher === undefined)
    throw wrong(`Nobody is named whom ${role} is cloned from; add teachers: {"${role}": "scripted:NAME"}.`);
  for (const { options } of tables) refuseModels(specOf(role, teacher, scenario, options));
};

/** An update plays hundreds of episodes in seconds; with a language model each of them would take minutes. */
const refuseModels = (spec: SeatSpec): void => {
  if (spec.kind !== 'llm' && !(spec.kind === 'agent' && spec.words)) return;
  throw new RejectionError(
    'bad-seat-kind',
    'A language model is too slow for self-play; seat a script or an agent. To learn from its games, play them with ' +
      '`parlor play --log` or in rooms, then `parlor train --offline DATA`.',
  );
};

/** Throws where a seat is divided among more than two, or one half is to learn. */
const checkedHalves = (kind: string): readonly string[] => {
  const parts = halvesOf(kind);
  if (parts.length > 2 || (parts.length === 2 && parts.includes('learn')))
    throw wrong(
      `"${kind.slice(0, 80)}": a seat is divided between two that do not learn, as in "scripted:mimic&learn:crew".`,
    );
  return parts;
};

const checkTable = (table: TablePlan, plan: TrainPlan, scenario: Scenario, training: boolean): void => {
  optionsOf(scenario, table.options);
  for (const [role, seats] of Object.entries(table.seats)) {
    checkRole(role, scenario);
    for (const kind of kindsOf(seats).flatMap(checkedHalves)) {
      const own = ownSeat(kind, role);
      if (!own) checkOther(specOf(role, kind, scenario, table.options), training);
      else if (training && !plan.roles.includes(own.role))
        throw wrong(`The role ${own.role} does not learn in this run, so it cannot have the seat "${kind}".`);
    }
  }
};

/** A seat that is none of the run's own. */
const checkOther = (spec: SeatSpec, training: boolean): void => {
  if (spec.kind === 'human') throw wrong('A person cannot sit in self-play; seat a script or an agent.');
  refuseModels(spec);
  if (spec.kind === 'agent' && !training)
    throw wrong('Held-out tables seat scripts beside the one that is judged, no agents.');
};

/** Who a role's seats are given to. Throws where the options or the kind are wrong. */
const specOf = (role: string, kind: string, scenario: Scenario, given: object): SeatSpec => {
  const options = optionsOf(scenario, given);
  const { state, seatCount } = new Episode({ scenario, options, key: keyFromSeed(0, 0), hashing: false });
  const specs = assignSeats([`${role}=${kind}`], scenario, state, seatCount);
  if (!specs.ok) throw new RejectionError(specs.error.code, specs.error.message);
  const fixed = scenario.fixedSeats(state);
  const at = specs.value.findIndex(
    (_, seat) => fixed[seat] === undefined && scenario.role(state, seat) === role,
  );
  return specs.value[at] ?? { kind: 'scripted', script: 'random' };
};

const optionsOf = (scenario: Scenario, given: object): unknown => {
  const options = parseOptions(scenario, given);
  if (options.ok) return options.value;
  throw new RejectionError(options.error.code, options.error.message);
};
