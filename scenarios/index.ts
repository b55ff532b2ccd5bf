// Every scenario that the server offers. A new one is a folder and a line here.

import type { Scenario } from '../shared/scenario.ts';
import { booking } from './booking/index.ts';
import { donation } from './donation/index.ts';
import { impostor } from './impostor/index.ts';

export const scenarios = { impostor, donation, booking } satisfies Record<string, Scenario>;

/** The scenario with this id, or undefined. */
export const findScenario = (id: string): Scenario | undefined =>
  Object.hasOwn(scenarios, id) ? (scenarios as Readonly<Record<string, Scenario>>)[id] : undefined;

export const scenarioIds: readonly string[] = Object.keys(scenarios);
