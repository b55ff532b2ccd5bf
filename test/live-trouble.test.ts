// What befalls the learner beside a server costs the players nothing: it is said in a sentence, and they go on
// with the last checkpoint, or with scripts where there is none.

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { openLmdbTurnLog } from '../server/log/lmdb-turn-log.ts';
import { storeIn } from '../server/policy/store.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';
import { BACKEND } from './doubles/backend.ts';
import { checkpointOf } from './doubles/checkpoints.ts';
import { parlor } from './doubles/cli.ts';
import { learnerOf } from './doubles/learner-process.ts';
import { playOnce } from './doubles/live-loop.ts';
import { freshData, type ServerProcess, startServerProcess } from './doubles/server.ts';

const impostor = findScenario('impostor') as Scenario;
const SMALL = { episodes: 4, hidden: 4, turns: 2, checkpointEvery: 1, judgedBy: 4 };

let server: ServerProcess;
afterEach(() => server?.clean());

const start = async (about: {
  data?: string;
  plan?: object;
  env?: Record<string, string>;
}): Promise<ServerProcess> => {
  const { data = freshData(), plan, env } = about;
  const tables = [{ options: { mode: 'paper', cap: 40 }, seats: { crew: 'learn', impostor: 'random' } }];
  server = await startServerProcess({
    data,
    env: {
      LEARN: 'impostor',
      SHIPPED_DIR: freshData(),
      PARLOR_BACKEND: BACKEND,
      PARLOR_LEARN_PLAN: JSON.stringify({ ...SMALL, tables, heldout: tables, ...plan }),
      ...env,
    },
  });
  return server;
};

const says = (words: RegExp): Promise<void> =>
  expect.poll(() => server.output(), { timeout: 120_000, interval: 200 }).toMatch(words);

/** A person plays to the end; the checkpoints that sat there. */
const play = async (): Promise<string[]> => {
  const about = { name: 'Ada', hostile: false, thinks: 0, rng: rngFromState([1, 2, 3, 4]) };
  const player = await playOnce(server, about);
  expect(player.faults).toEqual([]);
  const answer = await fetch(`${server.url}/api/episodes/${player.roomId}`);
  const { header }: { header: { seats: { kind: string; occupant: string }[] } } = await answer.json();
  return header.seats.flatMap(({ kind, occupant }) => (kind === 'agent' ? [occupant] : []));
};

const updateOf = (id: string): number => Number(/-u(\d+)$/.exec(id)?.[1] ?? 0);

/** The latest update whose checkpoint is on the disk. */
const kept = (): number => {
  const folder = join(server.data, 'checkpoints', 'impostor', 'crew');
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.ckpt'));
    return Math.max(0, ...names.map((name) => updateOf(name.replace('.ckpt', ''))));
  } catch {
    return 0; // nothing has been kept yet
  }
};
const keeps = (more: number): Promise<void> =>
  expect.poll(kept, { timeout: 120_000, interval: 200 }).toBeGreaterThan(more);
const fileOf = (update: number): string =>
  join(server.data, `checkpoints/impostor/crew/impostor-crew-live-s1-u${update}.ckpt`);

test('a full disk, a kill and a damaged checkpoint stop the learner for a while, and nobody else', {
  timeout: 480_000,
}, async () => {
  const full = join(freshData(), 'full');
  const preload = fileURLToPath(new URL('./doubles/full-disk-preload.ts', import.meta.url));
  await start({ env: { FULL_DISK: full, NODE_OPTIONS: `--import=${preload}` } });
  await keeps(0);

  writeFileSync(full, '');
  await says(/learner: The checkpoint .* cannot be written \(ENOSPC: no space left on device/);
  const before = kept();
  const [agent = ''] = await play();
  expect(updateOf(agent)).toBeLessThanOrEqual(before);
  expect(kept()).toBe(before);
  rmSync(full);
  await keeps(before + 1);

  // Killed, and its latest checkpoint damaged: it goes on after the one before.
  process.kill(learnerOf(server), 'SIGKILL');
  await says(/the learner has ended; it is started again/);
  const last = kept();
  writeFileSync(fileOf(last), readFileSync(fileOf(last)).subarray(0, -10));
  await says(new RegExp(`learner: The checkpoint .*-u${last}.ckpt is damaged or cut off`));
  const agents = await play();
  expect(agents.length).toBeGreaterThan(1);
  await keeps(last);
  expect((await play()).length).toBeGreaterThan(1);
});

test('a loss that is no number ends the update, which says so; scripts or the last checkpoint play', {
  timeout: 300_000,
}, async () => {
  const data = freshData();
  const plan = { settings: { learningRate: 1e30 } };
  storeIn(data, () => undefined).keep(checkpointOf(impostor, 'crew', { id: 'impostor-crew-earlier' }));
  await start({ data, plan });
  await says(/learner: Update 1 was stopped: (the loss is|a weight grew to) .*smaller learning rate/);
  expect(new Set(await play())).toEqual(new Set(['impostor-crew-earlier']));
  await says(/the learner has ended; it is started again/);
});

describe('what another release left', () => {
  /** The same, as of a version that is not this one. */
  const ofAnotherVersion = (): ReturnType<typeof checkpointOf> => {
    const { header, ...rest } = checkpointOf(impostor, 'crew');
    const shape = { ...header.shape, version: impostor.version + 1 };
    return { ...rest, header: { ...header, shape, id: 'impostor-crew-later' } };
  };

  test('checkpoints and episodes of another version are passed over with a word each', {
    timeout: 300_000,
  }, async () => {
    const data = freshData();
    await parlor(['play', '--scenario', 'impostor', '--episodes', '1', '--log', '--data', data]);
    const log = openLmdbTurnLog(join(data, 'log'));
    const [id = ''] = log.episodes();
    const record = log.read(id);
    if (!record.ok) throw new Error(record.error.message);
    const { header, entries } = record.value;
    const old = `${id.slice(0, -4)}0000`;
    log.open({ ...header, episode: old, origin: 'room', scenarioVersion: impostor.version + 1 });
    await log.append(old, entries);
    await log.close();
    storeIn(data, () => undefined).keep(ofAnotherVersion());
    await start({ data });
    await says(new RegExp(`learner: Episode ${old} was played under impostor version`));
    await says(/learner: The checkpoint .*later\.ckpt was trained for version \d+ of impostor; this server/);
    await keeps(0);
    await expect.poll(async () => (await play())[0] ?? '', { timeout: 120_000 }).toMatch(/-live-s1-u\d+$/);
  });
});

test('a back end that fails its self-test is named with its reason, and scripts play on', {
  timeout: 300_000,
}, async () => {
  await start({ env: { PARLOR_BACKEND: 'native', PARLOR_TENSORFLOW: '/nowhere' } });
  await says(/learner: The back end native cannot be used here: no library of .* lies in \/nowhere/);
  expect(await play()).toEqual([]);
});

test('an empty log is refused with a sentence where a run is to learn from it alone', async () => {
  const data = freshData();
  const train = ['train', '--scenario', 'impostor', '--algo', 'fbc', '--updates', '1', '--data', data];
  const empty = await parlor([...train, '--json']);
  expect(empty.code).toBe(1);
  expect(empty.json.error.message).toMatch(/There is no log in .* yet; play an episode first/);
  await parlor(['play', '--scenario', 'donation', '--episodes', '1', '--log', '--data', data]);
  const other = await parlor([...train, '--json']);
  expect(other.json.error.message).toMatch(/The log holds no episode of impostor; play some with/);
  expect(other.stderr).not.toMatch(/\bat .*:\d+:\d+/);
  rmSync(data, { recursive: true });
});
