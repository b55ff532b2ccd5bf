// The live loop, as a server's users meet it: people play over sockets while the learner beside the
// server trains; a checkpoint that it has judged sits in the next episode without a restart, and the log says so.

import { afterAll, expect, test } from 'vitest';
import { openLmdbTurnLog } from '../server/log/lmdb-turn-log.ts';
import { openBackend } from '../server/policy/tf.ts';
import type { TurnEntry } from '../shared/turn.ts';
import { BACKEND } from './doubles/backend.ts';
import { heldOut, liveLoop } from './doubles/live-loop.ts';
import { Player } from './doubles/player.ts';
import { freshData, type ServerProcess, startServerProcess } from './doubles/server.ts';

const SMALL = { episodes: 16, hidden: 8, checkpointEvery: 2, judgedBy: 16, turns: 4 };

let server: ServerProcess | undefined;
afterAll(() => server?.clean());

interface Run {
  run: string;
  lines: { update: number; reports: Record<string, Record<string, number>> }[];
}

const get = async <T>(path: string): Promise<T> =>
  (await fetch(`${server?.url}${path}`)).json() as Promise<T>;

const seated = async (): Promise<string | null> => {
  const { checkpoints } = await get<{
    checkpoints: { scenario: string; role: string; current: string | null }[];
  }>('/api/checkpoints');
  return checkpoints.find((one) => one.scenario === 'impostor' && one.role === 'crew')?.current ?? null;
};

/** A person who takes the first choice, to the end. */
const playOnce = async (name: string, consent: boolean): Promise<string> => {
  const player = await Player.create(server?.url ?? '', {
    scenario: 'impostor',
    name,
    consent,
    role: 'crew',
    pace: 'fast',
    options: { cap: 120 },
  });
  await player.playOn(() => 0);
  return player.roomId;
};

const peopleSeen = async (): Promise<number> => {
  const { runs } = await get<{ runs: Run[] }>('/api/training?lines=1000');
  const lines = runs.find(({ run }) => run.startsWith('impostor-live'))?.lines ?? [];
  return lines.reduce((sum, { reports }) => sum + (reports.crew?.peopleEpisodes ?? 0), 0);
};

test('people play, the learner takes in who agreed, and its checkpoint plays in the next episode', {
  timeout: 480_000,
}, async () => {
  server = await startServerProcess({
    data: freshData(),
    env: {
      LEARN: 'impostor',
      SHIPPED_DIR: freshData(),
      PARLOR_BACKEND: BACKEND,
      PARLOR_LEARN_PLAN: JSON.stringify(SMALL),
    },
  });
  await playOnce('Ada', true);
  await playOnce('Bob', false);
  await expect.poll(seated, { timeout: 240_000, interval: 500 }).toMatch(/^impostor-crew-live-s1-u\d+$/);
  await expect.poll(peopleSeen, { timeout: 240_000, interval: 500 }).toBe(1);
  const room = await playOnce('Cy', true);
  await server.kill('SIGTERM');

  const log = openLmdbTurnLog(`${server.data}/log`, { readOnly: true });
  const record = log.read(room);
  if (!record.ok) throw new Error(record.error.message);
  const agents = record.value.header.seats.filter(({ kind }) => kind === 'agent');
  expect(agents.length).toBeGreaterThan(1);
  const turns = record.value.entries.filter((entry): entry is TurnEntry => entry.type === 'turn');
  const learned = turns.filter(({ checkpoint }) => checkpoint !== undefined);
  expect(learned.length).toBeGreaterThan(5);
  for (const { checkpoint, mu } of learned) {
    expect(checkpoint).toMatch(/^impostor-crew-live-s1-u\d+$/);
    expect(mu?.every((one) => one > 0 && one <= 1)).toBe(true);
  }
  await log.close();
});

test('a crew that begins untrained wins more held-out episodes after a minute of rooms and self-play', {
  timeout: 480_000,
}, async () => {
  await openBackend(BACKEND, { tested: true });
  const seats = { crew: 'learn', impostor: 'scripted:random' };
  const options = { mode: 'paper', seating: 'paper' };
  const run = await liveLoop({
    people: 4,
    hostile: 0,
    seed: 1,
    updates: 14,
    thinks: 100,
    shipped: freshData(),
    plan: {
      tables: [{ options, seats }],
      heldout: [{ options: { ...options, tasks: 5 }, seats }],
      settings: { learningRate: 0.004, epochs: 4 },
      episodes: 48,
      hidden: 16,
      checkpointEvery: 7,
      judgedBy: 80,
    },
  });
  await run.server.clean();
  const [before, after] = [await heldOut(run, run.before, 300), await heldOut(run, run.seated, 300)];
  console.log(`held out: ${before.rate.toFixed(3)} before, ${after.rate.toFixed(3)} after, n = 300`);
  expect(after.low).toBeGreaterThan(before.high);
  expect(run.seated.header.id).toMatch(/^impostor-crew-live-s1-u(7|14|21)$/);
  expect(run.seated.header.scores.heldout?.n).toBe(80);
  expect(run.played).toBeGreaterThan(4);
});
