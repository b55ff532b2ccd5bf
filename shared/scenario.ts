// The scenario contract: pure functions over JSON state. Rules that every scenario keeps, each
// checked by test/scenario.contract.test.ts under the id given here:
//
// [S1] A key fixes the whole episode.            [S2] State survives JSON.
// [S3] Arguments are never changed.              [S4] Movers have 1..128 candidates, others none;
// [S5] Every episode ends.                            toMove is empty exactly when outcome is set.
// [S6] What an act says is read back as that act. [S7] No text makes interpret throw.
// [S8] Features are finite and of fixed width.   [S9] redeal changes nothing that the seat can see.
// [S10] defaultAct is legal.                     [S11] Candidates are legal, distinct and labelled.
// [S12] stage, narrate and labels never name a hidden fact of another seat (canary and redeal).

import type { ZodType } from 'zod';
import type { Resource } from './resource.ts';
import type { Rng } from './rng.ts';
import type { Stage } from './stage.ts';

/** Index of a seat, 0-based, fixed for the episode. */
export type SeatId = number;
export type Viewer = SeatId | 'public' | 'all';
export type TurnKind = 'move' | 'speak' | 'ballot';

export const MAX_CANDIDATES = 128;
export const MAX_ACTS = 6;
export const MAX_TEXT = 500;

/** A seat that has to decide now. Several at once decide simultaneously, none seeing the others. */
export interface Mover {
  readonly seat: SeatId;
  readonly kind: TurnKind;
  /** Time a person gets, milliseconds. */
  readonly deadlineMs: number;
}

/** What one seat did in one turn. Moves and ballots carry exactly one act; `acts: []` while
 * speaking is a remark. */
export interface Move<Act = unknown> {
  readonly seat: SeatId;
  readonly acts: readonly Act[];
  readonly text: string;
  /** Whether everything that the move claims (Scenario.claims) was granted; absent: it claims nothing. */
  readonly granted?: boolean;
}

/** An utterance as one seat knows it. */
export interface Spoken<Act = unknown> {
  readonly seat: SeatId;
  readonly acts: readonly Act[];
}

export interface StepResult<State = unknown> {
  readonly state: State;
  /** One number a seat. */
  readonly rewards: readonly number[];
}

export interface Outcome<Reason extends string = string> {
  /** truncated: cut off by a cap; nobody lost. */
  readonly end: 'terminated' | 'truncated';
  readonly winners: readonly SeatId[];
  /** A short code, e.g. "ejection", "tasks", "parity", "cap"; Scenario.ends has its words. */
  readonly reason: Reason;
}

/** What seats are asked to believe (Sarkar et al. 2025, section 3: Q and q). */
export interface Question {
  readonly id: string;
  /** One sentence for people. */
  readonly text: string;
  readonly asked: readonly SeatId[];
  readonly answers: readonly string[];
  /** Index of the true answer. Secret. */
  readonly truth: number;
  /** Reward sign of a gain in belief for the one who spoke (eq. 6, negated for eq. 8). Secret. */
  sign(speaker: SeatId): -1 | 0 | 1;
}

/** A line of the transcript. `to` limits it to some seats; undefined: everybody. */
export interface Line {
  readonly to?: readonly SeatId[];
  /** Where it goes to everybody: but not to these seats, which have heard something else. */
  readonly except?: readonly SeatId[];
  readonly seat: SeatId | null;
  readonly kind: 'say' | 'event' | 'private' | 'vote' | 'system';
  readonly text: string;
}

/** Whether a viewer gets a line. */
export const reaches = ({ to, except }: Line, viewer: Viewer): boolean => {
  if (viewer === 'all') return true;
  if (viewer === 'public') return to === undefined;
  return to === undefined ? !except?.includes(viewer) : to.includes(viewer);
};

/** How a candidate is shown: a button, and where it can be clicked on the stage. */
export interface Label {
  readonly label: string;
  readonly group: string;
  readonly place?: string;
  readonly seat?: SeatId;
}

