// What an offline run takes from a log, and what it refuses before anything is trained.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { type OfflineFlags, offlineData } from '../server/cli/train-offline.ts';
import { trajectoriesOf } from '../server/learner/from-log.ts';
import { type OfflineData, type OfflineQuery, readOffline } from '../server/learner/offline-data.ts';
import { planFor } from '../server/learner/plan-for.ts';
import type { Trajectory } from '../server/learner/rollout.ts';
import { Shelf } from '../server/learner/shelf.ts';
import { MemoryTurnLog } from '../server/log/memory-turn-log.ts';
import { Encoder } from '../server/policy/encode.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { EpisodeRecord, Header } from '../shared/turn.ts';
import { smallShape } from './doubles/checkpoints.ts';
import { parlor, type Ran } from './doubles/cli.ts';
import { played } from './doubles/episodes.ts';

const impostor = findScenario('impostor') as Scenario;
const donation = findScenario('donation') as Scenario;

const record = async (seed: number, about: Partial<Header> = {}): Promise<EpisodeRecord> => {
  const { header, ...rest } = await played(donation, [], seed);
  return { ...rest, header: { ...header, episode: `e${seed}`, ...about } };
};

const logOf = (records: readonly EpisodeRecord[]): MemoryTurnLog => {
  const log = new MemoryTurnLog();
  for (const { header, entries } of records) {
    log.open(header);
    log.note(header.episode, entries);
  }
  return log;
};

const read = (
  records: readonly EpisodeRecord[],
  about: Partial<OfflineQuery> = {},
): { data: OfflineData; said: string[] } => {
  const said: string[] = [];
  const data = readOffline(logOf(records), {
    scenario: donation,
    shapes: { persuader: smallShape(donation) },
    gamma: 1,
    quarantined: new Set(),
    compares: true,
    warn: (why) => said.push(why),
    ...about,
  });
  return { data, said };
};

/** Keys whose dialogues end with different gifts, both among the first of them. */
const several = (): Promise<EpisodeRecord[]> => Promise.all([1, 2, 3, 4, 5, 6].map((seed) => record(seed)));

/** A record without its end: the process died. */
const cutOff = ({ header, entries }: EpisodeRecord): EpisodeRecord => ({
  header,
  entries: entries.filter(({ type }) => type !== 'end'),
  end: undefined,
});

test('rows that are kept once are read back as they were', async () => {
  const shape = smallShape(impostor);
  const encoders = { crew: new Encoder(impostor, shape), impostor: new Encoder(impostor, shape) };
  const shelf = new Shelf(shape);
  const all: { trajectory: Trajectory; kept: Trajectory }[] = [];
  for (const seed of [1, 2])
    for (const { trajectory } of trajectoriesOf(await played(impostor, [], seed), impostor, encoders))
      all.push({ trajectory, kept: shelf.keep(trajectory) });
  const plain = ({ turns }: Trajectory): unknown =>
    turns.map((turn) => ({
      ...turn,
      picks: turn.picks.map(({ pick, index, mu }) => {
        const { state, chosen, candidates, count } = pick;
        const { features, history, heard } = state;
        return { index, mu, chosen, candidates, count, features, history, heard };
      }),
    }));
  expect(all.length).toBeGreaterThan(4);
  for (const { trajectory, kept } of all) expect(plain(kept)).toEqual(plain(trajectory));
});

test('a log gives the seats of the role, with rewards in deviations of their returns', async () => {
  const records = await several();
  const { data } = read(records);
  const persuader = data.roles.persuader as NonNullable<OfflineData['roles'][string]>;
  const gifts = records.map(({ end }) => (end?.metrics.gift ?? 0) / 2);
  const mean = gifts.reduce((sum, one) => sum + one, 0) / gifts.length;
  const deviation = Math.sqrt(gifts.reduce((sum, one) => sum + (one - mean) ** 2, 0) / gifts.length);
  expect(data.episodes).toBe(6);
  expect(persuader.mean).toBeCloseTo(mean, 5);
  expect(persuader.deviation).toBeCloseTo(deviation, 5);
  const sums = persuader.trajectories.map(({ turns }) => turns.reduce((sum, { reward }) => sum + reward, 0));
  sums.forEach((sum, n) => {
    expect(sum).toBeCloseTo((gifts[n] as number) / deviation, 4);
  });
});

test('of a log only what was asked for and may be used is read, and what is left out is told', async () => {
  const [a, b, c, d, ...rest] = (await several()) as [
    EpisodeRecord,
    EpisodeRecord,
    EpisodeRecord,
    EpisodeRecord,
    ...EpisodeRecord[],
  ];
  const old = { ...b, header: { ...b.header, scenarioVersion: 99 } };
  const { data, said } = read([a, old, cutOff(c), d, ...rest], { quarantined: new Set([d.header.episode]) });
  expect(data.episodes).toBe(3);
  expect(said).toEqual([
    '1 episodes of other versions of donation are left out',
    '1 episodes without an outcome are left out',
  ]);
  const rooms = [a, b, c].map((one) => ({ ...one, header: { ...one.header, origin: 'room' as const } }));
  expect(read([...rooms, d, ...rest], { origin: 'room' }).data.episodes).toBe(3);
});

