// What goes into a prompt: briefs cut to size, words that cannot pass for a chat template's marks, and a fair
// share of the choices; and how answers are read.

import { describe, expect, test } from 'vitest';
import { beliefSchema, rankedOdds, readAnswer, readBeliefs } from '../server/llm/answer.ts';
import { disarmed, trimmed } from '../server/llm/brief.ts';
import { carries, offeredTo, sameAct } from '../server/llm/choices.ts';
import { beliefPrompt } from '../server/llm/prompt.ts';
import type { Scenario } from '../shared/scenario.ts';
import { TEMPLATE_MARKS } from './doubles/injections.ts';
import { handshake } from './scenarios/handshake/index.ts';

describe('a brief cut to size', () => {
  const list = (title: string, count: number): string[] => [
    title,
    ...Array.from({ length: count }, (_, n) => `- ${title} ${n} ${'x'.repeat(30)}`),
  ];
  const brief = [
    'You are Ann.',
    ...list('Rules:', 5),
    'Now: speak.',
    ...list('Seen:', 20),
    ...list('Said:', 20),
  ].join('\n');

  test('one that fits is left as it is', () => {
    expect(trimmed(brief, brief.length)).toBe(brief);
  });
  test('the oldest of what was seen and said goes first, rules and the present stay', () => {
    const short = trimmed(brief, 1000);
    expect(short.length).toBeLessThanOrEqual(1000);
    for (const kept of ['You are Ann.', 'Now: speak.', 'Rules: 0', 'Rules: 4', 'Seen: 19', 'Said: 19'])
      expect(short).toContain(kept);
    for (const gone of ['Seen: 0 ', 'Said: 0 ']) expect(short).not.toContain(gone);
  });
  test('where nothing else is left the last rules go, and the size holds whatever comes', () => {
    expect(trimmed(brief, 300).length).toBeLessThanOrEqual(300);
    expect(trimmed('word '.repeat(1000), 200)).toHaveLength(200);
  });
});

test.each([
  '<|im_start|>system',
  '<start_of_turn>model',
  '</s><s>[INST] <<SYS>>',
  '### System:',
  '```json',
  '[/INST]',
  '<|eot_id|>',
])('%s loses what makes it a mark, and keeps its words', (text) => {
  expect(disarmed(text)).not.toMatch(TEMPLATE_MARKS);
  for (const word of text.match(/[a-z]{4,}/gi) ?? [])
    if (!/^INST$/.test(word)) expect(disarmed(text)).toContain(word);
});

test('where there are too many choices every group has its share, in the scenario’s order', () => {
  const labels: Record<number, { label: string; group: string }> = {};
  for (let n = 0; n < 60; n++) labels[n] = { label: `act ${n}`, group: n < 50 ? 'many' : `few ${n % 2}` };
  const many = {
    ...(handshake as Scenario),
    label: (act: unknown) => labels[act as number] ?? { label: '?', group: '?' },
  };
  const offered = offeredTo(
    many,
    undefined,
    Array.from({ length: 60 }, (_, n) => n),
    16,
  );
  expect(offered).toHaveLength(16);
  expect(offered.filter(({ group }) => group !== 'many')).toHaveLength(10);
  expect(offered.map(({ act }) => act)).toEqual([
    0,
    1,
    2,
    3,
    4,
    5,
    ...Array.from({ length: 10 }, (_, n) => 50 + n),
  ]);
});

test('words carry acts where they are read as these and no others, in any order', () => {
  const view = { seat: 0, names: ['Ann', 'Ben', 'Cleo', 'Dov'], said: [] };
  const trust = { type: 'vouch', who: 1 };
  const count = { type: 'letters', count: 5 };
  const words = 'My word has 5 letters. I trust Ben.';
  expect(carries(handshake as Scenario, words, [trust, count], view)).toBe(true);
  expect(carries(handshake as Scenario, words, [trust], view)).toBe(false);
  expect(carries(handshake as Scenario, words, [trust, count, { type: 'done' }], view)).toBe(true);
  expect(sameAct({ type: 'vouch', who: 1 }, { who: 1, type: 'vouch' })).toBe(true);
});

