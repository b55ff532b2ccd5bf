// Decisions a second of headless play, as `parlor play` runs it (on all cores), beside TextArena's
// Secret Mafia with trivial players, which runs on one. The single-thread figure stands beside.

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenarios } from '../../scenarios/index.ts';
import { type PlayJob, playJob } from '../../server/cli/play-job.ts';
import { openLmdbTurnLog } from '../../server/log/lmdb-turn-log.ts';
import { median } from '../../server/stats.ts';
import type { Bench } from './index.ts';
import { TEXTARENA, textArenaReady, textArenaTurns } from './peers.ts';

const SECONDS = 3;
const ROUNDS = 5;
const PLAYERS = 5;
const EPISODES = { plain: 120_000, logged: 30_000 };

const job = (hashing: boolean): PlayJob => ({
  scenario: 'impostor',
  options: scenarios.impostor.options.parse({ mode: 'paper', players: PLAYERS }),
  seats: ['random'],
  hashing,
  seed: 1,
  episodes: hashing ? EPISODES.logged : EPISODES.plain,
  log: hashing,
});

/** Decisions a second of one job, threads and all. */
const rate = async (threads: number, logged: boolean): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-bench-'));
  const log = logged ? openLmdbTurnLog(folder) : undefined;
  const start = performance.now();
  const { turns } = await playJob(job(logged), threads, log);
  const seconds = (performance.now() - start) / 1000;
  await log?.close();
  rmSync(folder, { recursive: true, force: true });
  return turns / seconds;
};

const paired = async (name: string, logged: boolean): Promise<Bench> => {
  const missing = textArenaReady();
  const peer = (): number => (missing ? Number.NaN : textArenaTurns(SECONDS, PLAYERS + 1));
  const all: number[] = [];
  const single: number[] = [];
  const ratios: number[] = [];
  const singleRatios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = peer();
    const value = await rate(availableParallelism(), logged);
    const one = await rate(1, logged);
    const turns = (before + peer()) / 2;
    all.push(value);
    single.push(one);
    ratios.push(value / turns);
    singleRatios.push(one / turns);
  }
  return {
    name,
    value: Math.round(median(all)),
    unit: 'decisions/s',
    ratio: missing ? null : median(ratios),
    peer: missing ?? `${TEXTARENA} SecretMafia-v0, trivial players, turns/s`,
    n: ROUNDS,
    more: {
      threads: availableParallelism(),
      singleThread: Math.round(median(single)),
      ...(missing ? {} : { singleThreadRatio: median(singleRatios) }),
    },
  };
};

/** State hashes and log off. */
export const headless = (): Promise<Bench> => paired('headless', false);

/** State hashes and log on. */
export const headlessLogged = (): Promise<Bench> => paired('headless-logged', true);
