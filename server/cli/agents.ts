// Trained agents for commands: those that the project ships and those under DATA/checkpoints.

import { type CheckpointStore, storeIn } from '../policy/store.ts';
import { openBackend } from '../policy/tf.ts';
import { Agents } from '../seats/agents.ts';

const tell = (sentence: string): void => {
  process.stderr.write(`parlor: ${sentence}\n`);
};

export const checkpointsAt = (data: string): CheckpointStore => storeIn(data, tell);

/** Agents of this data folder; the back end starts when the first is seated. */
export const agentsAt = (data: string): Agents => {
  let ready: Promise<unknown> | undefined;
  const open = (): Promise<unknown> => {
    ready ??= openBackend(undefined, { say: tell });
    return ready;
  };
  return new Agents(checkpointsAt(data), open, { batch: 4096 });
};

/** Whether a list of seats names agents, which play fastest many at a time. */
export const namesAgents = (seats: readonly string[]): boolean =>
  seats.some((seat) => /(^|=|\+)agent([:+@]|$)/.test(seat));
