// The live loop as a whole: a server that learns, people of the crew at its sockets, and what became of the
// policy on held-out tables. For the test of it, and for the measurement in test/bench/live-loop.ts.

import { join } from 'node:path';
import { findScenario } from '../../scenarios/index.ts';
import { winShare } from '../../server/learner/judge.ts';
import { judgedAt, type TrainPlan } from '../../server/learner/plan.ts';
import { planFor } from '../../server/learner/plan-for.ts';
import { checkpointOf, openPolicy } from '../../server/learner/policies.ts';
import type { Checkpoint } from '../../server/policy/checkpoint.ts';
import { shapeOf } from '../../server/policy/shape.ts';
import { CheckpointStore } from '../../server/policy/store.ts';
import type { Share } from '../../server/stats.ts';
import { type Rng, rngFromState } from '../../shared/rng.ts';
import type { Scenario } from '../../shared/scenario.ts';
import { BACKEND } from './backend.ts';
import { careful, spiteful } from './crew.ts';
import { Player } from './player.ts';
import { freshData, type ServerProcess, startServerProcess } from './server.ts';

const impostor = findScenario('impostor') as Scenario;
const ROLE = 'crew';

export interface LoopSetup {
  readonly people: number;
  /** How many of them do their worst. */
  readonly hostile: number;
  readonly seed: number;
  /** The loop is ended at the first checkpoint at or after this update. */
  readonly updates: number;
  /** Overrides of the training plan. */
  readonly plan: Readonly<Record<string, unknown>>;
  /** Where the agents begin: a folder of shipped checkpoints; an empty one: untrained. */
  readonly shipped: string;
  /** ms a person takes for a turn. */
  readonly thinks: number;
}

interface Line {
  readonly update: number;
  readonly reports: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly checkpoints: readonly string[];
}

export interface LoopRun {
  readonly server: ServerProcess;
  readonly plan: TrainPlan;
  /** What the loop began with. */
  readonly before: Checkpoint;
  /** What sits in new episodes at its end. */
  readonly seated: Checkpoint;
  readonly lines: readonly Line[];
  /** Episodes that people played to the end. */
  readonly played: number;
  /** Rooms of the last ones, newest last. */
  readonly rooms: readonly string[];
  readonly seconds: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const linesOf = async ({ url }: ServerProcess): Promise<Line[]> => {
  const answer = await fetch(`${url}/api/training?lines=1000`);
  const { runs }: { runs: { run: string; lines: Line[] }[] } = await answer.json();
  return runs.find(({ run }) => run.startsWith('impostor-live'))?.lines ?? [];
};

/** A room of one person; while there are no agents yet, scripts sit there. */
const openRoom = async (url: string, name: string): Promise<Player> => {
  const room = { scenario: 'impostor', role: ROLE, consent: true, pace: 'fast', name };
  const about = { ...room, options: { mode: 'paper', seating: 'paper' } };
  try {
    return await Player.create(url, { ...about, fill: ['crew=agent', 'impostor=scripted:stealth'] });
  } catch (error) {
    if (!/no trained agent/.test(String(error))) throw error;
    return Player.create(url, { ...about, fill: ['crew=scripted:witness', 'impostor=scripted:stealth'] });
  }
};

/** One person's episode, to its end. */
export const playOnce = async (
  { url }: ServerProcess,
  { name, hostile, thinks, rng }: { name: string; hostile: boolean; thinks: number; rng: Rng },
): Promise<Player> => {
  const player = await openRoom(url, name);
  const choose = (hostile ? spiteful : careful)(rng);
  while (!player.end) {
    await player.until(() => player.you !== undefined || player.end !== undefined, 'a turn', 60_000);
    if (player.end) break;
    await pause(thinks);
    if (player.you) await player.answer(choose);
  }
  return player;
};

/** Plays one episode after the other until it is over; returns the rooms. */
const people = (server: ServerProcess, setup: LoopSetup, over: () => boolean): Promise<string[][]> =>
  Promise.all(
    Array.from({ length: setup.people }, async (_, n) => {
      const rng = rngFromState([setup.seed, n, 17, 4]);
      const about = { name: `Person ${n}`, hostile: n < setup.hostile, thinks: setup.thinks, rng };
      const rooms: string[] = [];
      while (!over()) rooms.push((await playOnce(server, about)).roomId);
      return rooms;
    }),
  );

/** The policy that a run of this plan begins with where nothing is seated. */
const untrained = async (plan: TrainPlan): Promise<Checkpoint> => {
  const beginning = {
    from: undefined,
    resume: false,
    learningRate: 1e-3,
    shape: shapeOf(impostor, { hidden: plan.hidden, turns: plan.turns }),
    anchor: undefined,
  };
  const policy = openPolicy(plan, ROLE, beginning);
  return checkpointOf(policy, plan, { update: 0, episodes: 0, at: 0, code: 'test', scores: {} });
};

const currentIn = (store: CheckpointStore): Checkpoint => {
  const current = store.current(impostor, ROLE);
  if (!current) throw new Error('nothing is seated');
  return current;
};

/** Runs the loop; the server is still there afterwards. The back end of this process must be open. */
export const liveLoop = async (setup: LoopSetup): Promise<LoopRun> => {
  const began = Date.now();
  const given = { checkpointEvery: 5, ...setup.plan, seed: setup.seed };
  const plan = planFor(impostor, { ...given, algorithm: 'ppo', name: 'live' });
  const data = freshData();
  const server = await startServerProcess({
    data,
    env: {
      LEARN: 'impostor',
      SHIPPED_DIR: setup.shipped,
      PARLOR_BACKEND: BACKEND,
      PARLOR_LEARN_PLAN: JSON.stringify(given),
      JOINS_PER_MINUTE: '1000000',
    },
  });
  const store = new CheckpointStore(setup.shipped, join(data, 'checkpoints'), () => undefined);
  const before = store.current(impostor, ROLE) ?? (await untrained(plan));
  let lines: Line[] = [];
  const isDone = (): boolean =>
    lines.some(({ update, checkpoints }) => update >= setup.updates && checkpoints.length > 0);
  const playing = people(server, setup, isDone);
  // A failure of the people ends the wait as well.
  let failed: unknown;
  playing.catch((error) => {
    failed = error;
  });
  while (!isDone()) {
    if (failed) throw failed;
    await pause(500);
    lines = await linesOf(server);
  }
  const rooms = (await playing).flat();
  const seconds = (Date.now() - began) / 1000;
  return { server, plan, before, seated: currentIn(store), lines, played: rooms.length, rooms, seconds };
};

/** Share of held-out episodes won: other opponents and other ships than were learned on. */
export const heldOut = ({ plan }: LoopRun, checkpoint: Checkpoint, episodes: number): Promise<Share> =>
  winShare(impostor, judgedAt(plan, ROLE), ROLE, checkpoint, episodes);
