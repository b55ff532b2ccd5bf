// A program: what the live loop gains from people at its rooms, and what a hostile share of them costs. For
// every seed, `serve --learn impostor` with people at its sockets until an update; held-out scores of what it
// began with and of what is seated then. Prints a line a run and the means over seeds.
// Arguments: untrained|shipped, updates, seeds, hostile people of 20 (0 and this many are compared).

import { shippedFolder } from '../../server/policy/store.ts';
import { openBackend } from '../../server/policy/tf.ts';
import { BACKEND } from '../doubles/backend.ts';
import { heldOut, liveLoop } from '../doubles/live-loop.ts';
import { freshData } from '../doubles/server.ts';

const PEOPLE = 20;
const EPISODES = 1000;
const [from = 'untrained', updates = '20', seeds = '3', hostile = '1'] = process.argv.slice(2);

const plan = {
  episodes: 96,
  judgedBy: 200,
  settings: { learningRate: from === 'shipped' ? 5e-4 : 2e-3 },
};

interface Score {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}
const told = ({ rate, low, high, n }: Score): string =>
  `${rate.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}] n = ${n}`;
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

const measured = async (seed: number, nasty: number): Promise<{ before: Score; after: Score }> => {
  const shipped = from === 'shipped' ? shippedFolder() : freshData();
  const setup = {
    people: PEOPLE,
    hostile: nasty,
    seed,
    updates: Number(updates),
    plan,
    shipped,
    thinks: 300,
  };
  const run = await liveLoop(setup);
  await run.server.clean();
  const before = await heldOut(run, run.before, EPISODES);
  const after = await heldOut(run, run.seated, EPISODES);
  const sum = (name: string): number =>
    run.lines.reduce((total, { reports }) => total + (reports.crew?.[name] ?? 0), 0);
  process.stdout.write(
    `seed ${seed}, hostile ${nasty} of ${PEOPLE}: before ${told(before)}, after ${told(after)}, seated ` +
      `${run.seated.header.id}; ${run.lines.length} updates, ${run.played} rooms, ${sum('peopleEpisodes')} ` +
      `episodes and ${sum('peoplePicks')} picks of people, ${run.seconds.toFixed(0)} s\n`,
  );
  return { before, after };
};

await openBackend(BACKEND, { tested: true });
const arms: Record<string, number[]> = { before: [], clean: [], hostile: [] };
for (let seed = 1; seed <= Number(seeds); seed++)
  for (const nasty of new Set([0, Number(hostile)])) {
    const { before, after } = await measured(seed, nasty);
    if (nasty === 0) arms.before?.push(before.rate);
    arms[nasty === 0 ? 'clean' : 'hostile']?.push(after.rate);
  }
const means = Object.fromEntries(Object.entries(arms).map(([name, all]) => [name, mean(all)]));
process.stdout.write(`${JSON.stringify({ from, updates: Number(updates), arms, means })}\n`);
process.exit();
