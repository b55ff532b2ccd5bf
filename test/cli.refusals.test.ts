// Wrong input of every sort ends in one sentence on stderr, a non-zero exit, and with --json in an error object.

import { chmodSync, cpSync, mkdirSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parlor, type Ran, type RunSetup } from './doubles/cli.ts';
import { freshData, startServerProcess } from './doubles/server.ts';

let data = '';
let id = '';
beforeAll(async () => {
  data = freshData();
  const { json } = await parlor([
    'play',
    ...IMPOSTOR,
    '--episodes',
    '12',
    '--seed',
    '1',
    '--log',
    '--data',
    data,
    '--json',
  ]);
  id = json.ids[0];
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const IMPOSTOR = ['--scenario', 'impostor'];

/** Runs it and holds it to the form of a refusal. */
const refused = async (
  args: readonly string[],
  code: string,
  says: RegExp,
  setup: RunSetup = {},
): Promise<Ran> => {
  const ran = await parlor([...args, '--json'], setup);
  expect(ran.code, ran.stderr).toBe(1);
  expect(ran.stderr).toMatch(/^parlor: [^\n]{15,}\n$/);
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr).not.toMatch(/\bat .*:\d+:\d+|node:internal/);
  expect(ran.json?.error).toEqual({ code, message: ran.stderr.slice('parlor: '.length, -1) });
  expect(ran.stdout.trimEnd().split('\n')).toHaveLength(1);
  return ran;
};

describe('misuse', () => {
  test.each<[string[], string, RegExp]>([
    [['nonsense'], 'bad-options', /unknown command 'nonsense'/],
    [['ply'], 'bad-options', /Did you mean play\?/],
    [['play'], 'bad-options', /--scenario/],
    [['play', '--scenario', 'nope'], 'unknown-scenario', /There is no scenario "nope"; there are: impostor/],
    [['play', '--scenario'], 'bad-options', /--scenario needs a value/],
    [['play', ...IMPOSTOR, '--bogus'], 'bad-options', /unknown option '--bogus'/],
    [['play', ...IMPOSTOR, 'extra'], 'bad-options', /too many arguments/],
    [['play', ...IMPOSTOR, '--episodes', '0'], 'bad-options', /--episodes must be a whole number from 1/],
    [['play', ...IMPOSTOR, '--episodes', 'abc'], 'bad-options', /--episodes must be .*"abc"/],
    [['play', ...IMPOSTOR, '--episodes', '1.5'], 'bad-options', /--episodes must be/],
    [['play', ...IMPOSTOR, '--episodes'], 'bad-options', /--episodes/],
    [['play', ...IMPOSTOR, '--seed', '-1'], 'bad-options', /--seed must be a whole number from 0/],
    [['play', ...IMPOSTOR, '--threads', '0'], 'bad-options', /--threads must be/],
    [['play', ...IMPOSTOR, '--data', ''], 'bad-options', /--data needs a value/],
    [['play', ...IMPOSTOR, '--options', '{x'], 'bad-options', /--options is not JSON/],
    [['play', ...IMPOSTOR, '--options', '[1]'], 'bad-options', /--options must be a JSON object/],
    [['play', ...IMPOSTOR, '--options', 'null'], 'bad-options', /--options must be a JSON object/],
    [['play', ...IMPOSTOR, '--options', '{"plyers":5}'], 'bad-options', /plyers/],
    [['play', ...IMPOSTOR, '--options', '{"players":300}'], 'bad-options', /option players: .*10/],
    [['play', ...IMPOSTOR, '--options', '{"mode":"chess"}'], 'bad-options', /option mode: .*paper.*standard/],
    [
      ['play', ...IMPOSTOR, '--seats', Array(6).fill('random').join()],
      'too-many-seats',
      /6 seats are named, but this episode has 5/,
    ],
    [['play', ...IMPOSTOR, '--seats', 'wizard'], 'bad-seat-kind', /"wizard" is no seat kind/],
    [
      ['play', ...IMPOSTOR, '--seats', 'scripted:nobody'],
      'bad-seat-kind',
      /no script "nobody"; it has random/,
    ],
    [
      ['play', ...IMPOSTOR, '--seats', 'king=random'],
      'bad-seat-kind',
      /no role "king"; it has crew, impostor/,
    ],
    [['play', ...IMPOSTOR, '--seats', 'human'], 'bad-seat-kind', /A person cannot sit in a headless episode/],
    [['replay'], 'bad-options', /missing required argument 'episode'/],
    [['fork', 'x'], 'bad-options', /--turn/],
    [['fork', 'x', '--turn', '-1'], 'bad-options', /--turn must be/],
    [['verify'], 'unknown-episode', /Name an episode, or use --all/],
    [['export'], 'bad-options', /--format/],
    [['export', '--format', 'xml'], 'bad-options', /jsonl, chatml, sharegpt/],
    [['bench', '--only', 'nonsense'], 'bad-options', /There is no bench "nonsense"/],
    [['serve', '--port', '99999'], 'bad-options', /--port must be/],
    [['serve', '--port', 'abc'], 'bad-options', /--port must be/],
  ])('%j', async (args, code, says) => {
    await refused(args, code, says);
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ PORT: 'abc' }, /Setting PORT/],
    [{ PORT: '70000' }, /Setting PORT/],
    [{ LOG_LEVEL: 'loud' }, /Setting LOG_LEVEL.*debug/],
    [{ OPERATOR_TOKEN: 'short' }, /Setting OPERATOR_TOKEN: use at least 16 characters/],
  ])('serve with %j in the environment', async (env, says) => {
    await refused(['serve', '--data', data], 'bad-options', says, { env });
  });
});

