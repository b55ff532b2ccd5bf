// Rooms over real sockets with SDK clients.

import { request as httpRequest } from 'node:http';
import { Client, type Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, PublicState, ViewMessage, YouMessage } from '../shared/protocol.ts';
import { ROOM_TYPE } from '../shared/protocol.ts';
import { type LiveServer, startLiveServer } from './doubles/live-server.ts';
import { Player } from './doubles/player.ts';
import { WORDS } from './scenarios/handshake/words.ts';

const OPERATOR = 'operator-token-for-tests';
let server: LiveServer;
beforeAll(async () => {
  server = await startLiveServer({ OPERATOR_TOKEN: OPERATOR, GRACE_MS: '1200', WAIT_MS: '400' });
});
afterAll(() => server.clean());

const SOLO = { scenario: 'handshake', name: 'Ada', pace: 'fast' };
const TWO = { ...SOLO, fill: ['human', 'human', 'scripted:blunt'] };

const create = (options: Record<string, unknown> = SOLO): Promise<Player> =>
  Player.create(server.url, options);
const join = (player: Player, options: Record<string, unknown> = {}): Promise<Player> =>
  Player.join(server.url, player.roomId, options);
const turn = (player: Player): Promise<void> => player.until(() => player.you !== undefined, 'a turn');
const over = (player: Player): Promise<void> => player.until(() => player.end !== undefined, 'the end');
const firstChoice = (): number => 0;
const state = (player: Player): PublicState => player.room?.state.toJSON();
const seen = async (player: Player, ready: (state: PublicState) => boolean, what: string): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = (): void => {
    // Before the first full state nothing is there.
    if (state(player).stage !== undefined && ready(state(player))) resolve();
  };
  player.room?.onStateChange(look);
  look();
  const timer = setTimeout(() => resolve(), 5000);
  await promise;
  clearTimeout(timer);
  expect(ready(state(player)), what).toBe(true);
};

const request = (player: Player, type: string, payload: unknown): Promise<Answer> => {
  if (!player.room) throw new Error('not in a room');
  return player.room.request<unknown, Answer>(type, payload);
};

const refusal = async (
  options: Record<string, unknown>,
  roomId?: string,
): Promise<{ code: unknown; message: string }> => {
  const client = new Client(server.url);
  const tried: Promise<Room> = roomId ? client.joinById(roomId, options) : client.create(ROOM_TYPE, options);
  const outcome = await tried.then(
    () => undefined,
    (error: { code: unknown; message: string }) => error,
  );
  if (!outcome) throw new Error('it was not refused');
  return outcome;
};

describe('create and join', () => {
  test('a person plays with bots to the end and learns the result', async () => {
    const player = await create();
    await player.playOn((you) => (you.kind === 'speak' ? 'ben is the stranger! my word has 5 letters' : 0));
    expect(player.end?.outcome).toMatchObject({ end: 'terminated', episode: player.roomId });
    expect(player.end?.outcome.key).toMatch(/^[0-9a-f]{32}$/);
    expect(player.faults).toEqual([]);
    expect(player.refused).toEqual([]);
    expect(player.seated?.token).toMatch(/^[\w-]{22}$/);
    expect(player.lines.some((line) => line.text.includes('ben is the stranger'))).toBe(true);
  });

  test.each([
    [{ scenario: 'nonsense' }, 404, 'unknown-scenario'],
    [{}, 400, 'bad-options'],
    [{ scenario: 'handshake', options: { players: 99 } }, 400, 'bad-options'],
    [{ scenario: 'handshake', colour: 'red' }, 400, 'bad-options'],
    [{ scenario: 'handshake', protocol: 99 }, 400, 'bad-options'],
    [{ scenario: 'handshake', fill: ['wizard'] }, 400, 'bad-seat-kind'],
    [{ scenario: 'handshake', fill: ['scripted:nobody'] }, 400, 'bad-seat-kind'],
    [{ scenario: 'handshake', fill: Array(5).fill('random') }, 400, 'too-many-seats'],
    [{ scenario: 'handshake', seat: 9 }, 404, 'unknown-seat'],
    [{ scenario: 'handshake', role: 'king' }, 400, 'bad-options'],
    [{ scenario: 'handshake', fill: ['scripted:oracle'] }, 403, 'not-allowed'],
    [{ scenario: 'handshake', reveal: 'all' }, 403, 'not-allowed'],
    [{ scenario: 'handshake', operator: 'guessed' }, 401, 'bad-token'],
  ])('create with %j is refused with %d %s and a sentence', async (options, status, code) => {
    const { code: given, message } = await refusal(options);
    expect(given).toBe(status);
    expect(message).toMatch(new RegExp(`^${code}: .{15,}\\.$`));
  });

  test('joins are refused with their own codes', async () => {
    const player = await create(TWO);
    expect(await refusal({ token: 'x'.repeat(22) }, player.roomId)).toMatchObject({ code: 401 });
    expect((await refusal({ seat: player.seated?.seat ?? 0 }, player.roomId)).message).toMatch(
      /^seat-taken: /,
    );
    expect((await refusal({ seat: 44 }, player.roomId)).message).toMatch(/^unknown-seat: /);
    await join(player);
    expect((await refusal({}, player.roomId)).message).toMatch(/^room-full: /);
    expect((await refusal({}, 'nowhere')).message).toContain('not found');
  });

  test('seats kept for people wait for them, and bots take what stays empty', async () => {
    const first = await create(TWO);
    await seen(first, ({ status }) => status === 'waiting', 'the room waits');
    expect(state(first).seats.filter(({ kind }) => kind === 'open')).toHaveLength(1);
    expect(first.seated?.role).toBe('');
    const second = await join(first, { name: 'Bea' });
    await turn(first);
    await turn(second);
    expect(first.seated?.role).toMatch(/friend|stranger/);
    const alone = await create(TWO);
    await turn(alone);
    await seen(alone, ({ seats }) => seats.every(({ kind }) => kind !== 'open'), 'no seat is open');
  });

  test('joinOrCreate finds a room of that scenario that waits for people, and no other', async () => {
    const solo = await create();
    const waiting = await create(TWO);
    const client = new Client(server.url);
    const found: Room = await client.joinOrCreate(ROOM_TYPE, { ...SOLO });
    expect(found.roomId).toBe(waiting.roomId);
    const made: Room = await client.joinOrCreate(ROOM_TYPE, { ...SOLO });
    expect([solo.roomId, waiting.roomId]).not.toContain(made.roomId);
    await Promise.all([found.leave(), made.leave()]);
  });

  test('a role or a seed makes a practice room', async () => {
    for (const role of ['friend', 'stranger']) {
      const player = await create({ ...SOLO, role });
      await turn(player);
      expect(player.seated?.role).toBe(role);
      expect(state(player).practice).toBe(true);
    }
    const [one, two] = await Promise.all([create({ ...SOLO, seed: 7 }), create({ ...SOLO, seed: 7 })]);
    await Promise.all([turn(one), turn(two)]);
    expect(one.you?.observation).toEqual(two.you?.observation);
    const plain = await create();
    await turn(plain);
    expect(state(plain).practice).toBe(false);
  });

  test('an operator may practise against a script that sees the truth', async () => {
    const player = await create({ ...SOLO, fill: ['scripted:oracle'], operator: OPERATOR });
    await turn(player);
    expect(state(player).practice).toBe(true);
  });
});