/** What a script sees at its turn. Getters are lazy: what is not read is not computed. */
export interface ScriptView<State = unknown, Act = unknown, Observation = unknown> {
  readonly seat: SeatId;
  readonly kind: TurnKind;
  readonly rng: Rng;
  readonly observation: Observation;
  candidates(chosen: readonly Act[]): readonly Act[];
  /** The whole truth; only scripts marked privileged are given it. */
  readonly truth?: State;
}

/** A fixed hand-written player. Stateless: everything it needs is in the view. */
export interface Script<State = unknown, Act = unknown, Observation = unknown> {
  readonly summary: string;
  /** Roles it was written for; in another role it plays that role's `random`. */
  readonly roles: readonly string[];
  /** Sees the truth (oracle): refused where a person plays. */
  readonly privileged?: boolean;
  decide(view: ScriptView<State, Act, Observation>): readonly Act[];
  /** Probabilities over question.answers, or undefined for no answer. */
  believe?(question: Question, view: ScriptView<State, Act, Observation>): readonly number[] | undefined;
}

export interface Scenario<State = unknown, Act = unknown, Observation = unknown, Options = unknown> {
  readonly id: string;
  /** Bumped with every change of play; old checkpoints and logs are then refused or replayed by name. */
  readonly version: number;
  readonly title: string;
  readonly summary: string;
  readonly roles: readonly string[];
  /** What people call a role, where its id would tell them little. */
  readonly roleNames?: Readonly<Record<string, string>>;
  readonly seats: { readonly min: number; readonly max: number };
  /** Every reason of `outcome` in a few words, for lists of episodes. */
  readonly ends: Readonly<Record<string, string>>;
  /** Parsed once; every field has a default. */
  readonly options: ZodType<Options>;
  /** Option fields worth a control in the lobby. */
  readonly controls: readonly Control[];
  /** Occupants of unnamed seats when nobody says otherwise, e.g. ["impostor=scripted:mimic", "crew=scripted:greedy"]. */
  readonly fill: readonly string[];
  readonly scripts: Readonly<Record<string, Script<State, Act, Observation>>>;
  /** Scripted seats that results are compared with, as --seats arguments. */
  readonly baselines: Readonly<Record<string, readonly string[]>>;
  /** Data of others that it can use, by name; loaded when a process starts, where it has been imported. */
  readonly resources?: Readonly<Record<string, Resource>>;
  /** Advice a role, a sentence or two, for language models that are told to take it. */
  readonly hints?: Readonly<Record<string, string>>;

  /** How `parlor train` trains here unless told otherwise (server/learner/plan.ts): which roles learn, at
   * which tables, and who teaches them. Absent: every role learns, against the others as they learn. */
  readonly training?: TrainingSheet;
  /** Rewards of training only, by name; a training plan's `shaping` weighs them. */
  readonly shaping?: Readonly<Record<string, ShapingReward<State, Act>>>;
  /** Detectors of what a seat should not do, from what it knows itself; a training plan's `avoids` names those
   * that a policy is kept from. Absent: there are none. */
  readonly faults?: FaultDetectors<Act, Observation>;

