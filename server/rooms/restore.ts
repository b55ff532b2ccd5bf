// After a restart: every episode of a room that has no end in the log gets its room back, under the
// same id, with the same lines and the same seats for whoever holds their tokens.

import { type RejectionCode, RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EpisodeRecord } from '../../shared/turn.ts';
import { recall, type Sitting, sittings } from '../episode/recall.ts';
import { findScript } from '../seats/handicap.ts';
import { parseKind, type SeatSpec } from '../seats/spec.ts';
import { Chairs } from './chairs.ts';
import type { Resumed } from './host.ts';
import { roomSetupOf } from './opening.ts';
import type { Plan } from './plan.ts';
import type { Services } from './services.ts';

/** Asks a new room to go on with a record. An instance, so that no client can send one. */
export class RestoreOrder {
  readonly record: EpisodeRecord;
  constructor(record: EpisodeRecord) {
    this.record = record;
  }
}

export interface Restored {
  readonly plan: Plan;
  readonly chairs: Chairs;
  readonly resumed: Resumed;
}

const refuse = (code: RejectionCode, episode: string, what: string): never => {
  throw new RejectionError(code, `Episode ${episode}: ${what}.`);
};

const specOf = ({ by, person }: Sitting, scenario: Scenario, episode: string): SeatSpec => {
  if (person) return { kind: 'human' };
  if (by.kind === 'agent' || by.kind === 'llm') {
    const spec = parseKind(`${by.kind}:${by.occupant}`, scenario);
    if (spec.ok) return spec.value;
  }
  if (by.kind === 'scripted' && findScript(scenario, by.occupant))
    return { kind: 'scripted', script: by.occupant };
  return refuse('foreign-log', episode, `this server cannot seat ${by.kind} "${by.occupant}"`);
};

/** Throws RejectionError where the record does not fit this server. */
export const restored = ({ header, entries, end }: EpisodeRecord, services: Services): Restored => {
  const scenario = services.scenarios.get(header.scenario);
  if (!scenario)
    return refuse('unknown-scenario', header.episode, `there is no scenario "${header.scenario}"`);
  const record = { header, entries, end };
  const { episode, past } = recall(record, scenario);
  const seats = sittings(record);
  const chairs = new Chairs(
    scenario,
    episode.state,
    seats.map((sitting) => specOf(sitting, scenario, header.episode)),
    services,
  );
  seats.forEach(({ by, person, tokenHash }, seat) => {
    if (!person) return;
    const chair = chairs.at(seat);
    chair.person = {
      name: person.occupant,
      tokenHash: tokenHash ?? '',
      consent: header.consent[seat] ?? false,
    };
    chair.standIn = by.kind !== 'human';
  });
  const specs = chairs.all.map(({ spec }) => spec);
  const setup = roomSetupOf(header);
  const { practice, options, tournament } = header;
  const plan: Plan = {
    scenario,
    options,
    episode,
    specs,
    practice,
    creator: undefined,
    ...setup,
    ...(tournament ? { tournament } : {}),
  };
  return { plan, chairs, resumed: { header, past } };
};
