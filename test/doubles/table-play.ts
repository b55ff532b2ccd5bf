// Plays a table on a clock held by hand.

import { expect } from 'vitest';
import { handshake } from '../scenarios/handshake/index.ts';
import { ManualClock, settle } from './manual-clock.ts';
import { type Bench, bench } from './table-bench.ts';

export const first = 0;

/** Decides with the first candidate whenever the seat is asked. */
export const playSeat = async ({ table }: Bench, seat: number): Promise<void> => {
  const offer = table.offer(seat);
  if (offer && !offer.given)
    expect(await table.pick(seat, offer.turn, first, false)).toEqual({ ok: true, value: undefined });
};

export const playOut = async (one: Bench, clock: ManualClock, people: readonly number[]): Promise<void> => {
  for (let round = 0; round < 40 && !one.table.end; round++) {
    for (const seat of people) await playSeat(one, seat);
    await clock.advance(1000);
  }
};

export const start = async (
  setup: Partial<Parameters<typeof bench>[0]> = {},
): Promise<{ one: Bench; clock: ManualClock }> => {
  const clock = new ManualClock();
  const one = bench({ scenario: handshake, clock, ...setup });
  void one.table.run();
  await settle();
  return { one, clock };
};
