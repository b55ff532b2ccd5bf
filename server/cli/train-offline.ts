// parlor train on a log: which log it is, and what there is to learn from in it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RejectionError } from '../../shared/result.ts';
import type { Header } from '../../shared/turn.ts';
import { FBC } from '../learner/fbc.ts';
import { type OfflineRun, shapesOf } from '../learner/offline.ts';
import { type OfflineData, readOffline } from '../learner/offline-data.ts';
import { FROM_LOG } from '../learner/plan.ts';
import { quarantined } from '../learner/quarantine.ts';
import { openLog } from './open-log.ts';
import type { Common } from './output.ts';

export interface OfflineFlags extends Common {
  /** Data folder whose log is learned from; absent: --data, for the algorithms that know nothing else. */
  offline?: string;
  origin?: Header['origin'];
  resume?: boolean;
}

/** DIR, or DIR/log, as the folder that holds the log. */
const folderOf = (given: string): string =>
  existsSync(join(given, 'parlor-log.json')) ? join(given, '..') : given;

/**
 * What a run learns from where it learns from a log, read before anything is trained; undefined: from play.
 * Throws RejectionError where the flags do not go together or the log is of no use.
 */
export const offlineData = async (
  flags: OfflineFlags,
  run: Pick<OfflineRun, 'plan' | 'scenario' | 'start'>,
  tell: (line: string) => void,
): Promise<OfflineData | undefined> => {
  const { plan, scenario } = run;
  const { algorithm } = plan;
  if (flags.offline === undefined && !FROM_LOG.includes(algorithm)) {
    if (flags.origin !== undefined)
      throw new RejectionError('bad-options', '--origin says which logged episodes; it needs --offline.');
    return undefined;
  }
  if (algorithm === 'ppo')
    throw new RejectionError(
      'bad-options',
      `PPO learns from its own play; from a log learn bc, ${FROM_LOG.join(', ')}.`,
    );
  if (flags.resume)
    throw new RejectionError(
      'bad-options',
      'A run over a log is not resumed: start it again, or begin with a checkpoint by --from.',
    );
  const folder = folderOf(flags.offline ?? flags.data);
  const log = openLog(folder, 'read');
  try {
    const data = readOffline(log, {
      scenario,
      shapes: shapesOf(run),
      gamma: plan.settings.gamma ?? FBC.gamma,
      origin: flags.origin,
      quarantined: quarantined(folder),
      compares: algorithm !== 'bc',
      warn: tell,
    });
    for (const [role, { trajectories, mean, deviation }] of Object.entries(data.roles))
      tell(
        `${data.episodes} logged episodes, ${trajectories.length} seats of ${role}, return ${mean.toFixed(3)} +- ${deviation.toFixed(3)}`,
      );
    return data;
  } finally {
    await log.close();
  }
};
