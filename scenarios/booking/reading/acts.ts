// The acts of an utterance as they are found, each of them once.

import { MAX_ACTS } from '../../../shared/scenario.ts';
import type { Act } from '../types.ts';

const same = (a: Act, b: Act): boolean =>
  a.type === b.type &&
  (!('domain' in a) || ('domain' in b && a.domain === b.domain)) &&
  (!('slot' in a) || ('slot' in b && a.slot === b.slot)) &&
  (!('value' in a) || ('value' in b && a.value === b.value)) &&
  (!('name' in a) || ('name' in b && a.name === b.name)) &&
  (!('ref' in a) || ('ref' in b && a.ref === b.ref));

/** A long text says no more than so many things. */
const MOST = 3 * MAX_ACTS;

export class Acts<T extends Act> {
  readonly list: T[] = [];

  add(act: T): void {
    if (this.list.length < MOST && !this.list.some((old) => same(old, act))) this.list.push(act);
  }
}
