// Nobody at an impostor table is sent another seat's role, private lines, token or script before the end.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LineItem } from '../shared/protocol.ts';
import { type Listener, Listeners, request, settled, tokenOf } from './doubles/listener.ts';
import {
  byteNeedles,
  fieldNeedles,
  found,
  type Needle,
  packed,
  textNeedles,
  tokenNeedles,
} from './doubles/needles.ts';
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

const FILL = ['human', 'human', 'crew=scripted:greedy', 'impostor=scripted:mimic'];
const CAP = 120;

interface Played {
  readonly listeners: readonly Listener[];
  readonly before: readonly Buffer[];
  readonly lines: readonly LineItem[][];
  readonly turns: number;
  readonly roles: readonly string[];
  readonly key: string;
  readonly tokens: readonly string[];
  readonly roomId: string;
}

/** Two people and a spectator to the end; the bytes up to the last moment at which it was surely not over. */
const playOne = async (role: string, seed: number): Promise<Played> => {
  const options = { cap: CAP };
  const setup = { scenario: 'impostor', pace: 'fast', role, seed, options, fill: FILL };
  const one = await clients.create({ ...setup, name: 'Ada' });
  const { roomId } = one.player;
  const three = await clients.join(roomId, { as: 'spectator' });
  const two = await clients.join(roomId, { name: 'Bea' });
  const listeners = [one, two, three];
  let before = listeners.map(({ tap }) => tap.received());
  let lines = listeners.map(({ player }) => [...player.lines]);
  let turns = 0;
  const other = two.player.playOn((you) => you.candidates.length - 1);
  const { player } = one;
  while (!player.end) {
    await player.until(() => player.you !== undefined || player.end !== undefined, 'a turn or the end');
    const { you } = player;
    if (!you || player.end) break;
    turns++;
    if (turns % 4 === 0 || you.kind !== 'move') {
      // Whoever creates the room has not moved yet, so the episode cannot have ended by now.
      await settled(listeners);
      before = listeners.map(({ tap }) => tap.received());
      lines = listeners.map((each) => [...each.player.lines]);
    }
    const kill = you.candidates.find(({ label }) => label.startsWith('Kill'));
    player.you = undefined;
    await request(player, 'act', { turn: you.turn, index: kill?.index ?? turns % you.candidates.length });
  }
  await other;
  await three.player.until(() => three.player.end !== undefined, 'the end');
  const { roles, key } = player.end?.outcome ?? { roles: [], key: '' };
  return { listeners, before, lines, turns, roles, key, tokens: [tokenOf(one), tokenOf(two)], roomId };
};

const marked = (marks: readonly string[]): Buffer =>
  Buffer.concat([packed('marks'), Buffer.of(0x90 | marks.length), ...marks.map(packed)]);
const IMPOSTOR_ONLY = ['You are the impostor', 'You kill ', 'pretended task', 'Tasks to pretend'];

/** Lines that were for some seats only, by text. */
const toldInPrivate = async (roomId: string): Promise<Set<string>> => {
  const answer = await fetch(`${server.url}/api/episodes/${roomId}?as=all`);
  const { frames }: { frames: { lines: LineItem[] }[] } = await answer.json();
  const lines = frames.flatMap((frame) => frame.lines);
  return new Set(lines.filter(({ kind }) => kind === 'private').map(({ text }) => text));
};

const TELLS: readonly Needle[] = [
  ...fieldNeedles('role', 'impostor'),
  { name: 'a mark', bytes: Buffer.from('"impostor"') },
  { name: 'a mark in a text', bytes: Buffer.from('\\"impostor\\"') },
  { name: 'one mark', bytes: marked(['impostor']) },
  { name: 'a second mark', bytes: marked(['you', 'impostor']) },
  ...IMPOSTOR_ONLY.map((text) => ({ name: text, bytes: Buffer.from(text) })),
];

const search = async (played: Played): Promise<void> => {
  const { listeners, before, lines, roles, key, tokens, roomId } = played;
  const told = await toldInPrivate(roomId);
  for (const [at, bytes] of before.entries()) {
    const seat = listeners[at]?.player.seated?.seat;
    const own = new Set(lines[at]?.map(({ text }) => text));
    const others = [...told].filter((text) => !own.has(text));
    const hidden: Needle[] = [
      ...others.map((text) => ({ name: text, bytes: Buffer.from(text) })),
      ...byteNeedles('the key', key),
      ...tokens.flatMap((token, person) => (person === at ? [] : tokenNeedles(`person ${person}`, token))),
      ...['mimic', 'greedy'].flatMap((name) => textNeedles(`script ${name}`, name)),
    ];
    expect(others.length).toBeGreaterThan(0);
    expect(found(bytes, hidden), `listener ${at}`).toEqual([]);
    const isImpostor = seat !== undefined && roles[seat] === 'impostor';
    if (isImpostor)
      for (const tell of ['role: impostor in msgpack', 'second mark', 'You are the impostor'])
        expect(found(bytes, TELLS).join()).toContain(tell);
    else expect(found(bytes, TELLS), `listener ${at}`).toEqual([]);
    for (const text of own) expect(bytes.includes(text), text).toBe(true);
  }
};

test.each(['impostor', 'crew'])(
  'a person who is %s, another person and a spectator learn nothing of the others before the end',
  async (role) => {
    let turns = 0;
    for (const seed of [1, 2, 3]) {
      const played = await playOne(role, seed);
      const creator = played.listeners[0]?.player.seated?.seat ?? -1;
      expect(played.roles[creator]).toBe(role);
      turns += played.turns;
      await search(played);
    }
    console.log(`${role}: ${turns} turns`);
    expect(turns).toBeGreaterThan(20);
  },
);
