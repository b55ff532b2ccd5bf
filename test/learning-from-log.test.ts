// What the learner takes from a logged episode: the decisions as they were made live, of people who agreed.

import { beforeAll, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { trajectoriesOf } from '../server/learner/from-log.ts';
import { openBackend } from '../server/policy/tf.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { EpisodeRecord, Header, SeatEntry } from '../shared/turn.ts';
import { BACKEND } from './doubles/backend.ts';
import { encoderFor, playedLive } from './doubles/live-episode.ts';
import { handshake } from './scenarios/handshake/index.ts';

const impostor = findScenario('impostor') as Scenario;

beforeAll(async () => {
  await openBackend(BACKEND, { tested: true });
});

describe('a logged episode', () => {
  test('gives the picks, probabilities, rewards and truths that were recorded while it was played', async () => {
    for (const [scenario, role] of [
      [impostor, 'crew'],
      [handshake as Scenario, (handshake as Scenario).roles[0] as string],
    ] as const)
      for (const seed of [1, 2, 3]) {
        const { record, recorded } = await playedLive(scenario, role, seed);
        const logged = trajectoriesOf(record, scenario, encoderFor(scenario, role));
        expect(recorded.flatMap(({ turns }) => turns).length).toBeGreaterThan(2);
        expect(logged.map(({ trajectory }) => trajectory)).toEqual(recorded);
        for (const { by } of logged) expect(by).toEqual({ kind: 'agent', occupant: recorded[0]?.version });
      }
  });

  test('of scripts gives their picks, without probabilities', async () => {
    const { record } = await playedLive(impostor, 'crew', 4);
    const [logged] = trajectoriesOf(record, impostor, encoderFor(impostor, 'impostor'));
    expect(logged?.by).toEqual({ kind: 'scripted', occupant: 'random' });
    const picks = logged?.trajectory.turns.flatMap((turn) => turn.picks) ?? [];
    expect(picks.length).toBeGreaterThan(2);
    for (const { mu, index, pick } of picks) {
      expect(mu).toBeUndefined();
      expect(index).toBeLessThan(pick.count);
    }
  });

  const changed = (
    { header, entries, end }: EpisodeRecord,
    change: Partial<Header>,
    seats: SeatEntry[] = [],
  ): EpisodeRecord => ({
    header: { ...header, ...change },
    entries: [...seats, ...entries],
    end,
  });
  const asPerson = (record: EpisodeRecord, seat: number, agreed: boolean): EpisodeRecord =>
    changed(record, {
      seats: record.header.seats.map((one, at) => (at === seat ? { kind: 'human', occupant: 'Ada' } : one)),
      consent: record.header.consent.map((one, at) => (at === seat ? agreed : one)),
    });
  const seatsOf = (record: EpisodeRecord): number[] =>
    trajectoriesOf(record, impostor, encoderFor(impostor, 'crew')).map(({ trajectory }) => trajectory.seat);

  test('leaves out who has not agreed, and seats that changed hands', async () => {
    const { record, recorded } = await playedLive(impostor, 'crew', 5);
    const all = recorded.map(({ seat }) => seat);
    const [first = 0, ...others] = all;
    expect(seatsOf(asPerson(record, first, true))).toEqual(all);
    expect(seatsOf(asPerson(record, first, false))).toEqual(others);
    const seat = (kind: 'human' | 'scripted', occupant: string, consent?: boolean): SeatEntry => ({
      type: 'seat',
      seat: first,
      by: { kind, occupant },
      reason: 'away',
      ...(consent === undefined ? {} : { consent }),
    });
    expect(seatsOf(changed(record, {}, [seat('scripted', 'greedy')]))).toEqual(others);
    const person = asPerson(record, first, true);
    expect(seatsOf(changed(person, {}, [seat('human', 'Ada', true)]))).toEqual(all);
    expect(seatsOf(changed(person, {}, [seat('human', 'Ada', false)]))).toEqual(others);
    expect(seatsOf(changed(person, {}, [seat('human', 'Bob', true)]))).toEqual(others);
  });

  test('gives nothing where it was aborted or has not ended, and is refused where it is of another version', async () => {
    const { record } = await playedLive(impostor, 'crew', 6);
    const { end } = record;
    expect(seatsOf({ ...record, end: undefined })).toEqual([]);
    expect(seatsOf({ ...record, end: end && { ...end, end: 'aborted' } })).toEqual([]);
    expect(() => seatsOf(changed(record, { scenarioVersion: 99 }))).toThrow('under impostor version 99');
  });

  test('takes no default act that a deadline took for a choice', async () => {
    const { record, recorded } = await playedLive(impostor, 'crew', 7);
    const seat = recorded[0]?.seat ?? -1;
    const late = record.entries.findIndex((entry) => entry.type === 'turn' && entry.seat === seat);
    const entries = record.entries.map((entry, at) =>
      at === late && entry.type === 'turn' ? { ...entry, forced: 'deadline' as const } : entry,
    );
    const [logged] = trajectoriesOf({ ...record, entries }, impostor, encoderFor(impostor, 'crew'));
    expect(logged?.trajectory.turns.length).toBe((recorded[0]?.turns.length ?? 0) - 1);
  });
});
