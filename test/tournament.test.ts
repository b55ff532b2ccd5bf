// Who plays whom with which key, what is refused before anything starts, and what a log gives back.

import { beforeEach, describe, expect, test } from 'vitest';
import { findScenario } from '../scenarios/index.ts';
import { MemoryTurnLog } from '../server/log/memory-turn-log.ts';
import { seal } from '../server/log/sealed.ts';
import { type LogEntry, settled } from '../server/log/turn-log.ts';
import { Agents } from '../server/seats/agents.ts';
import { Book } from '../server/tournament/book.ts';
import { fieldOf } from '../server/tournament/entrants.ts';
import { leaderboardOf, Tables } from '../server/tournament/leaderboard.ts';
import { planOf } from '../server/tournament/plan.ts';
import { HeadlessGames, runGames } from '../server/tournament/run.ts';
import { blockSize, type Game, gamesOf, type Plan } from '../server/tournament/schedule.ts';
import { tableOf } from '../server/tournament/table.ts';
import type { Scenario } from '../shared/scenario.ts';
import type { TableRow } from '../shared/tournament.ts';
import { checkpointOf, freshStore } from './doubles/checkpoints.ts';

const impostor = findScenario('impostor') as Scenario;
const options = impostor.options.parse({ mode: 'paper' });
const { store } = freshStore();
store.keep(checkpointOf(impostor, 'crew'));
const CREW = 'impostor-crew-test-s1-u1';
const agents = new Agents(store, async () => undefined);
const table = { scenario: impostor, options, agents, code: 'test' };

const field = (names: readonly string[]) => {
  const made = fieldOf(names, table);
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
};

const NAMES = ['scripted:greedy', 'scripted:greedy~0.8', 'random', 'scripted:mimic'];
const wanted = { scenario: impostor, options, field: field(NAMES), games: 30, seed: 4 };

describe('entrants', () => {
  test('play the roles that they were made for', () => {
    const { entrants, added } = field([...NAMES, 'agent', 'crew=random', `agent:${CREW}`]);
    expect(added).toEqual([]);
    expect(Object.fromEntries(entrants.map(({ name, seats }) => [name, seats]))).toEqual({
      'scripted:greedy': { crew: 'scripted:greedy' },
      'scripted:greedy~0.8': { crew: 'scripted:greedy~0.8' },
      random: { crew: 'random', impostor: 'random' },
      'scripted:mimic': { impostor: 'scripted:mimic' },
      agent: { crew: `agent:${CREW}` },
      'crew=random': { crew: 'random' },
      [`agent:${CREW}`]: { crew: `agent:${CREW}` },
    });
  });

  test('a role that nobody plays is played by whom the scenario seats there', () => {
    const { entrants, added } = field(['scripted:greedy', 'scripted:witness']);
    expect(added).toEqual(['scripted:mimic']);
    expect(entrants.at(-1)).toEqual({ name: 'scripted:mimic', seats: { impostor: 'scripted:mimic' } });
  });

  test.each([
    [['random'], 'too-few-entrants', 'at least two'],
    [[], 'too-few-entrants', 'at least two'],
    [['random', 'random'], 'bad-options', 'twice'],
    [['random', 'human'], 'bad-seat-kind', 'person'],
    [['random', 'scripted:nobody'], 'bad-seat-kind', 'no script'],
    [['random', 'scripted:greedy~2'], 'bad-seat-kind', 'no script'],
    [['random', 'impostor=scripted:greedy'], 'bad-seat-kind', 'does not play impostor'],
    [['random', 'scripted:oracle'], 'not-allowed', 'sees the truth'],
    [['random', 'agent:booking-agent-ppo-s1-u128'], 'bad-checkpoint', 'There is no checkpoint'],
    [['random', 'impostor=agent'], 'bad-checkpoint', 'no trained agent'],
  ])('%s are refused: %s', (names, code, words) => {
    const made = fieldOf(names, table);
    expect(made.ok ? '' : made.error.code).toBe(code);
    expect(made.ok ? '' : made.error.message).toContain(words);
  });

  test('a checkpoint of other rules is refused and says why', () => {
    const { header } = checkpointOf(impostor, 'crew');
    const id = 'impostor-crew-older-s1-u1';
    store.keep(checkpointOf(impostor, 'crew', { id, shape: { ...header.shape, version: 0 } }));
    const made = fieldOf(['random', `agent:${id}`], table);
    expect(made.ok ? '' : made.error).toMatchObject({ code: 'bad-checkpoint' });
    expect(made.ok ? '' : made.error.message).not.toContain('There is no checkpoint');
  });
});

describe('the schedule', () => {
  test('gives every pairing once a block, all with the key of the block', () => {
    const { plan } = planOf({ ...wanted, resume: false }, new Book(new MemoryTurnLog()), () => 0);
    const games = gamesOf(plan);
    const size = blockSize(impostor, wanted.field.entrants);
    expect([size, plan.blocks, games.length]).toEqual([6, 5, 30]);
    for (let block = 0; block < plan.blocks; block++) {
      const own = games.filter(({ about }) => about.block === block);
      expect(new Set(own.map(({ key }) => key)).size).toBe(1);
      expect(new Set(own.map(({ about: { sides } }) => `${sides.crew}/${sides.impostor}`)).size).toBe(size);
    }
    expect(new Set(games.map(({ key }) => key)).size).toBe(plan.blocks);
    expect(games.map(({ about }) => about.game)).toEqual(games.map((_, at) => at));
  });

  test('plays the last block whole', () => {
    const { plan } = planOf({ ...wanted, games: 7, resume: false }, new Book(new MemoryTurnLog()), () => 0);
    expect(gamesOf(plan)).toHaveLength(12);
  });
});

