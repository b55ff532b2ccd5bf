// parlor evaluate: as play, and then each of the scenario's baselines with the same options and the same
// episodes (index for index the same keys), so that the rows can be compared.

import { randomInt } from 'node:crypto';
import type { Mean, Share } from '../stats.ts';
import { finish } from './output.ts';
import { type PlayFlags, type PlayResult, resultTable, runPlay, scenarioOf } from './play.ts';

interface Row {
  readonly results: Record<string, Share>;
  readonly metrics: Record<string, number>;
  readonly intervals: Record<string, Mean>;
}

const percent = (value: number): string => (100 * value).toFixed(1);

const table = (rows: Readonly<Record<string, Row>>, width: number): string =>
  Object.entries(rows)
    .map(([name, { results, metrics }]) => {
      const wins = Object.entries(results).map(
        ([role, one]) => `${role} ${percent(one.rate)}% [${percent(one.low)}, ${percent(one.high)}]`,
      );
      const means = Object.entries(metrics).map(([metric, value]) => `${metric} ${value.toFixed(3)}`);
      return `  ${name.padEnd(width)}  ${wins.join('  ')}   ${means.join('  ')}`;
    })
    .join('\n');

export const evaluate = async (flags: PlayFlags): Promise<void> => {
  const scenario = scenarioOf(flags.scenario);
  const seed = flags.seed ?? randomInt(2 ** 40);
  const result: PlayResult = await runPlay({ ...flags, seed });
  const baselines: Record<string, Row> = {};
  for (const [name, seats] of Object.entries(scenario.baselines)) {
    const { results, metrics, intervals } = await runPlay({
      ...flags,
      seed,
      log: false,
      seats: seats.join(','),
    });
    baselines[name] = { results, metrics, intervals };
  }
  const width = Math.max(...Object.keys(baselines).map((name) => name.length));
  const text = `${resultTable(result)}\nbaselines, n = ${flags.episodes} each, the same episodes:\n${table(baselines, width)}`;
  finish(flags, { ...result, baselines }, text);
};
