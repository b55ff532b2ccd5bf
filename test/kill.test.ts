// kill -9 under play: no acknowledged turn is lost, the log has no hole, live episodes go on.

import { expect, test } from 'vitest';
import { findScenario, scenarioIds } from '../scenarios/index.ts';
import { verifyRecord } from '../server/episode/replay.ts';
import { openLmdbTurnLog } from '../server/log/lmdb-turn-log.ts';
import { settled } from '../server/log/turn-log.ts';
import type { YouMessage } from '../shared/protocol.ts';
import { rngFromState } from '../shared/rng.ts';
import type { EpisodeRecord, TurnEntry } from '../shared/turn.ts';
import { Player } from './doubles/player.ts';
import { freshData, type ServerProcess, startServerProcess } from './doubles/server.ts';

const TRIALS = 25;
const ROOMS = 3;
const rng = rngFromState([11, 22, 33, 44]);

const choose = (you: YouMessage): number | string =>
  you.kind === 'speak' && rng.int(3) === 0
    ? `i think it is red, remark ${rng.int(1000)}`
    : rng.int(you.candidates.length);

/** Every scenario has its turn. */
const create = (url: string, index: number): Promise<Player> => {
  const scenario = scenarioIds[index % scenarioIds.length] ?? '';
  const options = scenario === 'impostor' ? { cap: 120 } : {};
  return Player.create(url, { scenario, name: 'Ada', pace: 'fast', options });
};

/** Plays until the socket dies; what it was doing then is not acknowledged and may be lost. */
const playUntilDown = async (player: Player): Promise<void> => {
  const down = new Promise<void>((resolve) => player.room?.onLeave(() => resolve()));
  await Promise.race([down, player.playOn(choose).catch(() => undefined)]);
};

/** Starts it again; players whose episode had ended before anybody could tell them find no room, and the log is asked. */
const restart = async (
  server: ServerProcess,
  players: Player[],
  over: Set<Player>,
): Promise<ServerProcess> => {
  const next = await startServerProcess({ data: server.data, port: server.port, env: { GRACE_MS: '60000' } });
  for (const player of players)
    await player.back().catch(async (error: Error) => {
      const answer = await fetch(`${next.url}/api/episodes/${player.roomId}`);
      const { end } = (await answer.json()) as { end?: unknown };
      if (!end) throw error;
      over.add(player);
    });
  return next;
};

/** This player's logged turns in order, as the seat counted them. */
const turnsOf = (record: EpisodeRecord, seat: number): TurnEntry[] =>
  settled(record.entries)
    .filter((entry): entry is TurnEntry => entry.type === 'turn' && entry.seat === seat)
    .sort((a, b) => a.turn - b.turn);

test(`${TRIALS} kills under play lose nothing that was acknowledged`, { timeout: 240_000 }, async () => {
  let server = await startServerProcess({ data: freshData(), env: { GRACE_MS: '60000' } });
  const everybody: Player[] = [];
  let players: Player[] = [];
  const over = new Set<Player>();
  let resumed = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    players = players.filter((player) => !player.end && !over.has(player));
    resumed += players.length;
    while (players.length < ROOMS) {
      const player = await create(server.url, everybody.length);
      everybody.push(player);
      players.push(player);
    }
    const playing = players.map(playUntilDown);
    await new Promise((resolve) => setTimeout(resolve, 40 + rng.int(250)));
    await server.kill('SIGKILL');
    await Promise.all(playing);
    server = await restart(
      server,
      players.filter((player) => !player.end),
      over,
    );
  }
  for (const player of players.filter((one) => !one.end && !over.has(one))) await player.playOn(choose);
  await server.kill('SIGTERM');

  const log = openLmdbTurnLog(`${server.data}/log`);
  let acknowledged = 0;
  for (const player of everybody) {
    expect(player.faults).toEqual([]);
    const read = log.read(player.roomId);
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value.end, 'every episode went on to its end').toBeDefined();
    const turns = turnsOf(read.value, player.seated?.seat ?? -1);
    for (const { turn, text } of player.acknowledged) {
      const entry = turns[turn];
      expect(entry, `turn ${turn} of episode ${player.roomId} was acknowledged`).toBeDefined();
      if (text !== undefined) expect(entry?.text).toBe(text);
      acknowledged++;
    }
  }
  for (const id of log.episodes()) {
    const read = log.read(id);
    if (!read.ok) throw new Error(read.error.message);
    const scenario = findScenario(read.value.header.scenario);
    if (!scenario) throw new Error(`episode ${id} is of no known scenario`);
    const verified = verifyRecord(read.value, scenario);
    expect(verified.ok ? '' : verified.error.message).toBe('');
  }
  await log.close();
  await server.clean();
  console.log(
    `${TRIALS} kills, ${everybody.length} episodes, ${acknowledged} acknowledged turns, ${resumed} resumptions`,
  );
  expect(acknowledged).toBeGreaterThan(TRIALS);
  expect(resumed).toBeGreaterThan(10);
});
