// The back ends that can carry the arithmetic of learning, best first, and what is known of each.

export const BACKENDS = ['native', 'webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export const isBackend = (name: string): name is BackendName =>
  (BACKENDS as readonly string[]).includes(name);

/** What a started back end says of itself. */
export interface Started {
  /** One clause for people: version, adapter, threads. */
  readonly about: string;
  /** Present where it works but a slower name further down the list is the better choice. */
  readonly lastResort?: string;
  /** Allowed error, as a part of the largest number of a result. GPUs may round matrix products to 10 bits. */
  readonly tolerance: number;
}

/** What a child process found out about one back end. */
export interface Probe {
  readonly name: BackendName;
  /** It started and every known answer came out. */
  readonly ok: boolean;
  /** What it is when ok, else why it cannot be used: one clause. */
  readonly why: string;
  /** Rate of a float32 matrix product in 10^9 operations a second, 0 when not ok. */
  readonly gflops: number;
  /** It is right, but never chosen unasked; the reason. */
  readonly lastResort?: string;
}
