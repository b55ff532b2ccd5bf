// 200 clients that drop and come back at random moments: everyone reads every line once, in order.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { rngFromState } from '../shared/rng.ts';
import { Player } from './doubles/player.ts';
import { type ServerProcess, startServerProcess } from './doubles/server.ts';

const CLIENTS = 200;
const ROOMS = 20;
const DROPS = 2;
const rng = rngFromState([4, 3, 2, 1]);
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess({ env: { JOINS_PER_MINUTE: '1000000', GRACE_MS: '30000' } });
});
afterAll(() => server.clean());

const choose = (you: { candidates: readonly unknown[]; kind: string }): number | string =>
  you.kind === 'speak' && rng.int(2) === 0 ? `remark ${rng.int(1000)}` : rng.int(you.candidates.length);

/** Half of each room plays, half watches; players answer when they are there. */
const live = async (player: Player, plays: boolean): Promise<void> => {
  for (let drop = 0; drop < DROPS && !player.end; drop++) {
    if (plays) await Promise.race([player.playOn(choose).catch(() => undefined), wait(rng.int(1500))]);
    else await wait(rng.int(1500));
    player.room?.connection.close();
    await wait(rng.int(400));
    await player.back();
  }
  if (plays) await player.playOn(choose);
  else await player.until(() => player.end !== undefined, 'the end', 120_000);
};

test(`${CLIENTS} dropped and returning clients read every line once and in order`, {
  timeout: 240_000,
}, async () => {
  const rooms = await Promise.all(
    Array.from({ length: ROOMS }, async () => {
      const size = CLIENTS / ROOMS;
      const options = { players: size / 2, cap: 60 };
      const fill = Array<string>(size / 2).fill('human');
      const first = await Player.create(server.url, {
        scenario: 'impostor',
        pace: 'fast',
        options,
        fill,
        name: 'P0',
      });
      const players = [first];
      for (let seat = 1; seat < size / 2; seat++)
        players.push(await Player.join(server.url, first.roomId, { name: `P${seat}` }));
      const watchers = await Promise.all(
        Array.from({ length: size / 2 }, () => Player.join(server.url, first.roomId, { as: 'spectator' })),
      );
      return { players, watchers };
    }),
  );
  await Promise.all(
    rooms.flatMap(({ players, watchers }) => [
      ...players.map((one) => live(one, true)),
      ...watchers.map((one) => live(one, false)),
    ]),
  );
  let lines = 0;
  for (const { players, watchers } of rooms) {
    for (const one of [...players, ...watchers]) {
      expect(one.faults).toEqual([]);
      expect(one.lines.map((line) => line.n)).toEqual(one.lines.map((_, index) => index));
      lines += one.lines.length;
    }
    const text = JSON.stringify(watchers[0]?.lines);
    for (const watcher of watchers) expect(JSON.stringify(watcher.lines)).toBe(text);
  }
  console.log(`${CLIENTS} clients, ${CLIENTS * DROPS} drops, ${lines} lines`);
  expect(lines).toBeGreaterThan(CLIENTS * 5);
});
