// Checkpoints: a file is whole and right or refused with a reason, and new episodes are always played
// with one that can be.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  type Checkpoint,
  readCheckpoint,
  readCheckpointFor,
  readHeader,
  sidecarOf,
  writeCheckpoint,
} from '../server/policy/checkpoint.ts';
import { CheckpointStore } from '../server/policy/store.ts';
import { RejectionError } from '../shared/result.ts';
import type { Scenario } from '../shared/scenario.ts';
import { checkpointOf, freshFolder, freshStore } from './doubles/checkpoints.ts';
import { echo } from './scenarios/echo/index.ts';
import { handshake } from './scenarios/handshake/index.ts';

const scenario = echo as Scenario;
const other = handshake as Scenario;

/** Why reading is refused. */
const refusal = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof RejectionError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'read';
};

const written = (checkpoint: Checkpoint = checkpointOf(scenario, 'echo')): string => {
  const path = join(freshFolder(), 'one.ckpt');
  writeCheckpoint(path, checkpoint);
  return path;
};

/** Changes a file and gives it the checksum of its new content. */
const forge = (path: string, change: (body: Buffer) => Buffer): void => {
  const body = change(readFileSync(path).subarray(0, -32));
  writeFileSync(path, Buffer.concat([body, createHash('sha256').update(body).digest()]));
};

