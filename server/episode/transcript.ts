// What was said and seen, numbered per viewer: every viewer's lines count 0, 1, 2, ... without a gap,
// and after a restart the same lines get the same numbers, since all of them descend from the log.

import type { LineItem } from '../../shared/protocol.ts';
import { type Line, reaches, type SeatId, type Viewer } from '../../shared/scenario.ts';

interface Named {
  readonly line: Line;
  readonly name: string;
}

export class Transcript {
  readonly #seats: readonly Named[][];
  readonly #public: Named[] = [];
  readonly #all: Named[] = [];

  constructor(seatCount: number) {
    this.#seats = Array.from({ length: seatCount }, () => []);
  }

  /** Appends lines in order. `nameOf` gives the shown name of a seat. */
  add(lines: readonly Line[], nameOf: (seat: SeatId) => string): void {
    for (const line of lines) {
      const named = { line, name: line.seat === null ? '' : nameOf(line.seat) };
      // Who sees everything also has to see whom a private line was meant for.
      const to = line.seat === null && line.to ? line.to.map(nameOf).join(', ') : named.name;
      this.#all.push({ line, name: to });
      if (reaches(line, 'public')) this.#public.push(named);
      this.#seats.forEach((list, seat) => {
        if (reaches(line, seat)) list.push(named);
      });
    }
  }

  /** A line of the table itself, for everybody. */
  system(text: string): void {
    this.add([{ seat: null, kind: 'system', text }], () => '');
  }

  /** How many lines this viewer has. */
  count(viewer: Viewer): number {
    return this.#of(viewer).length;
  }

  /** Lines `from`, `from` + 1, ... up to and without `until`. */
  items(viewer: Viewer, from: number, until?: number): LineItem[] {
    return this.#of(viewer)
      .slice(from, until)
      .map(({ line, name }, index) => ({
        n: from + index,
        seat: line.seat,
        name,
        text: line.text,
        kind: line.kind,
      }));
  }

  #of(viewer: Viewer): readonly Named[] {
    if (viewer === 'public') return this.#public;
    if (viewer === 'all') return this.#all;
    const list = this.#seats[viewer];
    if (!list) throw new RangeError(`no seat ${viewer}`);
    return list;
  }
}
