// `parlor train` and `parlor evaluate` as they are typed: what comes out, and what is refused.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { BACKEND } from './doubles/backend.ts';
import { parlor, type Ran, type RunSetup } from './doubles/cli.ts';

const data = mkdtempSync(join(tmpdir(), 'parlor-train-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const ON_BACKEND = { env: { PARLOR_BACKEND: BACKEND } };
const TINY = JSON.stringify({ episodes: 4, hidden: 4, turns: 2 });
const train = (args: readonly string[], setup: RunSetup = ON_BACKEND): Promise<Ran> => {
  const all = ['train', '--scenario', 'impostor', '--data', data, '--plan', TINY, '--json', ...args];
  return parlor(all, setup);
};
const folder = join(data, 'checkpoints', 'impostor', 'crew');
const kept = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.ckpt'));

const expectRefused = ({ code, stderr, json }: Ran, wanted: string, says: RegExp): void => {
  expect(code, stderr).toBe(1);
  const { message } = json.error;
  expect(json.error).toEqual({ code: wanted, message: expect.stringMatching(says) });
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(`parlor: ${message}`);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|node:internal/);
};

test('a run is trained, resumed and evaluated; a second run gets a name of its own', {
  timeout: 120_000,
}, async () => {
  const first = await train(['--algo', 'ppo', '--updates', '2']);
  expect(first.json).toMatchObject({
    scenario: 'impostor',
    algorithm: 'ppo',
    backend: BACKEND,
    updates: 2,
    episodes: 8,
    checkpoints: { crew: 'impostor-crew-ppo-s1-u2' },
  });
  expect(first.stderr).toMatch(/\(\d:\d\d left\) {2}update 1 {2}4 episodes/);
  const resumed = await train(['--algo', 'ppo', '--updates', '1', '--resume']);
  expect(resumed.json).toMatchObject({ updates: 3, checkpoints: { crew: 'impostor-crew-ppo-s1-u3' } });
  const second = await train(['--algo', 'ppo', '--updates', '1', '--from', 'impostor-crew-ppo-s1-u3']);
  expect(second.stderr).toContain('there is a run ppo with seed 1 already; this one is ppo-2');
  expect(second.json.checkpoints).toEqual({ crew: 'impostor-crew-ppo-2-s1-u1' });
  const latest = await train(['--algo', 'ppo', '--updates', '1', '--resume']);
  expect(latest.json.checkpoints).toEqual({ crew: 'impostor-crew-ppo-2-s1-u2' });
  expectRefused(
    await train(['--algo', 'ppo', '--updates', '1', '--name', 'ppo']),
    'bad-options',
    /There is a run ppo with seed 1 already; go on with it by --resume, or choose another --name/,
  );
  expect(kept().sort()).toEqual(
    ['2-s1-u1', '2-s1-u2', 's1-u2', 's1-u3'].map((end) => `impostor-crew-ppo-${end}.ckpt`),
  );

  const seats = ['--seats', 'crew=agent,impostor=random', '--options', '{"cap": 40}'];
  const about = ['--scenario', 'impostor', '--episodes', '6', '--data', data, '--json', ...seats];
  const evaluated = await parlor(['evaluate', ...about], ON_BACKEND);
  expect(evaluated.json.results.crew.n).toBe(6);
  expect(Object.keys(evaluated.json.baselines)).toContain('witness');
});

test('what goes wrong in a run leaves its last good checkpoint, and the run goes on from there', {
  timeout: 120_000,
}, async () => {
  const run = ['--algo', 'ppo', '--name', 'storm', '--updates', '1'];
  const fileOf = (update: number): string => join(folder, `impostor-crew-storm-s1-u${update}.ckpt`);
  await train(run);
  const good = readFileSync(fileOf(1));
  const wild = JSON.stringify({ ...JSON.parse(TINY), settings: { learningRate: 1e30 } });
  expectRefused(
    await train([...run, '--resume', '--plan', wild]),
    'training-failed',
    /Update 2 was stopped: (the loss is|a weight grew to) .* a smaller learning rate/,
  );
  expect(readFileSync(fileOf(1))).toEqual(good);
  expect((await train([...run, '--resume'])).json).toMatchObject({ updates: 2 });

  const preload = fileURLToPath(new URL('./doubles/full-disk-preload.ts', import.meta.url));
  const full = { NODE_OPTIONS: `--import=${preload}`, FULL_DISK: fileOf(1) };
  expectRefused(
    await train([...run, '--resume'], { env: { ...ON_BACKEND.env, ...full } }),
    'log-failed',
    /u3\.ckpt cannot be written \(ENOSPC: no space left on device/,
  );
  expect(kept().filter((name) => name.includes('storm'))).toHaveLength(2);

  writeFileSync(fileOf(2), readFileSync(fileOf(2)).subarray(0, -5));
  const damaged = await train([...run, '--resume']);
  expect(damaged.stderr).toMatch(/storm-s1-u2\.ckpt is damaged or cut off/);
  expect(damaged.json).toMatchObject({ updates: 2, checkpoints: { crew: 'impostor-crew-storm-s1-u2' } });

  for (const update of [1, 2]) writeFileSync(fileOf(update), 'no checkpoint');
  const about = ['--scenario', 'impostor', '--data', data, '--json', '--episodes', '1', '--seats'];
  const played = await parlor(['play', ...about, 'crew=agent:impostor-crew-storm-s1-u2'], ON_BACKEND);
  expectRefused(played, 'bad-checkpoint', /There is no checkpoint "impostor-crew-storm-s1-u2"/);
  for (const update of [1, 2]) rmSync(fileOf(update));
});

test('an agent takes over in a fork, and the fork replays', { timeout: 60_000 }, async () => {
  const about = ['--data', data, '--json'];
  const played = await parlor([
    'play',
    '--scenario',
    'impostor',
    '--episodes',
    '1',
    '--seed',
    '1',
    '--log',
    ...about,
  ]);
  const [id] = played.json.ids;
  const forked = await parlor(['fork', id, '--turn', '5', '--seats', 'crew=agent', ...about], ON_BACKEND);
  expect(forked.json, forked.stderr).toMatchObject({ parent: id, turn: 5, episodes: 1 });
  const { json } = await parlor(['verify', '--all', ...about]);
  expect(json).toMatchObject({ episodes: 2, mismatches: 0 });
});

describe('is refused with a code and a sentence:', () => {
  test.each<[string, string[], string, RegExp]>([
    ['an unknown algorithm', ['--algo', 'magic'], 'bad-options', /no algorithm "magic"; there are: ppo, bc/],
    ['a plan that is no JSON', ['--algo', 'ppo', '--plan', '{'], 'bad-options', /--plan is not JSON/],
    [
      'a wrong plan',
      ['--algo', 'ppo', '--plan', '{"episodes":0}'],
      'bad-options',
      /plan is wrong at episodes/,
    ],
    ['an unknown role', ['--algo', 'ppo', '--plan', '{"roles":["x"]}'], 'bad-options', /has no role "x"/],
    ['nothing to resume', ['--algo', 'bc', '--resume'], 'bad-checkpoint', /nothing to resume of the run bc/],
    [
      'an opponent that there is not',
      [
        ...['--algo', 'ppo', '--plan'],
        '{"tables":[{"seats":{"crew":"learn","impostor":"scripted:mimic&agent:nobody@2"}}]}',
      ],
      'bad-checkpoint',
      /no checkpoint "nobody" of impostor\/impostor/,
    ],
    [
      'an unknown start',
      ['--algo', 'ppo', '--from', 'x'],
      'bad-checkpoint',
      /no checkpoint "x" of impostor\/crew/,
    ],
    [
      'a kl to nothing',
      ['--algo', 'ppo', '--name', 'a', '--plan', '{"settings":{"kl":1}}'],
      'bad-options',
      /--from/,
    ],
    ['no minutes at all', ['--algo', 'ppo', '--minutes', '0'], 'bad-options', /--minutes must be/],
    ['a name with spaces', ['--algo', 'ppo', '--name', 'a b'], 'bad-options', /wrong at name/],
  ])('%s', async (_, args, code, says) => {
    expectRefused(await train(args), code, says);
  });

  test('an unknown scenario', async () => {
    const ran = await parlor(['train', '--scenario', 'nope', '--algo', 'ppo', '--json']);
    expectRefused(ran, 'unknown-scenario', /There is no scenario "nope"/);
  });

  test('a back end that there is not', async () => {
    const setup = { env: { PARLOR_BACKEND: 'nonsense' } };
    const ran = await train(['--algo', 'ppo', '--name', 'b'], setup);
    expectRefused(ran, 'no-backend', /There is no back end "nonsense"; there are native, webgpu, wasm, cpu/);
  });

  test('a checkpoint that there is not, where one is to be evaluated', async () => {
    const about = ['--scenario', 'impostor', '--data', data, '--json', '--episodes', '2'];
    for (const seat of ['agent:nope', 'crew=agent:nope'])
      expectRefused(
        await parlor(['evaluate', ...about, '--seats', seat], ON_BACKEND),
        'bad-checkpoint',
        /There is no checkpoint "nope" of impostor\/(crew|impostor)/,
      );
    const none = [
      '--scenario',
      'impostor',
      '--data',
      join(data, 'empty'),
      '--json',
      '--seats',
      'impostor=agent',
    ];
    const nothingShipped = { env: { ...ON_BACKEND.env, SHIPPED_DIR: join(data, 'shipped') } };
    expectRefused(
      await parlor(['play', ...none], nothingShipped),
      'bad-checkpoint',
      /no trained agent for impostor\/impostor yet/,
    );
  });
});
