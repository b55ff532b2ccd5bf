// A script with a handicap: the same script, at random on a share of its turns.

import { expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { planRoom } from '../server/rooms/plan.ts';
import type { Services } from '../server/rooms/services.ts';
import { findScript } from '../server/seats/handicap.ts';
import { playHeadless } from '../server/seats/headless.ts';
import { JoinSchema } from '../shared/protocol.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { Entry } from '../shared/turn.ts';

const impostor = findScenario('impostor') as Scenario;

const movesOf = async (seat: string): Promise<unknown[]> => {
  const entries: Entry[] = [];
  const options = impostor.options.parse({});
  const record = () => (entry: Entry) => entries.push(entry);
  const run = { scenario: impostor, options, seats: [seat], record, code: 'test' };
  await playHeadless(run, keyFromSeed(5, 0), 'handicap');
  return entries.flatMap((entry) => (entry.type === 'turn' ? [entry.acts] : []));
};

test.each([
  ['impostor', 'greedy'],
  ['donation', 'expert'],
  ['booking', 'rule'],
])('%s seats its %s with a handicap', (id, name) => {
  const scenario = findScenario(id) as Scenario;
  const { roles } = scenario.scripts[name] ?? {};
  for (const share of ['0', '0.2', '0.4', '0.8', '1'])
    expect(findScript(scenario, `${name}~${share}`)?.roles).toEqual(roles);
});

test('without a handicap the play is the same, with a whole one it is not', async () => {
  const plain = await movesOf('scripted:greedy');
  expect(await movesOf('scripted:greedy~0')).toEqual(plain);
  expect(await movesOf('scripted:greedy~1')).not.toEqual(plain);
});

test.each([
  'greedy~',
  'greedy~2',
  'greedy~-1',
  'greedy~0.2~0.2',
  'greedy~1e-1',
  'greedy~.2',
  'nobody~0.2',
  '~0.2',
])('"%s" is no script', (name) => {
  expect(findScript(impostor, name)).toBeUndefined();
});

test('a script that sees the truth is refused beside people with a handicap too', () => {
  const services: Pick<Services, 'scenarios' | 'limits'> = {
    scenarios: new Map([['impostor', impostor]]),
    limits: { operatorToken: undefined } as Services['limits'],
  };
  const join = JoinSchema.parse({ scenario: 'impostor', as: 'player', fill: ['crew=scripted:oracle~0.2'] });
  const plan = planRoom(join, services as Services);
  expect(plan.ok ? 'seated' : plan.error.code).toBe('not-allowed');
});
