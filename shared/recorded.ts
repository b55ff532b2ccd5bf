// Dialogues between people, from data of others, in a scenario's own words: what it takes to play them
// again under the rules. What is said is theirs to the letter; what the rules draw anew (a reference
// number) takes the place of what was drawn for them.

/** An act that somebody meant. */
export interface MeantAct {
  /** The act, or those of its fields that say which candidate it is, where the rules know the rest. */
  readonly act: Readonly<Record<string, unknown>>;
  /** Where no candidate agrees with `act`: what stands for it. Absent: `act` is whole. */
  readonly otherwise?: Readonly<Record<string, unknown>>;
  /** Field of the act -> the words that stand for its value in the text. */
  readonly said?: Readonly<Record<string, string>>;
  /** Annotations that it stands for; 0: nobody annotated it, it goes with the others. */
  readonly stands: number;
}

export interface RecordedTurn {
  /** Index of the seat. */
  readonly seat: number;
  readonly text: string;
  /** Acts without words that come first, one a move, those that are possible. */
  readonly before: readonly Readonly<Record<string, unknown>>[];
  /** null: not annotated; the text is all there is. */
  readonly acts: readonly MeantAct[] | null;
  /** Types of act that would end the talk too soon: they are left in the words alone. */
  readonly without: readonly string[];
  /** Annotations that no act of the scenario stands for, by kind. */
  readonly leftOut: readonly string[];
}

export interface RecordedDialogue {
  /** As its publishers name it. */
  readonly id: string;
  /** Options under which it is played. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly turns: readonly RecordedTurn[];
}

/** Dialogues that cannot be laid out: reason -> ids. */
export type Refused = Readonly<Record<string, readonly string[]>>;

export interface Recorded {
  readonly dialogues: readonly RecordedDialogue[];
  readonly refused: Refused;
}
