// Language models in rooms: seated and shown, told of when they fail, replaced when their tokens are spent,
// seated again after a restart, and refused with a sentence where there is none.

import { afterEach, describe, expect, test } from 'vitest';
import type { Replay } from '../client/net/api.ts';
import { donation } from '../scenarios/donation/index.ts';
import { type Ask, type JsonSchema, ModelError } from '../server/llm/model.ts';
import { modelSource } from '../server/llm/open.ts';
import { plainSettings } from '../server/llm/settings.ts';
import type { ModelSource } from '../server/llm/source.ts';
import type { Scenario } from '../shared/scenario.ts';
import { type Script, scriptedModel } from './doubles/language-model.ts';
import { type LiveServer, startLiveServer } from './doubles/live-server.ts';
import { inForm } from './doubles/llm-table.ts';
import { type Asked, type Reply as EndpointReply, startEndpoint } from './doubles/openai-endpoint.ts';
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
  readonly turns: readonly { seat: number; kind: string; forced?: string; why?: string }[];
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

const KEY = 'sk-must-stay-here';

const REPLACED = /bot has failed; another plays on/;

/** A person who persuades: the model speaks again and again. */
const TALK = { scenario: 'donation', name: 'Ada', pace: 'fast', seat: 0, fill: ['llm:openai:m'] };

/** What a room went through whose model is behind an endpoint that does so. */
const beside = async (
  script: (asked: Asked, n: number) => EndpointReply,
  { down = false, turnMs = 20_000 }: { down?: boolean; turnMs?: number } = {},
) => {
  const endpoint = await startEndpoint(script);
  const settings = plainSettings({
    folder: 'nowhere',
    timeoutMs: turnMs,
    endpoint: { url: endpoint.url, key: KEY, models: ['m'], parallel: 4 },
  });
  if (down) await endpoint.close();
  const env = { LLM_TURN_MS: String(turnMs) };
  server = await startLiveServer(env, modelSource(settings), [donation as Scenario]);
  const player = await create({ ...TALK, options: { turns: 5 } });
  const notices = noticesOf(player);
  // After each of the model's turns it is the person's: what is shown then stays until the person speaks.
  const marks: boolean[] = [];
  let known = 0;
  for (;;) {
    await player.until(() => player.you !== undefined || player.end !== undefined, 'a turn or the end');
    if (player.end) break;
    const replaced = player.lines.some(({ text }) => REPLACED.test(text));
    if (notices.length > known && !replaced) await expect.poll(() => state(player).seats[1]?.lost).toBe(true);
    known = notices.length;
    marks.push(state(player).seats[1]?.lost ?? false);
    await player.answer(() => 1);
  }
  const turns = (await framesOf(player)).flatMap((frame) => frame.turns);
  if (!down) await endpoint.close();
  return { player, notices, marks, turns };
};

const answering = (asked: Asked): EndpointReply => {
  const schema = asked.response_format?.json_schema?.schema as JsonSchema | undefined;
  const choice: JsonSchema | undefined = schema?.type === 'object' ? schema.properties.do : undefined;
  const items = choice?.type === 'array' && choice.items.type === 'string' ? choice.items.enum : undefined;
  return { pieces: [JSON.stringify({ do: items?.slice(0, 1) ?? [], say: '' })] };
};

describe('an endpoint in a room that', () => {
  test.each<[string, EndpointReply | undefined, string, RegExp]>([
    ['is down', undefined, 'model-unreachable', /cannot be reached/],
    ['never answers', { hang: true }, 'model-slow', /did not answer in time/],
    ['stops in the middle', { pieces: ['{"do'], stall: true }, 'model-slow', /did not answer in time/],
    [
      'is limited for a minute',
      { status: 429, headers: { 'retry-after': '60' } },
      'model-busy',
      /is overloaded/,
    ],
    ['refuses the key', { status: 401 }, 'model-refused', /was refused by its server/],
    ['fails', { status: 500 }, 'model-unreachable', /cannot be reached/],
    ['sends pages', { raw: '<html>hello</html>' }, 'illegal-answer', /no answer that can be used/],
    ['talks nonsense', { pieces: ['I am a fish.'] }, 'illegal-answer', /no answer that can be used/],
    ['is cut off', { pieces: ['{"do":["A'], cut: true }, 'model-unreachable', /cannot be reached/],
  ])('%s', async (_, reply, why, says) => {
    const { player, notices, marks, turns } = await beside(() => reply ?? {}, { down: !reply, turnMs: 400 });
    expect(player.end?.outcome.end).toBe('terminated');
    const lost = turns.filter(({ forced }) => forced === 'model');
    expect(new Set(lost.map((turn) => turn.why))).toEqual(new Set([why]));
    expect(notices).toHaveLength(lost.length);
    for (const text of notices) expect(text).toMatch(says);
    // The seat is marked, and after three lost turns a script plays on, which the transcript tells.
    expect(lost).toHaveLength(3);
    expect(marks).toContain(true);
    expect(player.lines.filter(({ text }) => REPLACED.test(text))).toHaveLength(1);
    await expect.poll(() => state(player).seats[1]).toMatchObject({ kind: 'scripted', lost: false });
    expect(JSON.stringify([notices, player.lines])).not.toMatch(/127\.0\.0\.1|sk-must/);
    expect(player.faults).toEqual([]);
  });

  test('is limited for a moment is asked again, and nothing is lost', async () => {
    const busy = { status: 429, headers: { 'retry-after': '0' } };
    const { notices, turns, marks } = await beside((asked, n) => (n % 2 === 0 ? busy : answering(asked)));
    expect(turns.filter(({ forced }) => forced)).toEqual([]);
    expect([notices, marks.includes(true)]).toEqual([[], false]);
  });

  test('comes back is heard again: the mark goes, and nobody is replaced', async () => {
    const { notices, turns, marks, player } = await beside((asked, n) =>
      n === 1 ? { status: 401 } : answering(asked),
    );
    expect(turns.filter(({ forced }) => forced === 'model')).toHaveLength(1);
    expect(notices).toHaveLength(1);
    expect(marks).toContain(true);
    expect(player.lines.some(({ text }) => REPLACED.test(text))).toBe(false);
    // Seats are patched at the room's own pace: the end may come before.
    await expect.poll(() => state(player).seats[1]).toMatchObject({ kind: 'llm', lost: false });
  });
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
