// The course of one episode at a table, step by step, against a clock, into a log.
//
// What anybody is shown is durable first: the lines of a step come out once all its turns are in the
// log. While a step is being closed nobody can change anything; changes of driver wait for the next
// opening, so that log and transcript tell things in one order.

import { setImmediate as nextTick } from 'node:timers/promises';
import { RejectionError } from '../../shared/result.ts';
import type { SeatId, TurnKind } from '../../shared/scenario.ts';
import type { EndEntry, Header, SeatEntry, StepEntry, TurnEntry } from '../../shared/turn.ts';
import { askTable } from './ask-table.ts';
import type { Clock } from './clock.ts';
import { Commits, type Store } from './commits.ts';
import type { Episode } from './episode.ts';
import { alone, type Ledger } from './ledger.ts';
import { type Pace, pauseAfter } from './pace.ts';
import { type Driver, Place } from './place.ts';
import { ending, opening } from './play.ts';
import type { Reader } from './reader.ts';
import type { Past } from './recall.ts';
import { type Reporter, Round } from './round.ts';
import { seatLine } from './seat-line.ts';
import { type Beliefs, BeliefTally } from './survey.ts';
import { Transcript } from './transcript.ts';

/** Called when something has changed; the watcher looks at the table itself. */
export interface TableWatcher {
  /** A step was taken: stages and lines are new. */
  step(): void;
  /** A line came between steps. */
  lines(): void;
  /** What this seat may decide, who drives it, or its deadline. */
  seat(seat: SeatId): void;
  accepted(entry: TurnEntry): void;
  /** Seats were asked what they believe; the utterances that led to it have been told. */
  asked(beliefs: Beliefs): void;
  end(entry: EndEntry): void;
}

export interface TableSetup {
  readonly header: Header;
  readonly episode: Episode;
  /** One a seat. */
  readonly drivers: readonly Driver[];
  readonly store: Store;
  readonly clock: Clock;
  readonly report: Reporter;
  readonly pace: Pace;
  readonly watcher: TableWatcher;
  /** Reads what people type where the scenario finds no act in it; absent: such words are remarks. */
  readonly reader?: Reader | undefined;
  /** What the episode contends for with others; absent: it is alone. */
  readonly ledger?: Ledger;
  /** Where a restart goes on from. */
  readonly past?: Past;
}

export interface Change {
  readonly place: Place;
  readonly driver: Driver;
  readonly entry: SeatEntry;
}

const STOPPED = new Error('the table was stopped');

export class Flow {
  readonly transcript: Transcript;
  readonly places: readonly Place[];
  readonly #setup: TableSetup;
  readonly #commits: Commits;
  readonly #tally: BeliefTally;
  #pace: Pace;
  #round: Round | undefined;
  #changes: Change[] = [];
  #wake: (() => void) | undefined;
  #stopped = false;
  #readingTime = 0;
  #end: EndEntry | undefined;

  constructor(setup: TableSetup) {
    const { episode, past } = setup;
    this.#setup = setup;
    this.transcript = past?.transcript ?? new Transcript(episode.seatCount);
    this.#tally = past?.tally ?? new BeliefTally();
    this.places = setup.drivers.map((driver, seat) => new Place(seat, driver, past?.decided[seat] ?? 0));
    this.#commits = new Commits(setup.store, setup.clock);
    this.#pace = setup.pace;
  }

  get end(): EndEntry | undefined {
    return this.#end;
  }
  get over(): boolean {
    return this.#stopped || this.#end !== undefined;
  }
  /** The turns that are open now; undefined between steps. */
  get round(): Round | undefined {
    return this.#round?.closed ? undefined : this.#round;
  }
  get pace(): Pace {
    return this.#pace;
  }
  set pace(pace: Pace) {
    this.#pace = pace;
    if (pace === 'fast') this.#wake?.();
  }