describe('requests', () => {
  test('every wrong request has its own code and changes nothing', async () => {
    const player = await create();
    await turn(player);
    const now = player.you?.turn ?? -1;
    const codes = async (type: string, payload: unknown): Promise<unknown> => {
      const answer = await request(player, type, payload);
      return answer.ok ? 'ok' : answer.code;
    };
    expect(await codes('act', { turn: now + 1, index: 0 })).toBe('stale');
    expect(await codes('act', { turn: now, index: 500 })).toBe('illegal-act');
    expect(await codes('act', { turn: now })).toBe('bad-message');
    expect(await codes('act', { turn: now, index: 0, extra: 1 })).toBe('bad-message');
    expect(await codes('act', null)).toBe('bad-message');
    expect(await codes('say', { turn: now, text: 'hello' })).toBe('not-speaking');
    expect(await codes('say', { turn: now, text: '\u202e \u0000' })).toBe('bad-text');
    expect(await codes('say', { turn: now, text: 'x'.repeat(501) })).toBe('bad-message');
    expect(await codes('believe', { question: 'stranger', answer: 0 })).toBe('bad-answer');
    expect(await codes('sync', { from: -1 })).toBe('bad-message');
    const watcher = await join(player, { as: 'spectator' });
    expect(await request(watcher, 'act', { turn: 0, index: 0 })).toMatchObject({ code: 'spectator' });
    expect(await codes('act', { turn: now, index: 0 })).toBe('ok');
    expect(await codes('act', { turn: now, index: 1 })).toBe('stale');
    await player.playOn(firstChoice);
    expect(await codes('act', { turn: now, index: 0 })).toBe('episode-over');
  });

  test('an utterance can carry several acts, and a click is remembered', async () => {
    const player = await create({ ...SOLO, fill: ['human', 'scripted:blunt'], seat: 0 });
    await turn(player);
    await player.answer(firstChoice);
    await player.until(() => player.you?.kind === 'speak', 'the turn to speak');
    const now = player.you as YouMessage;
    expect(await request(player, 'act', { turn: now.turn, index: 0, more: true })).toEqual({ ok: true });
    await player.until(() => (player.you?.chosen.length ?? 0) > 0, 'the next pick');
    expect(player.you?.chosen).toEqual([now.candidates[0]?.label]);
    expect(player.you?.candidates.some(({ closes }) => closes)).toBe(true);
    expect(await request(player, 'believe', { question: 'stranger', answer: 2 })).toEqual({ ok: true });
    const view = (): ViewMessage | undefined => player.view;
    player.view = undefined;
    expect(await request(player, 'sync', { from: player.lines.length })).toEqual({ ok: true });
    await player.until(() => player.view !== undefined, 'the view again');
    expect(view()?.questions[0]).toMatchObject({ id: 'stranger', answer: 2 });
    expect(await request(player, 'act', { turn: now.turn, index: 1 })).toEqual({ ok: true });
  });

  test('a flood is slowed, and a client that goes on is closed', async () => {
    const player = await create();
    await turn(player);
    const closed = Promise.withResolvers<void>();
    player.room?.onLeave(() => closed.resolve());
    const flood = (count: number): Promise<unknown>[] =>
      Array.from({ length: count }, () =>
        request(player, 'sync', { from: 99 }).then(
          (answer) => (answer.ok ? 'ok' : answer.code),
          () => 'closed',
        ),
      );
    expect(await Promise.all(flood(120))).toContain('rate-limited');
    flood(900);
    await closed.promise;
  });
});

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
