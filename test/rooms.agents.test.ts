// Trained agents at tables with people: seated by their role, shown as what they are but never by name,
// replaced where they fail, and held in a bounded memory.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { openLmdbTurnLog } from '../server/log/lmdb-turn-log.ts';
import { storeIn } from '../server/policy/store.ts';
import { openBackend, tf } from '../server/policy/tf.ts';
import { Agents } from '../server/seats/agents.ts';
import { playHeadless } from '../server/seats/headless.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { EpisodeRecord, SeatEntry, TurnEntry } from '../shared/turn.ts';
import { BACKEND } from './doubles/backend.ts';
import { checkpointOf, freshStore } from './doubles/checkpoints.ts';
import { Player } from './doubles/player.ts';
import { freshData, type ServerProcess, startServerProcess } from './doubles/server.ts';

const impostor = findScenario('impostor') as Scenario;

interface Shown {
  readonly kind: string;
  readonly occupant: string;
  readonly presence: string;
}
const seatsShown = (player: Player): Shown[] => {
  const state = player.room?.state as { seats: Iterable<Shown> } | undefined;
  return [...(state?.seats ?? [])].map(({ kind, occupant, presence }) => ({ kind, occupant, presence }));
};

const create = (server: ServerProcess, more: Record<string, unknown> = {}): Promise<Player> =>
  Player.create(server.url, {
    scenario: 'impostor',
    name: 'Ada',
    role: 'impostor',
    pace: 'fast',
    fill: ['crew=agent'],
    options: { cap: 80 },
    ...more,
  });

/** Takes the first choice to the end. */
const playedOut = async (player: Player): Promise<void> => {
  await player.playOn(() => 0);
  expect(player.faults).toEqual([]);
};

const keep = (data: string, update: number): string => {
  const checkpoint = checkpointOf(impostor, 'crew', { update });
  storeIn(data, () => undefined).keep(checkpoint);
  return checkpoint.header.id;
};
const fileOf = (data: string, id: string): string =>
  join(data, 'checkpoints', 'impostor', 'crew', `${id}.ckpt`);

/** Reads episodes back once their server is gone. */
const recordsOf = async (server: ServerProcess, rooms: readonly string[]): Promise<EpisodeRecord[]> => {
  await server.kill('SIGTERM');
  const log = openLmdbTurnLog(join(server.data, 'log'), { readOnly: true });
  const records = rooms.map((room) => {
    const record = log.read(room);
    if (!record.ok) throw new Error(record.error.message);
    return record.value;
  });
  await log.close();
  return records;
};
const agentTurns = ({ header, entries }: EpisodeRecord): TurnEntry[] =>
  entries.filter(
    (entry): entry is TurnEntry => entry.type === 'turn' && header.seats[entry.seat]?.kind === 'agent',
  );

describe('a person and agents', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServerProcess({
      data: freshData(),
      env: { PARLOR_BACKEND: BACKEND, GRACE_MS: '60000' },
    });
  });
  afterAll(() => server.clean());

  test('play to the end; everybody sees agents, nobody which, and the log has it all', async () => {
    const first = keep(server.data, 1);
    const player = await create(server);
    await player.until(() => player.you !== undefined, 'a turn');
    const others = seatsShown(player).filter(({ kind }) => kind !== 'human');
    expect(others.length).toBeGreaterThan(2);
    for (const seat of others) expect(seat).toEqual({ kind: 'agent', occupant: 'bot', presence: 'bot' });
    await playedOut(player);

    const named = await create(server, { fill: [`crew=agent:${first}`] });
    await playedOut(named);
    await expect(create(server, { fill: ['crew=agent:nope'] })).rejects.toThrow(/no checkpoint "nope"/);

    // The newest is damaged: the one before plays, and nobody in the room hears of it.
    const second = keep(server.data, 2);
    const damaged = readFileSync(fileOf(server.data, second));
    writeFileSync(fileOf(server.data, second), damaged.subarray(0, -100));
    const quiet = await create(server);
    await playedOut(quiet);
    for (const { kind, text } of quiet.lines)
      if (kind === 'system') expect(text).not.toMatch(/bot|agent|checkpoint|damaged/);
    expect(server.output()).toContain('is damaged or cut off');

    // An episode that outlives its checkpoint goes on with the one that is current.
    const third = keep(server.data, 3);
    const longer = await create(server);
    await longer.until(() => longer.you !== undefined, 'a turn');
    const { port } = server;
    await server.kill('SIGKILL');
    rmSync(fileOf(server.data, third));
    server = await startServerProcess({
      data: server.data,
      port,
      env: { PARLOR_BACKEND: BACKEND, GRACE_MS: '60000' },
    });
    await longer.back();
    await playedOut(longer);

    const rooms = [player, named, quiet, longer].map(({ roomId }) => roomId);
    const records = await recordsOf(server, rooms);
    for (const [n, record] of records.entries()) {
      const wanted = n < 3 ? first : third;
      const agents = record.header.seats.filter(({ kind }) => kind === 'agent');
      expect(agents.length).toBe(others.length);
      for (const { occupant } of agents) expect(occupant).toBe(wanted);
      const turns = agentTurns(record);
      expect(turns.length).toBeGreaterThan(4);
      for (const { forced, mu, acts, by, checkpoint } of turns) {
        expect(forced).toBeUndefined();
        expect(mu?.length).toBe(acts.length);
        expect(checkpoint).toBe(by?.occupant ?? wanted);
      }
      const drivers = new Set(turns.map(({ checkpoint }) => checkpoint));
      expect([...drivers].sort()).toEqual(
        n < 3 ? [first] : [...drivers].filter((one) => one !== second).sort(),
      );
      expect(drivers.has(first)).toBe(true);
    }
  }, 120_000);
});

