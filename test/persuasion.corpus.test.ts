// The reader of PersuasionForGood: both layouts, and a sentence for every way in which a folder can be cut short.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPersuasion } from '../server/corpora/persuasion.ts';
import { actsOf, amountIn } from '../server/fit/labels.ts';
import { RejectionError } from '../shared/result.ts';
import { describeWithData, outsideData } from './doubles/outside-data.ts';

const SAID = [
  ',Unit,Turn,B4,B2',
  '0,"Hello, friend.",0,0,talk-a',
  '1,Hello.,0,1,talk-a',
  '2,Would you give $1?,1,0,talk-a',
  '3,Yes.,1,1,talk-a',
  '',
].join('\n');
const INFO = [
  'B2,B3,B4,B6,B7,extrovert.x,agreeable.x,care.x,sex.x,age.x',
  'talk-a,user_1,0,0.0,2,3.6,3.8,4.0,Female,25.0',
  'talk-a,user_2,1,2.5,2,3.0,3.6,,Male,30.0',
  '',
].join('\n');
const LABELS = [
  ',B2,B4,Turn,Unit,er_label_1,ee_label_1,er_label_2,ee_label_2,neg,neu,pos',
  '0,talk-a,0,0,"Hello, friend.",greeting,,,,0,1,0',
  '1,talk-a,1,1,Yes.,,agree-donation,,thank,0,1,0',
  '2,talk-z,1,1,Elsewhere.,,agree-donation,,,0,1,0',
  '',
].join('\n');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parlor-persuasion-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (file: string, text: string): void => {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), text);
};

/** The sentence that a folder is refused with. */
const refusal = (path = folder): string => {
  try {
    readPersuasion(path);
  } catch (error) {
    if (error instanceof RejectionError && error.code === 'bad-data') return error.message;
    throw error;
  }
  throw new Error('it was read');
};

describe('the reader', () => {
  test('reads a flat folder: who spoke, what they gave, what they are like, what was annotated', () => {
    put('full_dialog.csv', SAID);
    put('full_info.csv', INFO);
    put('annotated_300.csv', LABELS);
    put('LICENSE', '\n   Apache License\n');
    const { dialogues, licence, files } = readPersuasion(folder);
    expect(licence).toBe('Apache License');
    expect(files.map(({ file }) => file)).toContain('full_info.csv');
    expect(dialogues).toEqual([
      {
        id: 'talk-a',
        said: [
          { seat: 0, turn: 0, text: 'Hello, friend.' },
          { seat: 1, turn: 0, text: 'Hello.' },
          { seat: 0, turn: 1, text: 'Would you give $1?' },
          { seat: 1, turn: 1, text: 'Yes.' },
        ],
        persuader: { user: 'user_1', gave: 0, traits: { extrovert: 3.6, agreeable: 3.8, care: 4, age: 25 } },
        persuadee: { user: 'user_2', gave: 2.5, traits: { extrovert: 3, agreeable: 3.6, age: 30 } },
        sentences: [
          { seat: 0, turn: 0, text: 'Hello, friend.', labels: ['greeting'] },
          { seat: 1, turn: 1, text: 'Yes.', labels: ['agree-donation', 'thank'] },
        ],
      },
    ]);
  });

  test('reads the publishers’ folders, with or without annotations', () => {
    put('data/FullData/full_dialog.csv', SAID);
    put('data/FullData/full_info.csv', INFO);
    expect(readPersuasion(folder).dialogues[0]?.sentences).toBeNull();
    put('data/AnnotatedData/300_dialog.csv', LABELS);
    expect(readPersuasion(folder).dialogues[0]?.sentences).toHaveLength(2);
    expect(readPersuasion(join(folder, 'data')).dialogues).toHaveLength(1);
  });

  test('a folder that is missing, is a file, or lacks a file is refused', () => {
    expect(refusal(join(folder, 'nowhere'))).toMatch(/^There is no folder /);
    put('full_dialog.csv', SAID);
    expect(refusal()).toContain('has no full_info.csv');
    expect(refusal(join(folder, 'full_dialog.csv'))).toContain('is a file');
  });

  test('a file that is cut short anywhere is refused', () => {
    put('full_info.csv', INFO);
    for (const length of [40, 75, SAID.length - 15, SAID.length - 1]) {
      put('full_dialog.csv', SAID.slice(0, length));
      expect(refusal(), `${length} characters`).toMatch(/cut short|breaks off|no rows|wrong/);
    }
    put('full_dialog.csv', SAID.split('\n').slice(0, 3).join('\n').concat('\n'));
    expect(refusal()).toBe('Dialogue talk-a has 1 of its 2 turns; full_dialog.csv is cut short.');
  });

  test('dialogues without information, and information without dialogues, are refused', () => {
    put('full_dialog.csv', SAID);
    put('full_info.csv', INFO.split('\n').slice(0, 2).join('\n').concat('\n'));
    expect(refusal()).toContain('has no row for its persuadee');
    put('full_info.csv', `${INFO}talk-b,user_3,0,0.0,2,3.6,3.8,4.0,Female,25.0\n`);
    expect(refusal()).toContain('tells of 1 dialogues that full_dialog.csv does not have (talk-b)');
  });

  test('wrong columns and wrong values are named', () => {
    put('full_dialog.csv', SAID.replace('Unit', 'Text'));
    put('full_info.csv', INFO);
    expect(refusal()).toContain('has no column Unit');
    put('full_dialog.csv', SAID.replace('Yes.,1,1,', 'Yes.,1,7,'));
    expect(refusal()).toMatch(/row 4: B4 is wrong/);
    put('full_dialog.csv', SAID);
    put('full_info.csv', INFO.replace('2.5', 'much'));
    expect(refusal()).toMatch(/row 2: B6 is wrong/);
    put('full_info.csv', INFO.replace('2.5', ''));
    expect(refusal()).toMatch(/row 2: B6 is wrong/);
    put('full_info.csv', INFO.replace('care.x', 'care'));
    expect(refusal()).toContain('has no column care.x');
  });
});

