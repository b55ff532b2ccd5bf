// A log's decisions, kept small enough to go over them many times. Most rows of candidates and of history occur
// again and again, in one decision after another, so each is kept once and laid out anew when it is read.

import type { Encoded, Pick } from '../policy/encode.ts';
import { chosenWidth, entryWidth, type Shape } from '../policy/shape.ts';
import type { Trajectory } from './rollout.ts';

/** Rows of one width, each kept once. */
class Rows {
  readonly #width: number;
  readonly #places = new Map<string, number>();
  readonly #rows: Float32Array[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  #placeOf(row: Float32Array): number {
    const key = Buffer.from(row.buffer, row.byteOffset, row.byteLength).toString('latin1');
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#rows.push(row.slice()) - 1;
    this.#places.set(key, place);
    return place;
  }

  /** Places of the rows that lie behind one another in `flat`. */
  take(flat: Float32Array): Uint32Array {
    const width = this.#width;
    return Uint32Array.from({ length: flat.length / width }, (_, row) =>
      this.#placeOf(flat.subarray(row * width, (row + 1) * width)),
    );
  }

  /** The one copy of this row that is kept. */
  only(row: Float32Array): Float32Array {
    return this.#rows[this.#placeOf(row)] as Float32Array;
  }

  /** These rows behind one another. */
  lay(places: Uint32Array): Float32Array {
    const flat = new Float32Array(places.length * this.#width);
    for (let n = 0; n < places.length; n++)
      flat.set(this.#rows[places[n] as number] as Float32Array, n * this.#width);
    return flat;
  }
}

class KeptState implements Encoded {
  readonly features: Float32Array;
  readonly heard: number;
  readonly #entries: Rows;
  readonly #places: Uint32Array;

  constructor(state: Encoded, entries: Rows) {
    this.features = state.features;
    this.heard = state.heard;
    this.#entries = entries;
    this.#places = entries.take(state.history);
  }

  get history(): Float32Array {
    return this.#entries.lay(this.#places);
  }
}

class KeptPick implements Pick {
  readonly state: Encoded;
  readonly chosen: Float32Array;
  readonly #options: Rows;
  readonly #places: Uint32Array;

  constructor(pick: Pick, state: Encoded, chosen: Float32Array, options: Rows) {
    this.state = state;
    this.chosen = chosen;
    this.#options = options;
    this.#places = options.take(pick.candidates);
  }

  get count(): number {
    return this.#places.length;
  }
  get candidates(): Float32Array {
    return this.#options.lay(this.#places);
  }
}

export class Shelf {
  readonly #entries: Rows;
  readonly #options: Rows;
  readonly #chosen: Rows;

  constructor(shape: Shape) {
    this.#entries = new Rows(entryWidth(shape));
    this.#options = new Rows(shape.act);
    this.#chosen = new Rows(chosenWidth(shape));
  }

  /** The same trajectory, taking up little room. Picks of one turn go on sharing their state. */
  keep(trajectory: Trajectory): Trajectory {
    const states = new Map<Encoded, Encoded>();
    const stateOf = (state: Encoded): Encoded => {
      const known = states.get(state) ?? new KeptState(state, this.#entries);
      states.set(state, known);
      return known;
    };
    const turns = trajectory.turns.map((turn) => ({
      ...turn,
      picks: turn.picks.map((one) => ({
        ...one,
        pick: new KeptPick(
          one.pick,
          stateOf(one.pick.state),
          this.#chosen.only(one.pick.chosen),
          this.#options,
        ),
      })),
    }));
    return { ...trajectory, turns };
  }
}
