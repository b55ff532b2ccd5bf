// What is shown of beliefs: who is asked when, what an utterance changed, and what the chart draws.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf, utterancesOf } from '../client/beliefs/changes.ts';
import { courseOf, type Looks, questionsOf, surveysOf } from '../client/beliefs/course.ts';
import type { ReplayFrame } from '../client/net/api.ts';
import { takeSurveys } from '../client/net/lines.ts';
import { newTable, reduceTable } from '../client/net/table.ts';
import { recall } from '../server/episode/recall.ts';
import { surveyItem } from '../server/episode/survey-item.ts';
import { replayData } from '../server/http/replay-data.ts';
import type { LineItem, SurveyItem } from '../shared/protocol.ts';
import type { Belief } from '../shared/turn.ts';
import { playOut, start } from './doubles/table-play.ts';
import { handshake } from './scenarios/handshake/index.ts';

const NAMES = ['Red', 'Green', 'Blue'];
const line = (n: number, seat: number | null, kind: LineItem['kind'] = 'say'): LineItem => ({
  n,
  seat,
  kind,
  name: seat === null ? '' : (NAMES[seat] ?? ''),
  text: `line ${n}`,
});
const survey = (n: number, at: number, beliefs: Belief[], more: Partial<SurveyItem> = {}): SurveyItem => ({
  n,
  line: at,
  opens: n === 0,
  questions: [{ id: 'who', text: 'Who is it?', answers: NAMES, truth: 2, beliefs }],
  ...more,
});
const looks: Looks = {
  names: new Map(NAMES.map((name, seat) => [seat, name])),
  colours: new Map(NAMES.map((_, seat) => [seat, `#00000${seat}`])),
  people: new Set([1]),
  models: new Set(),
};

/** Red speaks after the first survey, Green after the second; then a new discussion begins. */
const lines = [line(0, null, 'event'), line(1, 0), line(2, 1), line(3, null, 'vote'), line(4, null, 'event')];
const surveys = [
  survey(0, 1, [
    { seat: 0, p: [0, 0.5, 0.5] },
    { seat: 1, p: [0.5, 0, 0.5] },
    { seat: 2, p: [0.5, 0.5, 0] },
  ]),
  survey(1, 2, [
    { seat: 0, p: [0, 0, 1] },
    { seat: 1, p: [0.9, 0, 0.1] },
    { seat: 2, p: [0.7, 0.3, 0] },
  ]),
  survey(2, 3, [
    { seat: 0, p: [0, 0, 1] },
    { seat: 1, p: [0.9, 0, 0.1] },
  ]),
  survey(3, 5, [{ seat: 0, p: [0, 1, 0] }], { opens: true }),
];

describe('changes', () => {
  const utterances = utterancesOf(surveys, lines);

  test('a survey belongs to the utterance before it, and none to the first of a discussion', () => {
    expect(utterances.map((said) => said?.n)).toEqual([undefined, 1, 2, undefined]);
  });

  test('the mean is over those who heard it and answered both times, never the speaker', () => {
    const changes = changesOf(surveys, utterances, undefined);
    expect([...changes.keys()]).toEqual([1]);
    const [change] = changes.get(1) ?? [];
    expect(change).toMatchObject({ question: 'Who is it?', answer: 'Red' });
    expect(change?.by).toBeCloseTo((0.4 + 0.2) / 2);
  });

  test('for one seat it is that seat’s own change, also where it spoke itself', () => {
    expect(changesOf(surveys, utterances, 0).get(1)?.[0]).toMatchObject({ answer: 'Green', by: -0.5 });
    expect(changesOf(surveys, utterances, 2).get(2)).toBeUndefined();
  });

  test('an answer that was only carried over counts for nothing, and neither does a change too small to show', () => {
    const still = [
      survey(0, 1, [
        { seat: 1, p: [1, 0, 0] },
        { seat: 2, p: [0.5, 0.5, 0] },
      ]),
      survey(1, 2, [
        { seat: 1, p: [0, 0, 1], imputed: true },
        { seat: 2, p: [0.504, 0.496, 0] },
      ]),
    ];
    expect(changesOf(still, utterancesOf(still, lines), undefined).size).toBe(0);
  });

  test('nobody’s change is larger than 1, and a change names an answer of its question', () => {
    const belief = fc.record({
      seat: fc.integer({ min: 0, max: 2 }),
      p: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true })).map(([p]) => [p, 1 - p, 0]),
    });
    const asked = fc.array(fc.uniqueArray(belief, { selector: ({ seat }) => seat, maxLength: 3 }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(asked, fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }), (all, whose) => {
        const made = all.map((beliefs, n) => survey(n, n + 1, beliefs));
        for (const changes of changesOf(made, utterancesOf(made, lines), whose).values())
          for (const { answer, by } of changes) {
            expect(NAMES).toContain(answer);
            expect(Math.abs(by)).toBeLessThanOrEqual(1);
            expect(Math.abs(by)).toBeGreaterThanOrEqual(0.005);
          }
      }),
    );
  });
});