describe('labels as acts', () => {
  test('amounts are read as people write them, in cents', () => {
    const written: Record<string, number | null> = {
      'I can do $1.50': 150,
      'about 20 cents then': 20,
      'fine, .50 cents': 50,
      '50c sounds right': 50,
      'half of my payment': 100,
      'my whole payment': 200,
      'a dollar': 100,
      'five cents': 5,
      'say 0.25': 25,
      '2$ it is': 200,
      'three children live here': null,
      'I will think about it': null,
    };
    for (const [text, cents] of Object.entries(written)) expect(amountIn(text), text).toBe(cents);
  });

  test('promises count up to the purse, asks only within it, and what the scheme calls other is no act', () => {
    const said = (seat: 0 | 1, text: string, label: string) => actsOf({ seat, text, labels: [label] });
    expect(said(1, 'I will give $20', 'provide-donation-amount')).toEqual([
      { type: 'provide-amount', cents: 200 },
    ]);
    expect(said(1, 'I will give some', 'provide-donation-amount')).toEqual([{ type: 'agree-donation' }]);
    expect(said(0, 'Would $2 be too much?', 'ask-donate-more')).toEqual([
      { type: 'ask-donate-more', cents: 200 },
    ]);
    expect(said(0, 'A school costs $900', 'proposition-of-donation')).toEqual([
      { type: 'proposition-of-donation' },
    ]);
    expect(said(0, 'Anyway.', 'off-task')).toEqual([]);
    expect(said(0, 'How can you be so cruel?', 'other')).toEqual([{ type: 'guilt' }]);
  });
});

describeWithData('PersuasionForGood as it is at hand', () => {
  test('has 829 dialogues, 250 of them annotated; 444 ended in a gift', () => {
    const { dialogues } = readPersuasion(outsideData('persuasion-for-good'));
    expect(dialogues).toHaveLength(829);
    expect(dialogues.filter(({ sentences }) => sentences !== null)).toHaveLength(250);
    expect(dialogues.filter(({ persuadee }) => persuadee.gave > 0)).toHaveLength(444);
  });

  test('cut at a clean line, it is refused', () => {
    cpSync(outsideData('persuasion-for-good', 'full_info.csv'), join(folder, 'full_info.csv'));
    const lines = readFileSync(outsideData('persuasion-for-good', 'full_dialog.csv'), 'utf8').split('\n');
    put('full_dialog.csv', lines.slice(0, 9000).join('\n').concat('\n'));
    expect(refusal()).toContain('cut short');
  });
});
