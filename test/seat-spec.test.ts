// Which occupant each seat gets from what was asked for.

import { expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { Episode } from '../server/episode/episode.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { assignSeats } from '../server/seats/spec.ts';

const PLAYERS = 6;
const assign = (texts: readonly string[]) => {
  const scenario = findScenario('impostor');
  if (!scenario) throw new Error('no impostor');
  const options = scenario.options.parse({ players: PLAYERS });
  const { state } = new Episode({ scenario, options, key: keyFromSeed(3, 0) });
  return assignSeats(texts, scenario, state, PLAYERS);
};
const kinds = (texts: readonly string[]): string[] => {
  const specs = assign(texts);
  return specs.ok
    ? specs.value.map((spec) => (spec.kind === 'scripted' ? spec.script : spec.kind))
    : [specs.error.code];
};

test('bare "human" entries keep that many seats open, and roles fill the others', () => {
  const got = kinds(['human', 'human', 'impostor=scripted:mimic', 'crew=scripted:greedy']);
  expect(got.slice(0, 2)).toEqual(['human', 'human']);
  expect(got.slice(2).every((kind) => kind === 'mimic' || kind === 'greedy')).toBe(true);
});

test('people may take all seats but no more', () => {
  const people = (count: number): string[] => [...Array<string>(count).fill('human'), 'crew=scripted:greedy'];
  expect(kinds(people(PLAYERS))).toEqual(Array(PLAYERS).fill('human'));
  expect(kinds(people(PLAYERS + 1))).toEqual(['too-many-seats']);
});

test('bare entries alone go seat by seat, and the last repeats', () => {
  expect(kinds(['human', 'scripted:greedy'])).toEqual(['human', ...Array(PLAYERS - 1).fill('greedy')]);
});

test('the last entry of a role repeats, and what the scenario would choose has no part in it', () => {
  const got = kinds(['impostor=random', 'crew=scripted:witness']).sort();
  expect(got).toEqual(['random', ...Array(PLAYERS - 1).fill('witness')]);
});

test('a role that nobody names gets what the scenario would choose', () => {
  const got = kinds(['crew=scripted:witness']).sort();
  expect(got).toEqual(['mimic', ...Array(PLAYERS - 1).fill('witness')]);
  expect(kinds([]).sort()).toEqual([...Array(PLAYERS - 1).fill('greedy'), 'mimic']);
});

test('an open seat beside one named role keeps only itself open', () => {
  const got = kinds(['human', 'crew=scripted:witness']);
  expect(got[0]).toBe('human');
  expect(got.slice(1)).not.toContain('human');
});

test('an agent is seated by checkpoint and by the temperature at which it draws', () => {
  const spec = (text: string): unknown => {
    const specs = assign([text]);
    return specs.ok ? specs.value[0] : specs.error.code;
  };
  expect(spec('agent')).toEqual({ kind: 'agent', checkpoint: undefined });
  expect(spec('agent@0')).toEqual({ kind: 'agent', checkpoint: undefined, temperature: 0 });
  expect(spec('agent:one@0.5')).toEqual({ kind: 'agent', checkpoint: 'one', temperature: 0.5 });
  expect(spec('agent:one@2')).toEqual({ kind: 'agent', checkpoint: 'one', temperature: 2 });
  expect(spec('agent:one@0+llm:small')).toMatchObject({
    checkpoint: 'one',
    temperature: 0,
    words: { model: 'small' },
  });
  for (const wrong of ['agent@', 'agent@5', 'agent@1e-3', 'agent@0@0', 'agent:one@cold', 'agents'])
    expect(spec(wrong)).toBe('bad-seat-kind');
});