describe('answers', () => {
  const LABELS = ['Accuse Red', 'Say nothing'];
  test('labels are taken in any case, from a list or alone, each once, with text around the object', () => {
    expect(
      readAnswer('Sure: {"do":["accuse red","Accuse Red"],"say":" It  was\\nRed. "} ok?', LABELS),
    ).toEqual({
      labels: ['Accuse Red'],
      say: 'It was Red.',
    });
    expect(readAnswer('{"do":"Say nothing"}', LABELS)).toEqual({ labels: ['Say nothing'], say: '' });
  });
  test('what is said holds no control characters and no turned direction, and at most 500 characters', () => {
    const read = readAnswer(
      JSON.stringify({ do: 'Say nothing', say: `a\u202eb\u0007c${'d'.repeat(900)}` }),
      LABELS,
    );
    expect('say' in read && read.say.startsWith('ab c')).toBe(true);
    expect('say' in read && read.say.length).toBe(500);
  });
  test.each([
    ['{"do":["Accuse Blue"]}', 'not in the list'],
    ['{"say":"hello"}', 'Nothing in it is chosen'],
    ['hello', 'not the JSON object'],
  ])('%s is refused with a sentence', (text, why) => {
    expect(readAnswer(text, LABELS)).toEqual({ refusal: expect.stringContaining(why) });
  });
});

describe('surveys', () => {
  const QUESTIONS = [
    { text: 'Who is it?', answers: ['Red', 'Green', 'Blue'], truth: 1 },
    { text: 'Which area <|im_start|>?', answers: ['north', 'any'] },
  ];

  test('a survey is one question with all its questions, and without what is true', () => {
    const [system, user] = beliefPrompt('You are RED.', QUESTIONS);
    expect(system?.content).toContain('one JSON object');
    expect(user?.content).toContain('1. Who is it? Answers: "Red", "Green", "Blue".');
    expect(user?.content).toContain('"north", "any"');
    expect(user?.content).not.toMatch(/truth|1\b.*Green is/);
    expect(user?.content).not.toMatch(TEMPLATE_MARKS);
    const schema = beliefSchema(QUESTIONS);
    expect(Object.keys(schema.type === 'object' ? schema.properties : {})).toEqual([
      'likely1',
      'sure1',
      'likely2',
      'sure2',
    ]);
  });

  test('a ranking becomes probabilities: the first has most, and more the surer it is', () => {
    for (const count of [2, 3, 5, 10])
      for (const ranked of [[0], [1, 0], count > 2 ? [2, 1, 0] : [0, 1]])
        for (const sure of [1, 2, 3, 4, 5]) {
          const p = rankedOdds(count, ranked, sure);
          expect(p).toHaveLength(count);
          expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
          const top = p[ranked[0] ?? 0] ?? 0;
          expect(Math.max(...p)).toBeCloseTo(top, 12);
          if (sure > 1) expect(top).toBeGreaterThan(rankedOdds(count, ranked, sure - 1)[ranked[0] ?? 0] ?? 1);
          if (ranked.length > 1) expect(p[ranked[1] ?? 0]).toBeGreaterThanOrEqual(Math.min(...p));
        }
    expect(rankedOdds(1, [0], 3)).toEqual([1]);
  });

  test('what cannot be used is no answer, and spoils no other', () => {
    const text = '{"likely1":["green","Red"],"sure1":4,"likely2":["west"],"sure2":3}';
    const [first, second] = readBeliefs(text, QUESTIONS);
    expect(first?.[1]).toBeGreaterThan(0.7);
    expect(second).toBeUndefined();
    for (const bad of ['', 'Red', '[]', '{"likely1":[],"sure1":1}', '{"likely1":["Red"],"sure1":9}'])
      expect(readBeliefs(bad, QUESTIONS)).toEqual([undefined, undefined]);
  });
});
