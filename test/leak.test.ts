// Hidden information over real sockets: every byte that a client or a stranger is sent before the end of
// an episode is kept and searched for what its reader may not know, in every writing that it could have.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Episode } from '../server/episode/episode.ts';
import { BELIEF, canary, SCRIPT_NAMES, wordsOf } from './doubles/canary.ts';
import { type Listener, Listeners, phase, request, settled, tokenOf, turn } from './doubles/listener.ts';
import {
  byteNeedles,
  fieldNeedles,
  found,
  type Needle,
  numberNeedles,
  packed,
  sha256,
  textNeedles,
  tokenNeedles,
} from './doubles/needles.ts';
import { Player } from './doubles/player.ts';
import { probeAll } from './doubles/probes.ts';
import { freshData, type ServerProcess, startServerProcess } from './doubles/server.ts';
import type { Wiretap } from './doubles/wiretap.ts';

const OPERATOR = 'operator-token-of-the-leak-test';
let server: ServerProcess;
let clients: Listeners;

beforeAll(async () => {
  const data = freshData();
  const env = {
    LOG_LEVEL: 'trace',
    GRACE_MS: '150',
    OPERATOR_TOKEN: OPERATOR,
    JOINS_PER_MINUTE: '1000000',
    RATE_PER_SECOND: '100000',
    RATE_BURST: '100000',
  };
  server = await startServerProcess({ data, env, args: ['test/doubles/canary-server.ts', data] });
  clients = new Listeners(server.port);
});
afterAll(async () => {
  await clients.close();
  await server.clean();
});

const sessionNeedles = (name: string, { room }: Player): Needle[] => [
  ...textNeedles(`${name}'s reconnection token`, room?.reconnectionToken.split(':').at(-1) ?? ''),
];

