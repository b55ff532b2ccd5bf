// Tournaments over all three scenarios, each played twice: once without a break, once killed in the middle and
// resumed. Prints both tables' agreement, that of the table made again from the log, and the ratings.
//   node test/bench/tournament.ts [SCENARIO] [GAMES] [SEED]

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TableRow } from '../../shared/tournament.ts';
import { parlor } from '../doubles/cli.ts';
import { killedAfter } from '../doubles/tournament.ts';

const HANDICAPS = ['0', '0.2', '0.4', '0.8'];
const withHandicaps = (name: string): string[] => HANDICAPS.map((share) => `scripted:${name}~${share}`);

/** Eight entrants and more: the strongest script with handicaps, others of its role, and the other role. */
const ENTRANTS: Readonly<Record<string, readonly string[]>> = {
  impostor: [...withHandicaps('greedy'), 'random', 'scripted:stealth', 'scripted:mimic', 'scripted:killer'],
  donation: [...withHandicaps('expert'), 'scripted:inform', 'agent', 'persuader=random', 'scripted:model'],
  booking: [
    ...withHandicaps('rule'),
    'agent',
    'agent=random',
    'scripted:agenda',
    'scripted:impatient',
    'scripted:rambling',
  ],
};

const [, , only, games = '334', seed = '1'] = process.argv;
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const interval = ({ mu, low, high }: Pick<TableRow, 'mu' | 'low' | 'high'>): string =>
  `${mu.toFixed(2)} [${low?.toFixed(2) ?? '?'}, ${high?.toFixed(2) ?? '?'}]`;

const show = (table: readonly TableRow[]): void => {
  for (const { entrant, perRole } of table)
    for (const [role, row] of Object.entries(perRole))
      print(
        `  ${role.padEnd(10)} ${entrant.padEnd(22)} ${interval(row)} wins ${row.rate.toFixed(3)} of ${row.n}, ${row.heats} heats`,
      );
};

/** Neighbours of the handicapped scripts: whether the stronger one's interval lies above the weaker one's. */
const showOrder = (table: readonly TableRow[]): void => {
  const rows = HANDICAPS.map((share) => table.find(({ entrant }) => entrant.endsWith(`~${share}`)));
  const clear = rows
    .slice(1)
    .map((row, at) => ((rows[at]?.low ?? 0) > (row?.high ?? 0) ? 'apart' : 'overlapping'));
  const inOrder = rows.slice(1).every((row, at) => (rows[at]?.mu ?? 0) > (row?.mu ?? 0));
  print(
    `  handicaps 0, .2, .4, .8: ${inOrder ? 'in order' : 'not in order'}; neighbours ${clear.join(', ')}`,
  );
};

const play = async (scenario: string, entrants: readonly string[]): Promise<void> => {
  const data = mkdtempSync(join(tmpdir(), 'parlor-tournament-'));
  const command = ['tournament', '--scenario', scenario, '--entrants', entrants.join(), '--json'];
  const args = [...command, '--episodes', games, '--seed', seed, '--data'];
  try {
    const whole = await parlor([...args, join(data, 'whole')]);
    if (whole.code !== 0) throw new Error(whole.stderr);
    const killed = await killedAfter([...args, join(data, 'killed')], Number(games) / 2);
    const resumed = await parlor([...args, join(data, 'killed'), '--resume']);
    const board = ['leaderboard', '--scenario', scenario, '--json', '--data', join(data, 'killed')];
    const again = await parlor(board);
    const table = JSON.stringify(whole.json.table);
    print(
      `${scenario}: ${whole.json.episodes} games, ${whole.json.blocks} blocks, ${entrants.length} entrants, ` +
        `${whole.json.seconds.toFixed(1)} s; killed after ${killed}, resumed with ${resumed.json.played} games`,
    );
    print(
      `  the same table: ${table === JSON.stringify(resumed.json.table)}; made again from the log: ${table === JSON.stringify(again.json.table)}`,
    );
    show(whole.json.table);
    showOrder(whole.json.table);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
};

for (const [scenario, entrants] of Object.entries(ENTRANTS))
  if (only === undefined || only === 'all' || only === scenario) await play(scenario, entrants);
