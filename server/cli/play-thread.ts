// Entry of one thread of `parlor play`.

import { parentPort, workerData } from 'node:worker_threads';
import { type PlayJob, playPart } from './play-job.ts';

const { job, first, every }: { job: PlayJob; first: number; every: number } = workerData;
parentPort?.postMessage(await playPart(job, first, every));
