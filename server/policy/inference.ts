// One place scores the picks of many episodes: whoever asks waits until `batch` are there, or until
// `wait` has come. One call to the network costs the same for 1 row and for 50.

import { batchAsked, batchPicks, Room } from './batch.ts';
import type { Asked, Pick } from './encode.ts';
import type { Network } from './network.ts';
import { truthWidth } from './shape.ts';
import { tf } from './tf.ts';

export interface Scored {
  /** Probabilities of the candidates. */
  readonly p: Float32Array;
  /** V(s), where the value head needs no more than the seat knows. */
  readonly value: number | undefined;
  /** Version of the weights that scored it. */
  readonly version: string;
}

interface Waiting<Row, Answer> {
  readonly row: Row;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export interface InferenceOptions {
  /** Rows at which a batch closes at once. */
  readonly batch?: number;
  /** Called to run the flush later; the default waits until nothing else can go on (setImmediate). */
  readonly later?: (flush: () => void) => void;
}

/** Waits at most this long, ms: for rooms, where others may ask within the moment. */
export const within =
  (ms: number) =>
  (flush: () => void): void => {
    setTimeout(flush, ms);
  };

/** Options of a narrow row, and rows from which two calls cost less than the padding of one. */
const NARROW = 16;
const MANY = 32;

/** Rows side by side are as wide as the widest: a few talkers would pad every mover to a hundred options. */
const byWidth = (picks: readonly Waiting<Pick, Scored>[]): readonly Waiting<Pick, Scored>[][] => {
  const narrow = picks.filter(({ row }) => row.count <= NARROW);
  if (narrow.length < MANY || narrow.length === picks.length) return picks.length > 0 ? [[...picks]] : [];
  return [narrow, picks.filter(({ row }) => row.count > NARROW)];
};

export class Inference {
  readonly network: Network;
  version: string;
  readonly #batch: number;
  readonly #later: (flush: () => void) => void;
  readonly #picks: Waiting<Pick, Scored>[] = [];
  readonly #asked: Waiting<Asked, Float32Array>[] = [];
  readonly #room = new Room();
  #due = false;
  /** Rows that have been asked for and not been answered. */
  #open = 0;
  #retired = false;
  /** Rows and calls so far. */
  readonly counts = { rows: 0, calls: 0 };

  constructor(network: Network, version: string, options: InferenceOptions = {}) {
    this.network = network;
    this.version = version;
    this.#batch = options.batch ?? 256;
    this.#later = options.later ?? setImmediate;
  }

  score(row: Pick): Promise<Scored> {
    return this.#wait(this.#picks, row);
  }

  /** Probabilities of a question's answers. */
  believe(row: Asked): Promise<Float32Array> {
    return this.#wait(this.#asked, row);
  }

  /** Lets go of the network once everything that was asked is answered. */
  retire(): void {
    this.#retired = true;
    if (this.#open === 0) this.network.dispose();
  }

  #wait<Row, Answer>(queue: Waiting<Row, Answer>[], row: Row): Promise<Answer> {
    if (this.#retired && this.#open === 0)
      return Promise.reject(new Error(`the network of ${this.version} is gone`));
    this.#open++;
    return new Promise((resolve, reject) => {
      queue.push({ row, resolve, reject });
      if (this.#picks.length + this.#asked.length >= this.#batch) return this.#flush();
      if (this.#due) return;
      this.#due = true;
      this.#later(() => this.#flush());
    });
  }

  #flush(): void {
    this.#due = false;
    const picks = this.#picks.splice(0);
    const asked = this.#asked.splice(0);
    for (const part of byWidth(picks)) void this.#answer(part, (rows) => this.#scores(rows));
    if (asked.length > 0) void this.#answer(asked, (rows) => this.#beliefs(rows));
  }

  async #answer<Row, Answer>(
    waiting: readonly Waiting<Row, Answer>[],
    run: (rows: readonly Row[]) => Promise<readonly Answer[]>,
  ): Promise<void> {
    try {
      const answers = await run(waiting.map(({ row }) => row));
      for (let n = 0; n < waiting.length; n++) waiting[n]?.resolve(answers[n] as Answer);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
    this.#open -= waiting.length;
    if (this.#retired && this.#open === 0) this.network.dispose();
  }

  async #scores(rows: readonly Pick[]): Promise<Scored[]> {
    const { network, version } = this;
    this.counts.rows += rows.length;
    this.counts.calls++;
    const batch = batchPicks(network.shape, rows, this.#room);
    const blind = truthWidth(network.shape) > 0;
    const [p, values] = tf.tidy(() => {
      const { logits, state } = network.score(batch, 'act');
      return [tf.softmax(logits), blind ? undefined : network.value(state, new Float32Array(0))];
    });
    const [flat, value] = await Promise.all([p.data(), values?.data()]);
    p.dispose();
    values?.dispose();
    return rows.map(({ count }, row) => ({
      p: (flat as Float32Array).slice(row * batch.options, row * batch.options + count),
      value: value?.[row],
      version,
    }));
  }

  async #beliefs(rows: readonly Asked[]): Promise<Float32Array[]> {
    const batch = batchAsked(this.network.shape, rows, this.#room);
    this.counts.rows += rows.length;
    this.counts.calls++;
    const p = tf.tidy(() => tf.softmax(this.network.score(batch, 'belief').logits));
    const flat = (await p.data()) as Float32Array;
    p.dispose();
    return rows.map(({ count }, row) => flat.slice(row * batch.options, row * batch.options + count));
  }
}
