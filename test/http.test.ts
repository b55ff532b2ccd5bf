// Pages, lists and replays over plain HTTP.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig, startServer } from '../server/index.ts';
import { StageSchema } from '../shared/stage.ts';
import { type LiveServer, startLiveServer } from './doubles/live-server.ts';
import { Player } from './doubles/player.ts';
import { handshake } from './scenarios/handshake/index.ts';

let server: LiveServer;
beforeAll(async () => {
  server = await startLiveServer({ CLIENT_DIR: 'no-such-folder' });
});
afterAll(() => server.clean());

const get = async (path: string): Promise<{ status: number; headers: Headers; text: string }> => {
  const response = await fetch(`${server.url}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
const json = async (path: string): Promise<any> => JSON.parse((await get(path)).text);

const played = async (): Promise<Player> => {
  const player = await Player.create(server.url, { scenario: 'handshake', name: 'Ada', pace: 'fast' });
  await player.playOn((you) => (you.kind === 'speak' ? 'i trust ben' : 0));
  return player;
};

describe('pages', () => {
  test('without a built client the start page says how to build it', async () => {
    const { status, text } = await get('/');
    expect(status).toBe(503);
    expect(text).toContain('npm run build');
  });

  test('headers keep pages to themselves', async () => {
    const { headers } = await get('/healthz');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('health and metrics answer', async () => {
    await played();
    expect(await json('/healthz')).toEqual({ ok: true });
    const { text } = await get('/metrics');
    expect(text).toMatch(/parlor_turns_total [1-9]/);
    expect(text).toMatch(/parlor_episodes_total\{scenario="handshake",end="terminated"\} [1-9]/);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  test.each([
    ['/nothing', 404, 'not-found'],
    ['/api/nothing', 404, 'not-found'],
    ['/api/episodes/unheard-of', 404, 'unknown-episode'],
    ['/api/episodes?limit=lots', 400, 'bad-options'],
    ['/api/episodes?limit=100000', 400, 'bad-options'],
    ['/api/episodes?colour=red', 400, 'bad-options'],
    ['/api/episodes?before=unheard-of', 404, 'unknown-episode'],
    ['/assets/../../package.json', 404, 'not-found'],
    ['/assets/%2e%2e/%2e%2e/package.json', 404, 'not-found'],
  ])('%s is answered with %d and %s', async (path, status, code) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ code, message: expect.stringMatching(/\.$/) });
    expect(answer.text).not.toMatch(/\.ts|node_modules/);
  });
});

describe('lists', () => {
  test('scenarios come with all that is needed to set up an episode', async () => {
    const [sheet] = await json('/api/scenarios');
    expect(sheet).toMatchObject({
      id: 'handshake',
      roles: ['friend', 'stranger'],
      seats: { min: 3, max: 4 },
    });
    expect(sheet.scripts.map(({ name }: { name: string }) => name)).toEqual(['random', 'blunt', 'oracle']);
    expect(sheet.options.properties.players).toMatchObject({ minimum: 3, maximum: 4 });
  });

  test('episodes are listed newest first', async () => {
    const [first, second] = [await played(), await played()];
    const { episodes } = await json('/api/episodes?limit=2');
    expect(episodes.map(({ episode }: { episode: string }) => episode)).toEqual([
      second.roomId,
      first.roomId,
    ]);
    expect(episodes[0]).toMatchObject({ scenario: 'handshake', title: 'Handshake', ended: true });
    const { reason, ending } = episodes[0];
    expect(ending).toBe(handshake.ends[reason]);
  });
});

describe('replays', () => {
  test('an ended episode is told frame by frame, as each viewer saw it', async () => {
    const player = await played();
    const all = await json(`/api/episodes/${player.roomId}`);
    expect(all.header).toMatchObject({ scenario: 'handshake', title: 'Handshake', practice: false });
    expect(all.header.seats[0]).toMatchObject({ name: 'Ann', kind: 'human', occupant: 'Ada' });
    expect(all.frames).toHaveLength(7);
    for (const { stage } of all.frames) StageSchema.parse(stage);
    expect(all.key).toBe(player.end?.outcome.key);
    const own = await json(`/api/episodes/${player.roomId}?as=${player.seated?.seat}`);
    const lines = own.frames.flatMap(({ lines: some }: { lines: unknown[] }) => some);
    expect(lines).toEqual(player.lines);
    expect(JSON.parse((await get(`/api/episodes/${player.roomId}?as=9`)).text).code).toBe('unknown-seat');
  });

  test('a live one shows what is public and keeps the rest', async () => {
    const player = await Player.create(server.url, { scenario: 'handshake', pace: 'fast' });
    await player.until(() => player.you !== undefined, 'a turn');
    for (const as of ['all', '0', '1'])
      expect(await json(`/api/episodes/${player.roomId}?as=${as}`)).toMatchObject({
        code: 'secret-until-end',
      });
    const live = await json(`/api/episodes/${player.roomId}?as=public`);
    expect(live).toMatchObject({ live: true, end: null });
    expect(live.key).toBeUndefined();
    expect(JSON.stringify(live)).not.toMatch(/blunt|random|"role"/);
    await player.leave();
  });
});

describe('settings', () => {
  test.each([
    [{ PORT: 'high' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ GRACE_MS: '-1' }, 'GRACE_MS'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ OPERATOR_TOKEN: 'short' }, 'OPERATOR_TOKEN'],
  ])('%j is refused by name', (env, name) => {
    expect(() => loadConfig(env)).toThrow(new RegExp(`Setting ${name}: .+\\.`));
  });

  test('flags overrule the environment', () => {
    expect(loadConfig({ PORT: '1', DATA_DIR: '/a' }, { port: 2, data: '/b' })).toMatchObject({
      PORT: 2,
      DATA_DIR: '/b',
    });
  });

  test('a busy port is refused with a sentence, and leaves nothing locked', async () => {
    const holder = createServer();
    const port = await new Promise<number>((resolve) =>
      holder.listen(0, () => {
        const address = holder.address();
        resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
      }),
    );
    const data = mkdtempSync(join(tmpdir(), 'parlor-busy-'));
    const attempt = (): Promise<unknown> => startServer(loadConfig({ LOG_LEVEL: 'silent' }, { port, data }));
    await expect(attempt()).rejects.toMatchObject({
      code: 'busy-port',
      message: expect.stringContaining(`${port}`),
    });
    await expect(attempt()).rejects.toMatchObject({ code: 'busy-port' });
    holder.close();
    rmSync(data, { recursive: true });
  });
});
