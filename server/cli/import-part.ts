// A part of a corpus that `parlor import` brings in.

/** A part that has been read and checked. */
export interface Prepared {
  /** Joined into the JSON answer, and complete once it is kept. */
  readonly result: Readonly<Record<string, unknown>>;
  /** For people; complete once it is kept. */
  readonly lines: readonly string[];
  /** Tries whether it can be written there, before any part is: throws RejectionError where it cannot. */
  ready?(data: string): Promise<void>;
  /** Writes it under the data folder. */
  keep(data: string): Promise<void> | void;
}

/** Reads a part from the folder; throws RejectionError `bad-data`. */
export type ImportPart = (folder: string) => Promise<Prepared> | Prepared;
