// Entry of one thread of `parlor play`. It hands on what it sealed and plays on meanwhile; it waits
// only while the batch before has not been taken.

import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { loadResources } from '../resources.ts';
import { type PlayJob, playPart, type ThreadMessage } from './play-job.ts';

const { job, first, every }: { job: PlayJob; first: number; every: number } = workerData;
const port = parentPort;
if (!port) throw new Error('this file is a thread of parlor play');

if (job.data !== undefined) loadResources(job.data);

let taken: Promise<unknown> = Promise.resolve();
const post = (message: ThreadMessage): void => port.postMessage(message);

const part = await playPart(job, first, every, async (batch) => {
  if (batch.length === 0) return;
  await taken;
  taken = once(port, 'message');
  post({ batch });
});
await taken;
post({ part });
