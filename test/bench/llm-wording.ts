// Whether an agent does as well when a language model words what it chose: `node test/bench/llm-wording.ts MODEL
// SCENARIO/ROLE [--episodes N] [--seed N] [--options JSON] [--seats OTHERS]`. The same keys are played with and
// without wording; prints one line of JSON: both shares, the pairs whose fate differs (exact interval), and the
// share of utterances that carried the acts in the model's own words.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLog } from '../../server/cli/open-log.ts';
import { must } from '../../server/cli/output.ts';
import { type PlayResult, runPlay } from '../../server/cli/play.ts';
import { share } from '../../server/stats.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    episodes: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    options: { type: 'string', default: '{}' },
    seats: { type: 'string' },
  },
});
const [model = 'smollm2-135m', where = 'booking/agent'] = positionals;
const [scenario = '', role = ''] = where.split('/');

interface Side {
  readonly result: PlayResult;
  /** By the episode's key: whether the role won, and the gift in cents where there is one. */
  readonly fates: ReadonlyMap<string, string>;
}

const fatesIn = (data: string): Map<string, string> => {
  const log = openLog(data, 'read');
  const out = new Map<string, string>();
  for (const id of log.episodes()) {
    const { header, end } = must(log.read(id));
    const won = end?.winners.some((seat) => end.roles?.[seat] === role) ?? false;
    out.set(header.key, `${won ? 'won' : 'lost'} ${end?.metrics.gift ?? ''}`);
  }
  log.close();
  return out;
};

const play = async (kind: string): Promise<Side> => {
  const data = mkdtempSync(join(tmpdir(), 'parlor-wording-'));
  const seats = [`${role}=${kind}`, ...(values.seats ? [values.seats] : [])].join(',');
  const { episodes, seed, options } = values;
  const result = await runPlay({
    scenario,
    seats,
    options,
    episodes: Number(episodes),
    seed: Number(seed),
    log: true,
    data,
  });
  return { result, fates: fatesIn(data) };
};

/** Upper end of the exact 95% interval of 0 of n (Clopper and Pearson 1934), which is what such pairs mostly come to. */
const upperOfNone = (n: number): number => 1 - 0.025 ** (1 / n);

const worded = await play(`agent+llm:${model}`);
const plain = await play('agent');
const keys = [...worded.fates.keys()];
const changed = keys.filter((key) => worded.fates.get(key) !== plain.fates.get(key)).length;
const row = {
  model,
  scenario,
  role,
  pairs: keys.length,
  worded: worded.result.results[role],
  plain: plain.result.results[role],
  changed: changed > 0 ? share(changed, keys.length) : { rate: 0, high: upperOfNone(keys.length) },
  llm: worded.result.llm,
  gift: [worded.result.metrics.gift, plain.result.metrics.gift],
};
process.stdout.write(`${JSON.stringify(row)}\n`);
