// A process that appends to a log and says which entries were acknowledged, until it is killed.
// Arguments: folder, first number of the episodes' ids, how many episodes.

import { openLmdbTurnLog } from '../../server/log/lmdb-turn-log.ts';
import { end, header, step, turn } from './log-entries.ts';

/** Live episodes write turn by turn; every 25 turns an episode ends and another one opens. */
const play = async (folder: string, name: string, episodes: number): Promise<void> => {
  const log = openLmdbTurnLog(folder);
  const one = async (seat: number): Promise<void> => {
    for (let round = 0; ; round++) {
      const id = `${name}-${seat}-${round}`;
      log.open(header(id));
      for (let at = 0; at < 25; at++) {
        await log.append(id, [turn(at), step(at)]);
        process.stdout.write(`${id} ${2 * (at + 1)}\n`);
      }
      await log.append(id, [end()]);
      process.stdout.write(`${id} 51\n`);
    }
  };
  await Promise.all(Array.from({ length: episodes }, (_, seat) => one(seat)));
};

if (import.meta.main) await play(process.argv[2] ?? '', process.argv[3] ?? 'w', Number(process.argv[4] ?? 4));
