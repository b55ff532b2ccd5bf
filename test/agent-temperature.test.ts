// The temperature of an agent's seat: what is drawn from is what is logged.

import { beforeAll, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { openBackend } from '../server/policy/tf.ts';
import { Agents } from '../server/seats/agents.ts';
import { parseOptions, playHeadless } from '../server/seats/headless.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { Header, TurnEntry } from '../shared/turn.ts';
import { BACKEND } from './doubles/backend.ts';
import { checkpointOf, freshStore } from './doubles/checkpoints.ts';

const scenario = findScenario('impostor') as Scenario;

beforeAll(async () => {
  await openBackend(BACKEND, { tested: true });
});

const played = async (
  temperature: string,
  index = 0,
): Promise<{ occupants: string[]; turns: TurnEntry[] }> => {
  const { store } = freshStore();
  store.keep(checkpointOf(scenario, 'crew', { id: 'one' }));
  const options = parseOptions(scenario, { mode: 'paper' });
  if (!options.ok) throw new Error(options.error.message);
  const headers: Header[] = [];
  const turns: TurnEntry[] = [];
  await playHeadless(
    {
      scenario,
      options: options.value,
      seats: [`crew=agent:one${temperature}`, 'impostor=scripted:killer'],
      agents: new Agents(store, async () => undefined),
      code: 'test',
      record: (header) => {
        headers.push(header);
        return (entry) => {
          if (entry.type === 'turn' && entry.mu) turns.push(entry);
        };
      },
    },
    keyFromSeed(4, index),
    'one',
  );
  const occupants = headers.flatMap(({ seats }) =>
    seats.flatMap(({ kind, occupant }) => (kind === 'agent' ? [occupant] : [])),
  );
  return { occupants: [...new Set(occupants)], turns };
};

const muOf = (turns: readonly TurnEntry[]): number[] => turns.flatMap(({ mu }) => [...(mu ?? [])]);

test('at 0 the likeliest act is taken with probability 1, and the log says who played how', async () => {
  const { occupants, turns } = await played('@0');
  expect(occupants).toEqual(['one@0']);
  expect(muOf(turns).length).toBeGreaterThan(10);
  expect(new Set(muOf(turns))).toEqual(new Set([1]));
  expect(new Set(turns.map(({ checkpoint }) => checkpoint))).toEqual(new Set(['one']));
});

test('between 0 and 1 picks are drawn from sharper probabilities than at 1', async () => {
  // An untrained network is close to uniform, and episodes differ in how much there is to pick from: several of them.
  const several = async (temperature: string): Promise<number[]> => {
    const all: number[] = [];
    for (let index = 0; index < 3; index++) {
      const { occupants, turns } = await played(temperature, index);
      expect(occupants).toEqual([`one${temperature}`]);
      all.push(...muOf(turns));
    }
    return all;
  };
  const [usual, sharp] = [await several(''), await several('@0.02')];
  expect(usual.every((mu) => mu > 0 && mu < 1)).toBe(true);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, one) => sum + one, 0) / values.length;
  expect(mean(sharp)).toBeGreaterThan(mean(usual) + 0.1);
});
