// Exported rows: their shapes, and what people who did not consent keep to themselves.

import { expect, test } from 'vitest';
import {
  EXPORT_FORMATS,
  EXPORT_VERSION,
  type ExportItem,
  exportRows,
  type SeatTranscript,
} from '../server/log/export.ts';
import type { LogEntry } from '../server/log/turn-log.ts';
import { EntrySchema, type EpisodeRecord, type Occupant } from '../shared/turn.ts';
import { end, header, step, turn } from './doubles/log-entries.ts';

const BOT: Occupant = { kind: 'scripted', occupant: 'greedy' };
const ANN: Occupant = { kind: 'human', occupant: 'Ann' };
const BEN: Occupant = { kind: 'human', occupant: 'Ben' };

const recordOf = (seats: Occupant[], consent: boolean[], entries: LogEntry[]): EpisodeRecord => {
  const last = entries.at(-1);
  return {
    header: header('told', { seats, consent, room: { operator: 'Ann', token: 'secret' } }),
    entries,
    end: last?.type === 'end' ? last : undefined,
  };
};

const says = (number: number, seat: number, text: string): LogEntry =>
  turn(number, { seat, kind: 'speak', text });

const three = recordOf(
  [BOT, ANN, BEN],
  [true, false, true],
  [
    step(-1),
    says(0, 0, 'Where was everyone?'),
    says(1, 1, 'ann-was-here'),
    says(2, 2, 'With Red.'),
    step(2),
    end({ winners: [0, 2], roles: ['crew', 'impostor', 'crew'] }),
  ],
);

const transcripts: SeatTranscript[] = [0, 1, 2].map((seat) => ({
  seat,
  system: `You are seat ${seat}.`,
  lines: [
    { seat: null, name: '', text: 'A meeting is called.' },
    { seat: 0, name: 'Red', text: 'Where was everyone?' },
    { seat: 0, name: 'Red', text: 'Speak up.' },
    { seat: 1, name: 'Ann', text: 'ann-was-here' },
    { seat: 2, name: 'Ben', text: 'With Red.' },
  ],
}));

const rows = async (items: ExportItem[], ...rest: [(typeof EXPORT_FORMATS)[number], { live?: boolean }?]) => {
  const parsed = [];
  for await (const row of exportRows(items, ...rest)) parsed.push(JSON.parse(row));
  return parsed;
};

test('a jsonl row holds the header with its key and every entry, each of which parses again', async () => {
  const [row] = await rows([{ record: three }], 'jsonl');
  expect(row).toMatchObject({ export: 'parlor-episode', version: EXPORT_VERSION, withheld: [1] });
  expect(row.header.key).toBe(three.header.key);
  for (const entry of [row.header, ...row.entries]) EntrySchema.parse(entry);
  expect(row.entries).toHaveLength(three.entries.length);
  expect(row.entries[1]).toEqual(three.entries[1]);
  expect(row.entries[3]).toEqual(three.entries[3]);
});

test('who did not consent leaves neither words nor name, in any format', async () => {
  for (const format of EXPORT_FORMATS) {
    const text = JSON.stringify(await rows([{ record: three, transcripts }], format));
    expect(text).not.toContain('ann-was-here');
    expect(text).not.toContain('Ann');
    expect(text).not.toContain('secret');
    expect(text).toContain('[withheld]');
    expect(text).toContain('With Red.');
  }
});

test('a chatml row is one seat: itself the assistant, the others users by name, neighbours joined', async () => {
  const all = await rows([{ record: three, transcripts }], 'chatml');
  expect(all.map((row) => row.seat)).toEqual([0, 2]);
  expect(all[0]).toEqual({
    messages: [
      { role: 'system', content: 'You are seat 0.' },
      { role: 'user', content: 'A meeting is called.' },
      { role: 'assistant', content: 'Where was everyone?\nSpeak up.' },
      { role: 'user', content: 'person: [withheld]\nBen: With Red.' },
    ],
    episode: 'told',
    scenario: 'impostor',
    origin: 'play',
    seat: 0,
    role: 'crew',
    won: true,
  });
});

