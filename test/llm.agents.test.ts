// Trained agents and language models in one seat: the agent decides and the model words it, or the model
// proposes and the agent picks.

import { beforeAll, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { openBackend } from '../server/policy/tf.ts';
import { Agents } from '../server/seats/agents.ts';
import { playHeadless } from '../server/seats/headless.ts';
import type { LanguageModels } from '../server/seats/language-models.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { Entry, Header, TurnEntry } from '../shared/turn.ts';
import { BACKEND } from './doubles/backend.ts';
import { checkpointOf, freshStore } from './doubles/checkpoints.ts';
import { type Script, scriptedModel } from './doubles/language-model.ts';
import { inForm, modelsOf } from './doubles/llm-table.ts';

const donation = findScenario('donation') as Scenario;
let agents: Agents;
let checkpoint = '';
beforeAll(async () => {
  await openBackend(BACKEND);
  const { store } = freshStore();
  const made = checkpointOf(donation, 'persuader', { seed: 3 });
  store.keep(made);
  checkpoint = made.header.id;
  agents = new Agents(store, async () => undefined);
}, 60_000);

interface Played {
  readonly turns: readonly TurnEntry[];
  readonly header: Header | undefined;
}
const play = async (seat: string, seed: number, models?: LanguageModels): Promise<Played> => {
  const entries: Entry[] = [];
  let header: Header | undefined;
  const run = {
    scenario: donation,
    options: donation.options.parse({}),
    seats: [`persuader=${seat}`],
    agents,
    ...(models ? { models } : {}),
    code: 'test',
    record: (one: Header) => {
      header = one;
      return (entry: Entry) => entries.push(entry);
    },
  };
  await playHeadless(run, keyFromSeed(seed, 0), 'words');
  const turns = entries.filter((entry) => entry.type === 'turn').filter((turn) => turn.seat === 0);
  return { turns, header };
};

/** Says what it is given with a word of its own before it. */
const rewords: Script = ({ messages }) => {
  const sentence = /in other words: "(.*)"/.exec(messages.at(-1)?.content ?? '')?.[1] ?? '';
  return `Well, ${sentence}`;
};

test('words of a model change nothing of what an agent does, and they are the model’s', async () => {
  let own = 0;
  let all = 0;
  for (let seed = 1; seed <= 10; seed++) {
    const plain = await play('agent', seed);
    const worded = await play('agent+llm', seed, modelsOf(scriptedModel(rewords)));
    const deeds = ({ turns }: Played) => turns.map(({ acts, mu, value }) => ({ acts, mu, value }));
    expect(deeds(worded)).toEqual(deeds(plain));
    expect(worded.header?.seats[0]).toEqual({ kind: 'agent', occupant: `${checkpoint}+llm:scripted-model` });
    for (const { llm } of worded.turns) {
      if (llm?.wording === undefined) continue;
      all++;
      if (llm.wording === 'own') own++;
    }
  }
  expect(all).toBeGreaterThan(30);
  expect(own / all).toBeGreaterThan(0.9);
});

test('words that say something else never change what an agent does either', async () => {
  const liar: Script = () => '{"say":"Give me two dollars at once or feel guilty."}';
  const plain = await play('agent', 4);
  const worded = await play('agent+llm', 4, modelsOf(scriptedModel(liar)));
  expect(worded.turns.map(({ acts }) => acts)).toEqual(plain.turns.map(({ acts }) => acts));
  for (const { text } of worded.turns) expect(text).not.toContain('two dollars at once');
});

test('an agent picks among what a model proposes, and every proposal is in the log', async () => {
  const { turns, header } = await play('llm+agent', 2, modelsOf(scriptedModel(inForm)));
  expect(header?.seats[0]).toEqual({ kind: 'llm', occupant: `scripted-model+agent:${checkpoint}` });
  const chosen = turns.filter(({ llm }) => (llm?.proposals?.length ?? 0) > 1);
  expect(chosen.length).toBeGreaterThan(2);
  for (const { acts, mu, llm } of chosen) {
    const proposals = llm?.proposals ?? [];
    const p = proposals.map((one) => one.p);
    expect(proposals[llm?.picked ?? -1]?.acts).toEqual(acts);
    expect(p[llm?.picked ?? -1]).toBe(Math.max(...p));
    expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
    expect(mu).toBeUndefined();
  }
});
