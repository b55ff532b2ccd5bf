// Human dialogues as episodes: what people said and meant in them, played again under the rules.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { donation } from '../scenarios/donation/index.ts';
import { findScenario } from '../scenarios/index.ts';
import { episodeIdOf } from '../server/cli/import-dialogues.ts';
import { recordedPersuasion } from '../server/cli/import-persuasion.ts';
import { worldPart } from '../server/cli/import-world.ts';
import { type PlayedDialogue, playDialogue } from '../server/cli/recorded-episode.ts';
import { Tally } from '../server/cli/recorded-tally.ts';
import { readMultiwoz } from '../server/corpora/multiwoz-world.ts';
import { readPersuasion } from '../server/corpora/persuasion.ts';
import { verifyRecord } from '../server/episode/replay.ts';
import type { Recorded, RecordedDialogue } from '../shared/recorded.ts';
import { MAX_TEXT, type Scenario } from '../shared/scenario.ts';
import type { EpisodeRecord, TurnEntry } from '../shared/turn.ts';
import { GOALS, writeCorpus } from './doubles/multiwoz-folder.ts';
import { TABLE, type Talk, writeTalks } from './doubles/recorded-dialogues.ts';
import { freshData } from './doubles/server.ts';

let root = '';
beforeAll(() => {
  root = freshData();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const fresh = (): string => join(root, `folder-${folders++}`);

const turnsIn = ({ entries }: PlayedDialogue): TurnEntry[] =>
  entries.flatMap((entry) => (entry.type === 'turn' ? [entry] : []));

const recordOf = ({ header, entries, end }: PlayedDialogue): EpisodeRecord => ({ header, entries, end });

/** Plays, and sees to it that the record replays. */
const play = (
  scenario: Scenario,
  dialogue: RecordedDialogue | undefined,
  tally = new Tally(),
): PlayedDialogue => {
  if (!dialogue) throw new Error('there is no such dialogue');
  const played = playDialogue(scenario, episodeIdOf('test', dialogue.id), dialogue, tally);
  expect(verifyRecord(recordOf(played), scenario)).toMatchObject({ ok: true });
  return played;
};

describe('a customer and a clerk', () => {
  const booking = findScenario('booking') as Scenario;
  const read = (dialogues: unknown): Recorded => {
    const folder = fresh();
    writeCorpus(folder, dialogues);
    worldPart(folder);
    return booking.resources?.multiwoz?.dialogues?.(readMultiwoz(folder).given) as Recorded;
  };

  test('are played with the goal they had, and end as the rules judge it', () => {
    const [dialogue] = read({ 'TAB1.json': TABLE }).dialogues;
    const tally = new Tally();
    const { header, end } = play(booking, dialogue, tally);
    expect(header).toMatchObject({
      episode: 'test-TAB1',
      origin: 'imported',
      consent: [true, true],
      practice: false,
      startedAt: 0,
      options: { world: 'multiwoz', goal: 'TAB1' },
      seats: [
        { kind: 'human', occupant: 'imported' },
        { kind: 'human', occupant: 'imported' },
      ],
    });
    expect(end).toMatchObject({ end: 'terminated', reason: 'served', winners: [0, 1] });
    expect(tally.told.utterances).toMatchObject({ turns: 10, redrawn: 1, undrawn: 0, callsRefused: 0 });
  });

  test('say what the annotators say they meant, and the desk is asked before it is told of', () => {
    const turns = turnsIn(play(booking, read({ TAB1: TABLE }).dialogues[0]));
    const acts = turns.map(({ seat, acts: meant }) => [seat, ...meant]);
    expect(acts.slice(0, 3)).toEqual([
      [
        0,
        { type: 'need', domain: 'restaurant' },
        { type: 'inform', domain: 'restaurant', slot: 'price', value: 'cheap' },
        { type: 'inform', domain: 'restaurant', slot: 'food', value: 'martian' },
      ],
      [1, { type: 'search', domain: 'restaurant' }],
      [1, { type: 'no-offer', domain: 'restaurant' }],
    ]);
    const offer = { type: 'offer', domain: 'restaurant', name: 'blue door' };
    expect(acts[5]).toMatchObject([1, { ...offer, facts: { food: 'italian', area: 'centre' } }]);
    expect(acts[7]).toEqual([1, { type: 'book', domain: 'restaurant' }]);
  });

  test('hear the reference of this desk where people heard that of theirs', () => {
    const turns = turnsIn(play(booking, read({ TAB1: TABLE }).dialogues[0]));
    const [booked] = (turns[8]?.acts ?? []) as { type: string; ref: string }[];
    expect(booked?.type).toBe('booked');
    expect(turns[8]?.text).toBe(`It is booked . The reference number is ${booked?.ref} . Anything else ?`);
    expect(turns.map(({ text }) => text).join()).not.toContain('QX7RT2PA');
  });

  test('are understood by their words where nobody annotated them, and say goodbye only once', () => {
    const tally = new Tally();
    const turns = turnsIn(play(booking, read({ TAB1: TABLE }).dialogues[0], tally));
    expect(turns[9]).toMatchObject({
      text: 'What is the phone number ?',
      acts: [{ type: 'request', domain: 'restaurant', slot: 'phone' }],
    });
    expect(turns.at(-3)).toMatchObject({ text: 'Thank you , goodbye .', acts: [{ type: 'thank' }] });
    expect(turns.at(-1)).toMatchObject({ seat: 0, text: '', acts: [{ type: 'bye' }] });
    expect(tally.told.leftOut).toEqual({ Inform: 1, welcome: 1, 'bye, not the end': 1 });
    expect(tally.annotations).toBe(tally.mapped + 3);
  });

  test('a booking that the desk cannot make is told with the reference of theirs', () => {
    const log = TABLE.log.map((line) => ({ ...line, text: line.text.replace('for 2 people', 'as I said') }));
    const tally = new Tally();
    const { entries, end } = play(booking, read({ TAB1: { ...TABLE, log } }).dialogues[0], tally);
    expect(JSON.stringify(entries)).toContain('"ref":"qx7rt2pa"');
    expect(tally.told.utterances).toMatchObject({ redrawn: 0, undrawn: 1, callsRefused: 1 });
    expect(end.reason).toBe('unserved');
  });

  test('a dialogue in which the customer has the last word is passed on in silence', () => {
    const log = TABLE.log.slice(0, -1);
    const turns = turnsIn(play(booking, read({ TAB1: { ...TABLE, log } }).dialogues[0]));
    expect(turns.slice(-2)).toMatchObject([
      { seat: 1, text: '' },
      { seat: 0, acts: [{ type: 'bye' }] },
    ]);
  });

  test('dialogues without a goal or without words are named, and words that are none refused', () => {
    const { dialogues, refused } = read({
      A: TABLE,
      B: { ...GOALS.nowhere, log: TABLE.log },
      C: GOALS.plain,
    });
    expect(dialogues.map(({ id }) => id)).toEqual(['A']);
    expect(refused).toEqual({ 'its goal cannot be played': ['B'], 'nothing is said in it': ['C'] });
    expect(() => read({ A: { ...TABLE, log: [{ text: 7 }] } })).toThrow(/what is said in A is not as pub/);
  });
});

describe('a persuader and a persuadee', () => {
  const scenario = donation as Scenario;
  const told: Talk = {
    id: 'talk_1',
    said: [
      [0, 'Hello there.', 'greeting'],
      [1, 'Bye already?', 'closing'],
      [0, 'Would you give $1?', 'proposition-of-donation'],
      [1, 'I give $0.50, and hum.', 'provide-donation-amount', 'other'],
      [0, 'Thank you, goodbye.', 'thank', 'closing'],
      [1, 'Goodbye.', 'closing'],
    ],
    gave: 0.5,
    extrovert: 4.2,
  };
  const read = (...talks: Talk[]): ReturnType<typeof recordedPersuasion> => {
    const folder = fresh();
    writeTalks(folder, talks);
    return recordedPersuasion(readPersuasion(folder));
  };

  test('talk to the end, and the gift is what was given', () => {
    const { recorded, counts } = read(told);
    const tally = new Tally();
    const played = play(scenario, recorded.dialogues[0], tally);
    expect(played.header.options).toMatchObject({
      turns: 3,
      persona: { extrovert: 4.2, agreeable: 4, care: 5 },
    });
    expect(played.end).toMatchObject({ end: 'terminated', reason: 'gave' });
    expect(played.end.metrics).toMatchObject({ promised: 0.5, gift: 0.5 });
    expect(turnsIn(played).map(({ acts }) => acts)).toEqual([
      [{ type: 'greeting' }],
      [],
      [{ type: 'proposition-of-donation', cents: 100 }],
      [{ type: 'provide-amount', cents: 50 }],
      [{ type: 'thank' }, { type: 'closing' }],
      [{ type: 'closing' }],
      [{ type: 'give', cents: 50 }],
    ]);
    expect(counts).toMatchObject({ annotated: 1, giftsCapped: 0, silentLastWords: 0 });
    expect(tally.told.leftOut).toEqual({ other: 1, 'closing, not the end': 1 });
  });

  test('words that nobody annotated are read, long ones are cut, gifts are at most what was paid', () => {
    const plain = told.said.map(([seat, text]) => [seat, text] as const);
    const long = `Hello there. ${'More and more words. '.repeat(40)}`;
    const { recorded, counts } = read({
      ...told,
      said: [[0, long], ...plain.slice(1), [0, 'One more thing.']],
      gave: 50,
      extrovert: 9,
    });
    const tally = new Tally();
    const played = play(scenario, recorded.dialogues[0], tally);
    const turns = turnsIn(played);
    expect(turns[0]?.text.length).toBeLessThanOrEqual(MAX_TEXT);
    expect(turns[0]?.text).toMatch(/…$/);
    expect(turns[3]?.acts).toContainEqual({ type: 'provide-amount', cents: 50 });
    expect(turns.at(-2)).toMatchObject({ seat: 1, text: '', acts: [{ type: 'silence' }] });
    expect(played.end.metrics.gift).toBe(2);
    expect(counts).toMatchObject({ annotated: 0, giftsCapped: 1, silentLastWords: 1 });
    expect(played.header.options).not.toHaveProperty('persona.extrovert');
    expect(tally.told.utterances).toMatchObject({ textsCut: 1, annotations: 0 });
    expect(played.unplayed).toBe(0);
  });

  test('utterances of one person in a row are one; what cannot be laid out is named', () => {
    const [first, ...rest] = told.said;
    if (!first) throw new Error('nothing is said');
    const twice = {
      ...told,
      id: 'twice',
      said: [first, [0, 'It is me.', 'comment-partner'], ...rest],
    } as const;
    const { recorded } = read(
      twice,
      { ...told, id: 'turned', said: rest },
      { ...told, id: 'short', said: told.said.slice(0, 4) },
    );
    expect(recorded.dialogues.map(({ id }) => id)).toEqual(['twice']);
    expect(turnsIn(play(scenario, recorded.dialogues[0]))[0]).toMatchObject({
      text: 'Hello there. It is me.',
      acts: [{ type: 'greeting' }, { type: 'comment-partner' }],
    });
    expect(recorded.refused).toEqual({ 'the persuadee begins': ['turned'], 'it is too short': ['short'] });
  });
});

test('a turn that the rules have no room for is counted, not forced', () => {
  const said = [0, 1, 0, 1, 0, 1, 0, 1].map((seat) => ({
    seat,
    text: 'Goodbye.',
    before: [],
    acts: [{ act: { type: 'closing' }, stands: 1 }],
    without: [],
    leftOut: [],
  }));
  const dialogue = { id: 'hasty', options: { turns: 5 }, turns: said };
  const played = play(donation as Scenario, dialogue);
  expect(played.unplayed).toBe(6);
  expect(played.end).toMatchObject({ end: 'aborted', reason: 'dialogue-ended', winners: [] });
});
