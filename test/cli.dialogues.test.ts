// parlor import as a user calls it, as far as it brings human dialogues, and what can be done with them.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLmdbTurnLog } from '../server/log/lmdb-turn-log.ts';
import { parlor } from './doubles/cli.ts';
import { numbered, writeCorpus, writeInto } from './doubles/multiwoz-folder.ts';
import { TABLE, writeTalks } from './doubles/recorded-dialogues.ts';
import { freshData } from './doubles/server.ts';

let root = '';
let tables = '';
let talks = '';
beforeAll(() => {
  root = freshData();
  tables = join(root, 'tables');
  talks = join(root, 'talks');
  writeCorpus(tables, numbered(TABLE, TABLE));
  const said = ['Hello.', 'Hi.', 'Would you give $1?', 'No, sorry.', 'Goodbye.', 'Goodbye.'];
  writeTalks(talks, [
    { id: 'x 1/2', said: said.map((text, at) => [at % 2 === 0 ? 0 : 1, text] as const), gave: 0 },
  ]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('dialogues come into the log once, verify, replay and are exported as imported', async () => {
  const data = join(root, 'data');
  const at = ['--json', '--data', data];
  const first = await parlor(['import', 'multiwoz', tables, ...at]);
  expect(first.code, first.stderr).toBe(0);
  expect(first.json.dialogues).toMatchObject({ played: 2, imported: 2, already: 0, ends: { served: 2 } });
  const persuasion = await parlor(['import', 'persuasion-for-good', talks, ...at]);
  expect(persuasion.json.dialogues).toMatchObject({ imported: 1, already: 0, ends: { kept: 1 } });
  const again = await parlor(['import', 'multiwoz', tables, ...at]);
  expect(again.json.dialogues).toMatchObject({ played: 2, imported: 0, already: 2 });

  expect((await parlor(['verify', '--all', ...at])).json).toMatchObject({ episodes: 3, mismatches: 0 });
  const replayed = await parlor(['replay', 'mwoz-D0', '--verify', ...at]);
  expect(replayed.json).toMatchObject({ episode: 'mwoz-D0', reason: 'served', verified: true });
  expect(replayed.json.lines.join('\n')).toContain('Customer: Thank you , goodbye .');
  expect((await parlor(['replay', 'p4g-x-1-2', ...at])).code).toBe(0);

  const file = join(root, 'out');
  const rows = async (...args: string[]): Promise<Record<string, unknown>[]> => {
    const ran = await parlor(['export', '--out', file, ...args, ...at]);
    expect(ran.code, ran.stderr).toBe(0);
    return readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((row) => (row === '' ? [] : [JSON.parse(row)]));
  };
  const chat = await rows('--format', 'chatml', '--origin', 'imported');
  expect(chat.map(({ episode, origin }) => [episode, origin])).toHaveLength(6);
  expect(new Set(chat.map(({ origin }) => origin))).toEqual(new Set(['imported']));
  expect(JSON.stringify(chat)).not.toContain('[withheld]');
  expect(await rows('--format', 'jsonl', '--origin', 'room')).toEqual([]);
  expect(await rows('--format', 'sharegpt', '--scenario', 'donation')).toHaveLength(2);
});

test('a bad folder leaves nothing behind, and neither does a log that somebody else writes', async () => {
  const data = join(root, 'untouched');
  const half = join(root, 'half');
  writeTalks(half, [{ id: 'x', said: [[0, 'Hello.']], gave: 0 }]);
  const bad = await parlor(['import', 'persuasion-for-good', half, '--json', '--data', data]);
  expect([bad.code, bad.json.error.code]).toEqual([1, 'bad-data']);
  const worse = join(root, 'worse');
  writeCorpus(worse, numbered(TABLE));
  writeInto(worse, 'val.json', { D0: { ...TABLE, log: [{ text: null }] } });
  const wrong = await parlor(['import', 'multiwoz', worse, '--json', '--data', data]);
  expect([wrong.code, wrong.json.error.code]).toEqual([1, 'bad-data']);

  const log = openLmdbTurnLog(join(data, 'log'));
  try {
    const locked = await parlor(['import', 'multiwoz', tables, '--json', '--data', data]);
    expect([locked.code, locked.json.error.code]).toEqual([1, 'log-locked']);
    expect([...log.episodes()]).toEqual([]);
  } finally {
    await log.close();
  }
  const played = await parlor([
    ...['play', '--scenario', 'booking', '--episodes', '1', '--json', '--data', data],
    ...['--options', '{"world": "multiwoz"}'],
  ]);
  expect(played.json.error.message).toContain('MultiWOZ has not been imported');
});

test('two dialogues that would have one id are refused by name', async () => {
  const data = join(root, 'same');
  const same = join(root, 'same-names');
  const said = Array.from({ length: 6 }, (_, at) => [at % 2 === 0 ? 0 : 1, 'Well.'] as const);
  writeTalks(same, [
    { id: 'a b', said, gave: 0 },
    { id: 'a-b', said, gave: 0 },
  ]);
  const ran = await parlor(['import', 'persuasion-for-good', same, '--json', '--data', data]);
  expect(ran.json.error).toMatchObject({ code: 'bad-data', message: expect.stringContaining('p4g-a-b') });
  writeFileSync(join(same, 'full_dialog.csv'), 'nothing\n');
  const cut = await parlor(['import', 'persuasion-for-good', same, '--json', '--data', data]);
  expect(cut.json.error.code).toBe('bad-data');
});
