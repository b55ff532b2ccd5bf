// What became of the annotations of recorded dialogues. All counts add up over dialogues.

/** By kind: how many. */
type Kinds = Record<string, number>;

export class Tally {
  /** Utterances of people; those that carry no act; those whose acts were read from the words. */
  turns = 0;
  remarks = 0;
  read = 0;
  textsCut = 0;
  /** Annotations in all, and those that an act stands for. */
  annotations = 0;
  mapped = 0;
  /** Values that the rules drew, put into the words; and those that they did not draw. */
  redrawn = 0;
  undrawn = 0;
  /** Moves without words that were possible, and that were not. */
  calls = 0;
  callsRefused = 0;
  /** Annotations that no act stands for. */
  readonly leftOut: Kinds = {};
  /** Annotations whose act the rules did not allow then, by type of act. */
  readonly refused: Kinds = {};

  count(kinds: Kinds, kind: string, by = 1): void {
    if (by > 0) kinds[kind] = (kinds[kind] ?? 0) + by;
  }

  get told(): { readonly utterances: Kinds; readonly leftOut: Kinds; readonly refused: Kinds } {
    const { turns, remarks, read, textsCut, annotations, mapped, redrawn, undrawn, calls, callsRefused } =
      this;
    return {
      utterances: {
        ...{ turns, remarks, read, textsCut, annotations, mapped },
        ...{ redrawn, undrawn, calls, callsRefused },
      },
      leftOut: ordered(this.leftOut),
      refused: ordered(this.refused),
    };
  }
}

/** The most frequent first. */
const ordered = (kinds: Kinds): Kinds =>
  Object.fromEntries(Object.entries(kinds).sort(([, a], [, b]) => b - a));
