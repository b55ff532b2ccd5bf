// A process of its own that races for keys 0..n-1 in its own order and prints those it won, as JSON.

import { openLmdbLedger } from '../../server/log/lmdb-ledger.ts';
import { rngFromState } from '../../shared/rng.ts';

const [path = '', holder = '', count = '0'] = process.argv.slice(2);
const ledger = openLmdbLedger(path, () => 0);
const order = rngFromState([1, 2, 3, holder.length]).shuffle(
  Array.from({ length: Number(count) }, (_, key) => key),
);
const won = order.filter((key) => ledger.take([`slot-${key}`], holder));
process.stdout.write(JSON.stringify(won));
await ledger.close();