describe('a log is refused with a code and a sentence', () => {
  const refusal = (records: readonly EpisodeRecord[], about: Partial<OfflineQuery> = {}): unknown => {
    try {
      read(records, about);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  test('where it is empty, or holds other scenarios alone', async () => {
    const empty = { code: 'bad-data', message: expect.stringMatching(/no episode of donation; play some/) };
    expect(refusal([])).toMatchObject(empty);
    expect(refusal([await played(impostor, [], 1)])).toMatchObject(empty);
    expect(refusal([await record(1)], { origin: 'room' })).toMatchObject({
      message: expect.stringMatching(/no episode of donation that came about by room/),
    });
  });

  test('where nothing in it has an outcome', async () => {
    const whole = await record(1);
    expect(refusal([cutOff(whole)])).toMatchObject({
      code: 'bad-data',
      message: expect.stringMatching(/None of the log's 1 episodes of donation has an outcome/),
    });
  });

  test('where it was played under another version of the scenario', async () => {
    expect(refusal([await record(1, { scenarioVersion: 99 })])).toMatchObject({
      code: 'foreign-log',
      message: expect.stringMatching(/1 episodes of donation were played under version 99; this release has/),
    });
  });

  test('where nobody has played the role, and where all outcomes are alike', async () => {
    const people = await record(1);
    const seats = people.header.seats.map(() => ({ kind: 'human' as const, occupant: 'Ada' }));
    const withheld = { ...people, header: { ...people.header, seats, consent: [false, false] } };
    expect(refusal([withheld])).toMatchObject({
      code: 'bad-data',
      message: expect.stringMatching(/Nobody in the log has played persuader/),
    });
    const one = await record(1);
    expect(refusal([one])).toMatchObject({
      code: 'bad-data',
      message: expect.stringMatching(/All 1 outcomes of persuader in the log are worth the same/),
    });
    expect(read([one], { compares: false }).data.episodes).toBe(1);
  });
});

test('a plan for a log needs no table where the role learns', () => {
  expect(planFor(donation, { algorithm: 'mc', name: 'a', seed: 1, roles: ['persuadee'] }).roles).toEqual([
    'persuadee',
  ]);
  expect(() => planFor(donation, { algorithm: 'ilql', name: 'a', seed: 1, settings: { tau: 1 } })).toThrow(
    /no setting "tau"; there are: .*expectile/,
  );
});

describe('parlor train --offline', () => {
  const data = mkdtempSync(join(tmpdir(), 'parlor-offline-'));
  afterAll(() => rmSync(data, { recursive: true, force: true }));
  const TINY = JSON.stringify({ episodes: 8, hidden: 4, turns: 2 });
  const train = (args: readonly string[], folder = data): Promise<Ran> =>
    parlor(['train', '--scenario', 'donation', '--data', folder, '--plan', TINY, '--json', ...args], {
      env: { PARLOR_BACKEND: 'wasm' },
    });

  test('learns from a played log by every algorithm, and the results can be seated', async () => {
    const about = ['--scenario', 'donation', '--data', data, '--json', '--seed', '1'];
    const played = await parlor(['play', ...about, '--episodes', '24', '--log']);
    expect(played.code, played.stderr).toBe(0);
    for (const algo of ['mc', 'ilql', 'topr', 'fbc']) {
      const ran = await train(['--algo', algo, '--updates', '2']);
      expect(ran.code, ran.stderr).toBe(0);
      expect(ran.stderr).toContain('24 logged episodes, 24 seats of persuader');
      expect(ran.json).toMatchObject({
        algorithm: algo === 'topr' ? 'reinforce' : algo,
        updates: 2,
        episodes: 24,
        checkpoints: { persuader: `donation-persuader-${algo}-s1-u2` },
      });
    }
    const cloned = await train(['--algo', 'bc', '--offline', join(data, 'log'), '--updates', '1']);
    expect(cloned.json, cloned.stderr).toMatchObject({ algorithm: 'bc', episodes: 24 });
    const seats = ['--seats', 'persuader=agent:donation-persuader-mc-s1-u2', '--episodes', '2'];
    const seated = await parlor(['play', ...about, ...seats], { env: { PARLOR_BACKEND: 'wasm' } });
    expect(seated.json.results.persuader.n, seated.stderr).toBe(2);
  }, 400_000);

  test('refuses a log that is not there before anything starts', async () => {
    const ran = await train(['--algo', 'mc'], join(data, 'nowhere'));
    expect(ran.code).toBe(1);
    expect(ran.json.error).toEqual({
      code: 'unknown-episode',
      message: expect.stringMatching(/There is no log in .*nowhere.log yet; play an episode first/),
    });
    expect(ran.stderr).not.toMatch(/back end|\bat .*:\d+:\d+/);
  }, 120_000);

  test.each<[string, string, Omit<OfflineFlags, 'data'>, RegExp]>([
    ['PPO on a log', 'ppo', { offline: '.' }, /PPO learns from its own play; from a log learn bc, fbc/],
    ['an origin without a log', 'bc', { origin: 'room' }, /it needs --offline/],
    ['a run to be resumed', 'ilql', { resume: true }, /not resumed: start it again, or begin with/],
  ])('refuses %s', async (_, algorithm, flags, says) => {
    const plan = planFor(donation, { algorithm, name: 'a', seed: 1 });
    const run = { plan, scenario: donation, start: {} };
    await expect(offlineData({ data, ...flags }, run, () => undefined)).rejects.toThrow(says);
  });

  test('takes nothing from a log that it was not asked for', async () => {
    const plan = planFor(donation, { algorithm: 'bc', name: 'a', seed: 1 });
    const run = { plan, scenario: donation, start: {} };
    expect(await offlineData({ data }, run, () => undefined)).toBeUndefined();
  });
});
