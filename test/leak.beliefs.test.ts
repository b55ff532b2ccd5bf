// Who is told what seats believe: whoever may see everything, and nobody else. Bots here believe a number
// that is found nowhere else, and every byte that somebody is sent is searched for it.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BeliefsMessage, SurveyItem } from '../shared/protocol.ts';
import { BELIEF } from './doubles/canary.ts';
import { type Listener, Listeners, request, settled, turn } from './doubles/listener.ts';
import { found, numberNeedles, packed } from './doubles/needles.ts';
import { freshData, type ServerProcess, startServerProcess } from './doubles/server.ts';

let server: ServerProcess;
let clients: Listeners;
beforeAll(async () => {
  const data = freshData();
  const env = { RATE_PER_SECOND: '100000', RATE_BURST: '100000', JOINS_PER_MINUTE: '1000000' };
  server = await startServerProcess({ data, env, args: ['test/doubles/canary-server.ts', data] });
  clients = new Listeners(server.port);
});
afterAll(async () => {
  await clients.close();
  await server.clean();
});

const NEEDLES = [
  ...numberNeedles('a belief', BELIEF),
  { name: 'a message about beliefs', bytes: packed('beliefs') },
];
const heard = ({ tap }: Listener): string[] => found(tap.received(), NEEDLES);

const BOTS = { scenario: 'canary', as: 'spectator', pace: 'fast' };
const ended = ({ player }: Listener): Promise<void> =>
  player.until(() => player.end !== undefined, 'the end', 30_000);

/** All surveys that a watcher is sent when it asks for everything again. */
const surveysOf = async (watcher: Listener): Promise<SurveyItem[]> => {
  const surveys: SurveyItem[] = [];
  watcher.player.room?.onMessage('beliefs', ({ from, items }: BeliefsMessage) => {
    surveys.splice(from, surveys.length, ...items);
  });
  expect(await request(watcher.player, 'sync', { from: watcher.player.lines.length })).toBe('ok');
  return surveys;
};

const replay = async (roomId: string, as: string): Promise<Buffer> => {
  const answer = await fetch(`${server.url}/api/episodes/${roomId}?as=${as}`);
  return Buffer.from(await answer.arrayBuffer());
};
const ITS_TEXT = NEEDLES.filter(({ name }) => name.endsWith('as text'));

test('where bots alone play, whoever watches everything is told every survey, in order and once', async () => {
  const first = await clients.create({ ...BOTS, reveal: 'all' });
  await ended(first);
  expect(heard(first)).toEqual(['a belief as a double', 'a message about beliefs']);
  const late = await clients.join(first.player.roomId, { as: 'spectator' });
  const surveys = await surveysOf(late);
  expect(surveys.length).toBeGreaterThan(2);
  expect(surveys.map(({ n }) => n)).toEqual(surveys.map((_, index) => index));
  expect(surveys.filter(({ opens }) => opens).map(({ n }) => n)).toEqual([0]);
  for (const { line, questions } of surveys) {
    expect(line).toBeGreaterThan(0);
    for (const { text, answers, truth, beliefs } of questions) {
      expect(text).toMatch(/\?$/);
      expect(answers[truth]).toBeDefined();
      for (const { p } of beliefs) expect(p).toContain(BELIEF);
    }
  }
});

test('where bots alone play but the public view was asked for, nobody is told', async () => {
  const watcher = await clients.create({ ...BOTS, reveal: 'public' });
  await ended(watcher);
  expect(await surveysOf(watcher)).toEqual([]);
  expect(heard(watcher)).toEqual([]);
});

test('a watcher with a delay is told that much later', async () => {
  const watcher = await clients.create({ ...BOTS, reveal: { delaySeconds: 3 } });
  const { roomId } = watcher.player;
  await expect
    .poll(async () => (await (await fetch(`${server.url}/api/episodes?limit=50`)).text()).includes(roomId))
    .toBe(true);
  await settled([watcher]);
  expect(heard(watcher)).toEqual([]);
  await ended(watcher);
  expect(heard(watcher)).toContain('a message about beliefs');
});

test('where a person plays nobody is told before the end, whatever they ask for, and the replay tells all', async () => {
  const ada = await clients.create({ scenario: 'canary', name: 'Ada', pace: 'fast' });
  const { roomId } = ada.player;
  const watcher = await clients.join(roomId, { as: 'spectator', reveal: 'all' });
  await turn(ada.player, 'move');
  await ada.player.answer(() => 0);
  await turn(ada.player, 'speak');
  expect(await request(ada.player, 'believe', { question: 'stranger', answer: 2 })).toBe('ok');
  await ada.player.answer(() => 'I trust Ben.');
  await turn(ada.player, 'ballot');
  await settled([ada, watcher]);
  for (const listener of [ada, watcher]) expect(heard(listener)).toEqual([]);
  for (const as of ['all', 'public', '0'])
    expect(found(await replay(roomId, as), ITS_TEXT), `${as}, live`).toEqual([]);
  await ada.player.playOn(() => 0);
  await ended(watcher);
  expect(await surveysOf(watcher)).toEqual([]);
  expect(found(await replay(roomId, 'all'), ITS_TEXT)).toEqual(['a belief as text']);
  for (const as of ['public', '0']) expect(found(await replay(roomId, as), ITS_TEXT), as).toEqual([]);
  for (const listener of [ada, watcher]) expect(heard(listener)).toEqual([]);
});
