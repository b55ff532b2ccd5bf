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

/** What is played: a scenario by players that use most of it. */
interface Workload {
  readonly name: string;
  readonly job: Pick<PlayJob, 'scenario' | 'options' | 'seats' | 'episodes' | 'hashing' | 'log'>;
}

const impostor = (name: string, logged: boolean, episodes: number): Workload => ({
  name,
  job: {
    scenario: 'impostor',
    options: scenarios.impostor.options.parse({ mode: 'paper', players: PLAYERS }),
    seats: ['random'],
    episodes,
    hashing: logged,
    log: logged,
  },
});

/** Two scripts that talk by text alone: every utterance is worded by one and read by the other. */
const dialogue = (name: string, scenario: 'booking' | 'donation', episodes: number): Workload => ({
  name,
  job: {
    scenario,
    options: scenarios[scenario].options.parse({}),
    seats: [...scenarios[scenario].fill],
    episodes,
    hashing: false,
    log: false,
  },
});

/** Decisions a second of one job, threads and all. */
const rate = async (threads: number, { job }: Workload): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-bench-'));
  const log = job.log ? openLmdbTurnLog(folder) : undefined;
  const start = performance.now();
  const { turns } = await playJob({ ...job, seed: 1 }, threads, log);
  const seconds = (performance.now() - start) / 1000;
  await log?.close();
  rmSync(folder, { recursive: true, force: true });
  return turns / seconds;
};

const paired = async (workload: Workload): Promise<Bench> => {
  const missing = textArenaReady();
  const peer = (): number => (missing ? Number.NaN : textArenaTurns(SECONDS, PLAYERS + 1));
  const all: number[] = [];
  const single: number[] = [];
  const ratios: number[] = [];
  const singleRatios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = peer();
    const value = await rate(availableParallelism(), workload);
    const one = await rate(1, workload);
    const turns = (before + peer()) / 2;
    all.push(value);
    single.push(one);
    ratios.push(value / turns);
    singleRatios.push(one / turns);
  }
  return {
    name: workload.name,
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
export const headless = (): Promise<Bench> => paired(impostor('headless', false, 120_000));

/** State hashes and log on. */
export const headlessLogged = (): Promise<Bench> => paired(impostor('headless-logged', true, 30_000));

/** The rule agent against the agenda user. */
export const headlessBooking = (): Promise<Bench> => paired(dialogue('headless-booking', 'booking', 2_000));

/** The expert persuader against the fitted persuadee. */
export const headlessDonation = (): Promise<Bench> =>
  paired(dialogue('headless-donation', 'donation', 6_000));
