// Episodes for tests of the engine.

import { Episode } from '../../server/episode/episode.ts';
import { keyFromSeed } from '../../server/episode/streams.ts';
import { playHeadless } from '../../server/seats/headless.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Entry, EpisodeRecord, Header } from '../../shared/turn.ts';

/** Entries behind the header. */
export type Body = Exclude<Entry, Header>[];

/** An episode under default options. */
export const fresh = (scenario: Scenario, seed = 1): Episode =>
  new Episode({ scenario, options: scenario.options.parse({}), key: keyFromSeed(seed, 0) });

/** A whole episode as its log would have it. */
export const played = async (
  scenario: Scenario,
  seats: readonly string[],
  seed = 1,
): Promise<EpisodeRecord> => {
  const entries: Body = [];
  let header: Header | undefined;
  const run = {
    scenario,
    options: scenario.options.parse({}),
    seats,
    code: 'test',
    record: (opened: Header) => {
      header = opened;
      return (entry: Entry) => entry.type !== 'header' && entries.push(structuredClone(entry));
    },
  };
  const { end } = await playHeadless(run, keyFromSeed(seed, 0), 'one');
  if (!header) throw new Error('no header was recorded');
  return { header, entries, end };
};
