// A process whose files may not grow past a limit set from outside (ulimit -f): writes more than fits,
// then a little, and prints what came of it as JSON.

import { openLmdbTurnLog } from '../../server/log/lmdb-turn-log.ts';
import { end, header, turn } from './log-entries.ts';

const outcome = (wait: Promise<void>): Promise<string> =>
  wait.then(
    () => 'stored',
    (error: { code?: string; message?: string }) => `${error.code}: ${error.message}`,
  );

const fill = async (folder: string): Promise<void> => {
  process.on('SIGXFSZ', () => undefined);
  const log = openLmdbTurnLog(folder);
  for (const id of ['small', 'large', 'noted']) log.open(header(id));
  await log.append('small', [turn(0)]);
  const much = Array.from({ length: 5000 }, (_, at) => turn(at, { text: `${at} ${'x'.repeat(180)}` }));
  const large = outcome(log.append('large', much));
  const meanwhile = new Promise((resolve) => setImmediate(resolve)).then(() =>
    outcome(log.append('large', [turn(9)])),
  );
  const said = { large: await large, behind: await meanwhile };
  log.note('noted', much);
  const flush = await outcome(log.flush());
  const after = await outcome(log.append('small', [turn(1), end()]));
  const again = await outcome(log.append('large', [turn(0), end()]));
  const noted = await outcome(log.append('noted', [turn(0)]));
  await log.close();
  process.stdout.write(`${JSON.stringify({ ...said, flush, after, again, noted })}\n`);
};

if (import.meta.main) await fill(process.argv[2] ?? '');
