// A table with people and bots, on a clock held by hand: playing, deadlines, what people send.

import { describe, expect, test } from 'vitest';
import { verifyRecord } from '../server/episode/replay.ts';
import type { ScriptedSeat } from '../server/seats/scripted-seat.ts';
import { ManualClock, settle } from './doubles/manual-clock.ts';
import { type Bench, bench } from './doubles/table-bench.ts';
import { playOut, playSeat, start } from './doubles/table-play.ts';
import { handshake } from './scenarios/handshake/index.ts';

describe('playing', () => {
  test('bots alone play to the end without a clock, and the log verifies', async () => {
    const { one, clock } = await start();
    await settle(200);
    expect(one.table.end?.end).toBe('terminated');
    expect(clock.waiting).toBe(0);
    expect(verifyRecord(one.record(), handshake)).toEqual({ ok: true, value: { turns: 12 } });
  });

  test('a person and bots play to the end, and each turn says who took it and how long it took', async () => {
    const { one, clock } = await start({ people: [1] });
    await playOut(one, clock, [1]);
    expect(one.table.end?.end).toBe('terminated');
    expect(verifyRecord(one.record(), handshake).ok).toBe(true);
    const own = one.store.of('turn').filter((turn) => turn.seat === 1);
    expect(own.map((turn) => turn.kind)).toEqual(['move', 'speak', 'ballot']);
    expect(own.every((turn) => turn.latencyMs !== undefined && turn.by === undefined)).toBe(true);
  });

  test('the live pace leaves time to read, and nothing is shown before its turns are in the log', async () => {
    let lateTurns = 0;
    const clock = new ManualClock();
    const one: Bench = bench({
      scenario: handshake,
      clock,
      pace: 'live',
      watcher: {
        step: () => {
          const { open } = one.table.episode;
          const shown = (open[0]?.turn ?? one.table.episode.turns) - 1;
          if (one.store.of('turn').length <= shown) lateTurns++;
        },
      },
    });
    void one.table.run();
    await clock.advance(1000);
    expect(one.table.end).toBeUndefined();
    await clock.advance(60_000);
    expect(one.table.end?.end).toBe('terminated');
    expect(lateTurns).toBe(0);
  });

  test('nobody watching: the table hurries on', async () => {
    const { one } = await start({ pace: 'live' });
    await settle(200);
    expect(one.table.end).toBeUndefined();
    one.table.pace = 'fast';
    await settle(200);
    expect(one.table.end?.end).toBe('terminated');
  });
});

describe('deadlines', () => {
  test('a slow person gets the default act, an absent one is told apart', async () => {
    const { one, clock } = await start({ people: [0, 1] });
    one.table.setPresent(1, false);
    await clock.advance(14_999);
    expect(one.table.episode.step).toBe(0);
    await clock.advance(2);
    expect(one.table.episode.step).toBe(1);
    expect(one.store.of('turn').map(({ seat, forced }) => [seat, forced])).toEqual(
      expect.arrayContaining([
        [0, 'deadline'],
        [1, 'absent'],
        [2, undefined],
      ]),
    );
  });

  test('time that the server stood still is given back', async () => {
    const { one, clock } = await start({ people: [0] });
    await clock.advance(10_000);
    await clock.stall(20_000);
    expect(one.table.episode.step).toBe(0);
    await clock.advance(19_000);
    expect(one.table.episode.step).toBe(0);
    await clock.advance(2000);
    expect(one.table.episode.step).toBe(1);
  });

  test('what was picked before the time ran out is said', async () => {
    const { one, clock } = await start({ people: [0] });
    await playSeat(one, 0);
    await settle();
    const offer = one.table.offer(0);
    expect(offer?.kind).toBe('speak');
    await one.table.pick(0, offer?.turn ?? -1, 0, true);
    expect(one.table.offer(0)?.chosen).toHaveLength(1);
    await clock.advance(60_001);
    expect(one.store.of('turn').find((turn) => turn.seat === 0 && turn.kind === 'speak')).toMatchObject({
      acts: [{ type: 'accuse', who: 1 }],
    });
  });

  test('a bot that never answers, throws or breaks the rules gets the default act', async () => {
    const odd = (
      decide: ScriptedSeat['decide'] | (() => Promise<never>),
    ): { kind: 'llm'; occupant: string; decide: typeof decide } => ({
      kind: 'llm',
      occupant: 'odd',
      decide,
    });
    const drivers = {
      0: odd(() => new Promise<never>(() => undefined)),
      1: odd(() => {
        throw new Error('broken');
      }),
      2: odd(() => ({ acts: [{ type: 'nonsense' }] })),
    };
    const { one, clock } = await start({ drivers });
    await clock.advance(15_001);
    expect(
      one.store
        .of('turn')
        .slice(0, 4)
        .map(({ seat, forced }) => [seat, forced])
        .sort(),
    ).toEqual([
      [0, 'deadline'],
      [1, 'error'],
      [2, 'error'],
      [3, undefined],
    ]);
  });
});

