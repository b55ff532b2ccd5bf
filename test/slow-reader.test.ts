// What a client does not read piles up in the server, up to a limit.

import { expect, test } from 'vitest';
import type { PublicState } from '../shared/protocol.ts';
import { DeafClient } from './doubles/deaf-client.ts';
import { startLiveServer } from './doubles/live-server.ts';
import { Player } from './doubles/player.ts';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a reader that does not keep up is let go, and the seat can be taken again', async () => {
  const rate = { RATE_PER_SECOND: '1000000', RATE_BURST: '1000000' };
  const server = await startLiveServer({ ...rate, MAX_UNSENT: '65536' });
  const player = await Player.create(server.url, { scenario: 'handshake', pace: 'fast' });
  await player.until(() => player.you !== undefined, 'a turn');
  const { seat, token } = player.seated ?? {};
  const watcher = await Player.join(server.url, player.roomId, { as: 'spectator' });
  const here = (): boolean => {
    const state: PublicState = watcher.room?.state.toJSON();
    return state.seats?.[seat ?? -1]?.presence === 'here';
  };
  const deaf = await DeafClient.join(server.url, player.roomId, { token });
  for (let waited = 0; waited < 100_000 && !here(); waited++) await tick();
  expect(here()).toBe(true);
  let asked = 0;
  for (; asked < 50_000 && here(); asked++) {
    deaf.sync();
    if (asked % 100 === 0) await tick();
  }
  expect(here(), `after ${asked} answers unread`).toBe(false);
  deaf.end();
  await player.back();
  await player.playOn(() => 0);
  await server.clean();
});
