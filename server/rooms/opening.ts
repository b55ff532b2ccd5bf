// An episode of a room enters the log with everything that a restart needs to open the room again.

import { z } from 'zod';
import { RevealSchema } from '../../shared/protocol.ts';
import { RejectionError } from '../../shared/result.ts';
import { type Header, LOG_VERSION, type SeatEntry } from '../../shared/turn.ts';
import { occupantOf } from '../episode/place.ts';
import type { Chairs } from './chairs.ts';
import type { Plan } from './plan.ts';
import type { Services } from './services.ts';

/** header.room */
const RoomSetupSchema = z.object({ pace: z.enum(['live', 'fast']), reveal: RevealSchema });
export type RoomSetup = z.infer<typeof RoomSetupSchema>;

/** Throws RejectionError `corrupt-log` where a header's room makes no sense. */
export const roomSetupOf = (header: Header): RoomSetup => {
  const parsed = RoomSetupSchema.safeParse(header.room);
  if (parsed.success) return parsed.data;
  throw new RejectionError('corrupt-log', `Episode ${header.episode}: its room setup does not parse.`);
};

export const headerOf = (plan: Plan, chairs: Chairs, episode: string, { clock, code }: Services): Header => ({
  type: 'header',
  log: LOG_VERSION,
  episode,
  scenario: plan.scenario.id,
  scenarioVersion: plan.scenario.version,
  code,
  key: plan.episode.key,
  options: plan.options,
  seats: chairs.all.map((chair) => occupantOf(chairs.driver(chair))),
  consent: chairs.all.map(({ person }) => person?.consent ?? true),
  startedAt: Math.round(clock.now()),
  origin: 'room',
  practice: plan.practice,
  ...(plan.tournament ? { tournament: plan.tournament } : {}),
  room: { pace: plan.pace, reveal: plan.reveal } satisfies RoomSetup,
});

/** One entry for each person, with what proves who they are. */
export const seatedEntries = (chairs: Chairs): SeatEntry[] =>
  chairs.people.map(({ seat, person }) => ({
    type: 'seat',
    seat,
    by: { kind: 'human', occupant: person?.name ?? '' },
    reason: 'seated',
    consent: person?.consent ?? false,
    tokenHash: person?.tokenHash ?? '',
  }));
