// The language of the impostor scenario: what people type is read, what acts say is read back, nothing throws.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpret } from '../scenarios/impostor/interpret.ts';
import { ROOM_NAMES, SEAT_NAMES } from '../scenarios/impostor/places.ts';
import { phrase } from '../scenarios/impostor/speech.ts';
import type { Act, Observation, SpeechAct } from '../scenarios/impostor/types.ts';
import { ALIBIS, DENIALS, SAWS } from '../scenarios/impostor/wordings-claims.ts';
import { ASKS, STANCES } from '../scenarios/impostor/wordings-stances.ts';
import { rngFromState } from '../shared/rng.ts';
import { MAX_ACTS, MAX_TEXT } from '../shared/scenario.ts';
import { key, observations, situations } from './doubles/impostor-speech.ts';
import { sameActs, talking, utterances } from './doubles/impostor-utterances.ts';

const FIXTURE = utterances('first');
const rngOf = (seed: number) => {
  const rng = rngFromState([seed | 0, 0x9e3779b9 | 0, 77, 1]);
  for (let warm = 0; warm < 16; warm++) rng.float();
  return rng;
};

test('the acts of typed utterances are read as a reader would, seen and held back', () => {
  const right = FIXTURE.filter(({ text, observation, gold }) => sameActs(interpret(text, observation), gold));
  const share = (held: boolean): [number, number] => [
    right.filter((utterance) => utterance.held === held).length,
    FIXTURE.filter((utterance) => utterance.held === held).length,
  ];
  const [seen, seenOf] = share(false);
  const [held, heldOf] = share(true);
  console.log(`interpret: exact acts ${seen}/${seenOf} seen, ${held}/${heldOf} held`);
  expect(FIXTURE.length).toBeGreaterThanOrEqual(240);
  expect(heldOf / FIXTURE.length).toBeGreaterThan(0.35);
  expect((seen + held) / FIXTURE.length).toBeGreaterThanOrEqual(0.8);
  expect(held / heldOf).toBeGreaterThanOrEqual(0.75);
});

test('utterances that the reader met later are read too', () => {
  const later = utterances('later');
  const right = later.filter(({ text, observation, gold }) => sameActs(interpret(text, observation), gold));
  console.log(`interpret: exact acts ${right.length}/${later.length} later`);
  expect(later.length).toBeGreaterThan(200);
  expect(right.length / later.length).toBeGreaterThanOrEqual(0.9);
});

// --- round trip ---------------------------------------------------------------------------------

test('[S6] what acts say is read back as those acts in their order, up to three at a time', () => {
  fc.assert(
    fc.property(situations(3), ([observation, acts, seed]) => {
      const text = phrase([...acts, { type: 'done' }], observation, rngOf(seed));
      expect(interpret(text, observation), text).toEqual(acts);
    }),
    { numRuns: 20_000 },
  );
});

test('[S6] even six acts at once are read back, within the length of an utterance', () => {
  fc.assert(
    fc.property(situations(MAX_ACTS), ([observation, acts, seed]) => {
      const text = phrase(acts, observation, rngOf(seed));
      expect(text.length).toBeLessThanOrEqual(MAX_TEXT);
      expect(interpret(text, observation), text).toEqual(acts);
    }),
    { numRuns: 5_000 },
  );
});

test('silence says nothing, and what has no speech in it reads as no act', () => {
  const observation = talking({ players: 5 });
  for (const acts of [[], [{ type: 'silence' }], [{ type: 'done' }]] as const)
    expect(interpret(phrase(acts, observation, rngOf(1)), observation)).toEqual([]);
  expect(phrase([{ type: 'go', to: 3 }], observation, rngOf(1))).toBe('Walk to Medbay');
  expect(phrase([{ type: 'vote', for: null }], observation, rngOf(1))).toBe('Vote for nobody');
});

test('the wording of one act varies, and every act has at least twelve wordings', () => {
  const lists = [DENIALS, ...Object.values(ALIBIS), ...Object.values(SAWS), ...Object.values(STANCES)];
  for (const { one, all } of Object.values(ASKS)) lists.push(one, all);
  for (const list of lists) expect(new Set(list).size).toBeGreaterThanOrEqual(12);
  const observation = talking({ players: 5 });
  const act: SpeechAct = { type: 'accuse', who: 3 };
  const texts = new Set(Array.from({ length: 200 }, (_, seed) => phrase([act], observation, rngOf(seed))));
  expect(texts.size).toBeGreaterThan(20);
});

