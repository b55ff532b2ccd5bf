// What the engine asks of whoever sits in a seat. Declared here, by its user; drivers live in server/seats.

import type { Question, ScriptView, TurnKind } from '../../shared/scenario.ts';
import type { LlmNote, SeatKind } from '../../shared/turn.ts';

/** What a seat sees at its turn; getters are lazy. */
export interface TurnView extends ScriptView {
  readonly turn: number;
  readonly deadlineMs: number;
}

/** What a seat did. Without `text`, speech is phrased by the scenario. */
export interface Utterance {
  readonly acts: readonly unknown[];
  readonly text?: string;
  /** Behaviour probability of each pick, in order. */
  readonly mu?: readonly number[];
  readonly value?: number;
  readonly checkpoint?: string;
  /** What a language model had to do with it, for the log. */
  readonly llm?: LlmNote;
  /** Nothing was decided: the default act is to be taken (`acts` are then empty). */
  readonly forfeit?: true;
}

/** Told when a seat begins to write and when it ceases; what it writes is nobody's business until it is said. */
export type OnWriting = (writing: boolean) => void;

export interface Answered {
  readonly p: readonly number[];
  readonly imputed?: boolean;
}

/** What a seat sees when it is asked what it believes. */
export interface SurveyView extends ScriptView {
  /** What it has to decide next; undefined: others are on. A ballot tells that a discussion has ended. */
  readonly next?: TurnKind | undefined;
}

/** The part of a seat that a survey asks. */
export interface Believer {
  /** Sees the truth; refused where a person plays. */
  readonly privileged?: boolean;
  believe?(
    question: Question,
    view: SurveyView,
    signal?: AbortSignal,
  ): Answered | undefined | Promise<Answered | undefined>;
}

export interface Seat extends Believer {
  readonly kind: SeatKind;
  readonly occupant: string;
  /** May return at once; a promise is given up when `signal` fires, and the default act is taken. */
  decide(view: TurnView, signal?: AbortSignal, writing?: OnWriting): Utterance | Promise<Utterance>;
}

export type Seats = readonly Seat[];
