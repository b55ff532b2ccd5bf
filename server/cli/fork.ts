// parlor fork: an episode is replayed to a turn and played on from there, by other seats and with
// other luck. The parent stays as it is; the fork is an episode of its own that replays alone.

import { randomInt } from 'node:crypto';
import { RejectionError } from '../../shared/result.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { EpisodeRecord, Header } from '../../shared/turn.ts';
import { newEpisodeId } from '../episode/episode-id.ts';
import { playOut } from '../episode/play.ts';
import { replay } from '../episode/replay.ts';
import { keyFromSeed } from '../episode/streams.ts';
import type { LogEntry, TurnLog } from '../log/turn-log.ts';
import { type HeadlessRun, headerFor, seatsFor } from '../seats/headless.ts';
import { version } from '../version.ts';
import { Counter } from './counter.ts';
import { openLog } from './open-log.ts';
import { type Common, finish, must } from './output.ts';
import { scenarioOf, seatList, sourcesFor } from './play.ts';
import type { Sources } from './play-job.ts';

export interface ForkFlags extends Common {
  turn: number;
  seats?: string;
  episodes: number;
}

interface Forked {
  readonly header: Header;
  readonly entries: readonly LogEntry[];
  readonly winners: readonly number[];
}

/** Plays one fork; `key` draws from the fork on. */
export const forkOnce = async (
  record: EpisodeRecord,
  scenario: Scenario,
  turn: number,
  seats: readonly string[],
  key: string,
  sources: Sources = {},
): Promise<Forked & { counter: (counter: Counter) => void }> => {
  const { episode: probe } = replay(record, scenario, { beforeTurn: turn });
  if (probe.open.length === 0 || turn >= probe.turns)
    throw new RejectionError(
      'unknown-episode',
      `Episode ${record.header.episode} has no turn ${turn} to fork at; its last is ${probe.turns - 1}.`,
    );
  const branches = [...(record.header.branches ?? []), { step: probe.step, key }];
  const source: EpisodeRecord = { ...record, header: { ...record.header, branches } };
  const { episode } = replay(source, scenario, { beforeTurn: turn });
  const { options } = record.header;
  const run: HeadlessRun = {
    scenario,
    options,
    seats,
    code: version,
    now: Date.now,
    ...sources,
  };
  const occupants = must(seatsFor(run, episode));
  const parent = { episode: record.header.episode, turn };
  const header = headerFor(run, episode, occupants, {
    episode: newEpisodeId(),
    origin: 'fork',
    parent,
    branches,
  });
  const entries = prefix(record, episode.step);
  const end = await playOut(
    episode,
    occupants,
    { record: (entry) => entry.type !== 'header' && entries.push(entry) },
    true,
  );
  return { header, entries, winners: end.winners, counter: (counter) => counter.add(end) };
};

/** Logged entries up to and including step `step`. */
const prefix = (record: EpisodeRecord, step: number): LogEntry[] => {
  const end = record.entries.findIndex((entry) => entry.type === 'step' && entry.step === step);
  return record.entries.slice(0, end + 1).filter((entry) => entry.type !== 'seat');
};

export const forkCommand = async (id: string, flags: ForkFlags): Promise<void> => {
  const log: TurnLog = openLog(flags.data, 'write');
  try {
    const record = must(log.read(id));
    if (!record.end)
      throw new RejectionError(
        'not-allowed',
        `Episode ${id} is still being played; fork it when it has ended.`,
      );
    const scenario = scenarioOf(record.header.scenario);
    const seed = flags.seed ?? randomInt(2 ** 40);
    const counter = new Counter(scenario.roles);
    const seats = seatList(flags.seats);
    const sources = sourcesFor(seats, flags.data);
    const ids: string[] = [];
    for (let index = 0; index < flags.episodes; index++) {
      const fork = await forkOnce(record, scenario, flags.turn, seats, keyFromSeed(seed, index), sources);
      log.open(fork.header);
      await log.append(fork.header.episode, fork.entries);
      fork.counter(counter);
      if (ids.length < 100) ids.push(fork.header.episode);
    }
    await sources.models?.close();
    const result = {
      parent: id,
      turn: flags.turn,
      seed,
      episodes: flags.episodes,
      ids,
      results: counter.results(),
      metrics: counter.metrics(),
    };
    const text = Object.entries(result.results).map(
      ([role, one]) => `  ${role}: won ${one.wins} of ${one.n}`,
    );
    finish(
      flags,
      result,
      [`${flags.episodes} forks of ${id} at turn ${flags.turn}, first ${ids[0]}`, ...text].join('\n'),
    );
  } finally {
    await log.close();
  }
};
