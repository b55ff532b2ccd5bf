// What /api/scenarios tells of a scenario: enough to set up an episode.

import { z } from 'zod';
import type { Scenario } from '../../shared/scenario.ts';

export interface ScenarioSheet {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly summary: string;
  readonly roles: readonly string[];
  readonly roleNames: Readonly<Record<string, string>>;
  readonly seats: Scenario['seats'];
  readonly controls: Scenario['controls'];
  readonly fill: readonly string[];
  readonly scripts: readonly {
    name: string;
    summary: string;
    roles: readonly string[];
    privileged: boolean;
  }[];
  /** JSON Schema of the options. */
  readonly options: unknown;
}

export const scenarioSheet = (scenario: Scenario): ScenarioSheet => ({
  id: scenario.id,
  version: scenario.version,
  title: scenario.title,
  summary: scenario.summary,
  roles: scenario.roles,
  roleNames: scenario.roleNames ?? {},
  seats: scenario.seats,
  controls: scenario.controls,
  fill: scenario.fill,
  scripts: Object.entries(scenario.scripts).map(([name, { summary, roles, privileged = false }]) => ({
    name,
    summary,
    roles,
    privileged,
  })),
  options: z.toJSONSchema(scenario.options, { io: 'input', unrepresentable: 'any' }),
});
