// Bytes of the log per turn beside the same entries as JSON lines.

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenarios } from '../../scenarios/index.ts';
import { newEpisodeId } from '../../server/episode/episode-id.ts';
import { keyFromSeed } from '../../server/episode/streams.ts';
import { openLmdbTurnLog } from '../../server/log/lmdb-turn-log.ts';
import type { LogEntry } from '../../server/log/turn-log.ts';
import { playHeadless } from '../../server/seats/headless.ts';
import type { Bench } from './index.ts';

const EPISODES = 2000;

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

/** The file that the log leaves on disk, against JSON; `standard` play with talking scripts. */
export const logBytes = async (): Promise<Bench> => {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-bench-'));
  const log = openLmdbTurnLog(folder);
  let json = 0;
  let turns = 0;
  const record = (header: Parameters<typeof log.open>[0]): ((entry: LogEntry | typeof header) => void) => {
    log.open(header);
    json += JSON.stringify(header).length + 1;
    const waiting: LogEntry[] = [];
    return (entry) => {
      if (entry.type === 'header') return;
      json += Buffer.byteLength(JSON.stringify(entry)) + 1;
      waiting.push(entry);
      if (entry.type === 'end') log.note(header.episode, waiting);
    };
  };
  const { impostor } = scenarios;
  const seats = ['impostor=scripted:stealth', 'crew=scripted:greedy'];
  const run = { scenario: impostor, options: impostor.options.parse({}), seats, record, code: 'bench' };
  for (let index = 0; index < EPISODES; index++) {
    turns += (await playHeadless(run, keyFromSeed(2, index), newEpisodeId())).turns;
    if (index % 100 === 99) await log.flush();
  }
  await log.close();
  const bytes = sizeOf(folder);
  rmSync(folder, { recursive: true, force: true });
  return {
    name: 'log-bytes',
    value: Number((bytes / turns).toFixed(1)),
    unit: 'bytes on disk a turn',
    ratio: bytes / json,
    peer: 'the same entries as JSON lines',
    n: EPISODES,
    more: { jsonBytesPerTurn: json / turns, turns },
  };
};
