// parlor tournament: everybody against everybody, in the log, and a table of ratings. parlor leaderboard: the
// table again, from the log alone.

import { randomInt } from 'node:crypto';
import type { Leaderboard, TableRow } from '../../shared/tournament.ts';
import { loadConfig, startServer, untilSignal } from '../index.ts';
import { parseOptions } from '../seats/headless.ts';
import { Book } from '../tournament/book.ts';
import { fieldOf } from '../tournament/entrants.ts';
import { leaderboardOf } from '../tournament/leaderboard.ts';
import { planOf, type Wanted } from '../tournament/plan.ts';
import { HeadlessGames, runGames } from '../tournament/run.ts';
import type { Game, Plan } from '../tournament/schedule.ts';
import { tableOf } from '../tournament/table.ts';
import { version } from '../version.ts';
import { openLog } from './open-log.ts';
import { type Common, finish, must, parseObject, say } from './output.ts';
import { scenarioOf, seatList, sourcesFor } from './play.ts';
import type { Sources } from './play-job.ts';

interface TournamentFlags extends Common {
  scenario: string;
  entrants: string;
  episodes: number;
  options: string;
  resume?: boolean;
  serve?: boolean;
  port?: number;
  /** Games in rooms at once. */
  rooms: number;
  /** Of games in rooms that nobody watches. */
  pace: 'live' | 'fast';
}

/** Games in play at once where agents take part, so that their picks share batches. */
const LANES = 32;
/** With language models: what a small model answers at once on a few cores. */
const LLM_LANES = 4;

const tell = (sentence: string): void => {
  process.stderr.write(`parlor: ${sentence}\n`);
};

const number = (value: number | null, digits: number): string =>
  value === null ? '?' : value.toFixed(digits);

const rowText = (row: TableRow, width: number): string => {
  const interval = `[${number(row.low, 1)}, ${number(row.high, 1)}]`;
  const roles = Object.entries(row.perRole).map(
    ([role, one]) =>
      `${role} ${one.mu.toFixed(1)} [${number(one.low, 1)}, ${number(one.high, 1)}] ` +
      `wins ${(100 * one.rate).toFixed(0)}% of ${one.n}`,
  );
  return `  ${row.entrant.padEnd(width)} ${row.mu.toFixed(1)} ${interval} ordinal ${row.ordinal.toFixed(1)}   ${roles.join('   ')}`;
};

/** The table in words; mu with its 95% interval over blocks. */
const tableText = (table: readonly TableRow[]): string => {
  const width = Math.max(0, ...table.map(({ entrant }) => entrant.length));
  return table.map((row) => rowText(row, width)).join('\n');
};

/** Says how far it is, every tenth part of the way. */
const progress = (): ((played: number, of: number) => void) => {
  let told = 0;
  return (played, of) => {
    const tenth = Math.floor((10 * played) / of);
    if (tenth === told) return;
    told = tenth;
    tell(`${played} of ${of} games played.`);
  };
};

type Asked = Omit<Wanted, 'seed' | 'resume'>;

/** What is asked for, checked: whatever is wrong with it comes out before a log is opened. */
const checked = (flags: TournamentFlags): Asked & { sources: Sources } => {
  const scenario = scenarioOf(flags.scenario);
  const options = must(parseOptions(scenario, parseObject(flags.options, '--options')));
  const names = seatList(flags.entrants);
  const sources = sourcesFor(names, flags.data);
  const field = must(fieldOf(names, { scenario, options, code: version, ...sources }));
  for (const name of field.added) tell(`nobody else plays its role, so ${name} takes part.`);
  return { scenario, options, field, games: flags.episodes, sources };
};

/** The plan, and which of its games the log has already. */
const planned = async (
  flags: TournamentFlags,
  wanted: Asked,
  book: Book,
): Promise<{ plan: Plan; done: ReadonlySet<number> }> => {
  await book.refresh();
  const resume = flags.resume ?? false;
  const { plan, before } = planOf({ ...wanted, seed: flags.seed, resume }, book, () => randomInt(2 ** 40));
  if (resume) tell(before ? `going on with ${plan.id}.` : 'there is nothing to go on with; beginning.');
  return { plan, done: new Set(before?.results.keys()) };
};

