// Somebody who reads what a person typed where the scenario finds no act in it. A reader is shown what the
// speaker may know, and answers with acts that were offered to the speaker; it may be slow, and it may fail.

import type { Scenario } from '../../shared/scenario.ts';
import type { LlmNote } from '../../shared/turn.ts';

export interface Typed {
  readonly scenario: Scenario;
  readonly text: string;
  /** The speaker's own. */
  readonly observation: unknown;
  readonly candidates: readonly unknown[];
}

export interface Reading {
  /** Empty: a remark. */
  readonly acts: readonly unknown[];
  readonly llm: LlmNote;
}

/** Never throws; gives up after `withinMs`. */
export type Reader = (typed: Typed, withinMs: number, signal: AbortSignal) => Promise<Reading>;
