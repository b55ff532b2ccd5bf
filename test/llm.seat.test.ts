// What a language model may do in a seat, whatever it answers: a scripted model says it.

import { describe, expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { type Ask, ModelError, type ModelErrorCode } from '../server/llm/model.ts';
import { parseStyle } from '../server/llm/style.ts';
import { parseKind } from '../server/seats/spec.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { TurnEntry } from '../shared/turn.ts';
import { type Script, scriptedModel } from './doubles/language-model.ts';
import { choicesIn, inForm, modelsOf, playWith } from './doubles/llm-table.ts';

const { donation, impostor, booking } = scenarios as Record<string, Scenario>;
if (!donation || !impostor || !booking) throw new Error('a scenario is missing');
const TALK: readonly (readonly [Scenario, string])[] = [
  [impostor, 'crew=llm'],
  [impostor, 'impostor=llm'],
  [donation, 'persuader=llm'],
  [donation, 'persuadee=llm+self'],
  [booking, 'agent=llm'],
  [booking, 'user=llm'],
];
const asked = ({ llm }: TurnEntry): boolean => (llm?.asks ?? 0) > 0;
const play = async (
  scenario: Scenario,
  seat: string,
  script: Script,
  setup: Parameters<typeof modelsOf>[1] = {},
): Promise<{ turns: TurnEntry[]; asks: readonly Ask[]; end: string }> => {
  const model = scriptedModel(script);
  const { turns, end } = await playWith(scenario, modelsOf(model, setup), [seat]);
  return { turns: turns.filter(({ llm }) => llm), asks: model.asked, end: end.end };
};

const NAMED = TALK.map(([scenario, seat]) => [scenario.id, seat, scenario] as const);
test.each(NAMED)('in %s a model in form plays %s to the end without a default', async (_, seat, scenario) => {
  const { turns, end } = await play(scenario, seat, inForm);
  expect(end).not.toBe('aborted');
  expect(turns.filter(asked).length).toBeGreaterThan(0);
  for (const { forced, llm } of turns) {
    expect(forced).toBeUndefined();
    expect(llm?.model).toBe('scripted-model');
    expect(llm?.why).toBeUndefined();
  }
});

test('moves are left to the script that the scenario itself seats, and the log says which', async () => {
  const { turns } = await play(impostor, 'crew=llm', inForm);
  const moves = turns.filter(({ kind }) => kind === 'move');
  expect(moves.length).toBeGreaterThan(10);
  for (const { llm } of moves) expect(llm).toMatchObject({ delegated: 'greedy', asks: 0 });
  const named = await play(impostor, 'crew=llm+witness', inForm);
  expect(named.turns.find(({ kind }) => kind === 'move')?.llm?.delegated).toBe('witness');
});

test('what may be chosen is listed in another order every time, so that leaning to the first is no policy', async () => {
  const { asks } = await play(donation, 'persuader=llm', inForm);
  const listed = asks.map(({ messages }) =>
    [...(messages.at(-1)?.content ?? '').matchAll(/^- [^:\n]+: "([^"]+)"/gm)].map(([, label]) => label),
  );
  expect(listed.length).toBeGreaterThan(5);
  expect(new Set(listed.map(([first]) => first)).size).toBeGreaterThan(3);
});

test('with "self" the model decides moves, too', async () => {
  const { turns } = await play(donation, 'persuadee=llm+self', inForm);
  const jar = turns.find(({ kind }) => kind === 'move');
  expect(jar?.llm).toMatchObject({ asks: 1 });
  expect(jar?.llm?.delegated).toBeUndefined();
});

test('words that carry the chosen acts are spoken as they are, others give way to the template', async () => {
  const say =
    (words: string): Script =>
    (ask) =>
      JSON.stringify({ do: [choicesIn(ask).includes('Greet') ? 'Greet' : choicesIn(ask)[0]], say: words });
  const own = await play(donation, 'persuader=llm', say('Hello there, good morning!'));
  expect(own.turns[0]).toMatchObject({ text: 'Hello there, good morning!', acts: [{ type: 'greeting' }] });
  expect(own.turns[0]?.llm?.wording).toBe('own');
  const other = await play(donation, 'persuader=llm', say('Give me two dollars or feel guilty.'));
  expect(other.turns[0]?.acts).toEqual([{ type: 'greeting' }]);
  expect(other.turns[0]?.text).not.toContain('dollars');
  expect(other.turns[0]?.llm).toMatchObject({
    wording: 'template',
    unsaid: 'Give me two dollars or feel guilty.',
  });
});

test('"Only talk" is a remark, and what is heard in it counts as an act', async () => {
  const only =
    (say: string): Script =>
    () =>
      JSON.stringify({ do: ['Only talk'], say });
  const remark = await play(donation, 'persuader=llm', only('Mmh.'));
  expect(remark.turns[0]).toMatchObject({ acts: [], text: 'Mmh.' });
  const heard = await play(donation, 'persuader=llm', only('Hello!'));
  expect(heard.turns[0]?.acts).toEqual([{ type: 'greeting' }]);
});

test('a refused answer is asked for once more, with the reason', async () => {
  const { turns, asks } = await play(donation, 'persuader=llm', (ask, n) =>
    n % 2 === 0 ? '{"do":["Rob the bank"],"say":"Hands up!"}' : inForm(ask),
  );
  expect(turns.every(({ forced }) => forced === undefined)).toBe(true);
  expect(turns[0]?.llm?.asks).toBe(2);
  expect(asks[1]?.messages.at(-1)?.content).toContain('"Rob the bank" is not in the list');
});

const NONSENSE = [
  'Sure! Here is my answer.',
  '{"do":',
  '{"do":["Kill everybody"],"say":"ha"}',
  '{"do":[],"say":"hello"}',
  '[1,2,3]',
  'null',
  '{"do":[{"type":"vote"}]}',
  '',
];
test.each(NONSENSE)('%j twice is a default that the log explains', async (answer) => {
  const { turns, asks } = await play(donation, 'persuader=llm', () => answer);
  expect(turns.length).toBeGreaterThan(0);
  for (const { forced, llm, acts } of turns) {
    expect([forced, llm?.why, llm?.asks]).toEqual(['model', 'illegal-answer', 2]);
    expect(acts).toHaveLength(1);
  }
  expect(asks).toHaveLength(2 * turns.length);
});

const ERRORS: readonly ModelErrorCode[] = [
  'model-unreachable',
  'model-refused',
  'model-busy',
  'model-missing',
  'model-broken',
  'model-cancelled',
];
test.each(ERRORS)('%s ends in the default, the episode goes on to its end', async (code) => {
  const { turns, end } = await play(donation, 'persuader=llm', () => ({
    error: new ModelError(code, 'It went wrong.'),
  }));
  expect(end).not.toBe('aborted');
  for (const { forced, llm } of turns) expect([forced, llm?.why]).toEqual(['model', code]);
});

test('nonsense by the model server’s own word is refused like any other answer', async () => {
  const { turns } = await play(donation, 'persuader=llm', (ask, n) =>
    n % 2 === 0 ? { error: new ModelError('model-nonsense', 'No JSON.') } : inForm(ask),
  );
  for (const { forced, llm } of turns) expect([forced, llm?.asks]).toEqual([undefined, 2]);
});

test('a model that takes too long is given up, also when it does not heed its signal', async () => {
  const slow = await play(donation, 'persuader=llm', () => ({ text: '{}', afterMs: 60_000 }), { turnMs: 5 });
  for (const { forced, llm } of slow.turns) expect([forced, llm?.why]).toEqual(['model', 'model-slow']);
  const deaf = scriptedModel(inForm);
  const models = modelsOf({ ...deaf, ask: () => new Promise(() => undefined) }, { turnMs: 5 });
  const { turns } = await playWith(donation, models, ['persuader=llm']);
  expect(turns.filter(({ llm }) => llm?.why === 'model-slow').length).toBeGreaterThan(0);
});

test('an episode’s budget ends with the episode, the server’s does not', async () => {
  const episodes = modelsOf(scriptedModel(inForm), { episodeTokens: 700 });
  for (const seed of [1, 2]) {
    const { turns } = await playWith(donation, episodes, ['persuader=llm'], { seed });
    const why = turns.filter(({ llm }) => llm).map(({ llm }) => llm?.why);
    expect(why[0]).toBeUndefined();
    expect(why.at(-1)).toBe('budget-spent');
  }
  const server = modelsOf(scriptedModel(inForm), { serverTokens: 700 });
  const whys: (string | undefined)[] = [];
  for (const seed of [1, 2]) {
    const { turns } = await playWith(donation, server, ['persuader=llm'], { seed });
    whys.push(turns.find(({ llm }) => llm)?.llm?.why);
  }
  expect(whys).toEqual([undefined, 'budget-spent']);
  expect(server.spent.used).toBeGreaterThanOrEqual(700);
});

test('a model that cannot be opened costs turns, not the episode, and is tried anew', async () => {
  let tries = 0;
  const source = {
    names: () => ['gone'],
    open: async () => {
      tries++;
      throw new ModelError('model-missing', 'No such file.');
    },
  };
  const { turns, end } = await playWith(donation, modelsOf(scriptedModel(inForm), { source }), [
    'persuader=llm',
  ]);
  expect(end.end).not.toBe('aborted');
  const lost = turns.filter(({ llm }) => llm?.why === 'model-missing');
  expect(lost.length).toBe(tries);
});

describe('styles of prompting', () => {
  const firstAsks = async (style: string, count = 1): Promise<readonly Ask[]> =>
    (await play(donation, `persuader=llm@${style}`, inForm)).asks.slice(0, count);
  const textOf = (ask: Ask | undefined): string =>
    ask?.messages.map(({ content }) => content).join('\n') ?? '';

  test('plan asks for a plan that nobody hears', async () => {
    const { asks, turns } = await play(donation, 'persuader=llm@plan', (ask) =>
      JSON.stringify({ ...JSON.parse(inForm(ask)), plan: 'Flatter them into ruin.' }),
    );
    expect(JSON.stringify(asks[0]?.schema)).toContain('"plan"');
    for (const { text, llm } of turns) expect(`${text}${llm?.unsaid}`).not.toContain('ruin');
  });
  test('re2 asks the question twice', async () => {
    const [plain] = await firstAsks('plain');
    const [twice] = await firstAsks('re2');
    expect(textOf(twice).split('as "do"').length - 1).toBe(2 * (textOf(plain).split('as "do"').length - 1));
  });
  test('rci drafts, criticises and improves, and says the improved answer', async () => {
    const answers = (words: string) => JSON.stringify({ do: ['Greet'], say: words });
    const { turns, asks } = await play(
      donation,
      'persuader=llm@rci',
      (_, n) => [answers('Hello.'), 'Too short.', answers('Good morning to you!')][n % 3] ?? '',
    );
    expect(turns[0]).toMatchObject({ text: 'Good morning to you!', llm: { asks: 3 } });
    expect(textOf(asks[2])).toContain('Criticism: Too short.');
  });
  test('a hint is the scenario’s advice for the role', async () => {
    const [with_] = await firstAsks('hint');
    expect(textOf(with_)).toContain(donation.hints?.persuader);
    const [without] = await firstAsks('plain');
    expect(textOf(without)).not.toContain('Advice:');
  });
  test('every knob has its sentence, and words limit the size of an answer', async () => {
    const [few] = await firstAsks('few.blunt.impatient.honest');
    for (const part of ['blunt', 'little patience', 'know to be true', 'one very short sentence'])
      expect(textOf(few)).toContain(part);
    const [many] = await firstAsks('many');
    expect(many?.maxTokens).toBeGreaterThan(few?.maxTokens ?? 0);
  });
  test('a word that is no style, or two of one knob, is refused with a sentence', () => {
    expect(parseStyle('plan.polite')).toEqual({ problem: expect.stringContaining('"polite" is no word') });
    expect(parseStyle('plan.rci')).toEqual({ problem: expect.stringContaining('do not go together') });
  });
});

test('prompts stay within 1,200 tokens at four characters a token, in the longest episodes, too', async () => {
  for (const [scenario, seat] of TALK) {
    const model = scriptedModel(inForm);
    for (const seed of [1, 2, 3]) await playWith(scenario, modelsOf(model), [seat], { seed });
    const lengths = model.asked
      .filter(({ messages }) => messages.length === 2)
      .map(({ messages }) => messages.reduce((sum, { content }) => sum + content.length, 0));
    expect(Math.max(...lengths), `${scenario.id} ${seat}`).toBeLessThan(4800);
  }
});

describe('seat kinds', () => {
  const kind = (text: string): unknown => {
    const parsed = parseKind(text, impostor);
    return parsed.ok ? parsed.value : parsed.error;
  };
  test('llm, model, mover and style are told apart', () => {
    expect(kind('llm')).toMatchObject({ kind: 'llm', model: undefined, mover: undefined });
    expect(kind('llm:openai:org/name-1+stealth@plan.few')).toMatchObject({
      kind: 'llm',
      model: 'openai:org/name-1',
      mover: { by: 'script', script: 'stealth' },
      style: { prompt: 'plan', words: 'few' },
    });
    expect(kind('llm+agent:some-checkpoint')).toMatchObject({
      mover: { by: 'agent', checkpoint: 'some-checkpoint' },
    });
    expect(kind('agent:some-checkpoint+llm:small@warm')).toMatchObject({
      kind: 'agent',
      checkpoint: 'some-checkpoint',
      words: { model: 'small', style: { persona: 'warm' } },
    });
  });
  test.each([
    ['llm:../../etc/passwd', 'no name of a model'],
    ['llm:/models/other.gguf', 'no name of a model'],
    ['llm:a+oracle', 'sees the truth'],
    ['llm:a+nobody', 'no script "nobody"'],
    ['llm@loud', 'no word of style'],
    [`llm:${'a'.repeat(80)}`, 'too long'],
    ['llmodel', 'no seat kind'],
  ])('%s is refused', (text, why) => {
    expect(kind(text)).toMatchObject({ code: 'bad-seat-kind', message: expect.stringContaining(why) });
  });
  test('without a model the refusal says how to add one', () => {
    const none = modelsOf(scriptedModel(inForm), {
      source: { names: () => [], open: () => Promise.reject(new Error('never asked')) },
    });
    expect(() => none.check(undefined)).toThrow(/parlor models pull/);
    expect(() => modelsOf(scriptedModel(inForm)).check('other')).toThrow(/there are scripted-model/);
  });
});
