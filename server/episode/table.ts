// One episode with people and bots at one table, against a clock, into a log. It knows no sockets:
// whoever serves people calls pick, say, believe and setDriver, and watches. A turn is acknowledged
// once it is durable.

import { ok, type Result, reject } from '../../shared/result.ts';
import { MAX_ACTS, type SeatId } from '../../shared/scenario.ts';
import type { EndEntry, Header, SeatEntry } from '../../shared/turn.ts';
import type { Clock } from './clock.ts';
import type { Episode } from './episode.ts';
import { Flow, type TableSetup } from './flow.ts';
import type { Pace } from './pace.ts';
import { type Driver, isBot, type Offer, occupantOf, type Place } from './place.ts';
import type { Reader } from './reader.ts';
import type { Reporter, Round } from './round.ts';
import type { SeatReason } from './seat-line.ts';
import { heard } from './speech.ts';
import type { Transcript } from './transcript.ts';

export type { TableSetup, TableWatcher } from './flow.ts';

/** Longest wait for a reader, and what is left of the deadline after it, ms. */
const READ_MS = 8000;
const READ_MARGIN_MS = 1000;

const STALE = 'That turn is over; answer the latest one offered to you.';

export class Table {
  readonly header: Header;
  readonly episode: Episode;
  readonly transcript: Transcript;
  readonly #flow: Flow;
  readonly #report: Reporter;
  readonly #reader: Reader | undefined;
  readonly #clock: Clock;

  constructor(setup: TableSetup) {
    this.header = setup.header;
    this.episode = setup.episode;
    this.#report = setup.report;
    this.#reader = setup.reader;
    this.#clock = setup.clock;
    this.#flow = new Flow(setup);
    this.transcript = this.#flow.transcript;
  }

  /** How it ended; undefined while it goes on. */
  get end(): EndEntry | undefined {
    return this.#flow.end;
  }
  get pace(): Pace {
    return this.#flow.pace;
  }
  /** 'fast' where nobody is watching. */
  set pace(pace: Pace) {
    this.#flow.pace = pace;
  }

  /** Plays to the end. Never throws: what fails aborts this episode alone. */
  run(): Promise<void> {
    return this.#flow.run();
  }

  /** Ceases without an end, so that a restart can go on; resolves once what was given is durable. */
  stop(): Promise<void> {
    return this.#flow.stop();
  }

  driver(seat: SeatId): Driver {
    return this.#place(seat).driver;
  }

  /** What the seat's person may decide now. */
  offer(seat: SeatId): Offer | undefined {
    return this.#flow.round && this.#place(seat).offer();
  }

  /** Public: the seat has to speak or vote. Never tells of moves. */
  busy(seat: SeatId): boolean {
    const open = this.#flow.round && this.#place(seat).open;
    return open !== undefined && open.kind !== 'move' && open.pending === undefined;
  }

  /** Public: the seat's words are on their way. */
  writing(seat: SeatId): boolean {
    return this.busy(seat) && this.#place(seat).writing;
  }

