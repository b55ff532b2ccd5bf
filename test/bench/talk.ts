// A program: what talk at the table is like. Plays impostor and prints one line of JSON: wins, how sure the
// crew is of the impostor before and after each discussion, and how much of what is said about others is so.
// Arguments: folder of checkpoints, crew's seats (with "/": by turns), impostor's seat, options, episodes, seed.

import { bornOut } from '../../scenarios/impostor/faults.ts';
import { witnessed } from '../../scenarios/impostor/judge.ts';
import { observe } from '../../scenarios/impostor/observe.ts';
import { impostorOf, type State } from '../../scenarios/impostor/state.ts';
import type { SpeechAct } from '../../scenarios/impostor/types.ts';
import { findScenario } from '../../scenarios/index.ts';
import { agentsAt } from '../../server/cli/agents.ts';
import { Episode } from '../../server/episode/episode.ts';
import { playOut } from '../../server/episode/play.ts';
import { keyFromSeed } from '../../server/episode/streams.ts';
import { parseOptions, seatsFor } from '../../server/seats/headless.ts';
import { share } from '../../server/stats.ts';
import type { Scenario } from '../../shared/scenario.ts';
import type { Belief, Entry } from '../../shared/turn.ts';

const [
  data = 'data',
  crew = 'scripted:greedy',
  impostor = 'scripted:mimic',
  given = '{}',
  count = '200',
  seed = '1',
] = process.argv.slice(2);
const WIDTH = 64;
const scenario = findScenario('impostor') as Scenario;

/** Sums over answers of crew seats; brier: squared distance to the truth, summed over all seats (0 to 2). */
class Sureness {
  n = 0;
  truth = 0;
  brier = 0;
  add({ p }: Belief, truth: number): void {
    this.n++;
    this.truth += p[truth] ?? 0;
    this.brier += p.reduce((sum, one, at) => sum + (one - (at === truth ? 1 : 0)) ** 2, 0);
  }
  get told(): object {
    const { n } = this;
    return n === 0 ? { n } : { n, truth: round(this.truth / n), brier: round(this.brier / n) };
  }
}

const round = (value: number): number => Number(value.toFixed(4));
const sureness = {
  witness: { before: new Sureness(), after: new Sureness() },
  other: { before: new Sureness(), after: new Sureness() },
};
/** Of acts that charge somebody, by the speaker's role: right ones, and claims of what the speaker saw itself. */
const said = {
  crew: { charges: 0, right: 0, seen: 0, invented: 0 },
  impostor: { charges: 0, right: 0, seen: 0, invented: 0 },
};

const countActs = (state: State, seat: number, acts: readonly SpeechAct[]): void => {
  const own = observe(state, seat);
  const mine = said[own.role === 'crew' ? 'crew' : 'impostor'];
  for (const act of acts) {
    if (act.type === 'accuse' || (act.type === 'saw' && act.doing === 'kill' && act.who !== null)) {
      mine.charges++;
      if (act.who === impostorOf(state)) mine.right++;
    }
    if (act.type !== 'saw') continue;
    const so = bornOut(own, act);
    if (so) mine.seen++;
    else mine.invented++;
  }
};

/** Watches one episode: the survey that opens a discussion, and the last one before its vote. */
class Watcher {
  readonly #episode: Episode;
  #meeting = -1;
  #latest: readonly Belief[] = [];
  #state: State | undefined;

  constructor(episode: Episode) {
    this.#episode = episode;
  }

  see(entry: Entry): void {
    const state = this.#episode.state as State;
    if (entry.type === 'turn' && entry.kind === 'speak')
      countActs(state, entry.seat, entry.acts as readonly SpeechAct[]);
    if (entry.type !== 'step') return;
    const beliefs = entry.beliefs?.impostor;
    if (!beliefs) return this.#close();
    if (state.meetings.length !== this.#meeting) {
      this.#close();
      this.#meeting = state.meetings.length;
      this.#note(beliefs, state, 'before');
    }
    this.#latest = beliefs;
    this.#state = state;
  }

  #close(): void {
    if (this.#state) this.#note(this.#latest, this.#state, 'after');
    this.#state = undefined;
    this.#meeting = -1;
  }

  #note(beliefs: readonly Belief[], state: State, when: 'before' | 'after'): void {
    const truth = impostorOf(state);
    for (const belief of beliefs) {
      if (belief.seat === truth) continue;
      const who = witnessed(observe(state, belief.seat)) === undefined ? 'other' : 'witness';
      sureness[who][when].add(belief, truth);
    }
  }
}

const options = parseOptions(scenario, JSON.parse(given));
if (!options.ok) throw new Error(options.error.message);
const run = {
  scenario,
  options: options.value,
  seats: [...crew.split('/').map((one) => `crew=${one}`), `impostor=${impostor}`],
  agents: agentsAt(data),
  code: 'bench',
};

const played = async (index: number): Promise<{ won: boolean; tasks: boolean }> => {
  const episode = new Episode({
    scenario,
    options: options.value,
    key: keyFromSeed(Number(seed), index),
    hashing: false,
  });
  const seats = seatsFor(run, episode);
  if (!seats.ok) throw new Error(seats.error.message);
  const watcher = new Watcher(episode);
  const end = await playOut(episode, seats.value, { record: (entry) => watcher.see(entry) });
  const won = end.winners.some((seat) => end.roles[seat] === 'crew');
  return { won, tasks: end.reason === 'tasks' };
};

const n = Number(count);
const results: { won: boolean; tasks: boolean }[] = [];
for (let from = 0; from < n; from += WIDTH)
  results.push(
    ...(await Promise.all(
      Array.from({ length: Math.min(WIDTH, n - from) }, (_, index) => played(from + index)),
    )),
  );
const wins = results.filter(({ won }) => won).length;
const { rate, low, high } = share(wins, n);
const told = {
  crew,
  impostor,
  options: given,
  n,
  wins: { rate: round(rate), low: round(low), high: round(high) },
  byTasks: round(results.filter(({ tasks }) => tasks).length / Math.max(1, wins)),
  beliefs: Object.fromEntries(
    Object.entries(sureness).map(([who, { before, after }]) => [
      who,
      { before: before.told, after: after.told },
    ]),
  ),
  said,
};
process.stdout.write(`${JSON.stringify(told)}\n`);
process.exit(0);
