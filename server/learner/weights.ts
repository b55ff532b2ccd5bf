// Weights of one policy between threads: two slots in shared memory, written in turn. A reader copies the
// newest slot and looks again; only a writer that is two versions ahead can have spoilt the copy.

export interface SharedWeights {
  readonly slots: readonly [SharedArrayBuffer, SharedArrayBuffer];
  /** [0]: the newest version; it lies in slot version % 2. */
  readonly version: SharedArrayBuffer;
}

export const shareWeights = (weights: Float32Array): SharedWeights => {
  const shared: SharedWeights = {
    slots: [new SharedArrayBuffer(weights.byteLength), new SharedArrayBuffer(weights.byteLength)],
    version: new SharedArrayBuffer(4),
  };
  publish(shared, weights, 0);
  return shared;
};

/** Versions must go up one by one. */
export const publish = (shared: SharedWeights, weights: Float32Array, version: number): void => {
  new Float32Array(shared.slots[version % 2] as SharedArrayBuffer).set(weights);
  Atomics.store(new Int32Array(shared.version), 0, version);
};

export const newestVersion = (shared: SharedWeights): number =>
  Atomics.load(new Int32Array(shared.version), 0);

/** A whole copy of the newest weights, and their version. */
export const copyWeights = (shared: SharedWeights): { weights: Float32Array; version: number } => {
  for (;;) {
    const version = newestVersion(shared);
    const weights = new Float32Array(shared.slots[version % 2] as SharedArrayBuffer).slice();
    if (newestVersion(shared) <= version + 1) return { weights, version };
  }
};