describe('a checkpoint file', () => {
  test('reads back as it was written, with and without moments, and its sidecar is its header', () => {
    for (const moments of [true, false]) {
      const checkpoint = checkpointOf(scenario, 'echo', { moments });
      const path = written(checkpoint);
      expect(readCheckpoint(path)).toEqual(checkpoint);
      expect(readHeader(path)).toEqual(checkpoint.header);
      expect(JSON.parse(readFileSync(sidecarOf(path), 'utf8'))).toEqual(checkpoint.header);
    }
  });

  test('with any one byte changed is refused', () => {
    const path = written();
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at += 1 + Math.floor(whole.length / 97)) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] as number) ^ 0x10;
      writeFileSync(path, damaged);
      expect(refusal(() => readCheckpoint(path))).toMatch(/^bad-checkpoint: The checkpoint .* is /);
    }
  });

  test('cut off at any length is refused', () => {
    const path = written();
    const whole = readFileSync(path);
    for (const length of [
      0,
      7,
      11,
      12,
      40,
      44,
      100,
      whole.length - 33,
      whole.length - 32,
      whole.length - 1,
    ]) {
      writeFileSync(path, whole.subarray(0, length));
      expect(refusal(() => readCheckpoint(path))).toMatch(/^bad-checkpoint: .*(damaged|no checkpoint)/);
    }
    rmSync(path);
    expect(refusal(() => readCheckpoint(path))).toMatch(/^bad-checkpoint: .*cannot be read/);
  });

  test('of another project, of a later release, or of the wrong size is refused though its checksum is right', () => {
    const forged = (change: (body: Buffer) => Buffer): string => {
      const path = written();
      forge(path, change);
      return refusal(() => readCheckpoint(path));
    };
    const headed = (text: string): Buffer => {
      const head = Buffer.from(text);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(head.length);
      return Buffer.concat([Buffer.from('PARLORC1'), length, head]);
    };
    expect(forged((body) => Buffer.concat([Buffer.from('PARLORC2'), body.subarray(8)]))).toContain(
      'is no checkpoint of this project',
    );
    expect(forged(() => Buffer.from('PARLORC1'))).toContain('is no checkpoint of this project');
    expect(forged(() => headed('{"format": 2}'))).toContain('a header that this release does not understand');
    expect(forged(() => headed('{'))).toContain('a header that this release does not understand');
    expect(forged((body) => body.fill(0xff, 8, 12))).toContain('its header has no end');
    expect(forged((body) => Buffer.concat([body, Buffer.alloc(4)]))).toContain('another number of weights');
    expect(forged((body) => body.subarray(0, -3))).toContain('another number of weights');
  });

  test('with weights that are not numbers is refused', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const checkpoint = checkpointOf(scenario, 'echo');
      checkpoint.weights[5] = value;
      expect(refusal(() => readCheckpoint(written(checkpoint)))).toContain('weights that are not numbers');
    }
  });

  test('for another scenario, version, features, seats or roles is refused, and says which', () => {
    const path = written();
    const why = (change: Partial<Scenario>): string =>
      refusal(() => readCheckpointFor(path, { ...scenario, ...change }));
    expect(why({})).toBe('read');
    expect(refusal(() => readCheckpointFor(path, other))).toContain('trained for echo, not for handshake');
    expect(why({ version: 2 })).toContain('trained for version 1 of echo; this server has version 2');
    expect(why({ featureCount: 3 })).toContain('other features than echo gives');
    expect(why({ actFeatureCount: 1 })).toContain('other features than echo gives');
    expect(why({ seats: { min: 2, max: 3 } })).toContain('other seats or roles');
    expect(why({ roles: ['echo', 'caller'] })).toContain('other seats or roles');
  });

  test('whose writer is killed before the rename leaves the old one as it was', () => {
    const path = written();
    const before = readFileSync(path);
    const program = fileURLToPath(new URL('./doubles/killed-writer.ts', import.meta.url));
    const ended = spawnSync(process.execPath, ['--no-warnings', program, path], { encoding: 'utf8' });
    expect(ended.signal).toBe('SIGKILL');
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(join(path, '..')).filter((name) => name.endsWith('.part'))).toHaveLength(1);
  });

  test('that the disk does not take leaves nothing, and the one before stays', () => {
    const path = written();
    const before = readFileSync(path);
    const program = fileURLToPath(new URL('./doubles/full-disk-checkpoint.ts', import.meta.url));
    const ended = spawnSync(
      'bash',
      ['-c', `ulimit -f 4; exec "$0" --no-warnings "$1" "$2"`, process.execPath, program, path],
      { encoding: 'utf8' },
    );
    expect(ended.stdout).toMatch(/^log-failed: The checkpoint .* cannot be written \(EFBIG/);
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(join(path, '..')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('the checkpoint that new episodes are played with', () => {
  const ship = (shipped: string, update: number): void => {
    const checkpoint = checkpointOf(scenario, 'echo', { id: `shipped-u${update}`, update });
    writeCheckpoint(join(shipped, 'echo', 'echo', `${checkpoint.header.id}.ckpt`), checkpoint);
  };
  const current = (store: CheckpointStore): string | undefined => store.current(scenario, 'echo')?.header.id;

  test('is the shipped one, else the newest trained one, else the seated one', () => {
    const { store, shipped, said } = freshStore();
    expect(current(store)).toBeUndefined();
    ship(shipped, 900);
    expect(current(store)).toBe('shipped-u900');
    store.keep(checkpointOf(scenario, 'echo', { update: 1 }));
    expect(current(store)).toBe('echo-echo-test-s1-u1');
    store.keep(checkpointOf(scenario, 'echo', { update: 3 }));
    store.keep(checkpointOf(scenario, 'echo', { update: 2 }));
    expect(current(store)).toBe('echo-echo-test-s1-u3');
    store.seat('echo', 'echo', 'echo-echo-test-s1-u2');
    expect(current(store)).toBe('echo-echo-test-s1-u2');
    store.seat('echo', 'echo', 'shipped-u900');
    expect(current(store)).toBe('shipped-u900');
    expect(said).toEqual([]);
  });

  test('is the next one where the newest is damaged, cut off or of another version, with a word for each', () => {
    const { store, trained, said } = freshStore();
    const path = (update: number): string =>
      join(trained, 'echo', 'echo', `echo-echo-test-s1-u${update}.ckpt`);
    for (const update of [1, 2, 3, 4]) store.keep(checkpointOf(scenario, 'echo', { update }));
    const shape = { ...checkpointOf(scenario, 'echo').header.shape, version: 2 };
    store.keep(checkpointOf(scenario, 'echo', { update: 5, shape }));
    const damaged = readFileSync(path(4));
    damaged[damaged.length - 40] = (damaged.at(-40) as number) ^ 1;
    writeFileSync(path(4), damaged);
    truncateSync(path(3), 5);
    expect(current(store)).toBe('echo-echo-test-s1-u2');
    expect(said).toEqual([
      expect.stringMatching(/u3\.ckpt is no checkpoint of this project/),
      expect.stringMatching(/u5\.ckpt was trained for version 2 of echo/),
      expect.stringMatching(/u4\.ckpt is damaged or cut off/),
    ]);
    expect(current(store)).toBe('echo-echo-test-s1-u2');
    expect(refusal(() => store.byId(scenario, 'echo', 'echo-echo-test-s1-u4'))).toContain('bad-checkpoint');
  });

  test('needs no sidecar, and a damaged or outdated name of the seated one is passed over', () => {
    const { store, trained, said } = freshStore();
    const folder = join(trained, 'echo', 'echo');
    for (const update of [1, 2]) store.keep(checkpointOf(scenario, 'echo', { update }));
    rmSync(join(folder, 'echo-echo-test-s1-u2.json'));
    expect(current(store)).toBe('echo-echo-test-s1-u2');
    expect(said).toEqual([]);
    store.seat('echo', 'echo', 'gone');
    expect(current(store)).toBe('echo-echo-test-s1-u2');
    writeFileSync(join(folder, 'seated.json'), '{"id":');
    expect(current(store)).toBe('echo-echo-test-s1-u2');
    expect(said).toEqual([
      expect.stringMatching(/gone is seated for echo\/echo, but is not there any more/),
      expect.stringMatching(/seated\.json is damaged/),
    ]);
  });

  test('is found by its id, or those that there are are named', () => {
    const { store } = freshStore();
    expect(refusal(() => store.byId(scenario, 'echo', 'x'))).toMatch(/none has been trained or shipped/);
    store.keep(checkpointOf(scenario, 'echo', { update: 7 }));
    expect(store.byId(scenario, 'echo', 'echo-echo-test-s1-u7').header.update).toBe(7);
    for (const id of ['x', '../echo-echo-test-s1-u7', ''])
      expect(refusal(() => store.byId(scenario, 'echo', id))).toContain('there are: echo-echo-test-s1-u7.');
  });

  test('stays when old ones go; so do the newest, the best, and those of other runs', () => {
    const { store, trained } = freshStore();
    const reached = (low: number) => ({ training: { value: low, n: 9, low, high: 1 } });
    for (const update of [1, 2, 3, 4, 5, 6, 7, 8])
      store.keep(checkpointOf(scenario, 'echo', { update, scores: reached(update === 3 ? 0.9 : 0.1) }));
    store.keep(checkpointOf(scenario, 'echo', { id: 'echo-echo-other-s1-u1' }));
    store.seat('echo', 'echo', 'echo-echo-test-s1-u2');
    const folder = join(trained, 'echo', 'echo');
    writeFileSync(join(folder, 'old.ckpt.77.part'), 'half');
    writeFileSync(join(folder, 'new.ckpt.78.part'), 'half');
    utimesSync(join(folder, 'old.ckpt.77.part'), 0, 0);
    store.prune('echo', 'echo', 'echo-echo-test-s1-u', 2);
    const left = store.list('echo', 'echo').map(({ header }) => header.id);
    expect(left).toEqual([
      ...[8, 7, 3, 2].map((update) => `echo-echo-test-s1-u${update}`),
      'echo-echo-other-s1-u1',
    ]);
    expect(existsSync(join(folder, 'old.ckpt.77.part'))).toBe(false);
    expect(existsSync(join(folder, 'new.ckpt.78.part'))).toBe(true);
  });

  test('written by another process is seen at the next look', () => {
    const { store, shipped, trained } = freshStore();
    const writer = new CheckpointStore(shipped, trained, () => undefined);
    for (const update of [1, 2, 3, 4]) {
      writer.keep(checkpointOf(scenario, 'echo', { update }));
      expect(current(store)).toBe(`echo-echo-test-s1-u${update}`);
    }
    writer.seat('echo', 'echo', 'echo-echo-test-s1-u2');
    expect(current(store)).toBe('echo-echo-test-s1-u2');
    const folder = join(trained, 'echo', 'echo');
    renameSync(join(folder, 'echo-echo-test-s1-u2.ckpt'), join(folder, 'hidden'));
    expect(current(store)).toBe('echo-echo-test-s1-u4');
  });
});
