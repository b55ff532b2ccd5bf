// Language models as entrants of tournaments: they are seated, timed and rated like anybody, and what a model
// loses to its endpoint is a default, never a game.

import { expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { type LanguageModel, ModelError } from '../server/llm/model.ts';
import { MemoryTurnLog } from '../server/log/memory-turn-log.ts';
import { Book } from '../server/tournament/book.ts';
import { type Field, fieldOf } from '../server/tournament/entrants.ts';
import { planOf } from '../server/tournament/plan.ts';
import { HeadlessGames, runGames } from '../server/tournament/run.ts';
import { tableOf } from '../server/tournament/table.ts';
import type { Result } from '../shared/result.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { TableRow } from '../shared/tournament.ts';
import type { TurnEntry } from '../shared/turn.ts';
import { parlor } from './doubles/cli.ts';
import { scriptedModel } from './doubles/language-model.ts';
import { inForm, modelsOf } from './doubles/llm-table.ts';

const donation = findScenario('donation') as Scenario;
const options = donation.options.parse({ turns: 3 });
const LLM = 'llm:scripted-model';
const NAMES = [LLM, 'scripted:inform', 'scripted:model'];

const tableWith = (model: LanguageModel, turnMs = 20_000) => ({
  ...{ scenario: donation, options, code: 'test' },
  models: modelsOf(model, { deadlines: false, turnMs }),
});

const fieldWith = (names: readonly string[], model: LanguageModel): Field => {
  const field = fieldOf(names, tableWith(model));
  if (!field.ok) throw new Error(field.error.message);
  return field.value;
};

interface Played {
  readonly rows: readonly TableRow[];
  readonly ends: readonly string[];
  /** Turns that a model was asked to decide. */
  readonly decided: readonly TurnEntry[];
}

const tournament = async (model: LanguageModel, games: number, turnMs?: number): Promise<Played> => {
  const log = new MemoryTurnLog();
  const book = new Book(log);
  const field = fieldWith(NAMES, model);
  const wanted = { scenario: donation, options, field, games, seed: 3, resume: false };
  const { plan } = planOf(wanted, book, () => 0);
  const headless = new HeadlessGames({
    ...tableWith(model, turnMs),
    plan,
    log,
    now: () => 1,
    warn: () => undefined,
  });
  await runGames({ plan, done: new Set(), lanes: 4, play: headless.play });
  await headless.flush();
  await book.refresh();
  const records = [...log.episodes()].flatMap((id) => {
    const read = log.read(id);
    return read.ok ? [read.value] : [];
  });
  return {
    rows: tableOf([...(book.get(plan.id)?.results.values() ?? [])]),
    ends: records.map(({ end }) => end?.end ?? 'never'),
    decided: records.flatMap(({ entries }) =>
      entries
        .filter((entry) => entry.type === 'turn')
        .filter(({ llm }) => llm && llm.delegated === undefined),
    ),
  };
};

test('a language model plays every role that the scenario has, and is rated in each', async () => {
  const model = scriptedModel(inForm);
  const { entrants, added } = fieldWith(NAMES, model);
  expect(added).toEqual([]);
  expect(entrants[0]?.seats).toEqual({ persuader: LLM, persuadee: LLM });
  const { rows, ends, decided } = await tournament(model, 8);
  expect(ends).toHaveLength(8);
  expect(new Set(ends)).toEqual(new Set(['terminated']));
  expect(decided.length).toBeGreaterThan(10);
  expect(decided.every(({ llm, forced }) => llm?.model === 'scripted-model' && forced === undefined)).toBe(
    true,
  );
  const row = rows.find(({ entrant }) => entrant === LLM);
  expect(Object.keys(row?.perRole ?? {}).sort()).toEqual(['persuadee', 'persuader']);
  expect(row?.n).toBe(8);
});

test('a model that is down, and one that never answers, lose turns and not games, within the time of their turns', async () => {
  const down = scriptedModel(() => ({ error: new ModelError('model-unreachable', 'Nobody is there.') }));
  const gone = await tournament(down, 4);
  expect(gone.ends).toEqual(['terminated', 'terminated', 'terminated', 'terminated']);
  expect(gone.decided.length).toBeGreaterThan(0);
  expect(gone.decided.every(({ llm }) => llm?.why === 'model-unreachable')).toBe(true);
  expect(gone.rows.find(({ entrant }) => entrant === LLM)?.n).toBe(4);

  const asleep = await tournament(
    scriptedModel(() => ({ text: '', afterMs: 3_600_000 })),
    4,
    20,
  );
  expect(asleep.ends).toEqual(['terminated', 'terminated', 'terminated', 'terminated']);
  expect(asleep.decided.every(({ llm }) => llm?.why === 'model-slow')).toBe(true);
});

test.each<[string[], string, string]>([
  [['llm:nobody', 'random'], 'no-model', 'scripted-model'],
  [['llm+nobody', 'random'], 'bad-seat-kind', 'no script "nobody"'],
  [['llm@loud', 'random'], 'bad-seat-kind', 'no word of style'],
  [['persuader=llm', 'persuader=llm'], 'bad-options', 'named twice'],
])('%j is refused before anything is played: %s', (names, code, words) => {
  const field: Result<Field> = fieldOf(names, tableWith(scriptedModel(inForm)));
  expect(field.ok ? '' : field.error.code).toBe(code);
  expect(field.ok ? '' : field.error.message).toContain(words);
});

test('on the command line a model that is not there is one sentence, and nothing is played', async () => {
  const entrants = 'llm:openai:nobody,scripted:inform';
  const told = await parlor(['tournament', '--scenario', 'donation', '--entrants', entrants, '--json']);
  expect(told.code).not.toBe(0);
  expect(told.json.error).toMatchObject({ code: 'no-model' });
}, 60_000);