test('a wording says nothing that its acts do not: only the seats and rooms of the acts are named', () => {
  const names = [...SEAT_NAMES, ...ROOM_NAMES];
  fc.assert(
    fc.property(situations(3), ([observation, acts, seed]) => {
      const text = phrase(acts, observation, rngOf(seed)).toLowerCase();
      const seats = acts
        .flatMap((act) => Object.entries(act))
        .filter(([field]) => field !== 'room' && field !== 'tick');
      const meant = new Set<string | undefined>(
        seats.flatMap(([, value]) => (typeof value === 'number' ? [observation.names[value]] : [])),
      );
      for (const act of acts)
        if ('room' in act && act.room !== null) meant.add(observation.roomNames[act.room]);
      for (const name of names)
        if (!meant.has(name)) expect(text).not.toMatch(new RegExp(`\\b${name.toLowerCase()}\\b`));
    }),
    { numRuns: 3_000 },
  );
});

// --- any text at all ----------------------------------------------------------------------------

const wellFormed = (act: Act, { names, seat, width, height }: Observation): boolean => {
  const inTable = (who: number | null): boolean =>
    who === null || (who >= 0 && who < names.length && who !== seat);
  const inShip = (room: number | null): boolean => room === null || (room >= 0 && room < width * height);
  switch (act.type) {
    case 'accuse':
    case 'defend':
    case 'doubt':
    case 'agree':
    case 'ask':
      return inTable(act.who);
    case 'plan':
      return inTable(act.vote);
    case 'alibi':
      return inTable(act.with) && inShip(act.room);
    case 'saw':
      return (
        inTable(act.who) &&
        inTable(act.victim) &&
        inShip(act.room) &&
        (act.victim === null || act.victim !== act.who)
      );
    default:
      return false;
  }
};

const holds = (text: string, observation: Observation): void => {
  const acts = interpret(text, observation);
  expect(acts.length).toBeLessThanOrEqual(MAX_ACTS);
  for (const act of acts) expect(wellFormed(act, observation), `${text} -> ${key(act)}`).toBe(true);
  expect(interpret(text, observation)).toEqual(acts);
};

test('[S7] no string makes the reader throw or say an ill-formed act', () => {
  const strings = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
      .map((codes) => String.fromCharCode(...codes)),
  );
  fc.assert(fc.property(strings, observations, holds), { numRuns: 3_000 });
});

test('[S7] no heap of the words that it knows makes the reader throw or say an ill-formed act', () => {
  const words = FIXTURE.flatMap(({ text }) => text.split(/\s+/));
  const marks = [
    ',',
    '.',
    '?',
    '!',
    '(',
    ')',
    '0',
    '1',
    '40',
    'tick',
    'and',
    'me',
    'i',
    'you',
    'u',
    'he',
    'they',
    '\u{1f52a}',
  ];
  const soup = fc
    .array(fc.constantFrom(...words, ...SEAT_NAMES, ...ROOM_NAMES, ...marks), { maxLength: 40 })
    .map((parts) => parts.join(' '));
  fc.assert(fc.property(soup, observations, holds), { numRuns: 10_000 });
});

test('[S7] very long and hostile texts are read in time that grows no faster than they do', () => {
  const observation = talking({ players: 8, width: 3, height: 3 });
  const units = [
    'red ',
    'i saw red and ',
    'a\u0301\u0302\u0303',
    '\ud800',
    '\u202e',
    "'",
    '((((',
    '0,',
    'not ',
    'aaaa',
    'x',
  ];
  for (const unit of units) {
    const text = unit.repeat(Math.ceil(10_000 / unit.length));
    holds(text, observation);
    const time = (piece: string): number => {
      const start = performance.now();
      for (let turn = 0; turn < 5; turn++) interpret(piece, observation);
      return performance.now() - start;
    };
    expect(time(text.repeat(4))).toBeLessThan(250);
  }
});

test('at least 20,000 utterances a second are read', () => {
  const pass = (): number => {
    const start = performance.now();
    for (let turn = 0; turn < 10; turn++)
      for (const { text, observation } of FIXTURE) interpret(text, observation);
    return (10 * FIXTURE.length) / ((performance.now() - start) / 1000);
  };
  const rates = [pass(), pass(), pass(), pass(), pass()];
  console.log(`interpret: ${Math.round(Math.max(...rates))} utterances a second`);
  expect(Math.max(...rates)).toBeGreaterThanOrEqual(20_000);
});
