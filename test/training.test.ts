// Training runs: what a run continues, what it survives, and what it refuses.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { planFor } from '../server/learner/plan-for.ts';
import { recentRuns } from '../server/learner/run-log.ts';
import type { TrainLine } from '../server/learner/train-line.ts';
import { type Checkpoint, readCheckpointFor } from '../server/policy/checkpoint.ts';
import { storeIn } from '../server/policy/store.ts';
import { openBackend, tf } from '../server/policy/tf.ts';
import { RejectionError } from '../shared/result.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';
import { BACKEND } from './doubles/backend.ts';
import { type TinyRun, trainTiny } from './doubles/trainer-process.ts';

const impostor = findScenario('impostor') as Scenario;
const freshData = (): string => mkdtempSync(join(tmpdir(), 'parlor-training-'));

interface Said {
  begins?: number;
  line?: TrainLine;
  warned?: string;
  refused?: string;
  message?: string;
}

/** Trains in this process and gives back what was said. */
const trained = async (data: string, run: TinyRun): Promise<Said[]> => {
  const said: Said[] = [];
  await trainTiny(data, run, (one) => said.push(one));
  return said;
};

const checkpoints = (data: string, role = 'crew'): Checkpoint[] => {
  const folder = join(data, 'checkpoints', 'impostor', role);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ckpt')) : [];
  return names
    .map((name) => readCheckpointFor(join(folder, name), impostor))
    .sort((a, b) => a.header.update - b.header.update);
};

/** Trains in a process of its own. */
const start = (
  data: string,
  run: TinyRun,
  limit?: number,
): { child: ChildProcess; said: Said[]; ended: Promise<void> } => {
  const program = fileURLToPath(new URL('./doubles/trainer-process.ts', import.meta.url));
  const args = ['--no-warnings', program, data, JSON.stringify(run)];
  const limited = ['-c', `ulimit -f ${limit}; exec "$0" "$@"`, process.execPath, ...args];
  const child = limit === undefined ? spawn(process.execPath, args) : spawn('bash', limited);
  const said: Said[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(JSON.parse(line) as Said));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { child, said, ended };
};

beforeAll(async () => {
  await openBackend(BACKEND, { tested: true });
});

describe('a resumed run', () => {
  const BOTH = {
    roles: ['crew', 'impostor'],
    tables: [{ options: { mode: 'paper', cap: 30 }, seats: { crew: 'learn', impostor: 'learn' } }],
  };

  test('of 4 and 4 updates is, bit for bit, the run of 8: weights, moments, steps, episodes and reports', async () => {
    const [whole, parts] = [freshData(), freshData()];
    const plan = BOTH;
    const lines = async (data: string, run: TinyRun): Promise<object[]> =>
      (await trained(data, run)).flatMap(({ line }) => {
        if (!line) return [];
        const { seconds: _, turnsPerSecond: __, ...course } = line;
        return [course];
      });
    const one = await lines(whole, { updates: 8, checkpointEvery: 4, plan });
    const first = await lines(parts, { updates: 4, checkpointEvery: 4, plan });
    const second = await lines(parts, { updates: 4, checkpointEvery: 4, plan, resume: true });
    expect([...first, ...second]).toEqual(one);
    expect(one.map((line) => (line as TrainLine).episodes)).toEqual([4, 8, 12, 16, 20, 24, 28, 32]);
    for (const role of BOTH.roles) {
      const [a, b] = [checkpoints(whole, role).at(-1), checkpoints(parts, role).at(-1)];
      expect(b?.weights).toEqual(a?.weights);
      expect(b?.moments).toEqual(a?.moments);
      expect({ ...b?.header, at: 0 }).toEqual({ ...a?.header, at: 0 });
      expect(a?.header.update).toBe(8);
      expect(a?.weights).not.toEqual(checkpoints(whole, role)[0]?.weights);
    }
  });

  test('goes on after the latest update that every role has a sound checkpoint of', async () => {
    const data = freshData();
    await trained(data, { updates: 3, plan: BOTH });
    const path = (role: string, update: number): string =>
      join(data, 'checkpoints', 'impostor', role, `impostor-${role}-tiny-s1-u${update}.ckpt`);
    rmSync(path('impostor', 3));
    writeFileSync(path('crew', 2), readFileSync(path('crew', 2)).subarray(0, -1));
    const said = await trained(data, { updates: 1, plan: BOTH, resume: true });
    expect(said.map(({ begins, warned, line }) => begins ?? warned ?? line?.update)).toEqual([
      expect.stringMatching(/crew-tiny-s1-u2\.ckpt is damaged/),
      1,
      2,
    ]);
    expect(checkpoints(data, 'impostor').map(({ header }) => header.update)).toEqual([1, 2]);
  });

  test('by a plan with a lag learns from weights one update old, and says so', async () => {
    const lines = (await trained(freshData(), { updates: 3, plan: { lag: 1 } })).flatMap(
      ({ line }) => line ?? [],
    );
    expect(lines.map(({ lag }) => lag)).toEqual([0, 1, 1]);
    const none = (await trained(freshData(), { updates: 3 })).flatMap(({ line }) => line ?? []);
    expect(none.map(({ lag }) => lag)).toEqual([0, 0, 0]);
  });

  // Each takes a second or two; PARLOR_KILLS names another number.
  const KILLS = Number(process.env.PARLOR_KILLS ?? 25);

  test(`killed ${KILLS} times at any moment always starts, loses one interval at most, and goes on`, {
    timeout: 30_000 + 15_000 * KILLS,
  }, async () => {
    const data = freshData();
    const rng = rngFromState([5, 6, 7, 8]);
    const every = 2;
    let reached = 0;
    let kept = 0;
    for (let trial = 0; trial < KILLS; trial++) {
      const { child, said, ended } = start(data, { updates: 1000, checkpointEvery: every, resume: true });
      // Some are killed while they begin, most while they train.
      await Promise.race([
        expect
          .poll(() => said.length, { timeout: 30_000, interval: 5 })
          .toBeGreaterThan(rng.int(4) === 0 ? 0 : rng.int(8)),
        ended,
      ]);
      await new Promise((resolve) => setTimeout(resolve, rng.int(60)));
      child.kill('SIGKILL');
      await ended;
      expect(said.flatMap(({ warned, refused }) => warned ?? refused ?? [])).toEqual([]);
      const begins = said[0]?.begins ?? 0;
      expect(begins).toBeGreaterThanOrEqual(kept);
      expect(begins % every).toBe(0);
      expect(begins).toBeGreaterThan(reached - every);
      const lines = said.flatMap(({ line }) => line ?? []);
      expect(lines.map(({ update }) => update)).toEqual(lines.map((_, n) => begins + n + 1));
      reached = lines.at(-1)?.update ?? begins;
      // Every file that is there can be used: readCheckpointFor throws otherwise.
      kept = checkpoints(data).at(-1)?.header.update ?? 0;
      expect(recentRuns(data, 10)[0]?.lines.length ?? 0).toBeLessThanOrEqual(10);
    }
    console.log(`${KILLS} kills, ${kept} updates kept`);
    expect(kept).toBeGreaterThan(KILLS);
  });
});

