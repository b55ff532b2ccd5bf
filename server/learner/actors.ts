// The self-play threads of a run: asked for a range of episodes, they share it and answer together.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { RejectionError } from '../../shared/result.ts';
import type { EndEntry } from '../../shared/turn.ts';
import { type Packed, unpack } from './pack.ts';
import type { Trajectory } from './rollout.ts';
import type { Order, ThreadSetup } from './self-play-thread.ts';

interface Answer {
  readonly packed: Packed;
  readonly ends: EndEntry[];
  readonly turns: number;
}

export interface Batch {
  readonly trajectories: Trajectory[];
  readonly ends: EndEntry[];
  readonly turns: number;
  /** Version of the weights that it was played with. */
  readonly version: number;
  readonly seconds: number;
}

export class Actors {
  readonly #workers: Worker[] = [];

  /** Starts the threads; resolves when all are ready. Throws RejectionError `training-failed`. */
  static async start(setup: ThreadSetup, threads: number): Promise<Actors> {
    const actors = new Actors();
    for (let n = 0; n < threads; n++)
      actors.#workers.push(
        new Worker(new URL('./self-play-thread.ts', import.meta.url), { workerData: setup }),
      );
    try {
      await Promise.all(actors.#workers.map((worker) => once(worker, 'message')));
    } catch (error) {
      await actors.close();
      throw failed(error);
    }
    return actors;
  }

  /** Plays `count` episodes from number `from` on, with weights that have been published. */
  async play({ from, count, version, past }: Order): Promise<Batch> {
    const started = performance.now();
    const share = Math.ceil(count / this.#workers.length);
    const answers = await Promise.all(
      this.#workers.map(async (worker, n) => {
        const part = Math.min(share, count - n * share);
        return part > 0 ? ask(worker, { from: from + n * share, count: part, version, past }) : undefined;
      }),
    );
    const parts = answers.filter((one) => one !== undefined);
    return {
      trajectories: parts.flatMap(({ packed }) => unpack(packed)),
      ends: parts.flatMap(({ ends }) => ends),
      turns: parts.reduce((sum, { turns }) => sum + turns, 0),
      version,
      seconds: (performance.now() - started) / 1000,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

const ask = async (worker: Worker, order: Order): Promise<Answer> => {
  worker.postMessage(order);
  let message: Answer | { failed: string };
  try {
    [message] = (await once(worker, 'message')) as [Answer | { failed: string }];
  } catch (error) {
    throw failed(error);
  }
  if ('failed' in message) throw failed(message.failed);
  return message;
};

const failed = (why: unknown): RejectionError =>
  new RejectionError(
    'training-failed',
    `A self-play thread failed: ${why instanceof Error ? why.message : String(why)}`,
  );
