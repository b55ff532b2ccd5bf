// Every role of every scenario has a checkpoint that the project brings along: it loads, and it plays.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { CheckpointStore, shippedFolder } from '../server/policy/store.ts';
import { openBackend } from '../server/policy/tf.ts';
import { Agents } from '../server/seats/agents.ts';
import { playHeadless } from '../server/seats/headless.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { Entry, TurnEntry } from '../shared/turn.ts';
import { BACKEND } from './doubles/backend.ts';
import { freshFolder } from './doubles/checkpoints.ts';

const said: string[] = [];
const store = new CheckpointStore(shippedFolder(), freshFolder(), (sentence) => said.push(sentence));
const all = Object.values(scenarios) as Scenario[];

beforeAll(async () => {
  await openBackend(BACKEND, { tested: true });
});

test('there is one for every role', () => {
  const missing = all.flatMap((scenario) =>
    scenario.roles
      .filter((role) => store.current(scenario, role) === undefined)
      .map((role) => `${scenario.id}/${role}`),
  );
  expect(said).toEqual([]);
  expect(missing).toEqual([]);
});

/** Whether there are tables at which it can win. */
const isJudged = ({ training }: Scenario, role: string): boolean =>
  [...(training?.heldout ?? []), ...(training?.tables ?? [])].some(({ seats }) => seats[role] === 'learn');

test('together they are a few megabytes, and say how well they do where they were not trained', () => {
  const files = readdirSync(shippedFolder(), { recursive: true, encoding: 'utf8' });
  const bytes = files.reduce((sum, name) => sum + statSync(join(shippedFolder(), name)).size, 0);
  expect(bytes).toBeLessThan(5e6);
  for (const scenario of all)
    for (const role of scenario.roles.filter((one) => isJudged(scenario, one)))
      for (const { header } of store.list(scenario.id, role))
        expect(header.scores.heldout?.n ?? 0, header.id).toBeGreaterThanOrEqual(100);
});

for (const scenario of all)
  test(`${scenario.id} is played to the end by them alone, every turn their own choice`, async () => {
    const turns: TurnEntry[] = [];
    const run = {
      scenario,
      options: scenario.options.parse({}),
      seats: scenario.roles.map((role) => `${role}=agent`),
      agents: new Agents(store, async () => undefined, { batch: 64 }),
      code: 'test',
      record: () => (entry: Entry) => {
        if (entry.type === 'turn') turns.push(entry);
      },
    };
    const { end } = await playHeadless(run, keyFromSeed(1, 0), 'one');
    expect(end.end).not.toBe('aborted');
    const occupants = scenario.roles.map((role) => store.current(scenario, role)?.header.id);
    expect(new Set(turns.map(({ checkpoint }) => checkpoint))).toEqual(new Set(occupants));
    // A ballot by belief is drawn from nothing.
    const believing = scenario.roles.flatMap((role) => {
      const { header } = store.current(scenario, role) ?? {};
      return header?.shape.ballots === 'belief' ? [header.id] : [];
    });
    for (const { checkpoint, mu, acts, forced, kind } of turns) {
      if (checkpoint && kind === 'ballot' && believing.includes(checkpoint)) expect(mu).toBeUndefined();
      else if (checkpoint) expect(mu).toHaveLength(acts.length);
      expect(forced).toBeUndefined();
    }
  });
