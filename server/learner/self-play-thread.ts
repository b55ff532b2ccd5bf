// Entry of one self-play thread: it has a back end and networks of its own, and plays what it is asked for.

import { parentPort, workerData } from 'node:worker_threads';
import { findScenario } from '../../scenarios/index.ts';
import { storeIn } from '../policy/store.ts';
import { openBackend } from '../policy/tf.ts';
import { loadResources } from '../resources.ts';
import { Agents } from '../seats/agents.ts';
import type { Past } from './league.ts';
import { pack } from './pack.ts';
import { SelfPlay, type SelfPlaySetup } from './self-play.ts';

/** What a thread is told at its start, besides its scenario, which it finds itself. */
export interface ThreadSetup extends Omit<SelfPlaySetup, 'scenario' | 'agents'> {
  readonly backend: string;
  readonly data: string;
}

/** Episodes to be played, and with which weights. */
export interface Order {
  readonly from: number;
  readonly count: number;
  readonly version: number;
  readonly past: Past;
}

const setup: ThreadSetup = workerData;
const port = parentPort;
if (!port) throw new Error('this file is a thread of self-play');
const scenario = findScenario(setup.plan.scenario);
if (!scenario) throw new Error(`no scenario ${setup.plan.scenario}`);

loadResources(setup.data);
await openBackend(setup.backend, { tested: true });
const warn = (sentence: string): void => {
  process.stderr.write(`parlor: ${sentence}\n`);
};
const agents = new Agents(storeIn(setup.data, warn), async () => undefined, { batch: 4096 });
const selfPlay = new SelfPlay({ ...setup, scenario, agents });

port.on('message', async ({ from, count, version, past }: Order) => {
  try {
    const { trajectories, ...played } = await selfPlay.play(from, count, version, past);
    const packed = pack(trajectories);
    port.postMessage({ ...played, packed }, [packed.numbers.buffer]);
  } catch (error) {
    port.postMessage({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
port.postMessage('ready');
