// parlor tournament and parlor leaderboard as a user starts them: killed, resumed, refused, in rooms.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { LiveEpisode } from '../shared/protocol.ts';
import { parlor } from './doubles/cli.ts';
import { Player } from './doubles/player.ts';
import { freshData, startServerProcess } from './doubles/server.ts';
import { killedAfter } from './doubles/tournament.ts';

const data = freshData();
afterAll(() => rmSync(data, { recursive: true, force: true }));
const at = (name: string): string => join(data, name);

const ENTRANTS = 'scripted:greedy~0,scripted:greedy~0.8,random,scripted:mimic';
const tournament = (folder: string, ...more: readonly string[]): string[] => [
  ...['tournament', '--scenario', 'impostor', '--entrants', ENTRANTS, '--episodes', '120', '--seed', '3'],
  ...['--json', '--data', at(folder), ...more],
];

// Processes that start take their time on a machine that is busy.
const SLOW = { timeout: 180_000 };

interface Row {
  entrant: string;
  mu: number;
  sigma: number;
  ordinal: number;
  low: number;
  high: number;
}
let whole: { table: Row[] };

test(
  'killed in the middle and resumed it gives the table of one that was not, and so does its log',
  SLOW,
  async () => {
    const uninterrupted = await parlor(tournament('whole'));
    expect(uninterrupted.json).toMatchObject({
      scenario: 'impostor',
      episodes: 120,
      blocks: 20,
      played: 120,
    });
    whole = uninterrupted.json;
    const told = await killedAfter(tournament('killed'), 36);
    const resumed = await parlor(tournament('killed', '--resume'));
    expect(resumed.stderr).toContain('going on with');
    expect(resumed.json.played).toBeGreaterThan(0);
    // What was told of may still have been on its way to the disk, a batch of it at most.
    expect(resumed.json.played).toBeLessThanOrEqual(120 - told + 16);
    expect(resumed.json.table).toEqual(whole.table);
    const again = await parlor(['leaderboard', '--scenario', 'impostor', '--json', '--data', at('killed')]);
    expect(again.json.table).toEqual(whole.table);
  },
);

test('a handicap shows: the script is above the one that mostly plays at random', () => {
  const row = (entrant: string): Row | undefined => whole.table.find((one) => one.entrant === entrant);
  expect(row('scripted:greedy~0')?.low).toBeGreaterThan(row('scripted:greedy~0.8')?.high ?? Number.NaN);
  for (const { mu, sigma, ordinal } of whole.table) expect(ordinal).toBeCloseTo(mu - 3 * sigma, 9);
});

test.each([
  [['--entrants', 'random'], 'too-few-entrants'],
  [['--entrants', 'random,agent:booking-agent-ppo-s1-u128'], 'bad-checkpoint'],
])('%s: refused with %s, and no log is begun', SLOW, async (flags, code) => {
  const ran = await parlor([
    'tournament',
    '--scenario',
    'impostor',
    '--json',
    '--data',
    at('refused'),
    ...flags,
  ]);
  expect(ran.code).toBe(1);
  expect(ran.json.error.code).toBe(code);
  expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  expect(existsSync(at('refused'))).toBe(false);
});

/** The server of a tournament that is played in rooms. */
const inRooms = (folder: string, ...more: readonly string[]) =>
  startServerProcess({
    data: at(folder),
    args: ['bin/parlor.mjs', ...tournament(folder, '--serve', '--port', '0', ...more)],
  });

const tableOf = (output: string): unknown => {
  const line = output.split('\n').find((one) => one.startsWith('{"scenario"'));
  return line ? JSON.parse(line).table : undefined;
};

test('played in rooms, killed and resumed there, it has the same table again', {
  timeout: 120_000,
}, async () => {
  const first = await inRooms('rooms', '--pace', 'live');
  const live = async (): Promise<LiveEpisode[]> => (await fetch(`${first.url}/api/episodes?live=1`)).json();
  await expect.poll(async () => (await live()).filter(({ tournament }) => tournament).length).toBe(4);
  let room: string | undefined;
  const playing = async (): Promise<string | undefined> => {
    room = (await live()).find(({ status }) => status === 'playing')?.roomId;
    return room;
  };
  await expect.poll(playing).toBeTruthy();
  const watcher = await Player.join(first.url, room ?? '', { as: 'spectator' });
  const shown = (): string => String((watcher.room?.state as { stage?: string } | undefined)?.stage);
  await expect.poll(shown).toContain('"marks":["impostor"');
  await first.kill();
  const second = await inRooms('rooms', '--resume', '--rooms', '8');
  try {
    expect(second.output()).not.toContain('beginning');
    await expect.poll(() => tableOf(second.output()), { timeout: 90_000 }).toEqual(whole.table);
    const board = await (await fetch(`${second.url}/api/leaderboard?scenario=impostor`)).json();
    expect(board.table).toEqual(whole.table);
    expect(board.tournament).toMatchObject({ games: 120, played: 120 });
    await second.kill('SIGTERM');
  } finally {
    await second.clean();
  }
});