describe('what people send', () => {
  test('a ballot can be changed until all are in; the last one counts', async () => {
    const { one, clock } = await start({ people: [0, 1] });
    for (let round = 0; round < 6 && one.table.offer(0)?.kind !== 'ballot'; round++) {
      for (const seat of [0, 1]) await playSeat(one, seat);
      await clock.advance(10);
    }
    const turn = one.table.offer(0)?.turn ?? -1;
    const vote = (index: number): ReturnType<typeof one.table.pick> => one.table.pick(0, turn, index, false);
    expect((await vote(0)).ok && (await vote(1)).ok).toBe(true);
    expect(one.table.offer(0)?.given).toBe(true);
    await playSeat(one, 1);
    await settle();
    const votes = one.store.of('turn').filter((entry) => entry.seat === 0 && entry.kind === 'ballot');
    expect(votes.map(({ acts }) => acts)).toEqual([[{ type: 'vote', for: 1 }], [{ type: 'vote', for: 2 }]]);
    expect(handshake.narrate(one.table.episode.state as never)[0]?.text).toBe('votes for Cleo.');
    expect(await vote(0)).toMatchObject({ ok: false, error: { code: 'episode-over' } });
    expect(verifyRecord(one.record(), handshake).ok).toBe(true);
  });

  test('several acts make one utterance, and free text is heard', async () => {
    const { one } = await start({ people: [0, 1] });
    for (const seat of [0, 1]) await playSeat(one, seat);
    await settle();
    const turn = one.table.offer(0)?.turn ?? -1;
    await one.table.pick(0, turn, 0, true);
    const rest = one.table.offer(0)?.candidates ?? [];
    expect(rest).not.toContainEqual({ type: 'accuse', who: 1 });
    await one.table.pick(
      0,
      turn,
      rest.findIndex((act) => (act as { type: string }).type === 'letters'),
      false,
    );
    await settle();
    expect(await one.table.say(1, 1, 'hm. ann is a stranger, i bet')).toEqual({ ok: true, value: undefined });
    const said = one.store.of('turn').filter((entry) => entry.kind === 'speak');
    expect(said[0]?.acts).toHaveLength(2);
    expect(said[1]).toMatchObject({
      acts: [{ type: 'accuse', who: 0 }],
      text: 'hm. ann is a stranger, i bet',
    });
  });

  test('stale, foreign and impossible requests change nothing', async () => {
    const { one } = await start({ people: [0, 1] });
    const before = one.store.entries.length;
    expect(await one.table.pick(0, 7, 0, false)).toMatchObject({ error: { code: 'stale' } });
    expect(await one.table.pick(0, 0, 99, false)).toMatchObject({ error: { code: 'illegal-act' } });
    expect(await one.table.say(0, 0, 'hello')).toMatchObject({ error: { code: 'not-speaking' } });
    expect(await one.table.pick(2, 0, 0, false)).toMatchObject({ error: { code: 'not-your-turn' } });
    expect(one.store.entries).toHaveLength(before);
    await playSeat(one, 0);
    expect(await one.table.pick(0, 0, 1, false)).toMatchObject({ error: { code: 'stale' } });
    expect(one.table.believe(0, 'stranger', 1)).toMatchObject({ error: { code: 'bad-answer' } });
  });

  test('a click counts as a belief once, then as imputed', async () => {
    const { one } = await start({ people: [0, 1] });
    for (const seat of [0, 1]) await playSeat(one, seat);
    await settle();
    expect(one.table.believe(0, 'stranger', 9)).toMatchObject({ error: { code: 'bad-answer' } });
    expect(one.table.believe(0, 'stranger', 2).ok).toBe(true);
    for (const seat of [0, 1]) {
      await playSeat(one, seat);
      await settle();
    }
    const mine = one.store
      .of('step')
      .map((step) => step.beliefs?.stranger?.find((belief) => belief.seat === 0));
    expect(mine.slice(1, 4)).toEqual([
      undefined,
      { seat: 0, p: [0, 0, 1, 0] },
      { seat: 0, p: [0, 0, 1, 0], imputed: true },
    ]);
  });
});
