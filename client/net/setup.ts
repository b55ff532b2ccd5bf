// From the lobby's form to what `create` carries.

import type { ScenarioItem, ScriptItem } from './api.ts';
import type { Setup } from './kept.ts';

export interface SetupForm {
  name: string;
  /** '' is any role. */
  role: string;
  options: Readonly<Record<string, string | number>>;
  /** Occupant of each role's seats, as the server names kinds: "scripted:greedy". */
  fill: Readonly<Record<string, string>>;
  /** Other people to wait for. */
  people: number;
  pace: 'live' | 'fast';
  consent: boolean;
  /** Deals the same again; undefined: by chance. */
  seed?: number | undefined;
}

/** What the scenario itself seats in a role. */
const usualKind = (scenario: ScenarioItem, role: string): string => {
  const own = scenario.fill.find((text) => text.startsWith(`${role}=`));
  const any = scenario.fill.findLast((text) => !text.includes('='));
  return own?.slice(role.length + 1) ?? any ?? 'random';
};

/** Scripts that a person may meet in this role; privileged ones see the truth and are left out. */
export const scriptsFor = (scenario: ScenarioItem, role: string): ScriptItem[] =>
  scenario.scripts.filter(({ roles, privileged }) => !privileged && roles.includes(role));

export const newForm = (scenario: ScenarioItem, name: string, consent: boolean): SetupForm => ({
  name,
  role: '',
  options: Object.fromEntries(
    scenario.controls.flatMap(({ option, value }) => (value === undefined ? [] : [[option, value]])),
  ),
  fill: Object.fromEntries(scenario.roles.map((role) => [role, usualKind(scenario, role)])),
  people: 0,
  pace: 'live',
  consent,
});

/** The seat kind of the current checkpoint. */
export const AGENT = 'agent';

/** The seat kind of the server's first language model. Of a role with several seats it takes one. */
export const LLM = 'llm';

/** Roles that others than this person play. */
const rolesOfOthers = ({ roles, seats }: ScenarioItem, { role }: Pick<SetupForm, 'role'>): string[] =>
  roles.filter((one) => one !== role || seats.max > roles.length);

/** Roles of the others that an agent is trained for. */
export const trainedOthers = (
  scenario: ScenarioItem,
  form: Pick<SetupForm, 'role'>,
  trained: ReadonlySet<string>,
): string[] => rolesOfOthers(scenario, form).filter((role) => trained.has(role));

export type Others = 'bots' | 'agents' | 'llms' | 'mixed';

/** What plays the others: agents wherever one is trained, the scenario's own bots, or something else. */
export const othersOf = (
  scenario: ScenarioItem,
  form: Pick<SetupForm, 'role' | 'fill'>,
  trained: ReadonlySet<string>,
): Others => {
  const others = rolesOfOthers(scenario, form);
  const agents = trainedOthers(scenario, form, trained);
  if (agents.length > 0 && agents.every((role) => form.fill[role] === AGENT)) return 'agents';
  if (others.every((role) => form.fill[role] === LLM)) return 'llms';
  return others.some((role) => form.fill[role] === AGENT || form.fill[role] === LLM) ? 'mixed' : 'bots';
};

export type Company = 'bots' | 'agents' | 'both' | 'llms';

/** Who the others can turn out to be. */
export const companyOf = (scenario: ScenarioItem, form: Pick<SetupForm, 'role' | 'fill'>): Company => {
  if (rolesOfOthers(scenario, form).some((role) => form.fill[role] === LLM)) return 'llms';
  const kinds = rolesOfOthers(scenario, form).map((role) => form.fill[role] === AGENT);
  if (kinds.every((agent) => !agent)) return 'bots';
  return kinds.every((agent) => agent) ? 'agents' : 'both';
};

/** The fill after a choice between bots, agents and language models. */
export const filledWith = (
  scenario: ScenarioItem,
  others: Exclude<Others, 'mixed'>,
  trained: ReadonlySet<string>,
): SetupForm['fill'] =>
  Object.fromEntries(
    scenario.roles.map((role) => [
      role,
      others === 'llms' ? LLM : others === 'agents' && trained.has(role) ? AGENT : usualKind(scenario, role),
    ]),
  );

/** Seats of the table that the form describes; undefined where its options do not tell. */
export const seatsOf = (
  { seats }: ScenarioItem,
  { options }: Pick<SetupForm, 'options'>,
): number | undefined => {
  if (seats.min === seats.max) return seats.max;
  const chosen = options.players;
  return typeof chosen === 'number' ? Math.min(seats.max, Math.max(seats.min, chosen)) : undefined;
};

/** Most seats that can be left open: whoever sets up the room takes one. */
export const mostPeople = (scenario: ScenarioItem, form: Pick<SetupForm, 'options'>): number =>
  (seatsOf(scenario, form) ?? scenario.seats.max) - 1;

/** The form after a change; a smaller table has fewer seats to leave open. */
export const changed = (scenario: ScenarioItem, form: SetupForm, part: Partial<SetupForm>): SetupForm => {
  const next = { ...form, ...part };
  return { ...next, people: Math.min(next.people, mostPeople(scenario, next)) };
};

/** The entries of `fill`: of a role with room for more, a language model takes one seat and bots the others. */
const kindsOf = (scenario: ScenarioItem, form: SetupForm): string[] => {
  let room = (seatsOf(scenario, form) ?? scenario.seats.min) - scenario.roles.length;
  return scenario.roles.flatMap((role) => {
    const kind = form.fill[role] ?? '';
    if (kind !== LLM || room-- <= 0) return [`${role}=${kind}`];
    return [`${role}=${kind}`, `${role}=${usualKind(scenario, role)}`];
  });
};

/** Leaves out whatever was not changed, so that the server's own defaults hold. */
export const setupOf = (scenario: ScenarioItem, form: SetupForm): Setup => {
  const usual = newForm(scenario, '', false);
  const options = Object.entries(form.options).filter(([option, value]) => value !== usual.options[option]);
  const filled = form.people > 0 || scenario.roles.some((role) => form.fill[role] !== usual.fill[role]);
  // One more: whoever sets up the room takes an open seat too.
  const open = Array.from({ length: form.people > 0 ? form.people + 1 : 0 }, () => 'human');
  return {
    scenario: scenario.id,
    as: 'player',
    pace: form.pace,
    consent: form.consent,
    ...(form.name ? { name: form.name } : {}),
    ...(form.role ? { role: form.role } : {}),
    ...(form.seed === undefined ? {} : { seed: form.seed }),
    ...(options.length > 0 ? { options: Object.fromEntries(options) } : {}),
    ...(filled ? { fill: [...open, ...kindsOf(scenario, form)] } : {}),
  };
};
