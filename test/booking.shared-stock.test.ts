// One table of a shared town, wanted by two episodes at once: one of them gets it, the other is refused and
// may apologise.

import { expect, test } from 'vitest';
import { booking } from '../scenarios/booking/index.ts';
import { type Act, AGENT, type State } from '../scenarios/booking/types.ts';
import { worldOf } from '../scenarios/booking/world/index.ts';
import { Episode } from '../server/episode/episode.ts';
import { MemoryLedger } from '../server/episode/ledger.ts';
import { keyFromSeed } from '../server/episode/streams.ts';
import type { Scenario } from '../shared/scenario.ts';

const [restaurant] = worldOf('town').venues.restaurant;
const name = restaurant?.name ?? '';

const inform = (slot: string, value: string): Act => ({ type: 'inform', domain: 'restaurant', slot, value });
const WISHES: readonly Act[] = [inform('name', name), inform('day', 'monday'), inform('time', '18:00')];
const BOOK: Act = { type: 'book', domain: 'restaurant' };

const play = (episode: Episode, acts: readonly Act[], ledger: MemoryLedger, holder: string): void => {
  const [open] = episode.open;
  if (!open) throw new Error('the episode is over');
  const refusal = episode.accept(open, { acts });
  expect(refusal).toBeUndefined();
  episode.close((keys) => ledger.take(keys, holder));
};

/** An episode in which everything is said but the booking not made. */
const ready = (seed: number, ledger: MemoryLedger): Episode => {
  const options = booking.options.parse({ stock: 'shared' });
  const episode = new Episode({ scenario: booking as Scenario, options, key: keyFromSeed(seed, 0) });
  play(episode, [...WISHES, { type: 'done' }], ledger, `${seed}`);
  play(
    episode,
    [{ type: 'request', domain: 'restaurant', slot: 'people' }, { type: 'done' }],
    ledger,
    `${seed}`,
  );
  play(episode, [inform('people', '2'), { type: 'done' }], ledger, `${seed}`);
  return episode;
};

const bookingsOf = (episode: Episode): State['bookings'] => (episode.state as State).bookings;

test('of two episodes that want one table, one gets it, whoever asks first', () => {
  for (const first of [0, 1]) {
    const ledger = new MemoryLedger(() => 0);
    const both = [ready(1, ledger), ready(2, ledger)];
    for (const index of [first, 1 - first]) {
      const episode = both[index];
      if (episode) play(episode, [BOOK], ledger, `${index}`);
    }
    const counts = both.map((episode) => bookingsOf(episode).length);
    expect(counts).toEqual(first === 0 ? [1, 0] : [0, 1]);
    const loser = both[1 - first] as Episode;
    expect(booking.candidates(loser.state as State, AGENT, [])).toContainEqual({
      type: 'apologise',
      domain: 'restaurant',
    });
  }
});