describe('canary: a secret word for every seat', () => {
  interface Watched {
    readonly name: string;
    readonly seat: number | undefined;
    readonly listener: { readonly tap: Wiretap };
    before: Buffer;
  }
  const watched: Watched[] = [];
  const tokens: string[] = [];
  const sessions: Needle[][] = [];
  let words: readonly string[] = [];
  let key = '';
  let strangerSeat = -1;
  let logBefore = '';
  let answers = 0;

  const refuseEverything = async ({ player }: Listener, spectator: boolean): Promise<Set<string>> => {
    const now = player.you?.turn ?? 0;
    const codes = new Set<string>();
    for (const [type, payload] of [
      ['act', { turn: now + 1, index: 0 }],
      ['act', { turn: now - 1, index: 0 }],
      ['act', { turn: now, index: 500 }],
      ['act', { turn: now, index: -1 }],
      ['act', { turn: now, index: 0, seat: 2 }],
      ['act', null],
      ['act', { turn: '__proto__', index: {} }],
      ['say', { turn: now, text: '' }],
      ['say', { turn: now + 7, text: 'What are the secret words?' }],
      ['say', { turn: now, text: 'x'.repeat(501) }],
      ['believe', { question: 'stranger', answer: 99 }],
      ['believe', { question: 'words', answer: 0 }],
      ['sync', { from: -1 }],
      ['sync', { from: 0, seat: 2 }],
      ['sync', { from: 0 }],
    ] as const)
      codes.add(await request(player, type, payload));
    if (!spectator && player.you?.kind !== 'speak')
      codes.add(await request(player, 'say', { turn: now, text: 'Which word have you?' }));
    return codes;
  };

  beforeAll(async () => {
    const stranger = await clients.tap();
    const fill = ['human', 'human', ...canary.fill];
    const ada = await clients.create({ scenario: 'canary', name: 'Ada', pace: 'fast', fill });
    const { roomId } = ada.player;
    const sue = await clients.join(roomId, { as: 'spectator', name: 'Sue' });
    // Eve's own role, in her own room, must not be the one that is looked for.
    const eve = { scenario: 'canary', name: 'Eve', pace: 'fast', role: 'friend' };
    const elsewhere = await clients.create(eve);
    answers += await probeAll(stranger.url, `${roomId}`);
    const bea = await clients.join(roomId, { name: 'Bea' });
    const all = [ada, bea, sue];

    await turn(ada.player, 'move');
    await turn(bea.player, 'move');
    tokens.push(tokenOf(ada), tokenOf(bea));
    const refusals = await refuseEverything(ada, false);
    for (const code of ['stale', 'illegal-act', 'bad-message', 'bad-answer', 'not-speaking', 'ok'])
      expect(refusals).toContain(code);
    expect(await refuseEverything(sue, true)).toContain('spectator');
    for (const token of [tokenOf(elsewhere), 'A'.repeat(22), '']) {
      const refused = await Player.join(stranger.url, roomId, { token }).then(
        () => 'taken in',
        (error: Error) => error.message,
      );
      expect(refused).toMatch(/^bad-token: /);
    }
    await ada.player.answer(() => 0);
    await bea.player.answer(() => 0);

    await turn(ada.player, 'speak');
    await refuseEverything(bea, false);
    await ada.player.answer(() => 'I trust Ben. My word has 7 letters.');
    await turn(bea.player, 'speak');
    await refuseEverything(ada, false);
    sessions.push(sessionNeedles('Bea', bea.player), sessionNeedles('Ada', ada.player));
    bea.player.room?.connection.close();
    await turn(ada.player, 'ballot');
    await bea.player.back();
    answers += await probeAll(stranger.url, roomId);
    await Promise.all(all.map((one) => phase(one, 'Vote')));
    await settled(all);
    sessions.push(sessionNeedles('Bea', bea.player));
    expect(all.some(({ player }) => player.end)).toBe(false);
    expect(ada.player.lines.some(({ text }) => text.includes('a bot plays on'))).toBe(true);
    expect(ada.player.lines.some(({ text }) => text.endsWith('player is back.'))).toBe(true);

    const parties: [string, number | undefined, { tap: Wiretap }][] = [
      ['Ada', ada.player.seated?.seat, ada],
      ['Bea', bea.player.seated?.seat, bea],
      ['a spectator', undefined, sue],
      ['a stranger', undefined, { tap: stranger }],
      ['a player elsewhere', undefined, elsewhere],
    ];
    for (const [name, seat, listener] of parties)
      watched.push({ name, seat, listener, before: listener.tap.received() });
    logBefore = server.output();

    await Promise.all([ada, bea].map(({ player }) => player.playOn(() => 0)));
    await sue.player.until(() => sue.player.end !== undefined, 'the end');
    key = ada.player.end?.outcome.key ?? '';
    const { state } = new Episode({ scenario: canary, options: { players: 4 }, key });
    words = wordsOf(state);
    strangerSeat = words.findIndex((_, seat) => canary.role(state, seat) === 'stranger');
    await probeAll(stranger.url, roomId);
  });

  /** All that this party may not have been sent before the end. */
  const forbidden = (seat: number | undefined): Needle[] => [
    ...words.flatMap((word, at) => (at === seat ? [] : textNeedles(`the word of seat ${at}`, word))),
    ...byteNeedles('the key', key),
    ...tokens.flatMap((token, at) => (at === seat ? [] : tokenNeedles(`seat ${at}`, token))),
    ...SCRIPT_NAMES.flatMap((name) => textNeedles('the name of a script', name)),
    ...(seat === strangerSeat ? [] : fieldNeedles('role', 'stranger')),
    ...textNeedles('the operator token', OPERATOR),
    ...numberNeedles('a belief', BELIEF),
    { name: 'a message about beliefs', bytes: packed('beliefs') },
    ...tokens.flatMap((token, at) => (at === seat ? [] : textNeedles(`seat ${at}`, sha256(token)))),
  ];

  test('the words of all seats differ, and the people sit in seats 0 and 1', () => {
    expect(new Set(words).size).toBe(4);
    expect(watched.map(({ seat }) => seat)).toEqual([0, 1, undefined, undefined, undefined]);
    expect(answers).toBeGreaterThan(80);
  });

  test('every person was sent their own word, token and role, so the search finds what is there', () => {
    for (const { seat, before } of watched.slice(0, 2)) {
      const own = [
        { name: 'word', bytes: Buffer.from(words[seat ?? -1] ?? '?') },
        { name: 'token', bytes: Buffer.from(tokens[seat ?? -1] ?? '?') },
        { name: 'role', bytes: packed(seat === strangerSeat ? 'stranger' : 'friend') },
      ];
      expect(found(before, own)).toEqual(['word', 'token', 'role']);
    }
  });

  test('before the end nobody was sent a secret of another seat, in any writing', () => {
    for (const { name, seat, before } of watched) {
      expect(before.length, name).toBeGreaterThan(1000);
      expect(found(before, forbidden(seat)), name).toEqual([]);
    }
  });

  test('nobody was ever sent what takes up another one’s connection', () => {
    const [beaFirst, ada, beaAgain] = sessions;
    const [forAda, forBea, ...outside] = watched.map(({ listener }) => listener.tap.received());
    for (const needles of sessions) expect(needles[0]?.bytes.length).toBeGreaterThan(6);
    expect(found(forBea ?? Buffer.of(), beaFirst ?? [])).toContain("Bea's reconnection token as text");
    expect(found(forAda ?? Buffer.of(), [...(beaFirst ?? []), ...(beaAgain ?? [])])).toEqual([]);
    expect(found(forBea ?? Buffer.of(), ada ?? [])).toEqual([]);
    for (const bytes of outside) expect(found(bytes, sessions.flat())).toEqual([]);
  });

  test('after the end the words and the key are there for those who were in the room', () => {
    for (const { name, listener, before } of watched.slice(0, 4)) {
      const after = listener.tap.received().subarray(before.length);
      for (const word of words) expect(after.includes(word), `${name}: ${word}`).toBe(true);
      expect(after.includes(key), name).toBe(true);
    }
  });

  test('seat tokens stay with their person after the end, too', () => {
    for (const { name, seat, listener } of watched)
      for (const [at, token] of tokens.entries())
        if (at !== seat)
          expect(found(listener.tap.received(), tokenNeedles(`seat ${at}`, token)), name).toEqual([]);
  });

  test('the log on the server’s streams names no word, key, token or script, even at its most talkative', () => {
    expect(logBefore).toContain('"level":20');
    expect(found(Buffer.from(logBefore), forbidden(undefined))).toEqual([]);
    expect(
      found(
        Buffer.from(server.output()),
        tokens.flatMap((token) => tokenNeedles('a', token)),
      ),
    ).toEqual([]);
    expect(found(Buffer.from(server.output()), byteNeedles('the key', key))).toEqual([]);
  });
});
