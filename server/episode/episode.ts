// One play of a scenario from setup to outcome: holds the state, opens turns, takes moves, closes
// steps. It has no clock, no sockets and no store; whoever drives it (play.ts, table.ts, replay.ts)
// passes its entries on. Whatever it refuses leaves it unchanged.

import { ok, type Rejection, type Result, reject } from '../../shared/result.ts';
import {
  MAX_ACTS,
  MAX_TEXT,
  type Move,
  type Outcome,
  type Question,
  type Scenario,
  type SeatId,
} from '../../shared/scenario.ts';
import type { StepEntry, TurnEntry } from '../../shared/turn.ts';
import { checksum } from './checksum.ts';
import { alone, type Grant } from './ledger.ts';
import { OpenTurn } from './open-turn.ts';
import type { Utterance } from './seat.ts';
import { StateHash } from './state-hash.ts';
import { type EpisodeKey, stream, TurnStreams } from './streams.ts';

export interface EpisodeSetup {
  readonly scenario: Scenario;
  /** Parsed options. */
  readonly options: unknown;
  readonly key: EpisodeKey;
  readonly branches?: readonly { step: number; key: EpisodeKey }[] | undefined;
  /** State hashes and candidate digests; off for the fastest self-play. */
  readonly hashing?: boolean;
}

export class Episode {
  readonly scenario: Scenario;
  readonly seatCount: number;
  readonly key: EpisodeKey;
  readonly hashing: boolean;
  readonly totals: number[];
  readonly #branches: readonly { step: number; key: EpisodeKey }[];
  readonly #hash = new StateHash();
  #streams: TurnStreams;
  #state: unknown;
  #step = 0;
  #turns = 0;
  #open: OpenTurn[] = [];
  #questions: readonly Question[] | undefined;
  #surveyDue = false;
  #hadQuestions = false;

  constructor(setup: EpisodeSetup) {
    this.scenario = setup.scenario;
    this.key = setup.key;
    this.hashing = setup.hashing ?? true;
    this.#branches = setup.branches ?? [];
    this.#streams = new TurnStreams(this.key);
    this.seatCount = setup.scenario.seatCount(setup.options);
    this.totals = new Array<number>(this.seatCount).fill(0);
    this.#state = setup.scenario.setup(setup.options, this.seatCount, stream(this.key, 'setup', 0));
    if (this.hashing) this.#hash.begin(this.#state);
    this.#openTurns(false);
  }