test('agents whose back end does not open give way to a script, and are not seated again', async () => {
  const server = await startServerProcess({ data: freshData(), env: { PARLOR_BACKEND: 'nonsense' } });
  const id = keep(server.data, 1);
  const player = await create(server, { options: { cap: 200 } });
  await playedOut(player);
  const told = player.lines.filter(({ kind, text }) => kind === 'system' && text.includes('failed'));
  const replaced = seatsShown(player).filter(({ kind }) => kind === 'scripted').length;
  expect(replaced).toBeGreaterThan(1);
  expect(told).toHaveLength(replaced);
  expect(told[0]?.text).toMatch(/'s bot has failed; another plays on\.$/);
  await expect(create(server)).rejects.toThrow(/There is no back end "nonsense"/);
  const [record] = await recordsOf(server, [player.roomId]);
  if (!record) throw new Error('no record');
  const changes = record.entries.filter(
    (entry): entry is SeatEntry => entry.type === 'seat' && entry.reason === 'failed',
  );
  expect(changes).toHaveLength(replaced);
  for (const { seat, by } of changes) {
    expect(record.header.seats[seat]).toEqual({ kind: 'agent', occupant: id });
    expect(by.kind).toBe('scripted');
    const turns = record.entries.filter(
      (entry): entry is TurnEntry => entry.type === 'turn' && entry.seat === seat,
    );
    expect(turns.slice(0, 3).map(({ forced }) => forced)).toEqual(['error', 'error', 'error']);
    for (const { forced, by: driver } of turns.slice(3)) {
      expect(forced).toBeUndefined();
      expect(driver).toEqual(by);
    }
  }
  await server.clean();
}, 60_000);

describe('networks of agents', () => {
  test('are at most eight at a time, over 200 episodes of a dozen checkpoints, and those that went come back', async () => {
    await openBackend(BACKEND, { tested: true });
    const { store } = freshStore();
    const ids = Array.from({ length: 12 }, (_, update) => checkpointOf(impostor, 'crew', { update }));
    for (const one of ids) store.keep(one);
    const agents = new Agents(store, async () => undefined, { batch: 64 });
    const options = impostor.options.parse({ mode: 'paper', cap: 20 });
    const play = async (index: number): Promise<string> => {
      const id = ids[(index * 7) % ids.length]?.header.id ?? '';
      const run = {
        scenario: impostor,
        options,
        seats: [`crew=agent:${id}`, 'impostor=random'],
        agents,
        code: 'test',
      };
      const checkpoints = new Set<string | undefined>();
      await playHeadless(
        {
          ...run,
          record: () => (entry) => {
            if (entry.type === 'turn' && entry.mu) checkpoints.add(entry.checkpoint);
          },
        },
        keyFromSeed(1, index),
        'one',
      );
      expect([...checkpoints]).toEqual([id]);
      return id;
    };
    const before = tf.memory().numTensors;
    await play(0);
    const each = tf.memory().numTensors - before;
    const counts: number[] = [];
    for (let index = 0; index < 200; index += 4) {
      // Four at a time, so that networks go while others are being asked.
      await Promise.all([0, 1, 2, 3].map((more) => play(index + more)));
      counts.push(tf.memory().numTensors - before);
    }
    expect(Math.max(...counts)).toBe(8 * each);
    expect(counts.at(-1)).toBe(8 * each);
    const seat = agents.seat(impostor, 'crew', { checkpoint: ids[0]?.header.id }, 5);
    expect(seat.occupant).toBe(ids[0]?.header.id);
  }, 60_000);
});
