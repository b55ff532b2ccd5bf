// parlor verify: every logged episode played again and compared.

import { findScenario } from '../../scenarios/index.ts';
import { RejectionError } from '../../shared/result.ts';
import { verifyRecord } from '../episode/replay.ts';
import type { TurnLog } from '../log/turn-log.ts';
import { openLog } from './open-log.ts';
import { type Common, finish } from './output.ts';

export interface VerifyResult {
  episodes: number;
  turns: number;
  mismatches: { episode: string; code: string; message: string }[];
}

/** Mismatches told one by one; the JSON has all of them counted. */
const SHOWN = 20;

/** Verifies one episode into the result. */
const verifyOne = (log: TurnLog, id: string, result: VerifyResult): void => {
  const miss = (code: string, message: string): void => {
    result.mismatches.push({ episode: id, code, message });
  };
  result.episodes++;
  const record = log.read(id);
  if (!record.ok) return miss(record.error.code, record.error.message);
  const scenario = findScenario(record.value.header.scenario);
  if (!scenario)
    return miss('unknown-scenario', `Episode ${id}: there is no scenario "${record.value.header.scenario}".`);
  const verified = verifyRecord(record.value, scenario);
  if (!verified.ok) return miss(verified.error.code, verified.error.message);
  result.turns += verified.value.turns;
};

export const verifyEpisodes = (log: TurnLog, ids: Iterable<string>): VerifyResult => {
  const result: VerifyResult = { episodes: 0, turns: 0, mismatches: [] };
  for (const id of ids) verifyOne(log, id, result);
  return result;
};

export const verifyCommand = async (
  episode: string | undefined,
  flags: Common & { all?: boolean },
): Promise<void> => {
  if (!episode && !flags.all) throw new RejectionError('unknown-episode', 'Name an episode, or use --all.');
  const log = openLog(flags.data, 'read');
  try {
    const result = verifyEpisodes(log, episode ? [episode] : log.episodes());
    const text = [
      `${result.episodes} episodes, ${result.turns} turns, ${result.mismatches.length} mismatches`,
      ...result.mismatches
        .slice(0, SHOWN)
        .map(({ episode: id, code, message }) => `  ${id}: ${code}: ${message}`),
    ].join('\n');
    finish(
      flags,
      {
        episodes: result.episodes,
        turns: result.turns,
        mismatches: result.mismatches.length,
        details: result.mismatches.slice(0, SHOWN),
      },
      text,
    );
    if (result.mismatches.length > 0) process.exitCode = 1;
  } finally {
    await log.close();
  }
};
