// Two rooms that differ only in what a seat cannot know send that seat the same bytes.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Episode } from '../server/episode/episode.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import type { Scenario } from '../shared/scenario.ts';
import { Listeners, phase, settled, turn } from './doubles/listener.ts';
import { type LiveServer, startLiveServer } from './doubles/live-server.ts';
import type { Player } from './doubles/player.ts';
import { handshake } from './scenarios/handshake/index.ts';
import type { State } from './scenarios/handshake/words.ts';

let server: LiveServer;
let clients: Listeners;
beforeAll(async () => {
  server = await startLiveServer();
  clients = new Listeners(Number(new URL(server.url).port));
});
afterAll(async () => {
  await clients.close();
  await server.clean();
});

describe('twins: two rooms that differ only in what seat 0 cannot know', () => {
  const OPTIONS = { players: 4 };
  const opened = (seed: number): Episode =>
    new Episode({ scenario: handshake as Scenario, options: OPTIONS, key: keyFromSeed(seed, 0) });
  const sight = (episode: Episode): string => {
    const state = episode.state as State;
    return JSON.stringify([handshake.observe(state, 0), handshake.stage(state, 0)]);
  };

  const roles = ({ state }: Episode): string =>
    [0, 1, 2, 3].map((seat) => handshake.role(state as State, seat)).join();

  /** Seeds whose first state looks the same to seat 0 and is not the same. */
  const twinSeeds = (): [number, number] => {
    const first = opened(1);
    for (let seed = 2; seed < 100_000; seed++) {
      const other = opened(seed);
      if (sight(first) !== sight(other)) continue;
      if (roles(first) !== roles(other)) return [1, seed];
    }
    throw new Error('no twins');
  };

  /** Blanks what differs between any two rooms: names of rooms and sessions, tokens, times. */
  const blanked = (player: Player, bytes: Buffer): string => {
    const { room, seated } = player;
    const names = [player.roomId, room?.sessionId, seated?.token, room?.reconnectionToken.split(':').at(-1)];
    let text = bytes.toString('latin1');
    for (const name of names) if (name) text = text.replaceAll(name, '#'.repeat(name.length));
    for (const field of ['deadline', 'now'])
      text = text.replaceAll(new RegExp(`(${field})[\\xcb\\xcf][^]{8}`, 'g'), `$1${'#'.repeat(9)}`);
    return text;
  };

  /** The messages of a WebSocket stream, behind its handshake; state and patches left out. */
  const messages = (bytes: Buffer): Buffer[] => {
    const ROOM_DATA = 13;
    const upgrade = bytes.indexOf('HTTP/1.1 101');
    let at = bytes.indexOf('\r\n\r\n', upgrade) + 4;
    const list: Buffer[] = [];
    while (upgrade >= 0 && at + 2 <= bytes.length) {
      const short = bytes.readUInt8(at + 1);
      const head = short === 126 ? 4 : short === 127 ? 10 : 2;
      const size =
        short === 126
          ? bytes.readUInt16BE(at + 2)
          : short === 127
            ? Number(bytes.readBigUInt64BE(at + 2))
            : short;
      const body = bytes.subarray(at + head, at + head + size);
      if (body[0] === ROOM_DATA) list.push(body);
      at += head + size;
    }
    return list;
  };

  const openingOf = async (seed: number): Promise<{ frames: string[]; state: string; role: string }> => {
    const listener = await clients.create({
      scenario: 'handshake',
      name: 'Ada',
      pace: 'fast',
      seat: 0,
      seed,
      options: OPTIONS,
      fill: ['human', 'scripted:blunt', 'scripted:random', 'scripted:blunt'],
    });
    const { player, tap } = listener;
    await turn(player, 'move');
    await phase(listener, 'Half-light');
    // The bots have moved at once; nothing may have come of it.
    await settled([listener]);
    const frames = messages(tap.received()).map((body) => blanked(player, body));
    const state = JSON.stringify({ ...player.room?.state.toJSON(), episode: '', deadline: 0 });
    await player.playOn(() => 0);
    return { frames, state, role: JSON.stringify(player.end?.outcome.roles) };
  };

  test('the opening is byte-equal but for ids and times', async () => {
    const [first, second] = twinSeeds();
    const one = await openingOf(first);
    const other = await openingOf(second);
    expect(one.role).not.toBe(other.role);
    expect(one.frames.length).toBeGreaterThan(3);
    expect(one.frames.some((frame) => frame.includes('Secret word'))).toBe(true);
    expect(other.frames).toEqual(one.frames);
    expect(other.state).toBe(one.state);
  });

  test('rooms that seat 0 can tell apart are told apart, so equality means something', async () => {
    const seed = [2, 3, 4, 5, 6, 7, 8, 9].find((one) => sight(opened(1)) !== sight(opened(one))) ?? 1;
    expect((await openingOf(seed)).frames).not.toEqual((await openingOf(1)).frames);
  });
});