  get state(): unknown {
    return this.#state;
  }
  /** Steps taken so far. */
  get step(): number {
    return this.#step;
  }
  /** Turn numbers given out so far. */
  get turns(): number {
    return this.#turns;
  }
  get open(): readonly OpenTurn[] {
    return this.#open;
  }
  get outcome(): Outcome | undefined {
    return this.scenario.outcome(this.#state);
  }
  get ready(): boolean {
    return this.#open.length > 0 && this.#open.every((turn) => turn.pending !== undefined);
  }
  /** Questions that the state asks now. */
  get questions(): readonly Question[] {
    this.#questions ??= this.scenario.questions(this.#state);
    return this.#questions;
  }
  /** Whether seats are to be asked now: a discussion has begun, or somebody has spoken. */
  get surveyDue(): boolean {
    return this.#surveyDue;
  }

  /** The key that draws at this step (forks change it on their way). */
  keyAt(step: number): EpisodeKey {
    let key = this.key;
    if (this.#branches.length === 0) return key;
    for (const branch of this.#branches) if (step >= branch.step) key = branch.key;
    return key;
  }

  openFor(seat: SeatId): OpenTurn | undefined {
    return this.#open.find((turn) => turn.seat === seat);
  }

  /**
   * Takes what a seat did in its open turn; a later call replaces it until the step closes (secret
   * ballots may be changed). Returns the log entry.
   */
  submit(turn: number, utterance: Utterance): Result<TurnEntry> {
    const open = this.#open.find((one) => one.turn === turn);
    if (!open) return this.outcome ? reject('episode-over', OVER) : reject('stale', STALE);
    const refusal = this.accept(open, utterance);
    return refusal ? reject(refusal.code, refusal.message) : ok(this.entryOf(open, utterance));
  }

  /** As submit, without building the log entry: undefined, or why it is refused. */
  accept(open: OpenTurn, given: Utterance): Rejection | undefined {
    const utterance = given.forfeit ? this.defaultUtterance(open.turn) : given;
    const refusal = this.#refuse(open, utterance);
    if (refusal) return refusal;
    const text = utterance.text ?? (open.kind === 'speak' ? this.#phrase(open, utterance.acts) : '');
    open.pending = { seat: open.seat, acts: utterance.acts, text };
    return undefined;
  }

  /** The act that a deadline takes. */
  defaultUtterance(turn: number): Utterance {
    const open = this.#open.find((one) => one.turn === turn);
    if (!open) throw new Error(`turn ${turn} is not open`);
    return { acts: [this.scenario.defaultAct(this.#state, open.seat)] };
  }

  /** Plays the pending moves; every open turn must have one. `grant` answers what they claim. */
  close(grant: Grant = alone): StepEntry {
    const granted: [number, boolean][] = [];
    const moves: Move[] = [];
    for (const turn of this.#open) {
      if (!turn.pending) throw new Error(`turn ${turn.turn} of seat ${turn.seat} is still open`);
      moves.push(this.scenario.claims ? this.#claim(turn.turn, turn.pending, grant, granted) : turn.pending);
    }
    const spoke = this.#open.some((turn) => turn.kind === 'speak');
    const rng = stream(this.keyAt(this.#step), 'rules', this.#step + 1);
    const { state, rewards } = this.scenario.step(this.#state, moves, rng);
    if (rewards.length !== this.seatCount)
      throw new Error(`${this.scenario.id} gave ${rewards.length} rewards for ${this.seatCount} seats`);
    for (let seat = 0; seat < rewards.length; seat++)
      this.totals[seat] = (this.totals[seat] ?? 0) + (rewards[seat] ?? 0);
    this.#state = state;
    this.#step++;
    this.#openTurns(spoke);
    const last = this.#turns - this.#open.length - 1;
    const entry: StepEntry = { type: 'step', step: this.#step, turn: last, rewards: [...rewards] };
    if (granted.length > 0) entry.granted = granted;
    if (this.hashing) {
      this.#hash.add(moves, rewards, state, last + 1, this.#open.length === 0);
      entry.hash = this.#hash.value;
    }
    return entry;
  }

  #claim(turn: number, move: Move, grant: Grant, granted: [number, boolean][]): Move {
    const keys = this.scenario.claims?.(this.#state, move) ?? [];
    if (keys.length === 0) return move;
    const answer = grant(keys);
    granted.push([turn, answer]);
    return { ...move, granted: answer };
  }

  /** The hash of everything so far (state-hash.ts); empty where hashing is off. */
  get hash(): string {
    return this.#hash.value;
  }

  #openTurns(spoke: boolean): void {
    const movers = this.scenario.toMove(this.#state);
    const key = this.keyAt(this.#step);
    if (this.#streams.key !== key) this.#streams = new TurnStreams(key);
    const rules = { scenario: this.scenario, state: this.#state, streams: this.#streams };
    this.#open = movers.map((mover) => new OpenTurn(rules, mover, this.#turns++));
    this.#questions = undefined;
    const has = this.questions.length > 0;
    this.#surveyDue = has && (spoke || !this.#hadQuestions);
    this.#hadQuestions = has;
  }

  #refuse(open: OpenTurn, { acts, text }: Utterance): Rejection | undefined {
    if (text !== undefined && text.length > MAX_TEXT)
      return { code: 'bad-text', message: `A text may have at most ${MAX_TEXT} characters; shorten it.` };
    const speaking = open.kind === 'speak';
    const count = speaking ? acts.filter((act) => !this.scenario.closes(act)).length : acts.length;
    // What closes an utterance comes once, and is not counted.
    if (speaking ? count > MAX_ACTS || acts.length > count + 1 : count !== 1)
      return { code: 'too-many-acts', message: speaking ? TOO_MANY : 'Exactly one act is due.' };
    if (speaking && acts.length === 0 && !text?.trim())
      return { code: 'bad-text', message: 'Say something, or choose one of the acts offered.' };
    for (const act of acts)
      if (!open.offers(act) && !this.scenario.legal(this.#state, open.seat, act))
        return { code: 'illegal-act', message: 'That act is not possible now; choose one of those offered.' };
    return undefined;
  }

  #phrase(open: OpenTurn, acts: readonly unknown[]): string {
    const rng = stream(this.keyAt(this.#step), 'phrase', open.turn);
    return this.scenario.phrase(acts, open.observation, rng).slice(0, MAX_TEXT);
  }

  /** The log entry of a turn that has been accepted. */
  entryOf(open: OpenTurn, utterance: Utterance): TurnEntry {
    const entry: TurnEntry = {
      type: 'turn',
      turn: open.turn,
      seat: open.seat,
      kind: open.kind,
      acts: [...(open.pending?.acts ?? utterance.acts)],
      text: open.pending?.text ?? '',
      candidates: 0,
      digest: '',
    };
    if (this.hashing) {
      const offered = open.candidates([]);
      entry.candidates = offered.length;
      entry.digest = checksum(offered);
    }
    if (utterance.mu) entry.mu = [...utterance.mu];
    if (utterance.value !== undefined) entry.value = utterance.value;
    if (utterance.checkpoint) entry.checkpoint = utterance.checkpoint;
    if (utterance.llm) entry.llm = utterance.llm;
    if (utterance.forfeit) entry.forced = 'model';
    return entry;
  }
}

const STALE = 'That turn is over or was never open; look at the latest turn offered to you and answer that.';
const TOO_MANY = `An utterance carries at most ${MAX_ACTS} acts, and one that closes it.`;
const OVER = 'This episode is over.';
