// A part of a corpus that `parlor import` brings in.

/** A part that has been read and checked. */
export interface Prepared {
  /** Joined into the JSON answer. */
  readonly result: Readonly<Record<string, unknown>>;
  /** For people. */
  readonly lines: readonly string[];
  /** Writes it under the data folder. */
  keep(data: string): Promise<void> | void;
}

/** Reads a part from the folder; throws RejectionError `bad-data`. */
export type ImportPart = (folder: string) => Promise<Prepared> | Prepared;
