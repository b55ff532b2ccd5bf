// Language models at a table with people, on a clock held by hand: deadlines, who is seen writing, words that
// a model reads for a person, and agents whose words a model finds.

import { describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { verifyRecord } from '../server/episode/replay.ts';
import type { Seat, TurnView, Utterance } from '../server/episode/seat.ts';
import { Budget } from '../server/llm/budget.ts';
import { type Ask, ModelError } from '../server/llm/model.ts';
import { PLAIN } from '../server/llm/style.ts';
import { llmNotice } from '../server/rooms/llm-notice.ts';
import { readerOf } from '../server/seats/llm-reader.ts';
import { LlmSeat, type LlmSeatOptions } from '../server/seats/llm-seat.ts';
import { WordedSeat } from '../server/seats/worded-seat.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { TurnEntry } from '../shared/turn.ts';
import { type Script, scriptedModel } from './doubles/language-model.ts';
import { inForm, modelsOf } from './doubles/llm-table.ts';
import { ManualClock, settle } from './doubles/manual-clock.ts';
import { bench } from './doubles/table-bench.ts';

const donation = findScenario('donation') as Scenario;
const PERSUADER = 0;
const PERSUADEE = 1;

const optionsFor = (role: string, script: Script, clock: ManualClock): LlmSeatOptions => ({
  scenario: donation,
  role,
  occupant: 'scripted-model+self',
  modelName: 'scripted-model',
  model: async () => scriptedModel(script),
  style: PLAIN,
  budget: new Budget(1e9),
  timing: clock,
  turnMs: 20_000,
  deadlines: true,
  beliefs: 'never',
});

/** A person persuades a model. */
const start = async (script: Script, more: Partial<Parameters<typeof bench>[0]> = {}) => {
  const clock = new ManualClock();
  const seat = new LlmSeat(optionsFor('persuadee', script, clock));
  const one = bench({
    scenario: donation,
    clock,
    people: [PERSUADER],
    drivers: { [PERSUADEE]: seat },
    ...more,
  });
  void one.table.run();
  await settle();
  const say = (text: string) => one.table.say(PERSUADER, one.table.offer(PERSUADER)?.turn ?? -1, text);
  const turnsOf = (which: number): TurnEntry[] => one.store.of('turn').filter((turn) => turn.seat === which);
  return { one, clock, say, turnsOf };
};

describe('at a table', () => {
  test('everybody sees that a model writes, and nobody sees what until it is said', async () => {
    const told = Promise.withResolvers<string>();
    const wrote = Promise.withResolvers<void>();
    const script: Script = async (ask) => {
      ask.onText?.('{"do":["Greet"],');
      wrote.resolve();
      return told.promise;
    };
    const { one, say } = await start(script);
    expect(one.table.writing(PERSUADEE)).toBe(false);
    await say('Hello!');
    await wrote.promise;
    await settle();
    expect([one.table.busy(PERSUADEE), one.table.writing(PERSUADEE)]).toEqual([true, true]);
    expect(one.table.transcript.items('all', 0).some(({ text }) => text.includes('Greet'))).toBe(false);
    told.resolve('{"do":["Greet"],"say":"Good morning to you!"}');
    await settle();
    expect(one.table.writing(PERSUADEE)).toBe(false);
    expect(one.table.transcript.items(PERSUADER, 0).at(-1)?.text).toBe('Good morning to you!');
  });

  test('a model that is too slow loses its turn after its own time, before the deadline', async () => {
    const asked: Ask[] = [];
    const { clock, say, turnsOf } = await start((ask) => {
      asked.push(ask);
      return new Promise(() => undefined);
    });
    await say('Hello!');
    await settle();
    await clock.advance(19_000);
    expect(turnsOf(PERSUADEE)).toHaveLength(0);
    await clock.advance(2000);
    expect(turnsOf(PERSUADEE)[0]).toMatchObject({ forced: 'model', llm: { why: 'model-slow' } });
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  test('when the table is stopped, what is asked is taken back', async () => {
    const asked: Ask[] = [];
    const { one, say } = await start((ask) => {
      asked.push(ask);
      return new Promise(() => undefined);
    });
    await say('Hello!');
    await settle();
    expect(asked[0]?.signal.aborted).toBe(false);
    await one.table.stop();
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  test('what is logged of a model’s turn verifies like any other', async () => {
    const { one, clock, say } = await start(inForm);
    for (let round = 0; round < 40 && !one.table.end; round++) {
      if (one.table.offer(PERSUADER)) await say('Would you give a little to children in need?');
      await clock.advance(1000);
    }
    expect(one.table.end?.end).toBe('terminated');
    expect(verifyRecord(one.record(), donation).ok).toBe(true);
    const notes = one.store.of('turn').flatMap(({ llm }) => (llm ? [llm] : []));
    expect(notes.length).toBeGreaterThan(2);
  });
});

describe('what a room is told', () => {
  const entry: TurnEntry = {
    type: 'turn',
    turn: 4,
    seat: 1,
    kind: 'speak',
    acts: [],
    text: '',
    candidates: 0,
    digest: '',
    forced: 'model',
    llm: { model: 'm', asks: 1, tokens: [0, 0], ms: 1, why: 'model-slow' },
  };
  test('a turn of speech that a model lost is told with its reason', () => {
    expect(llmNotice(entry, 'Blue')).toBe(
      "Blue's language model did not answer in time; Blue lets the turn pass.",
    );
    const spent = { ...entry, llm: { ...entry.llm, why: 'budget-spent' } } as TurnEntry;
    expect(llmNotice(spent, 'Blue')).toContain('used up its tokens');
  });
  test('of ballots and moves nothing is told', () => {
    expect(llmNotice({ ...entry, kind: 'ballot' }, 'Blue')).toBeUndefined();
    expect(llmNotice({ ...entry, kind: 'move' }, 'Blue')).toBeUndefined();
  });
});

describe('reading what a person types', () => {
  const ODD = 'Moin moin, altes Haus!';
  const withReader = (script: Script) => {
    const models = modelsOf(scriptedModel(script), { reader: 'scripted-model' });
    return start(inForm, { reader: readerOf(models, models.budget()) });
  };

  test('acts that the scenario does not find are found by the model, among what the person may do', async () => {
    const asked: Ask[] = [];
    const { say, turnsOf } = await withReader((ask) => {
      asked.push(ask);
      return '{"do":["Ask for a gift"]}';
    });
    expect(await say(ODD)).toEqual({ ok: true, value: undefined });
    expect(turnsOf(PERSUADER)[0]).toMatchObject({
      acts: [{ type: 'proposition-of-donation' }],
      text: ODD,
      llm: { read: true, asks: 1 },
    });
    const prompt = asked[0]?.messages.map(({ content }) => content).join('\n') ?? '';
    expect(prompt).toContain(ODD);
    expect(prompt).toContain('You are the PERSUADER');
    expect(prompt).not.toContain('extraversion');
  });

  test('the scenario’s own reading comes first, and costs no question', async () => {
    let asks = 0;
    const { say, turnsOf } = await withReader(() => {
      asks++;
      return '{"do":["Thank"]}';
    });
    await say('Hello!');
    expect(turnsOf(PERSUADER)[0]?.acts).toEqual([{ type: 'greeting' }]);
    expect(asks).toBe(0);
  });

  test.each([
    ['none of these', '{"do":["none of these"]}', undefined],
    ['nonsense', 'I think they want money.', 'illegal-answer'],
    ['an act that is not on offer', '{"do":["Put in $2.00"]}', 'illegal-answer'],
  ])('%s leaves a remark', async (_, answer, why) => {
    const { say, turnsOf } = await withReader(() => answer);
    expect((await say(ODD)).ok).toBe(true);
    expect(turnsOf(PERSUADER)[0]).toMatchObject({ acts: [], text: ODD });
    expect(turnsOf(PERSUADER)[0]?.llm?.why).toBe(why);
  });

  test('a reader that fails or dawdles does not cost the person their words', async () => {
    const failing = await withReader(() => ({ error: new ModelError('model-unreachable', 'Nobody there.') }));
    expect((await failing.say(ODD)).ok).toBe(true);
    expect(failing.turnsOf(PERSUADER)[0]).toMatchObject({ text: ODD, llm: { why: 'model-unreachable' } });
    const clock = new ManualClock();
    const models = modelsOf(
      scriptedModel(() => new Promise(() => undefined)),
      { reader: 'scripted-model', timing: clock },
    );
    const slow = await start(inForm, { clock, reader: readerOf(models, models.budget()) });
    const said = slow.say(ODD);
    await settle();
    const again = await slow.say('Hello?');
    expect(again).toMatchObject({ ok: false, error: { code: 'not-your-turn' } });
    await clock.advance(9000);
    expect((await said).ok).toBe(true);
    expect(slow.turnsOf(PERSUADER)[0]).toMatchObject({ text: ODD, llm: { why: 'model-slow' } });
  });

  test('no reader is there unless one is named, and none without its model', () => {
    const models = modelsOf(scriptedModel(inForm));
    expect(readerOf(models, models.budget())).toBeUndefined();
    const gone = modelsOf(scriptedModel(inForm), { reader: 'another' });
    expect(readerOf(gone, gone.budget())).toBeUndefined();
  });
});

describe('words for a decision that is made', () => {
  const decided: Utterance = { acts: [{ type: 'greeting' }], mu: [0.5], value: 0.25, checkpoint: 'c' };
  const inner: Seat = { kind: 'agent', occupant: 'c', decide: () => decided };
  const view = (): TurnView => {
    const { table } = bench({ scenario: donation, clock: new ManualClock(), people: [0, 1] });
    return table.episode.open[0]?.view(false) as TurnView;
  };
  const worded = (script: Script): Promise<Utterance> => {
    const options = optionsFor('persuader', script, new ManualClock());
    return new WordedSeat(inner, 'c+llm:scripted-model', options).decide(view());
  };

  test('the model’s words are spoken where they say the decided acts, with the agent’s numbers kept', async () => {
    const said = await worded(() => '{"say":"Good evening to you!"}');
    expect(said).toMatchObject({
      ...decided,
      text: 'Good evening to you!',
      llm: { wording: 'own', asks: 1 },
    });
  });
  test('other words are asked for again, then the template speaks', async () => {
    const second = await worded((_, n) => (n === 0 ? '{"say":"Give me money."}' : 'Well, hi there!'));
    expect(second).toMatchObject({ text: 'Well, hi there!', llm: { wording: 'own', asks: 2 } });
    const never = await worded(() => '{"say":"Give me money."}');
    expect(never.text).toBeUndefined();
    expect(never).toMatchObject({
      ...decided,
      llm: { wording: 'template', unsaid: 'Give me money.', asks: 3 },
    });
  });
  test('a model that fails costs words, never the decision', async () => {
    const said = await worded(() => ({ error: new ModelError('model-busy', 'Later.') }));
    expect(said).toMatchObject({ ...decided, llm: { wording: 'template', why: 'model-busy' } });
    expect(said.forfeit).toBeUndefined();
  });
});

test('of what a model proposes the scorer picks, and all of it is logged', async () => {
  const clock = new ManualClock();
  const says = ['{"do":["Greet"],"say":"Hello!"}', '{"do":["Thank"],"say":"Thank you!"}', 'nonsense'];
  const script: Script = (_, n) => says[n % says.length] ?? '';
  const { table } = bench({ scenario: donation, clock, people: [0, 1] });
  const model = scriptedModel(script);
  const shared = new LlmSeat({
    ...optionsFor('persuader', script, clock),
    model: async () => model,
    scorer: async (_view, proposals) => proposals.map((_, at) => (at === 1 ? 0.9 : 0.1)),
  });
  const view = table.episode.open[0]?.view(false) as TurnView;
  const said = await shared.decide(view);
  expect(said).toMatchObject({
    acts: [{ type: 'thank' }],
    text: 'Thank you!',
    llm: {
      asks: 4,
      picked: 1,
      proposals: [
        { acts: [{ type: 'greeting' }], text: 'Hello!', p: 0.1 },
        { acts: [{ type: 'thank' }], text: 'Thank you!', p: 0.9 },
      ],
    },
  });
  expect(said.mu).toBeUndefined();
});