  /** Plays to the end. Never throws: what fails aborts this episode alone. */
  async run(): Promise<void> {
    try {
      await this.#play();
    } catch (error) {
      if (!this.#stopped) await this.#abort(error);
    }
  }

  /** Ceases without an end; resolves once what was given is durable. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#round?.fail(STOPPED);
    this.#wake?.();
    await Promise.allSettled([this.#commits.settled]);
  }

  /** Seats somebody else: at once where turns are open, else when the next open. */
  change(change: Change): void {
    this.#changes.push(change);
    if (this.round) this.#applyChanges();
  }

  /** A watcher that fails costs this episode, not the server. */
  tell(watch: (watcher: TableWatcher) => void): void {
    try {
      watch(this.#setup.watcher);
    } catch (error) {
      if (!this.#round) throw error;
      this.#round.fail(error);
    }
  }

  async #play(): Promise<void> {
    const { episode, past } = this.#setup;
    let step: StepEntry | undefined = past?.begun ? undefined : opening(episode);
    let turns: TurnEntry[] = [];
    for (;;) {
      if (step) await this.#closeStep(step, turns);
      if (episode.open.length === 0) break;
      turns = await this.#openRound();
      await this.#commits.settled;
      if (this.#pace === 'live') await this.#commits.commit(turns.splice(0));
      this.#halt();
      step = this.#step();
    }
    const end = ending(episode, this.#tally);
    await this.#commits.commit([end]);
    this.#end = end;
    this.#setup.watcher.end(end);
  }

  #step(): StepEntry {
    const { episode, ledger, header } = this.#setup;
    const moved = episode.open;
    const kind: TurnKind = moved[0]?.kind ?? 'move';
    const said =
      kind === 'speak' ? moved.reduce((sum, turn) => sum + (turn.pending?.text.length ?? 0), 0) : 0;
    this.#readingTime = pauseAfter(this.#pace, kind, said);
    const step = episode.close(ledger ? (keys) => ledger.take(keys, header.episode) : alone);
    for (const { seat } of moved) this.places[seat]?.end();
    return step;
  }

  async #openRound(): Promise<TurnEntry[]> {
    const { header, episode, clock, report } = this.#setup;
    this.#applyChanges();
    const round = new Round({
      header,
      clock,
      report,
      episode,
      places: this.places,
      commits: this.#commits,
      pace: () => this.#pace,
      changed: (seat) => this.tell((watcher) => watcher.seat(seat)),
      accepted: (entry) => this.tell((watcher) => watcher.accepted(entry)),
    });
    this.#round = round;
    round.start();
    try {
      return await round.done;
    } finally {
      this.#round = undefined;
    }
  }

  /** Shows a step, leaves time to read it, asks for beliefs, and logs it. */
  async #closeStep(step: StepEntry, turns: readonly TurnEntry[]): Promise<void> {
    // With turns still to be logged nothing may be shown yet; that is the fast pace.
    const shown = turns.length === 0;
    if (shown) {
      this.#narrate();
      await this.#pause();
    }
    await this.#survey(step);
    await this.#commits.commit([...turns, step]);
    if (!shown) this.#narrate();
    const { beliefs } = step;
    if (beliefs) this.tell((watcher) => watcher.asked(beliefs));
    await nextTick();
    this.#halt();
  }

  #narrate(): void {
    const { scenario, state } = this.#setup.episode;
    this.transcript.add(scenario.narrate(state), (seat) => scenario.seatName(state, seat));
    this.#setup.watcher.step();
  }

  async #survey(step: StepEntry): Promise<void> {
    const { episode, clock, report } = this.#setup;
    if (episode.surveyDue) {
      const beliefs = await askTable({ episode, places: this.places, clock, report });
      if (beliefs) step.beliefs = beliefs;
      this.#tally.add(episode.questions, beliefs);
    }
    if (episode.questions.length === 0) for (const place of this.places) place.forgetClicks();
  }

  async #pause(): Promise<void> {
    if (this.#readingTime <= 0 || this.#pace === 'fast' || this.#stopped) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#setup.clock.after(this.#readingTime, resolve);
    this.#wake = resolve;
    await promise;
    cancel();
    this.#wake = undefined;
  }

  #halt(): void {
    if (this.#stopped) throw STOPPED;
  }

  #applyChanges(): void {
    const { scenario, state } = this.#setup.episode;
    for (const { place, driver, entry } of this.#changes.splice(0)) {
      place.driver = driver;
      place.present = true;
      place.rest();
      const line = seatLine(entry, scenario.seatName(state, entry.seat));
      const told = (): void => {
        if (line === undefined) return;
        this.transcript.system(line);
        this.tell((watcher) => watcher.lines());
      };
      this.#commits.commit([entry]).then(told, (error: unknown) => this.#round?.fail(error));
      this.round?.serve(place);
      this.tell((watcher) => watcher.seat(entry.seat));
    }
  }

  async #abort(err: unknown): Promise<void> {
    const { report, header, watcher, episode } = this.#setup;
    const lost = err instanceof RejectionError && err.code === 'log-failed';
    const open = episode.open.map(({ turn, seat }) => ({ turn, seat }));
    const about = { episode: header.episode, scenario: header.scenario, step: episode.step, open };
    report.error({ err, ...about }, 'episode aborted');
    const reason = lost ? 'log-failed' : 'bug';
    const end: EndEntry = {
      type: 'end',
      end: 'aborted',
      winners: [],
      reason,
      roles: this.#roles(),
      metrics: {},
    };
    this.#end = end;
    for (const place of this.places) place.rest();
    if (!lost) await Promise.allSettled([this.#commits.commit([end])]);
    try {
      watcher.end(end);
    } catch (failure) {
      report.error({ err: failure, ...about }, 'the room failed to tell of the end');
    }
  }

  /** Roles for the end entry; a scenario that failed may fail here too. */
  #roles(): string[] {
    const { scenario, state } = this.#setup.episode;
    try {
      return this.places.map(({ seat }) => scenario.role(state, seat));
    } catch (err) {
      this.#setup.report.error({ err, scenario: scenario.id }, 'roles of an aborted episode are unknown');
      return this.places.map(() => '');
    }
  }
}
