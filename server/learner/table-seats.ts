// Whom a table of a plan gives a seat to, once the episode has dealt the roles.

import type { Scenario } from '../../shared/scenario.ts';
import type { Episode } from '../episode/episode.ts';
import { parseKind } from '../seats/spec.ts';
import { halvesOf, kindsOf, ownSeat, type TablePlan, type TrainPlan } from './plan.ts';

/** The scenario's own choice first; else the table's, by the place of the seat among those of its role. */
export const wantedAt = (table: TablePlan, scenario: Scenario, { state }: Episode, seat: number): string => {
  const fixed = scenario.fixedSeats(state);
  const own = fixed[seat];
  if (own !== undefined) return own;
  const role = scenario.role(state, seat);
  let nth = 0;
  for (let at = 0; at < seat; at++) if (fixed[at] === undefined && scenario.role(state, at) === role) nth++;
  const kinds = kindsOf(table.seats[role] ?? 'random');
  return kinds[Math.min(nth, kinds.length - 1)] as string;
};

/** Agents that a plan seats; without a checkpoint: whichever is current. */
export const agentsAsked = (
  { tables }: TrainPlan,
  scenario: Scenario,
): readonly { readonly role: string; readonly checkpoint: string | undefined }[] =>
  tables.flatMap(({ seats }) =>
    Object.entries(seats).flatMap(([role, kinds]) =>
      kindsOf(kinds)
        .flatMap(halvesOf)
        .filter((kind) => !ownSeat(kind, role))
        .flatMap((kind) => {
          const spec = parseKind(kind, scenario);
          return spec.ok && spec.value.kind === 'agent' ? [{ role, checkpoint: spec.value.checkpoint }] : [];
        }),
    ),
  );
