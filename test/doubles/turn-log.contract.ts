// What every turn log keeps; the rules are listed in server/log/turn-log.ts.

import { expect, test } from 'vitest';
import { seal } from '../../server/log/sealed.ts';
import { type LogEntry, settled, type TurnLog } from '../../server/log/turn-log.ts';
import { RejectionError } from '../../shared/result.ts';
import { end, header, step, turn } from './log-entries.ts';

/** Calls a test with a fresh log and closes it afterwards. */
export type WithLog = (use: (log: TurnLog) => Promise<void>) => Promise<void>;

const refusal = (code: string): unknown => expect.objectContaining({ name: 'RejectionError', code });

export const thrownBy = (call: () => unknown): unknown => {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
};

export const entriesOf = (log: TurnLog, episode: string): readonly LogEntry[] => {
  const record = log.read(episode);
  if (!record.ok) throw new RejectionError(record.error.code, record.error.message);
  return record.value.entries;
};

export const turnLogContract = (name: string, withLog: WithLog): void => {
  test(`[L1] ${name}: an episode reads back as it was given, optional fields and odd values included`, () =>
    withLog(async (log) => {
      const first = header('odd', {
        practice: true,
        parent: { episode: 'p', turn: 3 },
        branches: [{ step: 2, key: 'f'.repeat(32) }],
      });
      const given: LogEntry[] = [
        step(-1),
        turn(0, {
          mu: [0.1, 1 / 3, 1e-12],
          value: -0.75,
          checkpoint: 'c-7',
          latencyMs: 1234.5,
          forced: 'deadline',
        }),
        turn(1, { acts: [], text: 'ünïcode 🛸 "quotes"\n', by: { kind: 'human', occupant: 'Zoë' } }),
        turn(2, { acts: [null, 'a', 7, 2 ** 40, [1, [2]], { deep: { deeper: [true, false] } }] }),
        {
          type: 'seat',
          seat: 1,
          by: { kind: 'human', occupant: 'Zoë' },
          reason: 'joined',
          consent: false,
          tokenHash: 'ab',
        },
        step(2, { rewards: [0.1, -1e6, 3, 0.30000000000000004, 123456.789] }),
        end({ metrics: {} }),
      ];
      log.open(first);
      for (const entry of given) await log.append('odd', [entry]);
      expect(log.read('odd')).toEqual({
        ok: true,
        value: { header: first, entries: given, end: given.at(-1) },
      });
    }));

  test(`[L1] ${name}: what the caller changes afterwards does not change the log`, () =>
    withLog(async (log) => {
      const entry = turn(0);
      log.open(header('kept'));
      await log.append('kept', [entry]);
      entry.text = 'changed';
      entry.acts.push('more');
      expect(entriesOf(log, 'kept')).toEqual([turn(0)]);
    }));

  test(`[L2] ${name}: concurrent appends to many episodes leave each whole and in order`, () =>
    withLog(async (log) => {
      const ids = Array.from({ length: 20 }, (_, index) => `many-${index}`);
      for (const id of ids) log.open(header(id));
      const waits: Promise<void>[] = [];
      for (let number = 0; number < 40; number++) {
        for (const id of ids) waits.push(log.append(id, [turn(number), step(number)]));
        if (number % 7 === 0) await Promise.race(waits);
      }
      await Promise.all(waits);
      const expected = Array.from({ length: 40 }, (_, number) => [turn(number), step(number)]).flat();
      for (const id of ids) expect(entriesOf(log, id)).toEqual(expected);
    }));

  test(`[L3] ${name}: a resolved append and a resolved flush can be read`, () =>
    withLog(async (log) => {
      log.open(header('a'));
      await log.append('a', [turn(0)]);
      expect(entriesOf(log, 'a')).toHaveLength(1);
      expect(log.note('a', [turn(1)])).toBe(true);
      await log.flush();
      expect(entriesOf(log, 'a')).toEqual([turn(0), turn(1)]);
      await log.flush();
    }));

  test(`[L6] ${name}: a ballot given again keeps both, and readers take the last`, () =>
    withLog(async (log) => {
      const ballot = (text: string): LogEntry => turn(4, { kind: 'ballot', text });
      log.open(header('vote'));
      await log.append('vote', [ballot('first'), turn(5)]);
      await log.append('vote', [ballot('second')]);
      expect(entriesOf(log, 'vote')).toEqual([ballot('first'), turn(5), ballot('second')]);
      expect(settled(entriesOf(log, 'vote'))).toEqual([turn(5), ballot('second')]);
      expect(log.list()[0]?.turns).toBe(2);
    }));

  test(`[L7] ${name}: the list is newest first, in pages, and tells live from ended`, () =>
    withLog(async (log) => {
      for (const id of ['z', 'b', 'm', 'a'])
        log.open(header(id, { scenario: id === 'm' ? 'booking' : 'impostor' }));
      await log.append('b', [turn(0), step(0), turn(1), end()]);
      await log.flush();
      const ids = (query?: Parameters<TurnLog['list']>[0]): string[] =>
        log.list(query).map(({ episode }) => episode);
      expect(ids()).toEqual(['a', 'm', 'b', 'z']);
      expect(ids({ limit: 2 })).toEqual(['a', 'm']);
      expect(ids({ limit: 2, before: 'm' })).toEqual(['b', 'z']);
      expect(ids({ before: 'z' })).toEqual([]);
      expect(ids({ live: true })).toEqual(['a', 'm', 'z']);
      expect(ids({ live: false })).toEqual(['b']);
      expect(ids({ scenario: 'booking' })).toEqual(['m']);
      expect(log.live().map(({ episode }) => episode)).toEqual(['z', 'm', 'a']);
      expect([...log.episodes()]).toEqual(['z', 'b', 'm', 'a']);
      expect(log.list({ live: false })[0]).toEqual({
        episode: 'b',
        scenario: 'impostor',
        startedAt: header('b').startedAt,
        origin: 'play',
        practice: false,
        seats: header('b').seats,
        turns: 2,
        end: { end: 'terminated', winners: [0, 1, 3, 4], reason: 'The impostor was voted out.' },
      });
      expect(thrownBy(() => log.list({ before: 'nobody' }))).toEqual(refusal('unknown-episode'));
    }));

  test(`[L7] ${name}: an ended episode takes nothing more, not even in the same tick`, () =>
    withLog(async (log) => {
      log.open(header('over'));
      const ending = log.append('over', [end()]);
      expect(thrownBy(() => log.note('over', [turn(1)]))).toEqual(refusal('episode-over'));
      await ending;
      await expect(log.append('over', [turn(1)])).rejects.toEqual(refusal('episode-over'));
      log.open(header('twice'));
      await expect(log.append('twice', [end(), turn(1)])).rejects.toEqual(refusal('episode-over'));
      expect(entriesOf(log, 'over')).toEqual([end()]);
    }));

  test(`[L8] ${name}: unknown episodes and taken ids are refused with a sentence`, () =>
    withLog(async (log) => {
      log.open(header('taken'));
      expect(thrownBy(() => log.open(header('taken')))).toEqual(refusal('not-allowed'));
      await log.flush();
      expect(thrownBy(() => log.open(header('taken')))).toEqual(refusal('not-allowed'));
      expect(log.read('nobody')).toMatchObject({ ok: false, error: { code: 'unknown-episode' } });
      expect(log.read('x'.repeat(5000))).toMatchObject({ ok: false, error: { code: 'unknown-episode' } });
      expect(log.read('')).toMatchObject({ ok: false, error: { code: 'unknown-episode' } });
      await expect(log.append('nobody', [turn(0)])).rejects.toEqual(refusal('unknown-episode'));
      expect(thrownBy(() => log.note('nobody', [turn(0)]))).toEqual(refusal('unknown-episode'));
    }));

  test(`[L5] ${name}: entries that do not fit the record are damage, named by episode and number`, () =>
    withLog(async (log) => {
      log.open(header('bent'));
      await log.append('bent', [turn(0), { ...turn(1), seat: 1.5 }]);
      const record = log.read('bent');
      expect(record).toMatchObject({ ok: false, error: { code: 'corrupt-log' } });
      expect(!record.ok && record.error.message).toContain('Episode bent, entry 2');
    }));

  test(`[L11] ${name}: a sealed episode reads back, is listed, and takes nothing more, as one given piece by piece`, () =>
    withLog(async (log) => {
      const given: LogEntry[] = [step(-1), turn(0, { text: 'ünïcode 🛸', mu: [1 / 3] }), step(0), end({})];
      log.open(header('pieces'));
      await log.append('pieces', given);
      // What a thread seals crosses to the log's own as plain data.
      expect(log.keep(structuredClone(seal(header('whole'), given)))).toBe(true);
      await log.flush();
      expect(entriesOf(log, 'whole')).toEqual(entriesOf(log, 'pieces'));
      const [whole, pieces] = log.list();
      expect(whole).toEqual({ ...pieces, episode: 'whole' });
      expect(log.live()).toEqual([]);
      expect([...log.episodes()]).toEqual(['pieces', 'whole']);
      await expect(log.append('whole', [step(1)]).catch((error: unknown) => error)).resolves.toEqual(
        refusal('episode-over'),
      );
      expect(thrownBy(() => log.keep(seal(header('whole'), given)))).toEqual(refusal('not-allowed'));
      expect(thrownBy(() => seal(header('open'), [step(-1)]))).toBeInstanceOf(RangeError);
    }));

  test(`[L9] ${name}: a closed log refuses writes and closes once`, () =>
    withLog(async (log) => {
      log.open(header('a'));
      log.note('a', [turn(0)]);
      await log.close();
      await log.close();
      expect(thrownBy(() => log.open(header('b')))).toEqual(refusal('not-allowed'));
      await expect(log.append('a', [turn(1)])).rejects.toEqual(refusal('not-allowed'));
    }));
};
