// A thread that publishes weights as fast as it can, each version all of one number, until it is ended.

import { workerData } from 'node:worker_threads';
import { newestVersion, publish, type SharedWeights } from '../../server/learner/weights.ts';

const { shared, length }: { shared: SharedWeights; length: number } = workerData;
const weights = new Float32Array(length);
for (;;) {
  const version = newestVersion(shared) + 1;
  publish(shared, weights.fill(version), version);
}