describe('the chart', () => {
  test('has a line for each seat: what it gives to the truth, or to the answer that was picked', () => {
    const course = courseOf(surveys, 'who', {}, looks);
    expect(course?.seats).toEqual([0, 1, 2]);
    expect(course?.lines.map(({ name, person }) => [name, person])).toEqual([
      ['Red', false],
      ['Green', true],
      ['Blue', false],
    ]);
    expect(course?.lines[0]?.points.map((point) => point?.p)).toEqual([0.5, 1, 1, 0]);
    expect(course?.lines[2]?.points.map((point) => point?.p)).toEqual([0, 0, undefined, undefined]);
    expect(courseOf(surveys, 'who', { answer: 0 }, looks)?.lines[1]?.points[1]?.p).toBe(0.9);
    expect([...(course?.breaks ?? [])]).toEqual([0, 3]);
  });

  test('has a line without points for a language model that was not asked, among those who were', () => {
    const alone = surveys.map((one) => ({
      ...one,
      questions: one.questions.map((asked) => ({
        ...asked,
        beliefs: asked.beliefs.filter(({ seat }) => seat !== 1),
      })),
    }));
    const course = courseOf(alone, 'who', {}, { ...looks, people: new Set(), models: new Set([1, 2]) });
    expect(course?.seats).toEqual([0, 2]);
    expect(course?.lines.map(({ name, model }) => [name, model])).toEqual([
      ['Red', false],
      ['Green', true],
      ['Blue', true],
    ]);
    expect(course?.lines[1]?.points).toEqual([undefined, undefined, undefined, undefined]);
    const one = courseOf(alone.slice(3), 'who', {}, { ...looks, people: new Set(), models: new Set([1, 2]) });
    expect(one?.lines.map(({ name }) => name)).toEqual(['Red', 'Green', 'Blue', 'Green', 'Blue']);
    const own = courseOf(alone, 'who', { whose: 0 }, { ...looks, people: new Set(), models: new Set([1]) });
    expect(own?.lines.map(({ name }) => name)).toEqual(NAMES);
  });

  test('has a line for each answer of one seat, in the colours of the seats that the answers name', () => {
    const course = courseOf(surveys, 'who', { whose: 1 }, looks);
    expect(course?.lines.map(({ name, colour }) => [name, colour])).toEqual([
      ['Red', '#000000'],
      ['Green', '#000001'],
      ['Blue', '#000002'],
    ]);
    expect(course?.lines.map(({ points }) => points[1]?.p)).toEqual([0.9, 0, 0.1]);
    const alone = surveys.map((one) => ({
      ...one,
      questions: one.questions.map((asked) => ({ ...asked, beliefs: asked.beliefs.slice(0, 1) })),
    }));
    expect(courseOf(alone, 'who', {}, looks)?.lines.map(({ name }) => name)).toEqual(NAMES);
  });

  test('is not there where nothing was asked, and breaks where a question was left for a while', () => {
    expect(courseOf([], '', {}, looks)).toBeUndefined();
    expect(courseOf(surveys, 'what', {}, looks)).toBeUndefined();
    const other = { id: 'what', text: 'What?', answers: ['yes'], truth: 0, beliefs: [{ seat: 0, p: [1] }] };
    const mixed = surveys.map((one, n) => (n === 1 ? { ...one, questions: [other] } : one));
    expect([...(courseOf(mixed, 'who', {}, looks)?.breaks ?? [])]).toEqual([0, 1, 2]);
    expect([...questionsOf(mixed)]).toEqual([
      ['who', 'Who is it?'],
      ['what', 'What?'],
    ]);
  });
});

describe('surveys on their way', () => {
  test('are taken in order and once; with a gap they wait to be sent again', () => {
    const first = takeSurveys([], { from: 0, items: surveys.slice(0, 2) });
    expect(takeSurveys(first, { from: 0, items: surveys.slice(0, 2) })).toBe(first);
    expect(takeSurveys(first, { from: 3, items: surveys.slice(3) })).toBe(first);
    expect(takeSurveys(first, { from: 0, items: surveys })).toEqual(surveys);
    const state = reduceTable(newTable, { type: 'beliefs', beliefs: { from: 0, items: surveys } });
    expect(state.surveys).toEqual(surveys);
  });

  test('a table tells of them after the lines they follow, and a restart recalls the same', async () => {
    const told: SurveyItem[] = [];
    const { one, clock } = await start({
      people: [0],
      watcher: {
        asked: (beliefs) => {
          const { episode, transcript } = one.table;
          const about = { n: told.length, line: transcript.count('all'), opens: told.length === 0 };
          told.push(surveyItem(about, episode.questions, beliefs));
        },
      },
    });
    await playOut(one, clock, [0]);
    const record = one.record();
    expect(told.length).toBeGreaterThan(2);
    expect(recall(record, handshake).past.surveys).toEqual(told);
    const replay = replayData(record, handshake, 'all');
    if (!replay.ok) throw new Error(replay.error.message);
    const frames: ReplayFrame[] = JSON.parse(JSON.stringify(replay.value.frames));
    const { questions } = JSON.parse(JSON.stringify(replay.value));
    expect(surveysOf(frames, questions).surveys).toEqual(told);
  });
});
