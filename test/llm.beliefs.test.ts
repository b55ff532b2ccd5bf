// What a language model's seat believes: asked when it is set so, from its own view, within a budget and a time; and
// where it does not answer in time, everybody else's answers are still there.

import { describe, expect, test, vi } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { type Ask, ModelError } from '../server/llm/model.ts';
import { playHeadless } from '../server/seats/headless.ts';
import type { WhenAsked } from '../server/seats/llm-speaking.ts';
import { ScriptedSeat } from '../server/seats/scripted-seat.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { Belief, Entry, Header, Occupant, StepEntry } from '../shared/turn.ts';
import { type Script, scriptedModel } from './doubles/language-model.ts';
import { inForm, modelsOf } from './doubles/llm-table.ts';
import { ManualClock } from './doubles/manual-clock.ts';
import { bench } from './doubles/table-bench.ts';
import { handshake } from './scenarios/handshake/index.ts';

const { donation, impostor, booking } = scenarios as Record<string, Scenario>;
if (!donation || !impostor || !booking) throw new Error('a scenario is missing');

/** Whether the ask is a survey's. */
const isSurvey = ({ schema }: Ask): boolean => schema?.type === 'object' && 'sure1' in schema.properties;

/** The first answer of every question, quite sure. */
const sure = (ask: Ask): string => {
  const properties = ask.schema?.type === 'object' ? ask.schema.properties : {};
  const said = Object.entries(properties).map(([name, schema]) => {
    if (schema.type === 'integer') return [name, 4];
    const items = schema.type === 'array' && schema.items.type === 'string' ? schema.items.enum : [];
    return [name, items?.slice(0, 1)];
  });
  return JSON.stringify(Object.fromEntries(said));
};
const believing: Script = (ask) => (isSurvey(ask) ? sure(ask) : inForm(ask));

interface Played {
  readonly steps: readonly StepEntry[];
  /** Seats of language models. */
  readonly models: readonly number[];
  readonly surveys: readonly Ask[];
  readonly end: string;
}

const play = async (
  scenario: Scenario,
  seats: readonly string[],
  beliefs: WhenAsked | undefined,
  { script = believing, seed = 1, tokens = 1e9 }: { script?: Script; seed?: number; tokens?: number } = {},
): Promise<Played> => {
  const model = scriptedModel(script);
  const models = modelsOf(model, { beliefs, episodeTokens: tokens, turnMs: 5000 });
  const entries: Entry[] = [];
  const seated: Occupant[] = [];
  const record = ({ seats: all }: Header): ((entry: Entry) => void) => {
    seated.push(...all);
    return (entry) => entries.push(entry);
  };
  const options = scenario.options.parse({});
  const run = { scenario, options, seats, models, code: 'test', record };
  const { end } = await playHeadless(run, keyFromSeed(seed, 0), 'llm');
  return {
    steps: entries.filter((entry) => entry.type === 'step'),
    models: seated.flatMap(({ kind }, seat) => (kind === 'llm' ? [seat] : [])),
    surveys: model.asked.filter(isSurvey),
    end: end.end,
  };
};

/** Answers of these seats, in order. */
const answersOf = ({ steps, models }: Played): readonly Belief[] =>
  steps.flatMap(({ beliefs }) =>
    Object.values(beliefs ?? {}).flatMap((all) => all.filter(({ seat }) => models.includes(seat))),
  );

describe('when it is asked', () => {
  test('by itself before votes alone, once each seat and meeting', async () => {
    const played = await play(impostor, ['crew=llm'], undefined);
    const answers = answersOf(played);
    expect(answers.length).toBeGreaterThan(2);
    expect(played.surveys.length).toBe(answers.length);
    for (const { p } of answers) expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
    // Whoever is asked is asked in the last survey of a meeting, where everybody's answers are.
    const asked = played.steps.filter(({ beliefs }) => beliefs?.impostor);
    const together = asked.filter(({ beliefs }) =>
      beliefs?.impostor?.some(({ seat }) => played.models.includes(seat)),
    );
    expect(together.length).toBeLessThan(asked.length);
  });

  test('never, where that is set; the others answer as ever', async () => {
    const played = await play(impostor, ['crew=llm'], 'never');
    expect(played.surveys).toEqual([]);
    expect(answersOf(played)).toEqual([]);
    expect(played.steps.some(({ beliefs }) => beliefs?.impostor)).toBe(true);
  });

  test('always, where that is set: in scenarios without votes, too, all questions of a survey at once', async () => {
    const talk = await play(donation, ['persuader=llm', 'persuadee=scripted:model'], 'always');
    expect(talk.surveys.length).toBe(answersOf(talk).length);
    expect(talk.surveys.length).toBeGreaterThan(5);
    const desk = await play(booking, ['user=scripted:agenda', 'agent=llm+rule'], 'always');
    expect(desk.surveys.length).toBeGreaterThan(2);
    const many = desk.surveys.filter(
      ({ schema }) => schema?.type === 'object' && 'sure2' in schema.properties,
    );
    expect(many.length).toBeGreaterThan(0);
    const quiet = await play(donation, ['persuader=llm', 'persuadee=scripted:model'], 'votes');
    expect(quiet.surveys).toEqual([]);
  });
});

test.each<[string, Script]>([
  ['nonsense', (ask) => (isSurvey(ask) ? 'Red, I suppose' : inForm(ask))],
  ['an error', (ask) => (isSurvey(ask) ? { error: new ModelError('model-busy', 'Busy.') } : inForm(ask))],
])('%s instead of an answer leaves the seat out, and play goes on', async (_, script) => {
  const played = await play(impostor, ['crew=llm'], 'votes', { script });
  expect(played.end).not.toBe('aborted');
  expect(played.surveys.length).toBeGreaterThan(0);
  expect(answersOf(played)).toEqual([]);
});

test('what it is asked counts against the episode’s tokens, and nothing is asked once they are spent', async () => {
  const { surveys, end } = await play(impostor, ['crew=llm'], 'always', { tokens: 1500 });
  const all = await play(impostor, ['crew=llm'], 'always');
  expect(end).not.toBe('aborted');
  expect(surveys.length).toBeLessThan(all.surveys.length);
});

test('at a table who thinks too long is left out, and those who answered in time are not', async () => {
  const clock = new ManualClock();
  const scenario = handshake as Scenario;
  const slow = new ScriptedSeat(scenario, 'blunt', 'friend');
  const sleeper = {
    kind: 'llm' as const,
    occupant: 'sleeper',
    decide: slow.decide.bind(slow),
    believe: () => new Promise<undefined>(() => undefined),
  };
  const { table, store } = bench({ scenario, clock, drivers: { 0: sleeper } });
  const ended = table.run();
  await vi.waitFor(async () => {
    await clock.advance(10_001);
    expect(table.end).toBeDefined();
  });
  await ended;
  const beliefs = store.of('step').flatMap((step) => Object.values(step.beliefs ?? {}).flat());
  expect(beliefs.length).toBeGreaterThan(0);
  expect(beliefs.every(({ seat }) => seat !== 0)).toBe(true);
});
