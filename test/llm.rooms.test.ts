// Language models in rooms: seated and shown, told of when they fail, replaced when their tokens are spent,
// seated again after a restart, and refused with a sentence where there is none.

import { afterEach, describe, expect, test } from 'vitest';
import type { Replay } from '../client/net/api.ts';
import { type Ask, ModelError } from '../server/llm/model.ts';
import type { ModelSource } from '../server/llm/source.ts';
import { type Script, scriptedModel } from './doubles/language-model.ts';
import { type LiveServer, startLiveServer } from './doubles/live-server.ts';
import { inForm } from './doubles/llm-table.ts';
import type { Player } from './doubles/player.ts';
import { firstChoice, over, roomsOf, state, turn } from './doubles/room-players.ts';

let server: LiveServer;
afterEach(() => server.clean());
const { create, refusal } = roomsOf(() => server);
const TABLE = { scenario: 'handshake', name: 'Ada', pace: 'fast', seat: 0, fill: ['llm+self'] };

const sourceOf = (script: Script): ModelSource & { asked: readonly Ask[] } => {
  const model = scriptedModel(script);
  return { names: () => [model.id], open: async () => model, asked: model.asked };
};
const noticesOf = (player: Player): string[] => {
  const notices: string[] = [];
  player.room?.onMessage('notice', ({ text }: { text: string }) => notices.push(text));
  return notices;
};
interface Turns {
  readonly turns: readonly { seat: number; kind: string; forced?: string }[];
}
const framesOf = async (player: Player): Promise<readonly Turns[]> => {
  const answer = await fetch(`${server.url}/api/episodes/${player.roomId}?as=all`);
  const { frames }: Replay & { frames: Turns[] } = await answer.json();
  return frames;
};

test('a model sits beside a person; everybody sees what it is, and it plays to the end', async () => {
  const source = sourceOf(inForm);
  server = await startLiveServer({}, source);
  const player = await create(TABLE);
  await turn(player);
  for (const seat of state(player).seats.slice(1))
    expect(seat).toMatchObject({ kind: 'llm', occupant: 'bot', presence: 'bot' });
  await player.playOn(firstChoice);
  await over(player);
  expect(source.asked.length).toBeGreaterThan(5);
  const forced = (await framesOf(player)).flatMap(({ turns }) => turns).filter((one) => one.forced);
  expect(forced).toEqual([]);
  expect(player.faults).toEqual([]);
});

describe('a room is told', () => {
  test('of a lost turn of speech and why, never of a ballot or a move', async () => {
    server = await startLiveServer(
      {},
      sourceOf(() => ({ error: new ModelError('model-unreachable', 'Nobody there.') })),
    );
    const player = await create(TABLE);
    const notices = noticesOf(player);
    await player.playOn(firstChoice);
    await over(player);
    expect(notices.length).toBeGreaterThan(0);
    for (const text of notices)
      expect(text).toMatch(/^\w+'s language model cannot be reached; \w+ lets the turn pass\.$/);
    const lost = (await framesOf(player))
      .flatMap(({ turns }) => turns)
      .filter((one) => one.forced === 'model');
    expect(new Set(lost.map(({ kind }) => kind))).toEqual(new Set(['move', 'speak', 'ballot']));
    expect(notices.length).toBe(lost.filter(({ kind }) => kind === 'speak').length);
  });

  test('when the tokens of an episode are spent a script plays on', async () => {
    const source = sourceOf(inForm);
    server = await startLiveServer({ LLM_EPISODE_TOKENS: '1' }, source);
    const player = await create(TABLE);
    const notices = noticesOf(player);
    await player.playOn(firstChoice);
    await over(player);
    expect(notices.some((text) => text.includes('has used up its tokens'))).toBe(true);
    expect(
      player.lines.some(({ text }) => /language model has used up its tokens; a script plays on/.test(text)),
    ).toBe(true);
    // Seats are patched at the room's own pace: the end may come before.
    const kinds = (): string[] =>
      state(player)
        .seats.slice(1)
        .map(({ kind }) => kind);
    await expect.poll(() => new Set(kinds())).toEqual(new Set(['scripted']));
  });
});

test('after a restart the model has its seat again', async () => {
  const source = sourceOf(inForm);
  server = await startLiveServer({ GRACE_MS: '60000' }, source);
  const player = await create(TABLE);
  await turn(player);
  const before = source.asked.length;
  await server.restart();
  // A kept connection to the server that is gone may be tried first.
  const back = (): Promise<boolean> =>
    player.back().then(
      () => true,
      () => false,
    );
  await expect.poll(back, { timeout: 10_000 }).toBe(true);
  await turn(player);
  for (const seat of state(player).seats.slice(1)) expect(seat.kind).toBe('llm');
  await player.playOn(firstChoice);
  await over(player);
  expect(source.asked.length).toBeGreaterThan(before);
});

test('a model that is not there is refused with a sentence, and the pages say how to add one', async () => {
  server = await startLiveServer();
  const none = await refusal(TABLE);
  expect(none.message).toMatch(/^no-model: There is no language model here yet: .*parlor models pull/);
  const about = await (await fetch(`${server.url}/api/models`)).json();
  expect(about).toMatchObject({ models: [], how: expect.stringContaining('LLM_URL') });
  await server.clean();
  server = await startLiveServer({}, sourceOf(inForm));
  const other = await refusal({ ...TABLE, fill: ['llm:another'] });
  expect(other.message).toMatch(
    /no-model: There is no language model "another" here; there are scripted-model/,
  );
  for (const kind of ['llm:../secret', 'llm:/etc/passwd', 'llm@loud'])
    expect((await refusal({ ...TABLE, fill: [kind] })).message).toMatch(/^bad-seat-kind: /);
});