let log: MemoryTurnLog;
beforeEach(() => {
  log = new MemoryTurnLog();
});

/** Plays, or breaks off after so many games. */
const run = async (resume: boolean, atMost = Number.POSITIVE_INFINITY): Promise<Plan> => {
  const book = new Book(log);
  await book.refresh();
  const { plan, before } = planOf({ ...wanted, resume }, book, () => 0);
  const games = new HeadlessGames({ ...table, plan, log, now: () => 1, warn: (why) => expect.fail(why) });
  let left = atMost;
  const play = async (game: Game): Promise<void> => {
    if (left-- <= 0) throw new Error('killed');
    await games.play(game);
  };
  const done = new Set(before?.results.keys());
  const finished = runGames({ plan, done, lanes: 1, play });
  if (Number.isFinite(atMost)) await expect(finished).rejects.toThrow('killed');
  else await finished;
  return plan;
};

const bookOf = async (): Promise<Book> => {
  const book = new Book(log);
  await book.refresh();
  return book;
};
const tableIn = async ({ id }: Plan): Promise<TableRow[]> =>
  tableOf([...((await bookOf()).get(id)?.results.values() ?? [])]);

describe('the log', () => {
  test('a tournament that was broken off and gone on with has the table of one that was not', async () => {
    const broken = await run(false, 13);
    const [resumed, again] = [await run(true), await run(true)];
    expect([resumed.id, again.id]).toEqual([broken.id, broken.id]);
    const table = await tableIn(broken);
    expect([...log.episodes()]).toHaveLength(30);
    log = new MemoryTurnLog();
    expect(await tableIn(await run(false))).toEqual(table);
  });

  test('without --resume the same tournament is played again under another name', async () => {
    const [first, second] = [await run(false), await run(false)];
    expect(second.id).not.toBe(first.id);
    expect((await bookOf()).list('impostor')).toHaveLength(2);
    expect(await tableIn(second)).toEqual(await tableIn(first));
  });

  test('a book that was there all along knows what one that is opened later knows', async () => {
    const early = await bookOf();
    const plan = await run(false, 8);
    await early.refresh();
    expect(early.get(plan.id)?.results.size).toBe(8);
    await run(true);
    await early.refresh();
    expect([...(early.get(plan.id)?.results ?? [])]).toEqual([
      ...((await bookOf()).get(plan.id)?.results ?? []),
    ]);
  });

  test('games that were cut off, changed hands, or are played twice do not count twice or at all', async () => {
    const plan = await run(false);
    const before = await tableIn(plan);
    const [first] = [...log.episodes()];
    const read = log.read(first ?? '');
    if (!read.ok) throw new Error(read.error.message);
    const { header, entries, end } = read.value;
    if (!end) throw new Error('it has not ended');
    const put = (episode: string, change: (all: LogEntry[]) => LogEntry[]): unknown =>
      log.keep(seal({ ...header, episode }, change(settled(entries))));
    put('zz-again', (all) => all);
    put('zz-aborted', (all) => [...all.slice(0, -1), { ...end, end: 'aborted' }]);
    const handed = {
      type: 'seat',
      seat: 0,
      by: { kind: 'scripted', occupant: 'random' },
      reason: 'failed',
    } as const;
    put('00-handed', (all) => [...all.slice(0, -1), handed, end]);
    expect(await tableIn(plan)).toEqual(before);
  });

  test('the leaderboard is of the newest tournament unless one is named', async () => {
    const [first, second] = [await run(false), await run(false)];
    const book = await bookOf();
    const newest = await leaderboardOf(book, 'impostor', undefined);
    const named = await leaderboardOf(book, 'impostor', first.id);
    expect(newest.ok && newest.value.tournament).toMatchObject({ id: second.id, games: 30, played: 30 });
    expect(named.ok && named.value.table).toEqual(newest.ok && newest.value.table);
    const unknown = await leaderboardOf(book, 'impostor', 'nothing');
    expect(unknown.ok ? '' : unknown.error.code).toBe('not-found');
    const none = await leaderboardOf(book, 'booking', undefined);
    expect(none.ok && none.value).toMatchObject({ tournament: null, table: [], tournaments: [] });
  });

  test('a table is made again for new results, but not all the time', async () => {
    let now = 0;
    const tables = new Tables(() => now);
    const played = async (plan: Plan): Promise<number> => {
      const kept = (await bookOf()).get(plan.id);
      if (!kept) throw new Error('it is not in the log');
      return (await tables.table(kept)).reduce((sum, { n }) => sum + n, 0);
    };
    const plan = await run(false, 12);
    expect(await played(plan)).toBe(24);
    await run(true);
    now = 9_000;
    expect(await played(plan)).toBe(24);
    now = 11_000;
    expect(await played(plan)).toBe(60);
  });

  test('a tournament is found behind any number of other episodes', async () => {
    const plan = await run(false, 8);
    const [first] = [...log.episodes()];
    const read = log.read(first ?? '');
    if (!read.ok) throw new Error(read.error.message);
    const { tournament: _, ...other } = read.value.header;
    for (let n = 0; n < 1201; n++) log.open({ ...other, episode: `other-${n}` });
    const book = await bookOf();
    expect(book.get(plan.id)?.results.size).toBe(8);
    await run(true);
    await book.refresh();
    expect(book.get(plan.id)?.results.size).toBe(30);
  });
});
