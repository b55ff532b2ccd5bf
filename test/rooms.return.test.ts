// Rooms over real sockets with SDK clients: coming back, who sees what, and what goes wrong.

import { request as httpRequest } from 'node:http';
import type { Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOM_TYPE } from '../shared/protocol.ts';
import { type LiveServer, startLiveServer } from './doubles/live-server.ts';
import type { Player } from './doubles/player.ts';
import { firstChoice, over, request, roomsOf, SOLO, seen, state, TWO, turn } from './doubles/room-players.ts';
import { WORDS } from './scenarios/handshake/words.ts';

const OPERATOR = 'operator-token-for-tests';
let server: LiveServer;
beforeAll(async () => {
  server = await startLiveServer({ OPERATOR_TOKEN: OPERATOR, GRACE_MS: '1200', WAIT_MS: '400' });
});
afterAll(() => server.clean());

const { create, join } = roomsOf(() => server);

describe('coming back', () => {
  test('by token to the same seat, without losing or repeating a line', async () => {
    const player = await create(TWO);
    const other = await join(player);
    await turn(player);
    await player.answer(firstChoice);
    player.room?.connection.close();
    await other.until(() => other.you !== undefined, 'a turn');
    await other.answer(firstChoice);
    await player.back();
    await turn(player);
    const { seat } = player.seated ?? {};
    await Promise.all([player.playOn(firstChoice), other.playOn(firstChoice)]);
    expect(player.seated?.seat).toBe(seat);
    expect(player.faults).toEqual([]);
    expect(player.lines.map(({ n }) => n)).toEqual(player.lines.map((_, index) => index));
  });

  test('by reconnection of the same client, after which it asks for what it lacks', async () => {
    const player = await create();
    await turn(player);
    const room = player.room as Room;
    room.reconnection.enabled = true;
    room.reconnection.minUptime = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    room.onReconnect(() => resolve());
    player.you = undefined;
    room.connection.close(4010);
    await promise;
    await request(player, 'sync', { from: player.lines.length });
    await turn(player);
    await player.playOn(firstChoice);
    expect(player.faults).toEqual([]);
  });

  test('a second window takes the seat over from the first', async () => {
    const player = await create();
    await turn(player);
    const { promise, resolve } = Promise.withResolvers<number>();
    player.room?.onLeave((code) => resolve(code));
    const again = await join(player, { token: player.seated?.token });
    expect(await promise).toBe(4101);
    await turn(again);
    await again.playOn(firstChoice);
    expect(again.lines[0]?.n).toBe(0);
  });

  test('a bot stands in for who is away, gives the seat back, and everybody is told', async () => {
    const player = await create(TWO);
    const other = await join(player);
    await Promise.all([turn(player), turn(other)]);
    const seat = player.seated?.seat ?? -1;
    player.room?.connection.close();
    await seen(other, ({ seats }) => seats[seat]?.presence === 'bot', 'a bot plays');
    await player.back();
    await seen(other, ({ seats }) => seats[seat]?.presence === 'here', 'the person is back');
    await Promise.all([player.playOn(firstChoice), other.playOn(firstChoice)]);
    const told = other.lines.filter(({ kind }) => kind === 'system').map(({ text }) => text);
    expect(told).toEqual([
      expect.stringMatching(/is away; a bot plays on/),
      expect.stringMatching(/is back/),
    ]);
    expect(player.faults).toEqual([]);
  });

  test('after a restart everybody comes back by token to the same room', async () => {
    const player = await create(TWO);
    const other = await join(player);
    const watcher = await join(player, { as: 'spectator' });
    await Promise.all([turn(player), turn(other)]);
    await player.answer(firstChoice);
    await server.restart();
    await Promise.all([player.back(), other.back(), watcher.back()]);
    await Promise.all([player.playOn(firstChoice), other.playOn(firstChoice)]);
    await over(watcher);
    for (const one of [player, other, watcher]) {
      expect(one.faults).toEqual([]);
      expect(one.end?.outcome.end).toBe('terminated');
    }
    expect(player.acknowledged.map((one) => one.turn)).toEqual([0, 1, 2]);
  });
});

