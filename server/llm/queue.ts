// So many at once, the others in the order they came; whoever gives up leaves the queue.

import { ModelError } from './model.ts';

const cancelled = (): ModelError => new ModelError('model-cancelled', 'The question was taken back.');

/** Hands out places: `take` waits for one, `free` gives it back. */
export class Places<Place> {
  readonly #free: Place[];
  readonly #waiting: { take: (place: Place) => void; choose: (free: readonly Place[]) => Place }[] = [];

  constructor(places: readonly Place[]) {
    this.#free = [...places];
  }

  /**
   * `choose` picks among the places that are free when the turn comes; at least one is.
   * @throws ModelError `model-cancelled` when the signal fires first
   */
  take(signal: AbortSignal, choose: (free: readonly Place[]) => Place): Promise<Place> {
    if (signal.aborted) return Promise.reject(cancelled());
    if (this.#free.length > 0) return Promise.resolve(this.#pick(choose));
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(cancelled());
      };
      const waiter = {
        choose,
        take: (place: Place): void => {
          signal.removeEventListener('abort', giveUp);
          resolve(place);
        },
      };
      this.#waiting.push(waiter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  free(place: Place): void {
    this.#free.push(place);
    const next = this.#waiting.shift();
    if (next) next.take(this.#pick(next.choose));
  }

  #pick(choose: (free: readonly Place[]) => Place): Place {
    const place = choose(this.#free);
    this.#free.splice(this.#free.indexOf(place), 1);
    return place;
  }
}
