// parlor import as a user calls it, and the commands that use what it brought.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resourcePath } from '../server/resources.ts';
import { parlor, type Ran } from './doubles/cli.ts';
import { GOALS, numbered, writeCorpus, writeInto } from './doubles/multiwoz-folder.ts';
import { freshData } from './doubles/server.ts';

let root = '';
let folder = '';
let data = '';
beforeAll(() => {
  root = freshData();
  folder = join(root, 'corpus');
  data = join(root, 'data');
  writeCorpus(folder, numbered(GOALS.plain, GOALS.failing, GOALS.leaves, GOALS.nowhere));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const play = (extra: readonly string[], options: object, where = data): Promise<Ran> =>
  parlor([
    ...['play', '--scenario', 'booking', '--seed', '3', '--json', '--data', where],
    ...['--options', JSON.stringify({ world: 'multiwoz', ...options }), ...extra],
  ]);

const expectRefused = ({ code, stderr, json }: Ran, why: string, says: RegExp): void => {
  expect(code, stderr).toBe(1);
  expect(stderr).toMatch(says);
  expect(json.error.code).toBe(why);
};

test('without an import the option is refused with the command that brings it', async () => {
  expectRefused(await play([], {}), 'bad-options', /npx parlor import multiwoz DIR/);
});

test('a folder is imported, counted, and played from by one thread and by several', async () => {
  const { code, json, stderr } = await parlor(['import', 'multiwoz', folder, '--json', '--data', data]);
  expect(code, stderr).toBe(0);
  expect(json).toMatchObject({ corpus: 'multiwoz', goals: 4, kept: 3, impossible: 0 });
  expect(json.venues).toEqual({ restaurant: 2, hotel: 1, attraction: 1, train: 3, taxi: 4 });
  expect(json.refused).toEqual({
    'a venue that is not in the database': { count: 1, first: ['D3: green window'] },
  });
  expect(json.digest).toMatch(/^[0-9a-f]{16}$/);

  const one = await play(['--episodes', '401', '--threads', '1'], {});
  const two = await play(['--episodes', '401', '--threads', '2'], {});
  expect(one.code, one.stderr).toBe(0);
  expect([one.json.threads, two.json.threads]).toEqual([1, 2]);
  expect(two.json.results).toEqual(one.json.results);
});

test('episodes replay with the import they were played with, and are told apart from another', async () => {
  const played = await play(['--episodes', '3', '--log'], { goal: 'D1' });
  expect(played.code, played.stderr).toBe(0);
  const verify = (): Promise<Ran> => parlor(['verify', '--all', '--json', '--data', data]);
  expect((await verify()).json.mismatches).toBe(0);

  const path = resourcePath(data, 'booking', 'multiwoz');
  const before = readFileSync(path, 'utf8');
  const other = join(root, 'other');
  writeCorpus(other, numbered(GOALS.plain, GOALS.failing));
  expect((await parlor(['import', 'multiwoz', other, '--data', data])).code).toBe(0);
  const strayed = await verify();
  expect([strayed.code, strayed.json.mismatches]).toEqual([1, 3]);
  writeFileSync(path, before);
  expect((await verify()).json.mismatches).toBe(0);
});

test('a goal that the world does not have is refused by name', async () => {
  expectRefused(await play([], { goal: 'D3' }), 'bad-options', /has no goal "D3"/);
});

test('a bad folder and an unknown corpus are one sentence each, and what was kept stays', async () => {
  const path = resourcePath(data, 'booking', 'multiwoz');
  const before = readFileSync(path, 'utf8');
  const half = join(root, 'half');
  writeCorpus(half, numbered(GOALS.plain));
  writeInto(half, 'db/train_db.json', '[{"trainID": ');
  const at = ['--json', '--data', data];
  expectRefused(await parlor(['import', 'multiwoz', half, ...at]), 'bad-data', /train_db.json is not JSON/);
  expectRefused(
    await parlor(['import', 'multiwoz', join(root, 'gone'), ...at]),
    'bad-data',
    /There is no folder/,
  );
  expectRefused(await parlor(['import', 'weather', folder, ...at]), 'bad-options', /there are: .*multiwoz/);
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('a damaged import stops what would use it, and the next import mends it', async () => {
  const path = resourcePath(data, 'booking', 'multiwoz');
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, 500));
  expectRefused(await play([], {}), 'bad-data', /is damaged .*npx parlor import multiwoz DIR/);
  expectRefused(await parlor(['serve', '--port', '0', '--json', '--data', data]), 'bad-data', /is damaged/);
  expect((await parlor(['doctor', '--data', data])).stderr).toBe('');
  expect((await parlor(['import', 'multiwoz', folder, '--data', data])).code).toBe(0);
  expect((await play(['--episodes', '2'], {})).code).toBe(0);
  expect(existsSync(`${path}.new`)).toBe(false);
});
