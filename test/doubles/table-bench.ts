// A table on a manual clock with a store in memory, for tests that look at what it logs and shows.

import type { Clock } from '../../server/episode/clock.ts';
import { Episode } from '../../server/episode/episode.ts';
import type { Pace } from '../../server/episode/pace.ts';
import type { Driver } from '../../server/episode/place.ts';
import { recall } from '../../server/episode/recall.ts';
import type { Reporter } from '../../server/episode/round.ts';
import { keyFromSeed } from '../../server/episode/streams.ts';
import { Table, type TableSetup, type TableWatcher } from '../../server/episode/table.ts';
import { ScriptedSeat } from '../../server/seats/scripted-seat.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { type Entry, type EpisodeRecord, type Header, LOG_VERSION } from '../../shared/turn.ts';

export const quiet: Reporter = { warn: () => undefined, error: () => undefined };

export class MemoryStore {
  readonly entries: Exclude<Entry, Header>[] = [];
  /** Appends to refuse before the next is taken. */
  failures: Error[] = [];

  async append(entries: readonly Exclude<Entry, Header>[]): Promise<void> {
    const failure = this.failures.shift();
    if (failure) throw failure;
    await Promise.resolve();
    this.entries.push(...(structuredClone(entries) as Exclude<Entry, Header>[]));
  }

  of<Type extends Entry['type']>(type: Type): Extract<Entry, { type: Type }>[] {
    return this.entries.filter(
      (entry): entry is Extract<typeof entry, { type: Type }> => entry.type === type,
    );
  }
}

export const person = (occupant: string): Driver => ({ kind: 'human', occupant });

export interface Bench {
  readonly table: Table;
  readonly store: MemoryStore;
  readonly header: Header;
  readonly watched: string[];
  record(): EpisodeRecord;
}

export interface BenchSetup {
  readonly scenario: Scenario;
  readonly clock: Clock;
  readonly pace?: Pace;
  /** Persons by seat; the others are scripted:blunt. */
  readonly people?: readonly number[];
  readonly drivers?: Readonly<Record<number, Driver>>;
  readonly watcher?: Partial<TableWatcher>;
  readonly report?: Reporter;
  readonly reader?: TableSetup['reader'];
  /** Goes on from this record. */
  readonly record?: EpisodeRecord;
}

const headerOf = (scenario: Scenario, episode: Episode, drivers: readonly Driver[]): Header => ({
  type: 'header',
  log: LOG_VERSION,
  episode: 'bench',
  scenario: scenario.id,
  scenarioVersion: scenario.version,
  code: 'test',
  key: episode.key,
  options: scenario.options.parse({}),
  seats: drivers.map(({ kind, occupant }) => ({ kind, occupant })),
  consent: drivers.map(() => true),
  startedAt: 0,
  origin: 'room',
  practice: false,
});

export const bench = (setup: BenchSetup): Bench => {
  const { scenario, clock, record } = setup;
  const back = record && recall(record, scenario);
  const episode =
    back?.episode ?? new Episode({ scenario, options: scenario.options.parse({}), key: keyFromSeed(5, 0) });
  const drivers = episode.totals.map((_, seat): Driver => {
    if (setup.drivers?.[seat]) return setup.drivers[seat];
    if (setup.people?.includes(seat)) return person(`P${seat}`);
    return new ScriptedSeat(scenario, 'blunt', scenario.role(episode.state, seat));
  });
  const header = record?.header ?? headerOf(scenario, episode, drivers);
  const store = new MemoryStore();
  if (record) store.entries.push(...record.entries);
  const watched: string[] = [];
  const watcher: TableWatcher = {
    step: () => watched.push('step'),
    lines: () => watched.push('lines'),
    seat: (seat) => watched.push(`seat ${seat}`),
    accepted: () => undefined,
    asked: () => undefined,
    end: ({ end }) => watched.push(end),
    ...setup.watcher,
  };
  const report = setup.report ?? quiet;
  const past = back ? { past: back.past } : {};
  const table = new Table({
    header,
    episode,
    drivers,
    store,
    clock,
    report,
    watcher,
    pace: setup.pace ?? 'fast',
    reader: setup.reader,
    ...past,
  });
  for (const seat of setup.people ?? []) table.setPresent(seat, true);
  return {
    table,
    store,
    header,
    watched,
    record: () => ({ header, entries: [...store.entries], end: store.of('end')[0] }),
  };
};
