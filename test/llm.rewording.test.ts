// Words of a model for words of the scenario: what counts as the same in other words before anybody reads it.

import { expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { Episode } from '../server/episode/episode.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import { carries } from '../server/llm/choices.ts';
import { wordingPrompt } from '../server/llm/prompt.ts';
import { isOther, pairsFor, sentenceIn, sentencesOf } from '../server/llm/rewording.ts';
import { PLAIN } from '../server/llm/style.ts';
import { rngFromState } from '../shared/rng.ts';
import type { Scenario } from '../shared/scenario.ts';

const SENTENCE = 'I saw Blue in the Lab at tick 6.';

test.each([
  ['the same words with other capitals and stops', 'i saw blue, in the lab at tick 6!', false],
  ['other figures', 'Blue was in the Lab at tick 16.', false],
  ['a figure left out', 'Blue was in the Lab.', false],
  ['a story', `Blue was in the Lab at tick 6. ${'And then it rained. '.repeat(3)}`, false],
  ['nothing', '...', false],
  ['something else in as many words', 'Nobody knows which people walked around at 6.', false],
  ['an example word for word', 'Blue? In the Lab, tick 6.', false],
  ['other words', 'At tick 6, Blue was in the Lab.', true],
])('%s', (_, other, expected) => {
  expect(isOther(SENTENCE, other, [['Blue was seen.', 'blue in the lab tick 6']])).toBe(expected);
});

test.each([
  ['"Blue was there."\nIs that right?', 'Blue was there.'],
  ['{"say": "Blue was \\"there\\"."}', 'Blue was "there".'],
  ['  Blue was there.', 'Blue was there.'],
  ['', ''],
])('the sentence in %j is %j', (answer, sentence) => {
  expect(sentenceIn(answer)).toBe(sentence);
});

test('sentences are cut where they end, and a price or a time is no end', () => {
  expect(sentencesOf('Hello! It is $0.50 at 9.30; shall I go on? Yes.')).toEqual([
    'Hello!',
    'It is $0.50 at 9.30;',
    'shall I go on?',
    'Yes.',
  ]);
});

test.each(['booking', 'donation'])(
  'examples of %s say one act twice, in two ways, and no more than a seat may say',
  (id) => {
    const scenario = findScenario(id) as Scenario;
    const options = scenario.options.parse({});
    const episode = new Episode({ scenario, options, key: keyFromSeed(1, 0), hashing: false });
    const open = episode.open[0];
    if (!open) throw new Error('nobody is to speak');
    const { observation } = open;
    const candidates = open.candidates([]);
    const pairs = pairsFor(scenario, observation, candidates, rngFromState([1, 2, 3, 4]));
    expect(pairs.length).toBeGreaterThan(3);
    for (const [one, other] of pairs) {
      expect(one).not.toBe(other);
      const acts = scenario.interpret(one, observation);
      expect(carries(scenario, other, acts, observation)).toBe(true);
    }
    const prompt = wordingPrompt({ sentence: SENTENCE, pairs, style: PLAIN });
    expect(prompt.map(({ role }) => role)).toEqual([
      'system',
      ...pairs.flatMap(() => ['user', 'assistant']),
      'user',
    ]);
  },
);
