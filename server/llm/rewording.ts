// Saying a sentence in other words. Small models do it after examples, and for one sentence at a time; what they
// answer is held to the sentence: its figures and no others, about its length, and really other words.

import { cleanText } from '../../shared/clean-text.ts';
import type { Rng } from '../../shared/rng.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { offeredTo } from './choices.ts';
import type { Pair } from './prompt.ts';

/** Examples in a prompt: about 200 tokens, read once a seat. */
const PAIRS = 6;
/** Draws until another wording has come up. */
const DRAWS = 6;
/** Characters that other words may have: this share of the sentence's own, and some. */
const LONGER = 1.4;
const SLACK = 16;

/** Letters of a word that carries something; the share of a sentence's that must come again; and others, at most. */
const WEIGHTY = 4;
const SHORT = 1;
const AGAIN = 1 / 3;
const STRANGE = 1 / 2;
const MOST_STRANGE = 2;

/** Where one sentence ends and the next begins. */
const BETWEEN = /(?<=[.!?;\u2026])\s+/;
export const sentencesOf = (text: string): string[] => text.split(BETWEEN).filter((one) => one !== '');

/** Letters and digits alone, so that capitals and stops are no other words. */
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const figures = (text: string): string => (text.match(/\d+(?:[.:,]\d+)*/g) ?? []).sort().join(' ');

/** Examples from the scenario's own wordings of what the seat might say now, a fair share of every group. */
export const pairsFor = (
  scenario: Scenario,
  observation: unknown,
  candidates: readonly unknown[],
  rng: Rng,
): Pair[] => {
  const spoken = candidates.filter((act) => !scenario.closes(act));
  const pairs: Pair[] = [];
  for (const { act } of offeredTo(scenario, observation, rng.shuffle(spoken), 2 * PAIRS)) {
    const sentence = scenario.phrase([act], observation, rng);
    for (let draw = 0; draw < DRAWS; draw++) {
      const other = scenario.phrase([act], observation, rng);
      if (bare(other) === bare(sentence)) continue;
      pairs.push([sentence, other]);
      break;
    }
    if (pairs.length === PAIRS) break;
  }
  return pairs;
};

/** The first line of an answer, without the quotes around it; where it is JSON, its "say". Empty: there is none. */
export const sentenceIn = (answer: string): string => {
  const said = /^\s*\{.*?"say"\s*:\s*"((?:[^"\\]|\\.)*)"/s.exec(answer)?.[1]?.replace(/\\(.)/g, '$1');
  const [line = ''] = (said ?? answer).trim().split('\n');
  return cleanText(line.replace(/^["\u201c]+|["\u201d]+$/g, ''));
};

/** Words that carry something. */
const weighty = (text: string): readonly string[] =>
  bare(text)
    .split(' ')
    .filter((word) => word.length >= WEIGHTY);
/** Whether enough of the sentence's words come again, and not too many that are not its own; a greeting may be another. */
const isNear = (sentence: string, other: string): boolean => {
  const [words, others] = [weighty(sentence), weighty(other)];
  if (words.length <= SHORT) return true;
  const again = words.filter((word) => others.includes(word)).length;
  const strange = others.filter((word) => !words.includes(word)).length;
  return again >= words.length * AGAIN && strange <= Math.max(MOST_STRANGE, others.length * STRANGE);
};

/** Whether it can be another wording of the sentence, as far as that is seen without reading it. */
export const isOther = (sentence: string, other: string, pairs: readonly Pair[]): boolean =>
  bare(other) !== '' &&
  bare(other) !== bare(sentence) &&
  isNear(sentence, other) &&
  other.length <= LONGER * sentence.length + SLACK &&
  figures(other) === figures(sentence) &&
  !pairs.flat().some((one) => bare(one) === bare(other));
