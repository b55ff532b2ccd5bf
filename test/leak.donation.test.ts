// Who asks for a gift, and who looks on, is sent nothing of the persona or the mood of the one who is asked
// before the jar is open: every byte that they receive is kept and searched.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listener, Listeners, request, settled, tokenOf } from './doubles/listener.ts';
import { byteNeedles, found, type Needle, textNeedles, tokenNeedles } from './doubles/needles.ts';
import { type ServerProcess, startServerProcess } from './doubles/server.ts';

let server: ServerProcess;
let clients: Listeners;
beforeAll(async () => {
  server = await startServerProcess({ env: { RATE_PER_SECOND: '100000', RATE_BURST: '100000' } });
  clients = new Listeners(server.port);
});
afterAll(async () => {
  await clients.close();
  await server.clean();
});

const TELLS = [
  'mood to give',
  'Your mood',
  'Who you are',
  'You, on the scales of the study',
  '(about average)',
];

interface Played {
  /** Persuader, persuadee, spectator. */
  readonly listeners: readonly Listener[];
  /** What each had received when the jar had been passed and not yet filled. */
  readonly before: readonly Buffer[];
  /** Lines for the persuadee alone. */
  readonly own: readonly string[];
}

const answer = async ({ player }: Listener, index: number): Promise<void> => {
  const { you } = player;
  if (!you) return;
  player.you = undefined;
  expect(await request(player, 'act', { turn: you.turn, index: index % you.candidates.length })).toBe('ok');
};

const playOne = async (seed: number): Promise<Played> => {
  const setup = { scenario: 'donation', pace: 'fast', seed, options: { turns: 4 }, fill: ['human', 'human'] };
  const asks = await clients.create({ ...setup, name: 'Ada' });
  const { roomId } = asks.player;
  const looks = await clients.join(roomId, { as: 'spectator' });
  const gives = await clients.join(roomId, { name: 'Bea' });
  const listeners = [asks, gives, looks];
  for (let turn = 0; ; turn++) {
    const mover = turn % 2 === 0 ? asks : gives;
    const { player } = mover;
    const passed = (): boolean => player.lines.some(({ text }) => text.startsWith('The talk is over'));
    await player.until(() => passed() || player.you?.kind === 'speak', 'a turn');
    if (passed()) break;
    await answer(mover, 1 + seed * 7 + turn * 3);
  }
  await gives.player.until(() => gives.player.you?.kind === 'move', 'the jar');
  await settled(listeners);
  const before = listeners.map(({ tap }) => tap.received());
  const own = gives.player.lines.filter(({ kind }) => kind === 'private').map(({ text }) => text);
  await answer(gives, 5);
  await Promise.all(listeners.map(({ player }) => player.until(() => player.end !== undefined, 'the end')));
  return { listeners, before, own };
};

test('persuader and spectator are sent nothing of the persona, the mood, the key or the other’s token', {
  timeout: 120_000,
}, async () => {
  for (const seed of [1, 2, 3]) {
    const { listeners, before, own } = await playOne(seed);
    const key = listeners[0]?.player.end?.outcome.key ?? '';
    const tells: Needle[] = [...TELLS, ...own].flatMap((text) => textNeedles(text, text));
    expect(own.length).toBeGreaterThan(0);
    for (const [at, bytes] of before.entries()) {
      const tokens = listeners.flatMap((other, who) =>
        who === at || who === 2 ? [] : tokenNeedles(`person ${who}`, tokenOf(other)),
      );
      expect(found(bytes, [...byteNeedles('the key', key), ...tokens]), `listener ${at}`).toEqual([]);
      // The persuadee itself is told all of it, so that the search is known to find it.
      if (at === 1)
        for (const text of [...TELLS, ...own]) expect(found(bytes, tells)).toContain(`${text} as text`);
      else expect(found(bytes, tells), `listener ${at}`).toEqual([]);
    }
  }
});
