// Decisions a second of headless play beside TextArena's Secret Mafia with trivial players.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenarios } from '../../scenarios/index.ts';
import { newEpisodeId } from '../../server/episode/episode-id.ts';
import { keyFromSeed } from '../../server/episode/streams.ts';
import { openLmdbTurnLog } from '../../server/log/lmdb-turn-log.ts';
import type { LogEntry, TurnLog } from '../../server/log/turn-log.ts';
import { type HeadlessRun, playHeadless } from '../../server/seats/headless.ts';
import { median } from '../../server/stats.ts';
import type { Header } from '../../shared/turn.ts';
import type { Bench } from './index.ts';
import { TEXTARENA, textArenaReady, textArenaTurns } from './peers.ts';

const SECONDS = 2;
const ROUNDS = 5;
const PLAYERS = 5;

const play = async (run: HeadlessRun, log: TurnLog | undefined): Promise<number> => {
  let turns = 0;
  const start = performance.now();
  for (let index = 0; performance.now() - start < SECONDS * 1000; index++) {
    turns += (await playHeadless(run, keyFromSeed(1, index), log ? newEpisodeId() : 'bench')).turns;
    if (log && index % 64 === 63) await log.flush();
  }
  await log?.flush();
  return turns / ((performance.now() - start) / 1000);
};

const recorder =
  (log: TurnLog) =>
  (header: Header): ((entry: LogEntry | Header) => void) => {
    log.open(header);
    let waiting: LogEntry[] = [];
    return (entry) => {
      if (entry.type !== 'header') waiting.push(entry);
      if (entry.type !== 'end') return;
      log.note(header.episode, waiting);
      waiting = [];
    };
  };

const paired = async (name: string, run: HeadlessRun, log?: TurnLog): Promise<Bench> => {
  const missing = textArenaReady();
  const ours: number[] = [];
  const ratios: number[] = [];
  await play(run, log); // warm-up
  for (let round = 0; round < ROUNDS; round++) {
    const first = round % 2 === 0;
    const before = missing || !first ? 0 : textArenaTurns(SECONDS, PLAYERS + 1);
    const value = await play(run, log);
    const peer = missing ? Number.NaN : first ? before : textArenaTurns(SECONDS, PLAYERS + 1);
    ours.push(value);
    ratios.push(value / peer);
  }
  return {
    name,
    value: Math.round(median(ours)),
    unit: 'decisions/s',
    ratio: missing ? null : median(ratios),
    peer: missing ?? `${TEXTARENA} SecretMafia-v0, trivial players, turns/s`,
    n: ROUNDS,
  };
};

const base = (hashing: boolean): HeadlessRun => ({
  scenario: scenarios.impostor,
  options: scenarios.impostor.options.parse({ mode: 'paper', players: PLAYERS }),
  seats: ['random'],
  hashing,
  code: 'bench',
});

/** State hashes and log off. */
export const headless = (): Promise<Bench> => paired('headless', base(false));

/** State hashes and log on. */
export const headlessLogged = async (): Promise<Bench> => {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-bench-'));
  const log = openLmdbTurnLog(folder);
  try {
    return await paired('headless-logged', { ...base(true), record: recorder(log) }, log);
  } finally {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
