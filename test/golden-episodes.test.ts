// Golden episodes: played once, kept, and played again by every later version. A scenario without one fails.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import { verifyRecord } from '../server/episode/replay.ts';
import { EntrySchema, type EpisodeRecord } from '../shared/turn.ts';

const folder = (id: string): string => `scenarios/${id}/episodes`;

/** Episodes of one file in the exported form: one episode a line. */
const read = (path: string): EpisodeRecord[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const row: { header: unknown; entries: unknown[] } = JSON.parse(line);
      const header = EntrySchema.parse(row.header);
      if (header.type !== 'header') throw new Error(`${path}: no header`);
      const entries = row.entries
        .map((entry) => EntrySchema.parse(entry))
        .filter((entry) => entry.type !== 'header');
      const end = entries.find((entry) => entry.type === 'end');
      return { header, entries, end: end?.type === 'end' ? end : undefined };
    });

describe.each(Object.values(scenarios).map((scenario) => [scenario.id, scenario] as const))(
  '%s',
  (id, scenario) => {
    test('has golden episodes', () => {
      expect(existsSync(folder(id)) && readdirSync(folder(id)).some((name) => name.endsWith('.jsonl'))).toBe(
        true,
      );
    });

    test('its golden episodes replay to the same candidates, rewards, states and end', () => {
      let turns = 0;
      for (const name of readdirSync(folder(id)))
        for (const record of read(`${folder(id)}/${name}`)) {
          expect(record.end, `${name} has ended`).toBeDefined();
          expect(record.entries.some((entry) => entry.type === 'step' && entry.hash)).toBe(true);
          const verified = verifyRecord(record, scenario);
          expect(verified.ok ? '' : verified.error.message, name).toBe('');
          if (verified.ok) turns += verified.value.turns;
        }
      expect(turns).toBeGreaterThan(20);
    });

    test('a golden episode with one act changed is found out', () => {
      const [name = ''] = readdirSync(folder(id));
      const [record] = read(`${folder(id)}/${name}`);
      if (!record) throw new Error('no episode');
      const turns = record.entries.filter((entry) => entry.type === 'turn');
      const unlike = (one: (typeof turns)[number]) =>
        turns.find(
          (turn) =>
            turn.turn > one.turn &&
            turn.seat === one.seat &&
            turn.kind === one.kind &&
            JSON.stringify(turn.acts) !== JSON.stringify(one.acts),
        );
      // A game has many moves, a conversation one at most.
      const moves = turns.filter((turn) => turn.kind === 'move');
      const one = [...moves, ...turns].find((turn) => unlike(turn));
      const other = one && unlike(one);
      if (!one || !other) throw new Error('no two turns of one seat differ');
      const swapped = record.entries.map((entry) => (entry === one ? { ...one, acts: other.acts } : entry));
      expect(verifyRecord({ ...record, entries: swapped }, scenario).ok).toBe(false);
    });
  },
);
