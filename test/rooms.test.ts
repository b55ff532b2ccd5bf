// Rooms over real sockets with SDK clients: setting up, joining, asking.

import { Client, type Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ViewMessage, YouMessage } from '../shared/protocol.ts';
import { ROOM_TYPE } from '../shared/protocol.ts';
import { type LiveServer, startLiveServer } from './doubles/live-server.ts';
import { firstChoice, request, roomsOf, SOLO, seen, state, TWO, turn } from './doubles/room-players.ts';

const OPERATOR = 'operator-token-for-tests';
let server: LiveServer;
beforeAll(async () => {
  server = await startLiveServer({ OPERATOR_TOKEN: OPERATOR, GRACE_MS: '1200', WAIT_MS: '400' });
});
afterAll(() => server.clean());

const { create, join, refusal } = roomsOf(() => server);

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
