// Load in a process of its own: `rooms` rooms with four SDK clients each, for `seconds`; of kind "agents",
// one client and trained agents. Prints one JSON line: {messages, says, p50, p95, turns, joinSeconds}, where
// turns has [ms since 1970 when it ended, ms from an act that was sent until the next was asked for].
// Arguments: url kind rooms seconds.

import { Client, type Room } from '@colyseus/sdk';
import { quantile } from '../../server/stats.ts';
import type { Answer, YouMessage } from '../../shared/protocol.ts';

const [url = '', kind = '', roomCount = '1', seconds = '10'] = process.argv.slice(2);
const CLIENTS = 4;
const latencies: number[] = [];
const turns: [number, number][] = [];
let messages = 0;
let stop = false;

const timed = async (request: () => Promise<Answer>, isSay: boolean): Promise<void> => {
  const start = performance.now();
  const answer = await request();
  if (!answer.ok) return;
  messages++;
  if (isSay) latencies.push(performance.now() - start);
};

/** Plays as a person would who answers at once: says something when it may, else the first candidate. */
const playEpisode = (room: Room): void => {
  room.onMessage('*', () => undefined);
  room.onMessage('you', (you: YouMessage) => {
    if (stop) return;
    const say = you.kind === 'speak';
    const index = Math.floor(Math.random() * you.candidates.length);
    const request = (): Promise<Answer> =>
      say
        ? room.request('say', { turn: you.turn, text: 'i saw red in the reactor, where was everyone?' })
        : room.request('act', { turn: you.turn, index });
    timed(request, say).catch(() => undefined);
  });
};

const echo = async (room: Room): Promise<void> => {
  while (!stop) {
    await timed(
      () => room.request('say', { turn: 1, text: 'i saw red in the reactor, where was everyone?' }),
      true,
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
};

/** Milliseconds that a person of kind "agents" thinks. */
const THINKS = 100;

/** Takes any candidate after a while; every answer counts, and how long until the next turn comes. */
const playThinking = (room: Room): void => {
  let sent: number | undefined;
  room.onMessage('*', () => undefined);
  room.onMessage('you', (you: YouMessage) => {
    if (sent !== undefined) turns.push([Date.now(), performance.now() - sent]);
    sent = undefined;
    const index = Math.floor(Math.random() * you.candidates.length);
    setTimeout(() => {
      if (stop) return;
      sent = performance.now();
      timed(() => room.request('act', { turn: you.turn, index }), true).catch(() => undefined);
    }, THINKS);
  });
};

/** One person of the crew among trained agents; when the episode ends, another takes its place. */
const openAgents = async (): Promise<void> => {
  const room: Room = await new Client(url).create('episode', {
    scenario: 'impostor',
    name: 'load',
    role: 'crew',
    consent: true,
    pace: 'fast',
    fill: ['crew=agent', 'impostor=scripted:stealth'],
    options: { mode: 'paper' },
  });
  playThinking(room);
  room.onMessage('end', () => {
    if (!stop) openAgents().catch(() => undefined);
  });
};

/** Joins as the `seat`-th person and plays at once, so that no turn is missed. */
const sitDown = async (roomId: string, seat: number): Promise<Room> => {
  const room = await new Client(url).joinById(roomId, { name: `load ${seat}` });
  playEpisode(room);
  return room;
};

/** Opens a room with four people; when its episode ends, another takes its place. */
const openRoom = async (): Promise<void> => {
  if (kind === 'agents') return openAgents();
  if (kind === 'echo') {
    const first: Room = await new Client(url).create('echo');
    const others = Array.from({ length: CLIENTS - 1 }, () => new Client(url).joinById(first.roomId));
    for (const room of [first, ...(await Promise.all(others))]) echo(room).catch(() => undefined);
    return;
  }
  const first: Room = await new Client(url).create('episode', {
    scenario: 'impostor',
    name: 'load 0',
    pace: 'fast',
    fill: Array<string>(CLIENTS).fill('human'),
    options: { players: CLIENTS },
  });
  playEpisode(first);
  first.onMessage('end', () => {
    if (!stop) openRoom().catch(() => undefined);
  });
  for (let seat = 1; seat < CLIENTS; seat++) await sitDown(first.roomId, seat);
};

const begun = performance.now();
for (let index = 0; index < Number(roomCount); index++) await openRoom();
const joinSeconds = (performance.now() - begun) / 1000;
process.stdout.write('ready\n');
messages = 0;
latencies.length = 0;
turns.length = 0;
setTimeout(() => {
  stop = true;
  const [p50, p95] = [quantile(latencies, 0.5), quantile(latencies, 0.95)];
  const told = { messages, says: latencies.length, p50, p95, turns, joinSeconds };
  process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit(0));
}, Number(seconds) * 1000);
