// What an annotated line comes to, put together annotation by annotation.

import type { MeantAct } from '../../../shared/recorded.ts';
import type { Act, Domain, Slot } from '../types.ts';

type Meant = { -readonly [K in keyof MeantAct]: MeantAct[K] };

export class Meanings {
  readonly acts: Meant[] = [];
  /** Calls to the desk that come first. */
  readonly before: Act[] = [];
  readonly leftOut: string[] = [];
  #beside = 0;

  /** An act that `stands` annotations say. */
  add(act: Act, stands: number): void {
    this.#join({ act, stands });
  }

  /** Further annotations that the line's acts say. */
  stand(more: number): void {
    this.#beside += more;
  }

  /** Counts what `stand` was told; where the line has no act, it names again what was in question. */
  close(): this {
    const [first] = this.acts;
    if (first) first.stands += this.#beside;
    else for (let at = 0; at < this.#beside; at++) this.leave('named again');
    this.#beside = 0;
    return this;
  }

  leave(what: string): void {
    this.leftOut.push(what);
  }

  desk(call: Act): void {
    this.before.push(call);
  }

  /** A booking with the reference that the desk gave; people's own where it gave none. */
  booked(domain: Domain, raw: string): void {
    const ref = raw.toLowerCase().replaceAll(/[^a-z\d]/g, '');
    this.#join({
      act: { type: 'booked', domain },
      otherwise: { type: 'booked', domain, ref },
      said: { ref: raw },
      stands: 1,
    });
  }

  /** A value that the rules draw. */
  drawn(domain: Domain, slot: Slot, raw: string): void {
    const act = { type: 'inform', domain, slot };
    this.#join({ act, otherwise: { ...act, value: raw.toLowerCase() }, said: { value: raw }, stands: 1 });
  }

  #join(meant: Meant): void {
    const same = this.acts.find((one) => JSON.stringify(one.act) === JSON.stringify(meant.act));
    if (same) same.stands += meant.stands;
    else this.acts.push(meant);
  }
}
