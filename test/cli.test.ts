// Commands as a user types them.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parlor } from './doubles/cli.ts';
import { freshData } from './doubles/server.ts';

let data = '';
let ids: string[] = [];
beforeAll(async () => {
  data = freshData();
  const { json } = await parlor([
    ...PLAY,
    '--episodes',
    '4',
    '--seed',
    '11',
    '--log',
    '--data',
    data,
    '--json',
  ]);
  ids = json.ids;
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const PLAY = ['play', '--scenario', 'impostor', '--seats', 'impostor=scripted:mimic,crew=scripted:greedy'];
const inData = (...args: string[]): string[] => [...args, '--data', data, '--json'];

const SHARE = {
  wins: expect.any(Number),
  n: expect.any(Number),
  rate: expect.any(Number),
  low: expect.any(Number),
  high: expect.any(Number),
};

describe('play', () => {
  test('the result has the agreed shape', async () => {
    const { code, json, stderr } = await parlor([...PLAY, '--episodes', '20', '--seed', '5', '--json']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const { threads, seed, ends, ...agreed } = json;
    expect({ threads, seed }).toEqual({ threads: 1, seed: 5 });
    expect(Object.keys(ends).length).toBeGreaterThan(0);
    expect(agreed).toEqual({
      scenario: 'impostor',
      episodes: 20,
      turns: expect.any(Number),
      seconds: expect.any(Number),
      turnsPerSecond: expect.any(Number),
      results: { crew: SHARE, impostor: SHARE },
      metrics: expect.any(Object),
      intervals: expect.any(Object),
    });
    expect(Object.keys(json.metrics)).toEqual(
      expect.arrayContaining(['ejections', 'taskWins', 'ticks', 'meetings', 'voteAccuracy', 'beliefTruth']),
    );
    expect(json.turnsPerSecond).toBeCloseTo(json.turns / json.seconds, 5);
    const { crew, impostor } = json.results;
    expect(crew.wins + impostor.wins).toBe(20);
    expect(crew.low).toBeLessThanOrEqual(crew.rate);
    expect(crew.high).toBeGreaterThanOrEqual(crew.rate);
  });

  test('the same seed gives the same episodes, on any number of threads, and another seed others', async () => {
    const run = async (...more: string[]): Promise<string> => {
      const { json } = await parlor([...PLAY, '--episodes', '900', '--json', ...more]);
      return JSON.stringify([json.turns, json.results, json.ends, json.metrics]);
    };
    const rounded = (text: string): string => text.replace(/(\.\d{9})\d+/g, '$1');
    const one = await run('--seed', '9', '--threads', '1');
    expect(await run('--seed', '9', '--threads', '1')).toBe(one);
    // Means are sums of parts, whose order differs.
    for (const threads of ['2', '3'])
      expect(rounded(await run('--seed', '9', '--threads', threads))).toBe(rounded(one));
    expect(await run('--seed', '10', '--threads', '1')).not.toBe(one);
  });

  test('without --json it answers in words', async () => {
    const { code, stdout } = await parlor([...PLAY, '--episodes', '3', '--seed', '5']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^3 episodes of impostor, \d+ turns in /);
    expect(stdout).toMatch(/crew +wins \d+\.\d% \[/);
  });
});

describe('the log', () => {
  test('what was played verifies', async () => {
    expect(ids).toHaveLength(4);
    const all = await parlor(inData('verify', '--all'));
    expect(all.code).toBe(0);
    expect(all.json).toMatchObject({ episodes: 4, mismatches: 0 });
    const one = await parlor(inData('verify', ids[0] ?? ''));
    expect(one.json).toMatchObject({ episodes: 1, mismatches: 0 });
    expect(one.json.turns).toBeLessThan(all.json.turns);
  });

  test('an episode is replayed from the view of anybody', async () => {
    const all = await parlor(inData('replay', ids[0] ?? '', '--verify'));
    expect(all.json).toMatchObject({ episode: ids[0], scenario: 'impostor', verified: true });
    const open = await parlor(inData('replay', ids[0] ?? '', '--as', 'public'));
    expect(open.json.lines.length).toBeLessThan(all.json.lines.length);
    expect(open.json.lines.join('\n')).not.toContain('(only ');
    const words = await parlor(['replay', ids[0] ?? '', '--data', data]);
    expect(words.stdout.trimEnd().split('\n')).toHaveLength(all.json.lines.length + 1);
  });

  test.each(['jsonl', 'chatml', 'sharegpt'])('every row of an export as %s parses', async (format) => {
    const out = join(data, `out.${format}`);
    const { code, json } = await parlor(inData('export', '--format', format, '--out', out));
    expect(code).toBe(0);
    const text = readFileSync(out, 'utf8');
    const rows = text
      .trimEnd()
      .split('\n')
      .map((row) => JSON.parse(row));
    expect(json).toEqual({ format, rows: rows.length, bytes: Buffer.byteLength(text), out });
    // One row an episode, or one for each of its seats that spoke.
    if (format === 'jsonl') expect(rows).toHaveLength(ids.length);
    else expect(rows.length).toBeGreaterThan(ids.length);
    expect(new Set(rows.map(({ episode, header }) => episode ?? header.episode))).toEqual(new Set(ids));
    const field = { jsonl: 'entries', chatml: 'messages', sharegpt: 'conversations' }[format] ?? '';
    for (const row of rows) expect(row[field].length).toBeGreaterThan(1);
    const printed = await parlor(['export', '--format', format, '--data', data]);
    expect(printed.stdout).toBe(text);
  });

  test('a reader that stops reading is no failure', async () => {
    const { code, stderr } = await parlor(['export', '--format', 'jsonl', '--data', data], { head: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('fork', () => {
  let own = '';
  let parent = '';
  beforeAll(async () => {
    own = freshData();
    const { json } = await parlor([
      ...PLAY,
      '--episodes',
      '1',
      '--seed',
      '2',
      '--log',
      '--data',
      own,
      '--json',
    ]);
    parent = json.ids[0];
  });
  afterAll(() => rmSync(own, { recursive: true, force: true }));
  const fork = (...args: string[]) => parlor(['fork', parent, ...args, '--data', own, '--json']);

  test('forks are episodes of their own that verify, and a seed fixes them', async () => {
    const args = ['--turn', '30', '--seats', 'random', '--episodes', '3'];
    const [one, same] = [await fork(...args, '--seed', '7'), await fork(...args, '--seed', '7')];
    expect(one.json).toMatchObject({ parent, turn: 30, seed: 7, episodes: 3 });
    expect({ ...same.json, ids: 0 }).toEqual({ ...one.json, ids: 0 });
    const { json } = await parlor(['verify', '--all', '--data', own, '--json']);
    expect(json).toMatchObject({ episodes: 7, mismatches: 0 });
    const lines = async (id: string): Promise<string[]> =>
      (await parlor(['replay', id, '--data', own, '--json'])).json.lines;
    const [first, again, second, before] = await Promise.all(
      [one.json.ids[0], same.json.ids[0], one.json.ids[1], parent].map(lines),
    );
    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
    expect(first?.slice(0, 3)).toEqual(before?.slice(0, 3));
  });

  test('a fork can be forked', async () => {
    const [child] = (await fork('--turn', '30', '--seats', 'random', '--seed', '3')).json.ids;
    const { json } = await parlor(['fork', child, '--turn', '40', '--data', own, '--seed', '1', '--json']);
    const verified = await parlor(['verify', json.ids[0], '--data', own, '--json']);
    expect(verified.json).toMatchObject({ episodes: 1, mismatches: 0 });
  });

  test('beyond the end there is nothing to fork', async () => {
    const { code, json, stderr } = await fork('--turn', '100000');
    expect(code).toBe(1);
    expect(json.error.message).toMatch(/has no turn 100000 to fork at; its last is \d+\.$/);
    expect(stderr).toBe(`parlor: ${json.error.message}\n`);
  });
});

describe('doctor and bench', () => {
  test('doctor has the agreed shape', async () => {
    const { code, json } = await parlor(inData('doctor'));
    expect(code).toBe(0);
    expect(json).toMatchObject({
      node: process.versions.node,
      backends: expect.any(Array),
      llm: expect.any(Array),
      store: { name: 'lmdb', ok: true, why: expect.stringContaining('4 episodes') },
      versions: {
        parlor: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        log: 1,
        scenarios: { impostor: expect.any(Number) },
      },
    });
  });

  test('doctor says where nothing can be stored', async () => {
    const { json } = await parlor(['doctor', '--data', join(data, 'out.jsonl'), '--json']);
    expect(json.store).toMatchObject({ ok: false, why: expect.stringContaining('is a file') });
  });

  test('an unknown bench is named, with those there are', async () => {
    const { code, json } = await parlor(['bench', '--only', 'nonsense', '--json']);
    expect(code).toBe(1);
    expect(json.error.message).toContain('headless');
  });
});

describe('starting', () => {
  test('help and version are no failure', async () => {
    for (const args of [['--help'], ['help'], ['play', '--help'], ['--version']]) {
      const { code, stdout, stderr } = await parlor(args);
      expect({ code, stderr, said: stdout.length > 3 }).toEqual({ code: 0, stderr: '', said: true });
    }
  });

  test('no command shows what there is, and fails', async () => {
    const { code, stderr } = await parlor([]);
    expect(code).toBe(1);
    expect(stderr).toContain('verify');
  });

  // Where the machine has an older Node of its own, that is what `npx parlor` may start with.
  const OLD = ['/usr/bin/node', '/usr/local/bin/node'].filter((path) => existsSync(path));
  test.runIf(OLD.length > 0).each(OLD)('%s hands over to the Node that Parlor brings', async (node) => {
    const { code, json } = await parlor(inData('doctor'), { node });
    expect(code).toBe(0);
    expect(json.node).toMatch(/^2[2-9]\./);
    const wrong = await parlor(['nonsense', '--json'], { node });
    expect(wrong.code).toBe(1);
    expect(wrong.json.error.code).toBe('bad-options');
  });

  test('commands write nothing outside their --data', async () => {
    const empty = freshData();
    mkdirSync(join(empty, 'deeper'));
    await parlor([...PLAY, '--episodes', '1', '--log', '--data', join(empty, 'deeper', 'still'), '--json']);
    expect(readdirSync(join(empty, 'deeper', 'still'))).toEqual(['log']);
    expect(readdirSync(empty)).toEqual(['deeper']);
    rmSync(empty, { recursive: true, force: true });
  });
});
