// A table with people and bots, on a clock held by hand: seats that change hands, failures, restarts.

import { describe, expect, test } from 'vitest';
import { verifyRecord } from '../server/episode/replay.ts';
import { ScriptedSeat } from '../server/seats/scripted-seat.ts';
import { RejectionError } from '../shared/result.ts';
import { ManualClock, settle } from './doubles/manual-clock.ts';
import { bench, person } from './doubles/table-bench.ts';
import { playOut, start } from './doubles/table-play.ts';
import { handshake } from './scenarios/handshake/index.ts';

describe('seats that change hands', () => {
  test('a stand-in takes the open turn at once and gives the seat back, and everybody is told', async () => {
    const { one, clock } = await start({ people: [0] });
    const bot = new ScriptedSeat(handshake, 'blunt', 'friend');
    one.table.setDriver(0, bot, 'away');
    await settle();
    expect(one.table.episode.step).toBeGreaterThan(0);
    one.table.setDriver(0, person('P0'), 'back');
    await clock.advance(100);
    const texts = one.table.transcript.items('public', 0).map((line) => line.text);
    expect(texts).toContain("Ann's player is away; a bot plays on.");
    expect(one.store.of('seat').map(({ by, reason }) => [by.kind, reason])[0]).toEqual(['scripted', 'away']);
    expect(one.store.of('turn').find((turn) => turn.seat === 0)?.by).toEqual({
      kind: 'scripted',
      occupant: 'blunt',
    });
  });
});

describe('failures', () => {
  test('a rule that throws aborts its episode and reports where', async () => {
    const broken = {
      ...handshake,
      step: () => {
        throw new Error('bad rule');
      },
    };
    const reports: object[] = [];
    const { one } = await start({
      scenario: broken,
      report: { warn: () => undefined, error: (about) => reports.push(about) },
    });
    expect(one.table.end).toMatchObject({ end: 'aborted', reason: 'bug' });
    expect(one.store.of('end')).toHaveLength(1);
    expect(reports[0]).toMatchObject({ episode: 'bench', step: 0 });
  });

  test('an append that the disk refused is given again, and for good it aborts', async () => {
    const { one, clock } = await start({ people: [0] });
    const full = (): RejectionError => new RejectionError('log-failed', 'disk full');
    one.store.failures = [full(), full()];
    const answer = one.table.pick(0, 0, 0, false);
    await clock.advance(5000);
    expect((await answer).ok).toBe(true);
    one.store.failures = [full(), full(), full(), full()];
    const second = one.table.pick(0, one.table.offer(0)?.turn ?? -1, 0, false);
    await clock.advance(10_000);
    expect(await second).toMatchObject({ error: { code: 'log-failed' } });
    expect(one.table.end).toMatchObject({ end: 'aborted', reason: 'log-failed' });
  });
});

describe('restart', () => {
  test('from every prefix of the log the table goes on to the same end with the same lines', async () => {
    const { one, clock } = await start({ people: [1] });
    one.table.setDriver(1, person('P1'), 'back');
    await playOut(one, clock, [1]);
    const whole = one.record();
    const lines = one.table.transcript.items(1, 0);
    for (let length = 0; length < whole.entries.length; length++) {
      const again = new ManualClock();
      const record = { header: whole.header, entries: whole.entries.slice(0, length), end: undefined };
      const next = bench({ scenario: handshake, clock: again, people: [1], record });
      const known = next.table.transcript.items(1, 0);
      expect(known).toEqual(lines.slice(0, known.length));
      void next.table.run();
      await playOut(next, again, [1]);
      if (length > 1) expect(next.table.transcript.items(1, 0)).toEqual(lines);
      expect(next.table.end).toEqual(one.table.end);
      expect(verifyRecord(next.record(), handshake).ok).toBe(true);
    }
  });

  test('a stopped table leaves no end behind and no timer running', async () => {
    const { one, clock } = await start({ people: [0], pace: 'live' });
    await clock.advance(3000);
    await one.table.stop();
    expect(one.store.of('end')).toEqual([]);
    expect(clock.waiting).toBe(0);
    expect(await one.table.pick(0, 0, 0, false)).toMatchObject({ ok: false });
  });
});
