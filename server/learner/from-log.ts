// Logged episodes as trajectories: replayed with their key, every decision laid out as the picks of a
// policy. What people did who have not consented is left out, with everything that their seat lived through.

import type { Scenario } from '../../shared/scenario.ts';
import type { EpisodeRecord, Occupant, TurnEntry } from '../../shared/turn.ts';
import type { Episode } from '../episode/episode.ts';
import { replay } from '../episode/replay.ts';
import { released } from '../log/consent.ts';
import { settled } from '../log/turn-log.ts';
import type { Encoder } from '../policy/encode.ts';
import { Recorder, type Trajectory } from './rollout.ts';
import { picksBehind } from './watch.ts';

/** A trajectory and whose doing it was. */
export interface Logged {
  readonly trajectory: Trajectory;
  /** Kind and name: people are capped by it, and sources can be quarantined by it. */
  readonly by: Occupant;
}

/**
 * Trajectories of the seats of the roles that there are encoders for. Turns of agents keep the probability
 * that they were made with; others have none. Seats that changed hands are left out. Throws RejectionError
 * where the log does not fit.
 */
export const trajectoriesOf = (
  record: EpisodeRecord,
  scenario: Scenario,
  encoders: Readonly<Record<string, Encoder>>,
): Logged[] => {
  const { header, end } = record;
  if (!end || end.end === 'aborted') return [];
  const { withheld } = released(record);
  const moved = handedOn(record);
  const encoderOf = (seat: number): Encoder | undefined => encoders[end.roles[seat] ?? ''];
  const learns = (seat: number): boolean =>
    encoderOf(seat) !== undefined && !withheld.has(seat) && !moved.has(seat);
  const seats = header.seats.map((_, seat) => seat).filter(learns);
  const recorders = new Map(seats.map((seat) => [seat, new Recorder()]));
  replay({ ...record, entries: settled(record.entries) }, scenario, {
    verify: false,
    onTurns: (episode, turns) => {
      for (const turn of turns) {
        const [encoder, recorder] = [encoderOf(turn.seat), recorders.get(turn.seat)];
        if (encoder && recorder) note(scenario, encoder, episode, turn, recorder);
      }
    },
    onStep: (_, step) => {
      for (const [seat, recorder] of recorders) recorder.reward(step.rewards[seat] ?? 0);
    },
  });
  return seats.map((seat) => ({
    by: header.seats[seat] as Occupant,
    trajectory: (recorders.get(seat) as Recorder).end({
      episode: header.episode,
      seat,
      role: end.roles[seat] ?? '',
      truncated: end.end === 'truncated',
      version: header.seats[seat]?.kind === 'agent' ? header.seats[seat].occupant : undefined,
    }),
  }));
};

/** Seats in which somebody else than at the start has played. */
const handedOn = ({ header, entries }: EpisodeRecord): ReadonlySet<number> =>
  new Set(
    entries.flatMap((entry) => {
      if (entry.type !== 'seat') return [];
      const first = header.seats[entry.seat];
      return first?.kind === entry.by.kind && first.occupant === entry.by.occupant ? [] : [entry.seat];
    }),
  );

/** Lays one turn out as picks. Acts that a deadline took are nobody's choice. */
const note = (
  scenario: Scenario,
  encoder: Encoder,
  episode: Episode,
  turn: TurnEntry,
  recorder: Recorder,
): void => {
  const open = episode.openFor(turn.seat);
  if (!open || turn.forced) return;
  const { seat, kind, observation } = open;
  const seats = episode.seatCount;
  const candidates = (chosen: readonly unknown[]): readonly unknown[] => open.candidates(chosen);
  const picks = picksBehind(scenario, encoder, { seat, seats, kind, observation, candidates }, turn.acts);
  if (picks.length === 0) return;
  const mu = turn.mu?.length === picks.length ? turn.mu : undefined;
  recorder.turn(
    picks.map((pick, n) => ({ ...pick, mu: mu?.[n] })),
    encoder.truth(episode.state, seat, seats),
    kind,
  );
};