describe('a run that goes wrong', () => {
  const failure = async (run: Promise<unknown>): Promise<string> => {
    try {
      await run;
    } catch (error) {
      if (error instanceof RejectionError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return 'fine';
  };

  test('by a loss that is no number, or a weight that runs away, keeps what was before and says so', async () => {
    const data = freshData();
    const wild = { plan: { settings: { learningRate: 1e30 } } };
    expect(await failure(trained(data, { updates: 3, ...wild }))).toMatch(
      /^training-failed: Update 1 was stopped: .*(NaN|Infinity|grew to).*Nothing had been learned/,
    );
    expect(checkpoints(data)).toEqual([]);
    await trained(data, { updates: 3, checkpointEvery: 3 });
    const [before] = checkpoints(data);
    const tensors = tf.memory().numTensors;
    const once = { plan: { settings: { learningRate: 1e30, epochs: 1, minibatch: 100_000 } } };
    expect(await failure(trained(data, { updates: 3, resume: true, ...once }))).toMatch(
      /^training-failed: Update 4 was stopped: a weight grew to/,
    );
    expect(tf.memory().numTensors).toBe(tensors);
    expect(checkpoints(data)).toEqual([before]);
    expect((await trained(data, { updates: 1, resume: true }))[0]).toEqual({ begins: 3 });
  });

  test('on a full disk ends with a sentence, and the checkpoint before stays', async () => {
    const data = freshData();
    await trained(data, { updates: 2 });
    const before = checkpoints(data);
    const { said, ended } = start(data, { updates: 2, resume: true }, 4);
    await ended;
    expect(said.at(-1)).toEqual({
      refused: 'log-failed',
      message: expect.stringMatching(/tiny-s1-u3\.ckpt cannot be written \(EFBIG/),
    });
    expect(checkpoints(data)).toEqual(before);
  });

  test('through a self-play thread says what happened there', async () => {
    const table = { options: { mode: 'paper', cap: 30 }, seats: { crew: 'learn', impostor: 'agent:gone' } };
    expect(await failure(trained(freshData(), { updates: 1, plan: { tables: [table] } }))).toMatch(
      /^training-failed: A self-play thread failed: .*There is no checkpoint "gone" of impostor\/impostor/,
    );
  });

  test('for another version of the scenario is not resumed', async () => {
    const data = freshData();
    await trained(data, { updates: 1 });
    const store = storeIn(data, () => undefined);
    const newer = { ...impostor, version: impostor.version + 1 };
    expect(() => store.byId(newer, 'crew', 'impostor-crew-tiny-s1-u1')).toThrow(
      `was trained for version ${impostor.version} of impostor; this server has version ${newer.version}`,
    );
  });
});

describe('a training plan', () => {
  const refusal = (given: Record<string, unknown>): string => {
    try {
      planFor(impostor, { name: 'test', algorithm: 'ppo', seed: 1, ...given });
    } catch (error) {
      if (error instanceof RejectionError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return 'taken';
  };
  const table = (seats: object, options: object = {}): object => ({ tables: [{ seats, options }] });

  test.each<[object, RegExp]>([
    [{}, /^taken$/],
    [{ algorithm: 'bc' }, /^taken$/],
    [table({ crew: 'learn', impostor: 'agent:any' }), /^taken$/],
    [
      { roles: ['crew', 'impostor'], ...table({ crew: 'learn', impostor: 'learn:crew' }) },
      /impostor is to learn, but sits at no table/,
    ],
    [{ name: 'Too Loud' }, /wrong at name: use at most 20 of a-z/],
    [{ algorithm: 'magic' }, /wrong at algorithm/],
    [{ episodes: 0 }, /wrong at episodes/],
    [{ lag: 2 }, /wrong at lag/],
    [{ seed: 2 ** 32 }, /wrong at seed/],
    [{ nonsense: 1 }, /wrong at its top: .*nonsense/],
    [{ roles: [] }, /wrong at roles/],
    [{ roles: ['captain'] }, /impostor has no role "captain"; it has crew, impostor/],
    [{ roles: ['crew', 'crew'] }, /A role can learn only once/],
    [{ settings: { learningrate: 1 } }, /There is no setting "learningrate"; there are: learningRate/],
    [{ settings: { clip: 'x' } }, /wrong at settings.clip/],
    [{ settingsByRole: { crew: { learningRate: 0.1 } } }, /^taken$/],
    [{ settingsByRole: { crew: { learningrate: 1 } } }, /There is no setting "learningrate"/],
    [{ settingsByRole: { impostor: { clip: 0.1 } } }, /names "impostor"; the roles that learn: crew/],
    [{ settingsByRole: { crew: { clip: 'x' } } }, /wrong at settingsByRole.crew.clip/],
    [{ tables: [] }, /wrong at tables/],
    [table({ crew: 'learn', captain: 'random' }), /no role "captain"/],
    [table({ crew: 'learn', impostor: 'scripted:mimic&learn:crew' }), /^taken$/],
    [table({ crew: 'learn&random' }), /a seat is divided between two that do not learn/],
    [table({ crew: 'learn', impostor: 'random&random&random' }), /divided between two/],
    [table({ crew: 'learn', impostor: 'random&scripted:nobody' }), /no script "nobody"/],
    [table({ crew: 'learn', impostor: 'learn' }), /impostor does not learn in this run/],
    [table({ crew: 'learn', impostor: 'learn:impostor' }), /impostor does not learn in this run/],
    [table({ crew: 'learn', impostor: 'scripted:nobody' }), /^bad-seat-kind: .*no script "nobody"/],
    [table({ crew: 'learn', impostor: 'wizard' }), /^bad-seat-kind: "wizard" is no seat kind/],
    [table({ crew: 'learn', impostor: 'human' }), /A person cannot sit in self-play/],
    [
      table({ crew: 'learn', impostor: 'llm:smollm2-135m' }),
      /^bad-seat-kind: A language model is too slow .*train --offline/,
    ],
    [table({ crew: 'learn', impostor: 'agent+llm' }), /^bad-seat-kind: A language model is too slow/],
    [
      { heldout: [{ seats: { crew: 'learn', impostor: 'llm+self' } }] },
      /^bad-seat-kind: A language model is too slow/,
    ],
    [{ algorithm: 'bc', teachers: { crew: 'llm' } }, /^bad-seat-kind: A language model is too slow/],
    [table({ crew: 'learn' }, { plyers: 3 }), /plyers/],
    [table({ crew: 'random' }), /crew is to learn, but sits at no table/],
    [{ heldout: [{ seats: { crew: 'learn', impostor: 'agent' } }] }, /Held-out tables seat scripts/],
    [{ algorithm: 'bc', teachers: {} }, /Nobody is named whom crew is cloned from/],
    [{ algorithm: 'bc', teachers: { crew: 'scripted:nobody' } }, /no script "nobody"/],
  ])('%j: %s', (given, says) => {
    expect(refusal({ ...given })).toMatch(says);
  });
});
