// What `parlor bench` runs. Every figure stands beside its peer, taken in turn in the same run.

import { RejectionError } from '../../shared/result.ts';

export interface Bench {
  name: string;
  value: number;
  unit: string;
  /** value / peer (higher is better for rates, lower for costs); null where the peer is missing. */
  ratio: number | null;
  peer: string;
  /** Paired rounds; the figures are medians. */
  n: number;
  /** More figures of the same run. */
  more?: Record<string, number>;
}

const BENCHES: Record<string, () => Promise<Bench>> = {
  headless: async () => (await import('./headless.ts')).headless(),
  'headless-logged': async () => (await import('./headless.ts')).headlessLogged(),
  'headless-booking': async () => (await import('./headless.ts')).headlessBooking(),
  'headless-donation': async () => (await import('./headless.ts')).headlessDonation(),
  'log-bytes': async () => (await import('./log-bytes.ts')).logBytes(),
  'policy-step': async () => (await import('./policy.ts')).policyStep(),
  'policy-inference': async () => (await import('./policy.ts')).policyInference(),
  learning: async () => (await import('./learning.ts')).learning(),
  rooms: async () => (await import('./rooms.ts')).rooms(),
  'llm-batching': async () => (await import('./llm.ts')).llmBatching(),
};

/** Runs all benches or the one named. */
export const runBenches = async (
  only: string | undefined,
  report: (bench: Bench) => void,
): Promise<Bench[]> => {
  if (only !== undefined && !Object.hasOwn(BENCHES, only))
    throw new RejectionError(
      'bad-options',
      `There is no bench "${only}"; there are: ${Object.keys(BENCHES).join(', ')}.`,
    );
  const done: Bench[] = [];
  for (const [name, run] of Object.entries(BENCHES)) {
    if (only !== undefined && name !== only) continue;
    const bench = await run();
    report(bench);
    done.push(bench);
  }
  return done;
};