describe('who sees what', () => {
  const wordOf = (player: Player): string =>
    (player.you?.observation as { word: string } | undefined)?.word ?? '';

  test('nobody is sent another seat’s word, and watchers are sent none', async () => {
    const frames: { who: string; text: string }[] = [];
    const record = (who: string, player: Player): void => {
      const connection = player.room?.connection;
      const hear = connection?.events.onmessage;
      if (!connection || !hear) throw new Error('no connection');
      connection.events.onmessage = (event): void => {
        frames.push({ who, text: Buffer.from(event.data).toString('latin1') });
        hear(event);
      };
    };
    const player = await create({ ...SOLO, fill: ['scripted:random'] });
    const watcher = await join(player, { as: 'spectator' });
    record('player', player);
    record('watcher', watcher);
    await turn(player);
    const own = wordOf(player);
    const clean = (limit: 'speak' | 'ballot'): Promise<void> =>
      player.until(() => player.you?.kind === limit, limit);
    await player.answer(firstChoice);
    await clean('speak');
    await player.answer(() => 'hm');
    await clean('ballot');
    const live = await fetch(`${server.url}/api/episodes/${player.roomId}?as=public`);
    frames.push({ who: 'watcher', text: await live.text() });
    expect(frames.length).toBeGreaterThan(5);
    for (const { who, text } of frames)
      for (const word of WORDS)
        if (who === 'watcher' || word !== own) expect(text.includes(word), `${word} to ${who}`).toBe(false);
    expect((await fetch(`${server.url}/api/episodes/${player.roomId}`)).status).toBe(403);
  });

  test('bots alone are shown whole to watchers, or only what is public where asked for', async () => {
    const watcher = await create({ scenario: 'handshake', as: 'spectator', pace: 'live' });
    await seen(watcher, ({ stage }) => WORDS.some((word) => stage.includes(word)), 'secret words');
    const modest = await create({ scenario: 'handshake', as: 'spectator', pace: 'fast', reveal: 'public' });
    await over(modest);
    expect(modest.lines.some(({ kind }) => kind === 'private')).toBe(false);
  });

  test('a delayed room shows nothing before its time', async () => {
    const watcher = await create({
      scenario: 'handshake',
      as: 'spectator',
      pace: 'fast',
      reveal: { delaySeconds: 1 },
    });
    const begun = performance.now();
    await watcher.until(() => watcher.lines.length > 0, 'a first line');
    expect(performance.now() - begun).toBeGreaterThan(900);
    await over(watcher);
    expect(watcher.faults).toEqual([]);
    expect(watcher.lines.some(({ kind }) => kind === 'private')).toBe(true);
  });

  test('a listing tells no script and no role', async () => {
    const player = await create({ ...SOLO, fill: ['scripted:random'] });
    await turn(player);
    const text = await (await fetch(`${server.url}/api/episodes?live=1`)).text();
    expect(text).toContain(player.roomId);
    expect(text).not.toMatch(/random|blunt|friend|stranger/);
    expect(JSON.stringify(state(player).seats)).not.toMatch(/random|blunt/);
  });
});

describe('failures', () => {
  test('rules that throw end their own episode with a message; other rooms go on', async () => {
    const other = await create();
    await turn(other);
    const player = await create({ ...SOLO, scenario: 'broken' });
    await turn(player);
    await player.answer(firstChoice);
    await over(player);
    expect(player.end?.outcome).toMatchObject({ end: 'aborted', reason: 'bug' });
    await other.playOn(firstChoice);
    expect(other.end?.outcome.end).toBe('terminated');
  });

  test('a page of another site is turned away, at the door and at the socket', async () => {
    const foreign = { Origin: 'https://elsewhere.example', 'Content-Type': 'application/json' };
    const response = await fetch(`${server.url}/matchmake/create/${ROOM_TYPE}`, {
      method: 'POST',
      headers: foreign,
      body: JSON.stringify(SOLO),
    });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).not.toBe('https://elsewhere.example');
    const own = await fetch(`${server.url}/matchmake/create/${ROOM_TYPE}`, {
      method: 'POST',
      headers: { ...foreign, Origin: server.url },
      body: JSON.stringify(SOLO),
    });
    expect(own.status).toBe(200);
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', Origin: 'https://elsewhere.example' };
    const socket = { 'Sec-WebSocket-Key': 'c2l4dGVlbiBieXRlcy4uLg==', 'Sec-WebSocket-Version': '13' };
    const status = await new Promise((resolve, reject) => {
      const asked = httpRequest(`${server.url}/a/b?sessionId=x`, { headers: { ...upgrade, ...socket } });
      asked
        .on('response', ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('a body that is too large is refused unread', async () => {
    const response = await fetch(`${server.url}/matchmake/create/${ROOM_TYPE}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'x'.repeat(200_000) }),
    });
    expect(response.status).toBe(413);
  });
});