  /** The latest deadline of those who have to speak or vote; 0: none. */
  get deadline(): number {
    return Math.max(0, ...this.#flow.places.map(({ seat, deadline }) => (this.busy(seat) ? deadline : 0)));
  }

  /** Takes candidate `index` of the latest offer; `more` keeps the utterance open for a further act. */
  pick(seat: SeatId, turn: number, index: number, more: boolean): Promise<Result<void>> {
    return this.#decide(seat, turn, async (round, place, offer) => {
      const act = offer.candidates[index];
      if (act === undefined)
        return reject('illegal-act', 'There is no such choice; pick one of those offered.');
      const acts = [...place.chosen, act];
      const room = offer.kind === 'speak' && !this.episode.scenario.closes(act) && acts.length < MAX_ACTS;
      if (!more || !room || place.open?.candidates(acts).length === 0) return round.submit(place, { acts });
      place.chosen = acts;
      this.#flow.tell((watcher) => watcher.seat(seat));
      return ok(undefined);
    });
  }

  /** Takes what a person typed; it is read for acts, and stands as a remark where none is found. */
  say(seat: SeatId, turn: number, text: string): Promise<Result<void>> {
    return this.#decide(seat, turn, async (round, place, offer) => {
      if (offer.kind !== 'speak')
        return reject('not-speaking', 'Now is not the time to speak; choose one of the acts offered.');
      const utterance = heard(this.episode, place, text, this.#report);
      const left = offer.deadline - this.#clock.now() - READ_MARGIN_MS;
      if (utterance.acts.length > 0 || !this.#reader || left <= 0) return round.submit(place, utterance);
      return this.#read(this.#reader, round, place, { text, ...offer }, Math.min(left, READ_MS));
    });
  }

  /** Lets a reader look for acts first; the words stand whatever it finds. */
  async #read(
    reader: Reader,
    round: Round,
    place: Place,
    { text, observation, candidates }: Offer & { text: string },
    withinMs: number,
  ): Promise<Result<void>> {
    const { open } = place;
    const { scenario } = this.episode;
    place.reading = true;
    try {
      const gone = new AbortController();
      place.giveUp = gone;
      const { acts, llm } = await reader({ scenario, text, observation, candidates }, withinMs, gone.signal);
      if (round.closed || place.open !== open || !open || open.pending || isBot(place.driver))
        return reject('stale', STALE);
      return await round.submit(place, { acts, text, llm });
    } finally {
      place.reading = false;
    }
  }

  /** Remembers what a person believes until the next survey; null takes it back. */
  believe(seat: SeatId, question: string, answer: number | null): Result<void> {
    if (this.end) return reject('episode-over', 'This episode is over.');
    const asked = this.episode.questions.find((one) => one.id === question && one.asked.includes(seat));
    if (!asked || (answer !== null && asked.answers[answer] === undefined))
      return reject('bad-answer', 'That answers no open question; pick one of the answers offered.');
    this.#place(seat).click(question, answer);
    return ok(undefined);
  }

  /** The seat's latest answer, an index; null: none. */
  believed(seat: SeatId, question: string): number | null {
    return this.#place(seat).clicked(question);
  }

  /** Whether the seat's person is connected: a deadline then tells absence from slowness. */
  setPresent(seat: SeatId, present: boolean): void {
    this.#place(seat).present = present;
  }

  /** Gives the seat to another driver, at once where turns are open, else when the next open. */
  setDriver(
    seat: SeatId,
    driver: Driver,
    reason: SeatReason,
    about: Pick<SeatEntry, 'consent' | 'tokenHash'> = {},
  ): void {
    if (this.#flow.over) return;
    const entry: SeatEntry = { type: 'seat', seat, by: occupantOf(driver), reason, ...about };
    this.#flow.change({ place: this.#place(seat), driver, entry });
  }

  async #decide(
    seat: SeatId,
    turn: number,
    take: (round: Round, place: Place, offer: Offer) => Promise<Result<void>>,
  ): Promise<Result<void>> {
    if (this.end) return reject('episode-over', 'This episode is over.');
    const place = this.#place(seat);
    if (turn !== place.decided) return reject('stale', STALE);
    if (place.reading) return reject('not-your-turn', 'What you said is still being read; wait a moment.');
    const { round } = this.#flow;
    try {
      const offer = this.offer(seat);
      if (round && offer) return await take(round, place, offer);
    } catch (error) {
      round?.fail(error);
      return reject('internal', 'Something went wrong; this episode cannot go on.');
    }
    if (place.open && !isBot(place.driver)) return reject('stale', STALE);
    return reject('not-your-turn', 'You have nothing to decide now; wait until you are asked.');
  }

  #place(seat: SeatId): Place {
    const place = this.#flow.places[seat];
    if (!place) throw new RangeError(`no seat ${seat} at this table`);
    return place;
  }
}
