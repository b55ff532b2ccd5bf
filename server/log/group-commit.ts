// Many givers, one write: what is given while a write is under way waits for the next one, and a write
// holds all that waited. Whoever wants to know is told when its own part is stored or refused.

import type { RejectionError } from '../../shared/result.ts';
import type { Header } from '../../shared/turn.ts';
import { type LogEntry, MAX_WAITING, type SealedEpisode } from './turn-log.ts';

/** What one episode adds in one write. */
export interface Given {
  readonly episode: string;
  header?: Header;
  /** The whole episode, in place of header and entries. */
  sealed?: SealedEpisode;
  readonly entries: LogEntry[];
}

/** Stores a group as one; resolves with the parts that were refused. */
export type Write = (group: readonly Given[]) => Promise<ReadonlyMap<Given, RejectionError>>;

interface Waiter {
  resolve(): void;
  reject(error: RejectionError): void;
}

interface Part {
  readonly given: Given;
  readonly waiters: Waiter[];
  /** Holds entries that nobody waits for: giving again what a waiter gave would leave them out. */
  noted: boolean;
}

interface Group {
  readonly parts: Map<string, Part>;
  readonly flushers: (() => void)[];
}

const emptyGroup = (): Group => ({ parts: new Map(), flushers: [] });

export class GroupCommit {
  readonly #write: Write;
  /** Episodes that lost something noted: nothing more is taken until a flush has told of it. */
  readonly #refused = new Map<string, RejectionError>();
  #next = emptyGroup();
  #now: Group | undefined;
  #running = false;
  #waiting = 0;
  #loss: RejectionError | undefined;

  constructor(write: Write) {
    this.#write = write;
  }

  /** Adds to the next write. Throws where an earlier part of this episode was lost. */
  give(episode: string, header: Header | undefined, entries: readonly LogEntry[], waiter?: Waiter): void {
    const refused = this.#refused.get(episode);
    if (refused) throw refused;
    let part = this.#next.parts.get(episode);
    if (!part) {
      part = { given: { episode, entries: [] }, waiters: [], noted: false };
      this.#next.parts.set(episode, part);
    }
    if (header) part.given.header = header;
    part.given.entries.push(...entries);
    this.#waiting += entries.length;
    if (waiter) part.waiters.push(waiter);
    else if (entries.length > 0) part.noted = true;
    this.#start();
  }

  /** Adds a whole episode to the next write; a failure comes out at `flush`. */
  giveSealed(sealed: SealedEpisode): void {
    const { episode } = sealed.summary;
    this.#next.parts.set(episode, { given: { episode, entries: [], sealed }, waiters: [], noted: true });
    this.#waiting += sealed.count;
    this.#start();
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    setImmediate(() => this.#drain());
  }

  get full(): boolean {
    return this.#waiting > MAX_WAITING;
  }

  async flush(): Promise<void> {
    const group = this.#next.parts.size > 0 ? this.#next : this.#now;
    if (group) await new Promise<void>((resolve) => group.flushers.push(resolve));
    const loss = this.#loss;
    if (!loss) return;
    this.#loss = undefined;
    this.#refused.clear();
    throw loss;
  }

  async #drain(): Promise<void> {
    while (this.#next.parts.size > 0) {
      const group = this.#next;
      this.#now = group;
      this.#next = emptyGroup();
      this.#waiting = 0;
      const parts = [...group.parts.values()];
      const failed = await this.#write(parts.map((part) => part.given));
      for (const part of parts) this.#settle(part, failed.get(part.given));
      for (const done of group.flushers) done();
    }
    this.#now = undefined;
    this.#running = false;
    for (const done of this.#next.flushers.splice(0)) done();
  }

  #settle(part: Part, error: RejectionError | undefined): void {
    if (!error) {
      for (const waiter of part.waiters) waiter.resolve();
      return;
    }
    const { episode } = part.given;
    const later = this.#next.parts.get(episode);
    this.#next.parts.delete(episode);
    const waiters = [...part.waiters, ...(later?.waiters ?? [])];
    // A lost header needs no flush to tell of it where a waiter does: the episode is unknown then.
    if (part.noted || later?.noted === true || waiters.length === 0) {
      this.#refused.set(episode, error);
      this.#loss ??= error;
    }
    for (const waiter of waiters) waiter.reject(error);
  }
}