  seatCount(options: Options): number;
  setup(options: Options, seatCount: number, rng: Rng): State;
  /** Seats whose occupant the options fix (seat -> kind), e.g. the paper's reporting random crew seat. */
  fixedSeats(state: State): Readonly<Record<SeatId, string>>;
  seatName(state: State, seat: SeatId): string;
  role(state: State, seat: SeatId): string;
  /** Whether the seat is still in play, as far as everybody knows. */
  alive(state: State, seat: SeatId): boolean;
  toMove(state: State): readonly Mover[];
  candidates(state: State, seat: SeatId, chosen: readonly Act[]): readonly Act[];
  /** Candidates are a sample of the legal acts: speech read from free text may say more. */
  legal(state: State, seat: SeatId, act: Act): boolean;
  /** Whether picking this act closes the utterance (`done`, silence). */
  closes(act: Act): boolean;
  defaultAct(state: State, seat: SeatId): Act;
  step(state: State, moves: readonly Move<Act>[], rng: Rng): StepResult<State>;
  /** Keys that a move takes from a world shared with other episodes: all or none are granted, each to
   * one episode only, and `step` is told by Move.granted. Absent or empty: the move claims nothing. */
  claims?(state: State, move: Move<Act>): readonly string[];
  outcome(state: State): Outcome | undefined;
  observe(state: State, seat: SeatId): Observation;
  redeal(state: State, seat: SeatId, rng: Rng): State;
  stage(state: State, viewer: Viewer): Stage;
  /** Lines that the latest step (or the setup) brought; utterances included. */
  narrate(state: State): readonly Line[];
  questions(state: State): readonly Question[];
  readonly featureCount: number;
  readonly actFeatureCount: number;
  features(observation: Observation): Float32Array;
  actFeatures(act: Act, observation: Observation): Float32Array;
  /** Utterances that this seat has heard or made, oldest first, as it understood them. */
  history(observation: Observation): readonly Spoken<Act>[];
  /** An act about what this answer says ("I accuse Red"), whose features then stand for the answer where a
   * policy learns beliefs; undefined where no act is about it. */
  answerAct(question: Question, answer: number, observation: Observation): Act | undefined;
  /** Where a decision says no more than what the seat believes: of what, and the act that each answer comes to.
   * Policies whose shape has `ballots: "belief"` decide by their beliefs there. Absent or undefined: nowhere. */
  ballot?(observation: Observation): Ballot<Act> | undefined;
  label(act: Act, observation: Observation): Label;
  brief(observation: Observation): string;
  phrase(acts: readonly Act[], observation: Observation, rng: Rng): string;
  interpret(text: string, observation: Observation): readonly Act[];
  metrics(state: State): Record<string, number>;
}

/** A reward of training only: it may read what no seat sees, and is in no log and no score. */
export interface ShapingReward<State = unknown, Act = unknown> {
  /** What it pays for, one line. */
  readonly about: string;
  /** What each seat gets for one step. */
  rewards(before: State, moves: readonly Move<Act>[], after: State): readonly number[];
}

/** Acts by the question's answers; undefined: none comes of it. The question's secrets are left blank. */
export interface Ballot<Act = unknown> {
  readonly question: Question;
  readonly acts: readonly (Act | undefined)[];
}

export interface FaultDetectors<Act = unknown, Observation = unknown> {
  readonly names: readonly string[];
  /** Names of the faults that the observing seat would commit by this act, with `chosen` in the same utterance. */
  of(act: Act, observation: Observation, chosen: readonly Act[]): readonly string[];
}

export interface Ablation {
  readonly algorithm?: string;
  readonly teachers?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, number>>;
  readonly shaping?: Readonly<Record<string, number>>;
}

export interface TrainingSheet {
  readonly roles: readonly string[];
  readonly tables: readonly {
    readonly options?: Readonly<Record<string, unknown>>;
    /** "learn", "learn:ROLE", or a seat as on the command line, by role. */
    readonly seats: Readonly<Record<string, string>>;
    readonly weight?: number;
  }[];
  /** Whom cloning learns from, by role. */
  readonly teachers?: Readonly<Record<string, string>>;
  /** Tables at which a new checkpoint is judged before it is seated; opponents and options held out of training. */
  readonly heldout?: TrainingSheet['tables'];
  /** Overrides of the algorithm's settings. */
  readonly settings?: Readonly<Record<string, number>>;
  /** Weights of the rewards of Scenario.shaping, and of `speaking`; those not named count nothing. */
  readonly shaping?: Readonly<Record<string, number>>;
  /** Faults (Scenario.faults) whose acts are not among what a policy picks from. */
  readonly avoids?: readonly string[];
  /** Variants of the training by name: what each changes in the plan. */
  readonly ablations?: Readonly<Record<string, Ablation>>;
}

/** A lobby control for one option. */
export interface Control {
  readonly option: string;
  readonly label: string;
  readonly kind: 'choice' | 'number';
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** The default; absent where it depends on the other options. */
  readonly value?: string | number;
}

/** Full type arguments make the compiler name a misspelt member instead of losing inference. */
export const defineScenario = <State, Act, Observation, Options>(
  scenario: Scenario<State, Act, Observation, Options>,
): Scenario<State, Act, Observation, Options> => scenario;
