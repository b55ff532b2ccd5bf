// Weights of one policy between threads: a few slots in shared memory, written in turn. Version v lies in
// slot v modulo their number, until that number of versions later.

export interface SharedWeights {
  readonly slots: readonly SharedArrayBuffer[];
  /** [0]: the newest version. */
  readonly version: SharedArrayBuffer;
}

const SLOTS = 3;

export const shareWeights = (weights: Float32Array, version = 0): SharedWeights => {
  const shared: SharedWeights = {
    slots: Array.from({ length: SLOTS }, () => new SharedArrayBuffer(weights.byteLength)),
    version: new SharedArrayBuffer(4),
  };
  publish(shared, weights, version);
  return shared;
};

/** For one writer; versions go up one by one. */
export const publish = (shared: SharedWeights, weights: Float32Array, version: number): void => {
  new Float32Array(shared.slots[version % SLOTS] as SharedArrayBuffer).set(weights);
  Atomics.store(new Int32Array(shared.version), 0, version);
};

// Adding nothing is a fence that a load is not: what was copied before it was copied before it.
export const newestVersion = (shared: SharedWeights): number =>
  Atomics.add(new Int32Array(shared.version), 0, 0);

/** A whole copy of one version; undefined where it is not there yet or may have been written over. */
export const weightsAt = (shared: SharedWeights, version: number): Float32Array | undefined => {
  if (newestVersion(shared) < version) return undefined;
  const copy = new Float32Array(shared.slots[version % SLOTS] as SharedArrayBuffer).slice();
  // Version + SLOTS goes into this slot, and may be on its way as soon as the one before it is out.
  return newestVersion(shared) < version + SLOTS - 1 ? copy : undefined;
};
