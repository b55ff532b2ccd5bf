// Time comes from here and nowhere else, so that tests can hold it in their hands.

export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** Calls `fn` once after `ms`; the result takes it back. */
  after(ms: number, fn: () => void): () => void;
  /**
   * Total ms for which timers were noticed to come late: the process was stalled. Whoever owes
   * somebody time gives back what this grew by.
   */
  stalled(): number;
}

const HEARTBEAT_MS = 500;
/** Timers are never exact; this much lateness is no fault. */
const TOLERANCE_MS = 100;

/** The machine's clock. Its heartbeat does not keep the process alive. */
export const createSystemClock = (): Clock => {
  const now = (): number => performance.timeOrigin + performance.now();
  let stalled = 0;
  let counted = 0;
  // One stall makes many timers late; each moment of it counts once.
  const fired = (due: number): void => {
    const time = now();
    if (time - due > TOLERANCE_MS) stalled += Math.max(0, time - Math.max(due, counted));
    counted = Math.max(counted, time);
  };
  let next = now() + HEARTBEAT_MS;
  setInterval(() => {
    fired(next);
    next = now() + HEARTBEAT_MS;
  }, HEARTBEAT_MS).unref();
  return {
    now,
    after: (ms, fn) => {
      const due = now() + ms;
      const timer = setTimeout(() => {
        fired(due);
        fn();
      }, ms);
      return () => clearTimeout(timer);
    },
    stalled: () => stalled,
  };
};
