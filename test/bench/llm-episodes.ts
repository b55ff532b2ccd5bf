// Whole episodes with one seat of a language model: `node test/bench/llm-episodes.ts MODEL [SCENARIO[/ROLE],...] [--episodes N]
// [--seed N] [--data DIR]`. Half of them with the model in one role of the scenario, half in the other, options as
// they are by default, the other seats as the scenario fills them. Everything is logged and played again
// afterwards (parlor verify), which refuses an act that was not legal. Prints a line of JSON a row.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runPlay } from '../../server/cli/play.ts';

/** The seats of a row; the rest are the scenario's own. */
const ROWS: Readonly<Record<string, Readonly<Record<string, (kind: string) => string>>>> = {
  impostor: {
    crew: (kind) => `crew=${kind},crew=scripted:greedy`,
    impostor: (kind) => `impostor=${kind}`,
  },
  booking: { user: (kind) => `user=${kind}`, agent: (kind) => `agent=${kind}` },
  donation: { persuader: (kind) => `persuader=${kind}`, persuadee: (kind) => `persuadee=${kind}` },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    episodes: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
});
const [model = 'smollm2-135m', which = Object.keys(ROWS).join()] = positionals;
const data = values.data ?? mkdtempSync(join(tmpdir(), 'parlor-llm-'));
process.stderr.write(`logged in ${data}; prove it with \`parlor verify --all --data ${data}\`\n`);

for (const [scenario = '', only] of which.split(',').map((one) => one.split('/'))) {
  const roles = Object.entries(ROWS[scenario] ?? {});
  for (const [role, seats] of roles) {
    if (only !== undefined && role !== only) continue;
    const result = await runPlay({
      scenario,
      seats: seats(`llm:${model}`),
      episodes: Math.ceil(Number(values.episodes) / roles.length),
      options: '{}',
      seed: Number(values.seed),
      log: true,
      data,
    });
    const { episodes, turns, seconds, ends, results, intervals, llm } = result;
    const row = { model, scenario, role, episodes, turns, seconds, ends, results, intervals, llm };
    process.stdout.write(`${JSON.stringify(row)}\n`);
  }
}