describe('episodes and files', () => {
  test.each<[string[], string, RegExp]>([
    [['replay', 'nope'], 'unknown-episode', /There is no episode "nope"/],
    [['fork', 'nope', '--turn', '1'], 'unknown-episode', /There is no episode "nope"/],
    [
      ['export', '--format', 'jsonl', '--scenario', 'nope'],
      'unknown-scenario',
      /There is no scenario "nope"/,
    ],
    [
      ['export', '--format', 'jsonl', '--out', '/nonexistent/x'],
      'bad-options',
      /\/nonexistent\/x cannot be written/,
    ],
    [['export', '--format', 'jsonl', '--out', '/'], 'bad-options', /cannot be written/],
  ])('%j', async (args, code, says) => {
    await refused([...args, '--data', data], code, says);
  });

  test('a view that nobody has, a turn that never was, seats that cannot be', async () => {
    const of = ['--data', data];
    await refused(
      ['replay', id, '--as', '9', ...of],
      'unknown-seat',
      /--as takes all, public or a seat from 0 to 4/,
    );
    await refused(['fork', id, '--turn', '99999', ...of], 'unknown-episode', /has no turn 99999/);
    await refused(['fork', id, '--turn', '3', '--seats', 'human', ...of], 'bad-seat-kind', /A person cannot/);
  });

  test('verify counts an unknown episode as a mismatch', async () => {
    const { code, json } = await parlor(['verify', 'nope', '--data', data, '--json']);
    expect(code).toBe(1);
    expect(json).toMatchObject({ episodes: 1, turns: 0, mismatches: 1 });
  });
});

describe('data folders', () => {
  const PLAY_LOG = ['play', ...IMPOSTOR, '--episodes', '1', '--log'];

  test('where nothing was played there is nothing to read', async () => {
    const empty = freshData();
    for (const args of [
      ['verify', '--all'],
      ['replay', 'x'],
      ['export', '--format', 'jsonl'],
    ])
      await refused([...args, '--data', empty], 'unknown-episode', /There is no log in/);
    rmSync(empty, { recursive: true });
  });

  test('a file, a foreign folder and a place where nothing can be made', async () => {
    const file = join(data, 'a-file');
    writeFileSync(file, 'hello');
    await refused([...PLAY_LOG, '--data', file], 'log-failed', /cannot be written/);
    await refused([...PLAY_LOG, '--data', '/proc/nowhere'], 'log-failed', /cannot be written/);
    const foreign = join(data, 'foreign');
    mkdirSync(join(foreign, 'log'), { recursive: true });
    writeFileSync(join(foreign, 'log', 'data.mdb'), 'somebody else’s');
    for (const args of [PLAY_LOG, ['verify', '--all'], ['serve', '--port', '0']])
      await refused([...args, '--data', foreign], 'foreign-log', /is not a log of this program/);
  });

  test('a folder that may not be written', async () => {
    const closed = join(data, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const { code, stderr } = await parlor([...PLAY_LOG, '--data', closed, '--json']);
    // Root may write everywhere.
    if (process.getuid?.() === 0) expect(code).toBe(0);
    else expect(stderr).toMatch(/^parlor: .*cannot be written.*\n$/);
    chmodSync(closed, 0o755);
  });

  test('a damaged log', async () => {
    const damaged = join(data, 'damaged');
    cpSync(join(data, 'log'), join(damaged, 'log'), { recursive: true });
    const path = join(damaged, 'log', 'turns.mdb');
    const { size } = statSync(path);
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(size - 8192, 0x5a), 0, size - 8192, 8192);
    for (const args of [PLAY_LOG, ['verify', '--all'], ['replay', id], ['serve', '--port', '0']])
      await refused([...args, '--data', damaged], 'corrupt-log', /is damaged: .* Restore it from a backup/);
    writeSync(file, Buffer.alloc(8192, 0), 0, 8192, 0);
    await refused(['verify', '--all', '--data', damaged], 'corrupt-log', /is damaged/);
    const { code, json } = await parlor(['doctor', '--data', damaged, '--json']);
    expect(code).toBe(0);
    expect(json.store).toMatchObject({ ok: false, why: expect.stringContaining('is damaged') });
  });
});

describe('beside a running server', () => {
  test('its port and its log are taken, and its episodes can be read', async () => {
    const server = await startServerProcess();
    try {
      const other = freshData();
      const port = String(server.port);
      await refused(
        ['serve', '--port', port, '--data', other],
        'busy-port',
        new RegExp(`Port ${port} cannot be had`),
      );
      await refused(['serve', '--data', other], 'busy-port', /choose another with --port/, {
        env: { PORT: port },
      });
      for (const args of [
        ['play', ...IMPOSTOR, '--episodes', '1', '--log'],
        ['serve', '--port', '0'],
        ['fork', id, '--turn', '1'],
      ])
        await refused([...args, '--data', server.data], 'log-locked', /is being written by process \d+/);
      const { code, json } = await parlor(['verify', '--all', '--data', server.data, '--json']);
      expect({ code, json }).toMatchObject({ code: 0, json: { episodes: 0, mismatches: 0 } });
      rmSync(other, { recursive: true });
    } finally {
      await server.clean();
    }
  });
});
