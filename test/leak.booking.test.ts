// Nobody at a booking table is sent the other seat's private lines, its observation or its token, nor is a
// spectator, before the end.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LineItem } from '../shared/protocol.ts';
import { type Listener, Listeners, request, settled, tokenOf } from './doubles/listener.ts';
import { fieldNeedles, found, type Needle, textNeedles, tokenNeedles } from './doubles/needles.ts';
import { type ServerProcess, startServerProcess } from './doubles/server.ts';

let server: ServerProcess;
let clients: Listeners;
beforeAll(async () => {
  server = await startServerProcess();
  clients = new Listeners(server.port);
});
afterAll(async () => {
  await clients.close();
  await server.clean();
});

const say = async ({ player }: Listener, text: string): Promise<void> => {
  await player.until(() => player.you !== undefined, `a turn to say "${text}"`);
  const turn = player.you?.turn;
  player.you = undefined;
  expect(await request(player, 'say', { turn, text }), text).toBe('ok');
};

/** Lines of an ended episode that were for one seat only. */
const privateLines = async (roomId: string): Promise<string[]> => {
  const answer = await fetch(`${server.url}/api/episodes/${roomId}?as=all`);
  const { frames }: { frames: { lines: LineItem[] }[] } = await answer.json();
  return frames
    .flatMap((frame) => frame.lines)
    .filter(({ kind }) => kind === 'private')
    .map(({ text }) => text);
};

/** Fields of one side's observation, and what only it is told. */
const OWN: Readonly<Record<'user' | 'agent', readonly Needle[]>> = {
  user: [
    ...textNeedles('the errand', 'Your errand'),
    ...fieldNeedles('role', 'user'),
    { name: 'withheld slots', bytes: Buffer.from('withheld') },
  ],
  agent: [
    ...textNeedles('the form', 'as you understood it'),
    ...fieldNeedles('role', 'agent'),
    { name: 'leaflets', bytes: Buffer.from('leaflets') },
  ],
};

test('the errand stays with the user, what the desk finds with the agent, and spectators get neither', async () => {
  const setup = { scenario: 'booking', pace: 'fast', role: 'user', seed: 4, fill: ['human', 'human'] };
  const user = await clients.create({ ...setup, name: 'Ada' });
  const { roomId } = user.player;
  const watcher = await clients.join(roomId, { as: 'spectator' });
  const agent = await clients.join(roomId, { name: 'Bea' });
  const everybody = [user, agent, watcher];
  await say(user, 'Hello there.');
  await say(agent, 'search hotels');
  await say(agent, 'Hello, what can I do for you?');
  await say(user, 'I do not know yet.');
  await say(agent, 'search restaurants');
  await settled(everybody);
  const before = everybody.map(({ tap }) => tap.received());
  const lines = everybody.map(({ player }) => player.lines.map(({ text }) => text));
  await say(agent, 'Take your time.');
  await say(user, 'Goodbye.');
  await user.player.until(() => user.player.end !== undefined, 'the end');

  const told = await privateLines(roomId);
  expect(told.length).toBeGreaterThan(3);
  const sides = ['user', 'agent', undefined] as const;
  everybody.forEach((one, at) => {
    const bytes = before[at] ?? Buffer.alloc(0);
    const side = sides[at];
    const others = told.filter((text) => !lines[at]?.includes(text));
    expect(others.length, `private lines that listener ${at} has not`).toBeGreaterThan(0);
    const hidden: Needle[] = [
      ...others.flatMap((text) => textNeedles(text, text)),
      ...(side === 'user' ? [] : OWN.user),
      ...(side === 'agent' ? [] : OWN.agent),
      ...everybody.flatMap((other) => (other === one ? [] : tokenNeedles('another', tokenOf(other)))),
    ].filter(({ bytes: needle }) => needle.length > 0);
    expect(found(bytes, hidden), `listener ${at}`).toEqual([]);
    for (const text of lines[at] ?? []) expect(bytes.includes(text), text).toBe(true);
    if (side) expect(found(bytes, OWN[side]).length, `${side} is told its own`).toBeGreaterThan(0);
  });
});