test('a sharegpt row says the same in its own words', async () => {
  const [, row] = await rows([{ record: three, transcripts }], 'sharegpt');
  expect(row.conversations).toEqual([
    { from: 'system', value: 'You are seat 2.' },
    {
      from: 'human',
      value: 'A meeting is called.\nRed: Where was everyone?\nRed: Speak up.\nperson: [withheld]',
    },
    { from: 'gpt', value: 'With Red.' },
  ]);
});

test('an assistant never opens a conversation, and a seat that says nothing has no row', async () => {
  const lines = [{ seat: 0, name: 'Red', text: 'Hello.' }];
  const said = [0, 2].map((seat) => ({ seat, system: 'Play.', lines }));
  const all = await rows([{ record: three, transcripts: said }], 'chatml');
  expect(all).toHaveLength(1);
  expect(all[0].messages.map(({ role }: { role: string }) => role)).toEqual(['system', 'user', 'assistant']);
});

test('live episodes stay out unless they are asked for', async () => {
  const live = recordOf([BOT], [true], [step(-1), turn(0)]);
  for (const format of EXPORT_FORMATS)
    expect(await rows([{ record: live, transcripts }], format)).toEqual([]);
  expect(await rows([{ record: live }], 'jsonl', { live: true })).toHaveLength(1);
});

test('of a ballot that was changed only the last stands in a row', async () => {
  const vote = (to: number): LogEntry => turn(0, { kind: 'ballot', acts: [{ type: 'vote', for: to }] });
  const [row] = await rows([{ record: recordOf([BOT], [true], [vote(1), vote(2), end()]) }], 'jsonl');
  expect(row.entries).toEqual([vote(2), end()]);
});

const takes = (by: Occupant, change: Partial<Extract<LogEntry, { type: 'seat' }>> = {}): LogEntry => ({
  type: 'seat',
  seat: 0,
  by,
  reason: 'take-over',
  ...change,
});

test('consent belongs to the person: it can come late, and does not pass to whoever sat there before', async () => {
  const texts = async (seats: Occupant[], consent: boolean[], entries: LogEntry[]): Promise<string[]> => {
    const [row] = await rows([{ record: recordOf(seats, consent, [...entries, end()]) }], 'jsonl');
    return row.entries
      .filter((entry: LogEntry) => entry.type === 'turn')
      .map((entry: { text: string }) => entry.text);
  };
  const late = [says(0, 0, 'one'), takes(ANN, { consent: true, reason: 'asked' }), says(1, 0, 'two')];
  expect(await texts([ANN], [false], late)).toEqual(['one', 'two']);
  const others = [
    says(0, 0, 'one'),
    takes(BOT),
    says(1, 0, 'two'),
    takes(BEN, { consent: true, tokenHash: 'b' }),
    says(2, 0, 'three'),
  ];
  expect(await texts([ANN], [false], others)).toEqual(['[withheld]', 'two', 'three']);
  const unasked = [says(0, 0, 'one'), takes(BEN, { tokenHash: 'b' }), says(1, 0, 'two'), says(2, 0, '')];
  expect(await texts([BOT], [true], unasked)).toEqual(['one', '[withheld]', '']);
  const back = [
    takes(ANN, { tokenHash: 'a', consent: true }),
    says(0, 0, 'one'),
    takes(BOT),
    takes(ANN, { tokenHash: 'a' }),
    says(1, 0, 'two'),
  ];
  expect(await texts([BOT], [true], back)).toEqual(['one', 'two']);
});

test('token hashes never leave', async () => {
  const [row] = await rows(
    [{ record: recordOf([ANN], [true], [takes(ANN, { tokenHash: 'cafe' }), end()]) }],
    'jsonl',
  );
  expect(JSON.stringify(row)).not.toContain('cafe');
});
