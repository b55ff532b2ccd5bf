// What a scenario can use and the project does not ship: data of others, brought by `parlor import`,
// kept as one file under DATA/resources/ and handed to the scenario when a process starts. The scenario
// stays free of files: it turns parsed data into what is kept, and takes that back.

import type { Recorded } from './recorded.ts';

export interface Converted {
  /** JSON to be kept, in the scenario's own form. */
  readonly content: unknown;
  /** Counts for whoever imports: what was kept, what was left out and why. JSON. */
  readonly report: Readonly<Record<string, unknown>>;
}

export interface Resource {
  /** One sentence that says how to get it. */
  readonly hint: string;
  /** Reads what the publishers' files hold (parsed, as the importer puts it together). Throws RejectionError `bad-data`. */
  convert(given: unknown): Converted;
  /** Takes content that `convert` made. Throws RejectionError `bad-data`, and then nothing has changed. */
  load(content: unknown): void;
  loaded(): boolean;
  /**
   * What people said to each other in the files that `convert` takes, for the content loaded last; absent
   * where the data hold no dialogues. Throws RejectionError `bad-data`.
   */
  dialogues?(given: unknown): Recorded;
}
