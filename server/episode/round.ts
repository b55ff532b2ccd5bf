// The open turns of one step, from the moment they open until each has its utterance: asks bots,
// takes what people send, and lets deadlines take the default act.

import { ok, RejectionError, type Result, reject } from '../../shared/result.ts';
import type { SeatId } from '../../shared/scenario.ts';
import type { Header, TurnEntry } from '../../shared/turn.ts';
import type { Clock } from './clock.ts';
import type { Commits } from './commits.ts';
import type { Episode } from './episode.ts';
import type { OpenTurn } from './open-turn.ts';
import { type Pace, pauseBefore } from './pace.ts';
import { isBot, occupantOf, type Place } from './place.ts';
import type { Seat, Utterance } from './seat.ts';

/** As pino's logger: facts first, then a sentence. */
export interface Reporter {
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}

export interface RoundContext {
  readonly header: Header;
  readonly episode: Episode;
  readonly places: readonly Place[];
  readonly clock: Clock;
  readonly commits: Commits;
  readonly report: Reporter;
  readonly pace: () => Pace;
  /** What this seat may decide, or whether it has to, has changed. */
  readonly changed: (seat: SeatId) => void;
  /** A turn was accepted. */
  readonly accepted: (entry: TurnEntry) => void;
}

/** Time owed for less than this is not worth moving a deadline for. */
const LEAST_OWED_MS = 50;

export class Round {
  readonly #context: RoundContext;
  readonly #batch: TurnEntry[] = [];
  readonly #end = Promise.withResolvers<TurnEntry[]>();
  #unlogged = 0;
  #closed = false;

  constructor(context: RoundContext) {
    this.#context = context;
  }

  /** Turns of bots that are not in the log yet; people's are by then. Rejects when the rules fail. */
  get done(): Promise<TurnEntry[]> {
    return this.#end.promise;
  }
  get closed(): boolean {
    return this.#closed;
  }

  /** Opens every turn; those that already have an utterance (from before a restart) keep it. */
  start(): void {
    const { episode, places, clock } = this.#context;
    const moving = episode.open.map((turn) => {
      const place = places[turn.seat];
      if (!place) throw new RangeError(`${episode.scenario.id} has a turn for seat ${turn.seat}`);
      place.begin(turn, clock.now());
      return place;
    });
    for (const place of moving) this.serve(place);
    this.#check();
  }

  /** Asks whoever drives the seat now; called again when the driver changes. */
  serve(place: Place): void {
    const { open, driver } = place;
    if (this.#closed || !open || open.pending) return;
    place.rest();
    if (isBot(driver)) void this.#ask(place, open, driver);
    if (!open.pending) this.#arm(place, open.deadlineMs);
    this.#context.changed(place.seat);
  }

  /** Takes a person's utterance; resolves once it is durable. */
  async submit(place: Place, utterance: Utterance): Promise<Result<void>> {
    const { episode, commits, accepted, changed } = this.#context;
    const open = place.open;
    if (this.#closed || !open)
      return reject('stale', 'That turn is over; answer the latest one offered to you.');
    const taken = episode.submit(open.turn, utterance);
    if (!taken.ok) return taken;
    const entry = this.#complete(place, taken.value);
    this.#unlogged++;
    place.rest();
    changed(place.seat);
    try {
      await commits.commit([entry]);
    } catch (error) {
      this.fail(error);
      return reject('log-failed', 'The server could not store that; this episode cannot go on.');
    }
    this.#unlogged--;
    accepted(entry);
    this.#check();
    return ok(undefined);
  }

  /** Gives the round up. */
  fail(error: unknown): void {
    this.#closed = true;
    for (const place of this.#context.places) place.rest();
    this.#end.reject(error);
  }

  async #ask(place: Place, open: OpenTurn, bot: Seat): Promise<void> {
    const { episode, pace, report, header } = this.#context;
    const giveUp = new AbortController();
    place.giveUp = giveUp;
    let entry: TurnEntry;
    try {
      const wait = pauseBefore(pace(), open.kind);
      if (wait > 0) await this.#sleep(wait, giveUp.signal);
      if (giveUp.signal.aborted) return;
      const answer = bot.decide(open.view(bot.privileged ?? false), giveUp.signal, (writing) => {
        if (!giveUp.signal.aborted) this.#writing(place, open, writing);
      });
      const utterance = answer instanceof Promise ? await answer : answer;
      if (giveUp.signal.aborted) return;
      const taken = episode.submit(open.turn, utterance);
      if (!taken.ok) throw new RejectionError(taken.error.code, taken.error.message);
      entry = taken.value;
    } catch (err) {
      if (giveUp.signal.aborted) return;
      const about = { err, episode: header.episode, turn: open.turn, seat: open.seat };
      report.warn(about, 'a seat failed; the default act is taken');
      return this.#force(place, 'error');
    }
    this.#accept(place, entry);
  }

  /** Everybody may see that somebody writes where everybody sees that they have to speak. */
  #writing(place: Place, open: OpenTurn, writing: boolean): void {
    if (open.kind !== 'speak' || place.writing === writing) return;
    place.writing = writing;
    this.#context.changed(place.seat);
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#context.clock.after(ms, resolve);
      const stop = (): void => {
        cancel();
        resolve();
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  #arm(place: Place, ms: number): void {
    const { clock } = this.#context;
    const cancel = clock.after(ms, () => this.#late(place));
    place.setDeadline(clock.now() + ms, clock.stalled(), cancel);
  }

  /** The deadline has come. Time that the server stood still is given back first. */
  #late(place: Place): void {
    const owed = this.#context.clock.stalled() - place.stalledAt;
    if (owed >= LEAST_OWED_MS) {
      this.#arm(place, owed);
      return this.#context.changed(place.seat);
    }
    const { driver, chosen, present } = place;
    if (!isBot(driver) && chosen.length > 0) void this.#closeUtterance(place, [...chosen]);
    else this.#force(place, isBot(driver) || present ? 'deadline' : 'absent');
  }

  /** What a person picked before the time ran out was said. */
  async #closeUtterance(place: Place, acts: readonly unknown[]): Promise<void> {
    const taken = await this.submit(place, { acts });
    if (!taken.ok) this.#force(place, 'deadline');
  }

  #force(place: Place, forced: NonNullable<TurnEntry['forced']>): void {
    const { episode } = this.#context;
    const { open } = place;
    if (this.#closed || !open || open.pending) return;
    try {
      const taken = episode.submit(open.turn, episode.defaultUtterance(open.turn));
      if (!taken.ok)
        throw new Error(`${episode.scenario.id}: the default act is refused: ${taken.error.message}`);
      this.#accept(place, { ...taken.value, forced });
    } catch (error) {
      this.fail(error);
    }
  }

  #accept(place: Place, entry: TurnEntry): void {
    const complete = this.#complete(place, entry);
    this.#batch.push(complete);
    place.rest();
    this.#context.accepted(complete);
    this.#context.changed(place.seat);
    this.#check();
  }

  #complete(place: Place, entry: TurnEntry): TurnEntry {
    const { header, clock } = this.#context;
    const by = occupantOf(place.driver);
    const named = header.seats[place.seat];
    const complete: TurnEntry = { ...entry, latencyMs: Math.round(clock.now() - place.openedAt) };
    if (named?.kind !== by.kind || named.occupant !== by.occupant) complete.by = by;
    return complete;
  }

  #check(): void {
    if (this.#closed || this.#unlogged > 0 || !this.#context.episode.ready) return;
    this.#closed = true;
    this.#end.resolve(this.#batch);
  }
}