/** Plays in the rooms of a server on this data folder, and leaves the server open until a signal comes. */
const inRooms = async (flags: TournamentFlags): Promise<void> => {
  const wanted = checked(flags);
  const server = await startServer(loadConfig(process.env, { port: flags.port, data: flags.data }));
  say(`Parlor is listening on http://127.0.0.1:${server.port}  (its games are on the page; Ctrl+C stops it)`);
  const stopped = untilSignal(server);
  const playing = (async (): Promise<void> => {
    const book = new Book(server.log);
    const { plan, done } = await planned(flags, wanted, book);
    const start = performance.now();
    const { scenario, options } = plan;
    const play = async (game: Game): Promise<void> => {
      const { end, reason } = await server.stage.play({
        ...game,
        scenario,
        options,
        unhurried: flags.pace === 'live',
      });
      if (end === 'aborted')
        tell(`game ${game.about.game} was cut off (${reason}); --resume plays it again.`);
    };
    const played = await runGames({ plan, done, lanes: flags.rooms, play, progress: progress() });
    await server.log.flush();
    await book.refresh();
    report(flags, plan, book, { played, seconds: (performance.now() - start) / 1000 });
  })();
  try {
    await Promise.race([stopped, playing.then(() => stopped)]);
  } catch (error) {
    await server.close();
    throw error;
  }
  process.exit();
};

const headless = async (flags: TournamentFlags): Promise<void> => {
  const { sources, ...wanted } = checked(flags);
  const log = openLog(flags.data, 'write');
  try {
    const book = new Book(log);
    const { plan, done } = await planned(flags, wanted, book);
    const start = performance.now();
    const games = new HeadlessGames({ ...sources, code: version, now: Date.now, warn: tell, plan, log });
    const lanes = sources.models ? LLM_LANES : sources.agents ? LANES : 1;
    const played = await runGames({ plan, done, lanes, play: games.play, progress: progress() });
    await games.flush();
    await book.refresh();
    report(flags, plan, book, { played, seconds: (performance.now() - start) / 1000 });
  } finally {
    await sources.models?.close();
    await log.close();
  }
};

export const tournament = (flags: TournamentFlags): Promise<void> =>
  flags.serve ? inRooms(flags) : headless(flags);

/** Prints what a tournament came to. */
const report = (flags: Common, plan: Plan, book: Book, now: { played: number; seconds: number }): void => {
  const results = [...(book.get(plan.id)?.results.values() ?? [])];
  const table = tableOf(results);
  const { scenario, seed, blocks, id } = plan;
  const value = {
    scenario: scenario.id,
    tournament: id,
    episodes: results.length,
    blocks,
    seed,
    ...now,
    table,
  };
  finish(
    flags,
    value,
    `${results.length} games of ${scenario.id} in ${blocks} blocks, tournament ${id}, seed ${seed} ` +
      `(${now.played} now, in ${now.seconds.toFixed(1)} s)\n${tableText(table)}`,
  );
};

interface LeaderboardFlags extends Common {
  scenario: string;
  tournament?: string;
}

export const leaderboard = async (flags: LeaderboardFlags): Promise<void> => {
  const scenario = scenarioOf(flags.scenario);
  const log = openLog(flags.data, 'read');
  try {
    const book = new Book(log);
    await book.refresh();
    const board: Leaderboard = must(await leaderboardOf(book, scenario.id, flags.tournament));
    const { tournament: one } = board;
    const head = one
      ? `${one.played} of ${one.games} games of ${scenario.id}, tournament ${one.id}, seed ${one.seed}`
      : `No tournament of ${scenario.id} yet; play one with \`parlor tournament\`.`;
    if (!flags.json) say(head);
    finish(flags, board, tableText(board.table));
  } finally {
    await log.close();
  }
};
