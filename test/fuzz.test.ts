// 100,000 frames, most of them nearly right, against a server in a process of its own: it stays up,
// and the people in another room notice nothing.

import { Client, type Room } from '@colyseus/sdk';
import { pack } from 'msgpackr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scenarioIds } from '../scenarios/index.ts';
import { type Rng, rngFromState } from '../shared/rng.ts';
import { Player } from './doubles/player.ts';
import { type ServerProcess, startServerProcess } from './doubles/server.ts';

const FRAMES = 100_000;
const BATCH = 50;
const SEEDS = [1, 2, 3, 4] as const; // a failing seed is kept by adding it here
const ROOM_DATA = 13;
const ROOM_REQUEST = 21;

let server: ServerProcess;
beforeAll(async () => {
  // The limits against floods are tried elsewhere; here every frame is to be read.
  server = await startServerProcess({
    env: { RATE_PER_SECOND: '1000000', RATE_BURST: '1000000', JOINS_PER_MINUTE: '1000000' },
  });
});
afterAll(() => server.clean());

const ODD: readonly unknown[] = [
  null,
  undefined,
  true,
  -1,
  0,
  1,
  2 ** 31,
  2 ** 53,
  -0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  'x',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '<img src=x onerror=alert(1)>',
  '\u202ered',
  'i saw red kill blue in (0,1)',
  'a'.repeat(600),
  [],
  {},
  [[[[]]]],
  { __proto__: { admin: true } },
  { length: 1e9 },
  { toJSON: 1 },
  new Date(0),
  new Uint8Array(16),
];
const TYPES = ['act', 'say', 'believe', 'sync', 'seated', '__proto__', 'toString', '', 'x'.repeat(40)];
const KEYS = [
  'turn',
  'index',
  'more',
  'text',
  'question',
  'answer',
  'from',
  'extra',
  '__proto__',
  'constructor',
];

const oddValue = (rng: Rng, depth = 0): unknown => {
  if (depth < 3 && rng.int(6) === 0)
    return Array.from({ length: rng.int(4) }, () => oddValue(rng, depth + 1));
  if (depth < 3 && rng.int(6) === 0) return { [rng.pick(KEYS)]: oddValue(rng, depth + 1) };
  return rng.pick(ODD);
};

/** A request as the client would send it, with some fields replaced, removed or added. */
const payload = (rng: Rng, turn: number): { type: string; body: unknown } => {
  const right: readonly { type: string; body: Record<string, unknown> }[] = [
    { type: 'act', body: { turn, index: rng.int(12) } },
    { type: 'act', body: { turn, index: rng.int(12), more: true } },
    { type: 'say', body: { turn, text: 'sus red, i was in the lab' } },
    { type: 'believe', body: { question: 'impostor', answer: rng.int(5) } },
    { type: 'sync', body: { from: rng.int(50) } },
  ];
  const chosen = rng.pick(right);
  if (rng.int(8) === 0) return { type: rng.pick(TYPES), body: oddValue(rng) };
  const body: Record<string, unknown> = { ...chosen.body };
  for (let change = rng.int(3); change > 0; change--) {
    const key = rng.pick([...Object.keys(body), ...KEYS]);
    if (rng.int(4) === 0) delete body[key];
    else
      Object.defineProperty(body, key, {
        value: oddValue(rng),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return { type: rng.int(10) === 0 ? rng.pick(TYPES) : chosen.type, body };
};

/** MessagePack string header and bytes, as the wire protocol writes type names. */
const typeBytes = (type: string): Buffer => {
  const bytes = Buffer.from(type);
  return Buffer.concat([
    bytes.length < 32 ? Buffer.from([0xa0 | bytes.length]) : Buffer.from([0xd9, bytes.length]),
    bytes,
  ]);
};

const frame = (rng: Rng, turn: number): Buffer => {
  const { type, body } = payload(rng, turn);
  const request = rng.int(4) > 0;
  const head = request ? [ROOM_REQUEST, rng.int(100)] : [ROOM_DATA];
  const bytes = Buffer.concat([Buffer.from(head), typeBytes(type), pack(body)]);
  const fate = rng.int(300);
  if (fate === 0) return bytes.subarray(0, rng.int(bytes.length)); // cut short
  if (fate === 1) bytes[rng.int(bytes.length)] = rng.int(256); // one byte wrong
  if (fate === 2) return Buffer.from(Array.from({ length: 1 + rng.int(40) }, () => rng.int(256)));
  return bytes;
};

/** A client that sends what it likes; closed ones are opened again. */
class Hostile {
  #room: Room | undefined;
  #turn = 0;
  opened = 0;

  async #open(): Promise<Room> {
    const as = this.opened % 3 === 2 ? 'spectator' : 'player';
    this.opened++;
    const room: Room = await new Client(server.url).create('episode', {
      scenario: scenarioIds[this.opened % scenarioIds.length],
      pace: 'fast',
      as,
    });
    room.reconnection.enabled = false;
    room.onMessage('you', ({ turn }: { turn: number }) => {
      this.#turn = turn;
    });
    // A finished episode reads little; the next batch goes to a new one.
    room.onMessage('end', () => {
      this.#room = undefined;
      room.leave(true).catch(() => undefined);
    });
    room.onMessage('*', () => undefined);
    room.onError(() => undefined);
    room.onLeave(() => {
      this.#room = undefined;
    });
    return room;
  }

  /** Sends a batch and waits until the server has read it; returns how many frames it read for sure. */
  async send(rng: Rng, batch: number): Promise<number> {
    this.#room ??= await this.#open();
    const room = this.#room;
    for (let sent = 0; sent < batch; sent++) room.connection.send(frame(rng, this.#turn));
    try {
      await room.request('act', { turn: -1, index: 0 }, { timeout: 5000 });
      return batch;
    } catch {
      this.#room = undefined; // closed for a frame that cannot be read
      return 1;
    }
  }

  async leave(): Promise<void> {
    await this.#room?.leave(true);
  }
}

test(`${FRAMES} fuzzed frames leave the server up and the other room playing`, {
  timeout: 300_000,
}, async () => {
  const honest = await Player.create(server.url, { scenario: 'impostor', pace: 'fast' });
  const rng = rngFromState([9, 9, 9, 9]);
  let answered = 0;
  let stop = false;
  const playing = (async () => {
    let player = honest;
    while (!stop) {
      if (player.end) player = await Player.create(server.url, { scenario: 'impostor', pace: 'fast' });
      await player.until(
        () => player.you !== undefined || player.end !== undefined,
        'a turn in the quiet room',
        30_000,
      );
      if (player.end) continue;
      const answer = await player.answer((you) => rng.int(you.candidates.length));
      expect(answer).toEqual({ ok: true });
      answered++;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return player;
  })();

  const hostile = Array.from({ length: 8 }, () => new Hostile());
  let read = 0;
  for (const seed of SEEDS) {
    const draw = rngFromState([seed, 77, 5, 3]);
    const goal = read + FRAMES / SEEDS.length;
    while (read < goal)
      for (const count of await Promise.all(hostile.map((one) => one.send(draw, BATCH)))) read += count;
  }
  stop = true;
  const last = await playing;
  expect(server.process.exitCode, server.output()).toBeNull();
  expect(last.faults).toEqual([]);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  console.log(
    `${read} frames read, ${hostile.reduce((sum, one) => sum + one.opened, 0)} hostile connections, ${answered} turns in the quiet room`,
  );
  expect(answered).toBeGreaterThan(10);
  for (const one of hostile) await one.leave();
});
