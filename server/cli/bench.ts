// parlor bench: the measurements live beside the tests, since they bring peers that the server never needs.

import { existsSync } from 'node:fs';
import { RejectionError } from '../../shared/result.ts';
import { type Common, finish, say } from './output.ts';

interface Bench {
  name: string;
  value: number;
  unit: string;
  ratio: number | null;
  peer: string;
  n: number;
}
interface Benches {
  runBenches(only: string | undefined, report: (bench: Bench) => void): Promise<Bench[]>;
}

export const bench = async (flags: Common & { only?: string }): Promise<void> => {
  const where = new URL('../../test/bench/index.ts', import.meta.url);
  if (!existsSync(where))
    throw new RejectionError(
      'not-allowed',
      'The benchmarks are not part of this installation; run them in a checkout.',
    );
  const { runBenches }: Benches = await import(where.href);
  const benches = await runBenches(flags.only, (one) => {
    const ratio = one.ratio === null ? 'no peer' : `${one.ratio.toFixed(2)} x peer`;
    say(`${one.name.padEnd(18)} ${one.value} ${one.unit}  ${ratio}  (${one.peer}; n = ${one.n})`);
  });
  finish(flags, { benches }, `${benches.length} measured`);
};
